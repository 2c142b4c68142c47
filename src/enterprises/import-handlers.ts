/** Operations of import and export. */
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { xlsxType } from '../platform/shared/sheet.ts'
import { isKeeperGrant, mayKeepLedger } from './enterprise.ts'
import { listLines } from './export-store.ts'
import { previewImport, startedImport, writeImport } from './import-acts.ts'
import type { importContract } from './import-contract.ts'
import {
  getImport,
  getImportFile,
  getImportView,
  insertImport,
  listImportRows,
  listImports,
  saveImport,
} from './import-store.ts'
import { type ImportStatus, immediateBytes, immediateRows, importMoves, type LedgerImport } from './ledger-import.ts'
import { exportTable, templateTable } from './ledger-table.ts'
import { listPaths } from './list-paths.ts'

type All = Handlers<typeof importContract>

const readableTypes = ['text/csv', xlsxType]
/** Largest export; more is asked for by area. */
const maxLines = 50_000

async function startImport(
  { db, user, now, record, enqueue, platform }: Context,
  fileId: string,
): Promise<LedgerImport> {
  const file = await getImportFile(db, fileId)
  if (!mayKeepLedger(user, file.areaPath)) throw new Refusal('not-permitted')
  if (file.purpose !== 'import') throw new Refusal('import-file-purpose')
  if (!readableTypes.includes(file.type)) throw new Refusal('file-kind', { found: file.type })
  const started = startedImport(user, now, { fileId, areaId: file.areaId, areaPath: file.areaPath })
  await insertImport(db, started)
  await record('ledgerImport.started', {
    subject: 'ledgerImport',
    id: started.id,
    areaPath: started.areaPath,
    to: started.status,
    changed: { fileId },
  })
  if (file.size <= immediateBytes) {
    return previewImport({ db, user, now, record }, started, {
      path: platform.files.path(file.sha256),
      type: file.type,
    })
  }
  await enqueue('readLedgerImport', { importId: started.id })
  return started
}

async function applyImport(
  { db, user, now, record, enqueue }: Context,
  id: string,
  onlyGood: boolean,
): Promise<LedgerImport> {
  const before = await getImport(db, id, true)
  if (!mayKeepLedger(user, before.areaPath)) throw new Refusal('not-permitted')
  const status = move<ImportStatus>(importMoves, 'apply', before.status)
  const { bad, ...good } = before.counts
  if (good.new + good.changed + good.unchanged === 0) throw new Refusal('import-nothing-good')
  if (bad > 0 && !onlyGood) throw new Refusal('import-has-bad-rows', { bad })
  const applying: LedgerImport = {
    ...before,
    status,
    onlyGood,
    grants: user.grants.filter(isKeeperGrant),
    appliedBy: user.officialId,
    doneRows: 0,
    refusal: null,
  }
  if (before.totalRows <= immediateRows) return writeImport({ db, user, now, record }, applying)
  await saveImport(db, applying)
  await record('ledgerImport.applying', {
    subject: 'ledgerImport',
    id,
    areaPath: before.areaPath,
    from: before.status,
    to: status,
  })
  await enqueue('writeLedgerImport', { importId: id })
  return applying
}

/** Refuses `not-found`, `not-permitted`. */
async function readableImport({ db, user }: Pick<Context, 'db' | 'user'>, id: string) {
  const found = await getImportView(db, id)
  if (!mayKeepLedger(user, found.areaPath)) throw new Refusal('not-permitted')
  return found
}

export const importHandlers: All = {
  async getImportTemplate() {
    return { fileName: '台账导入模板.xlsx', type: xlsxType, content: await templateTable() }
  },

  async startImport(context, { fileId }) {
    const { id } = await startImport(context, fileId)
    return getImportView(context.db, id)
  },

  listImports: ({ db }, input) => listImports(db, input),
  getImport: (context, { id }) => readableImport(context, id),

  async listImportRows(context, { id, ...input }) {
    await readableImport(context, id)
    return listImportRows(context.db, id, input)
  },

  async applyImport(context, { id, onlyGood }) {
    await applyImport(context, id, onlyGood)
    return getImportView(context.db, id)
  },

  async exportSites(context, { areaId, ...filters }) {
    const { db, user, now, record } = context
    const paths = await listPaths(context, areaId)
    const lines = await listLines(db, { ...filters, paths }, dateInChina(now), maxLines)
    await record('ledger.exported', {
      subject: 'ledger',
      id: user.officialId,
      areaPath: paths[0] ?? '/',
      changed: { lines: lines.length, areaId: areaId ?? null },
    })
    return { fileName: `场所台账-${dateInChina(now)}.xlsx`, type: xlsxType, content: await exportTable(lines) }
  },
}
