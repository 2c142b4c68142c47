/** What runs beside the requests: imports, clearing after a crash, detection, and following the lead of an alarm. All idempotent. */
import { stat } from 'node:fs/promises'
import type { JobContext, Jobs, Platform } from '../platform/server/context.ts'
import { asProgram } from '../platform/server/http.ts'
import { followLead } from './acts.ts'
import { getDelivery, listUnfinishedDeliveries, lockImport } from './delivery-store.ts'
import { detectFeedersOf, detectLeftParts, detectPart, planDetection } from './detect.ts'
import { clearDead, failDelivery, importDelivery } from './import-readings.ts'
import { endLooks } from './look-retention.ts'
import { endReadings } from './reading-retention.ts'
import { takeFromFolder } from './watched-folder.ts'

/** A delivery that came as a file of ours; one from the command line is imported where it was called. */
async function importDelivered(context: JobContext, deliveryId: string): Promise<void> {
  const delivery = await getDelivery(context.db, deliveryId)
  if (delivery.fileId === null) return
  const path = context.platform.files.path(delivery.fileSha256)
  const found = await stat(path).catch(() => null)
  if (found) await importDelivery(context, deliveryId, path)
  else if (delivery.status === 'received' || delivery.status === 'importing')
    await failDelivery(context.platform, deliveryId, { reason: 'fileMissing', line: 0 })
}

/** A delivery noted this long ago without being begun was left behind. */
const patienceMs = 60_000

/**
 * After a crash: parts of dead batches leave the meter store, and what came as a file goes on behind its last part. What was called
 * from the command line is given up until it is called again; the watched folder is looked through by its own job. Call it when a
 * worker starts; it runs every ten minutes too. What another process is importing is left alone.
 */
export async function clearDeadBatches(platform: Platform): Promise<void> {
  const before = new Date(platform.clock().getTime() - patienceMs)
  const unfinished = await asProgram(platform, ({ db }) => listUnfinishedDeliveries(db, before))
  for (const { id, channel, status } of unfinished) {
    const left = await asProgram(platform, async (holder) => {
      if (!(await lockImport(holder.db, id))) return false
      const waits = status === 'received' || status === 'importing'
      if (waits && channel === 'commandLine') await failDelivery(platform, id, { reason: 'interrupted', line: 0 })
      else await clearDead(platform, id)
      return waits && (channel === 'page' || channel === 'interface')
    })
    if (left) await asProgram(platform, ({ enqueue }) => enqueue('metering.import', { subjectId: id }))
  }
}

export const meteringJobs: Jobs = {
  'metering.import': {
    on: ['delivery.received'],
    run: (context, { subjectId }) => importDelivered(context, String(subjectId)),
  },
  'metering.watchFolder': {
    cron: '* * * * *',
    run: async ({ platform }) => void (await takeFromFolder(platform)),
  },
  'metering.endReadings': { cron: '20 4 * * *', run: (context) => endReadings(context) },
  'metering.endLooks': { cron: '50 3 * * *', run: endLooks },
  'metering.clearDeadBatches': { cron: '*/10 * * * *', run: ({ platform }) => clearDeadBatches(platform) },
  'metering.detect': {
    on: ['readings.inForce', 'delivery.withdrawn', 'detectorModel.approved', 'detectorModel.withdrawn'],
    cron: '30 3 * * *',
    run: async (context) => void (await planDetection(context)),
  },
  'metering.detectPart': {
    run: ({ platform }, { runId, part }) => detectPart(platform, String(runId), Number(part)),
  },
  'metering.detectLeftParts': { cron: '* * * * *', run: ({ platform }) => detectLeftParts(platform) },
  'metering.detectFeeders': { run: ({ platform }, { runId }) => detectFeedersOf(platform, String(runId)) },
  'metering.followLead': {
    on: ['lead.decided'],
    run: (context, { subjectId }) => followLead(context, String(subjectId)),
  },
}
