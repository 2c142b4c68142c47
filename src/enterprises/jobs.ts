/** Large imports are read and written beside the requests, as the official who asked and within the grants he had. */

import type { Jobs, Platform } from '../platform/server/context.ts'
import { transaction } from '../platform/server/db.ts'
import { inContext } from '../platform/server/http.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { endImport, type Importing, type OnProgress, previewImport, writeImport } from './import-acts.ts'
import { getImport, getImportFile, saveProgress } from './import-store.ts'
import { actorOfImport, type LedgerImport } from './ledger-import.ts'

export const enterprisesJobs: Jobs = {
  readLedgerImport: {
    async run({ db, platform }, { importId }) {
      const found = await getImport(db, String(importId))
      if (found.status !== 'reading' || found.fileId === null) return
      const file = await getImportFile(db, found.fileId)
      await asOfficial(platform, found, 'refuse', async (context) => {
        await previewImport(
          context,
          found,
          { path: platform.files.path(file.sha256), type: file.type },
          progressOf(platform, found),
        )
      })
    },
  },
  writeLedgerImport: {
    async run({ db, platform }, { importId }) {
      const found = await getImport(db, String(importId))
      if (found.status !== 'applying') return
      await asOfficial(platform, found, 'fail', async (context) => {
        await writeImport(context, found, progressOf(platform, found))
      })
    },
  },
}

/** A refusal is kept for the person to read; anything else is a bug, kept as such and reported to the queue. */
async function asOfficial(
  platform: Platform,
  found: LedgerImport,
  onRefusal: 'refuse' | 'fail',
  work: (context: Importing) => Promise<void>,
): Promise<void> {
  const caller = found.startedBy === null ? 'system' : actorOfImport(found.appliedBy ?? found.startedBy, found.grants)
  try {
    await inContext(platform, caller, null, work)
  } catch (error) {
    const refusal =
      error instanceof Refusal ? { code: error.code, details: error.details } : { code: 'internal', details: {} }
    await inContext(platform, caller, null, (context) => endImport(context, found.id, onRefusal, refusal))
    if (!(error instanceof Refusal)) throw error
  }
}

const progressOf =
  (platform: Platform, { id }: LedgerImport): OnProgress =>
  (done, total) =>
    transaction(platform.database, 'system', (db) => saveProgress(db, id, done, total))
