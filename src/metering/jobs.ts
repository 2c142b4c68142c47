/** What runs beside the requests: imports, clearing after a crash, detection, and following the lead of an alarm. All idempotent. */
import { stat } from 'node:fs/promises'
import type { Context, JobContext, Jobs, Platform } from '../platform/server/context.ts'
import { inContext } from '../platform/server/http.ts'
import { type AccountDayRead, readDays } from '../platform/server/reading-parts.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { findRule } from '../rulebook/store.ts'
import { closeByReadings, followLead, openLeadOfAlarm, opensLead, raiseAlarm, rescoreAlarm } from './acts.ts'
import { suspiciousKinds } from './alarm.ts'
import { type Alarm, listSpent, listWithoutLead, lockAlarm, lockOpenAlarms } from './alarm-store.ts'
import { assess, assessmentLimits, type PracticeScreen } from './assessment.ts'
import {
  findReadSpan,
  getDelivery,
  listBatchesInForce,
  listUnfinishedDeliveries,
  lockImport,
} from './delivery-store.ts'
import { scorerOf } from './detector-model.ts'
import { detectFeeders } from './feeder-watch.ts'
import { clearDead, failDelivery, importDelivery } from './import-readings.ts'
import { endLooks } from './look-retention.ts'
import { joinDays } from './reading.ts'
import { shippedModel } from './shipped-model.ts'
import {
  type LookedAt,
  listWatchedPoints,
  lockDetection,
  saveMeterStates,
  type WatchedPoint,
} from './usage-point-store.ts'
import { takeFromFolder } from './watched-folder.ts'

const step = <T>(platform: Platform, work: (context: Context<null>) => Promise<T>): Promise<T> =>
  inContext(platform, 'system', null, (context) => work({ ...context, user: null }))

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
  const unfinished = await step(platform, ({ db }) => listUnfinishedDeliveries(db, before))
  for (const { id, channel, status } of unfinished) {
    const left = await step(platform, async (holder) => {
      if (!(await lockImport(holder.db, id))) return false
      const waits = status === 'received' || status === 'importing'
      if (waits && channel === 'commandLine') await failDelivery(platform, id, { reason: 'interrupted', line: 0 })
      else await clearDead(platform, id)
      return waits && (channel === 'page' || channel === 'interface')
    })
    if (left) await step(platform, ({ enqueue }) => enqueue('metering.import', { subjectId: id }))
  }
}

/** Usage points looked at in one go: 12,000 days of readings. */
const pointsPerChunk = 100

/** The model in use. */
const scorer = scorerOf(shippedModel)

type Ground = { batchesInForce: string[]; newestDay: string; practice: PracticeScreen | null }

/** What a run rests on; null before the first delivery. */
async function readGround({ db, now }: Pick<JobContext, 'db' | 'now'>): Promise<Ground | null> {
  const span = await findReadSpan(db)
  if (!span) return null
  const today = dateInChina(now)
  const screen = await findRule(db, 'detection.wendeng', today)
  const night = await findRule(db, 'detection.nightWindow', today)
  return {
    batchesInForce: await listBatchesInForce(db),
    newestDay: span.to,
    practice: screen && night ? { ...screen.value, night: night.value } : null,
  }
}

/**
 * Looks at every usage point on file, a chunk at a time, each chunk saved in a transaction of its own: states of the meters, alarms raised,
 * rescored or closed; then opens the leads of suspicious alarms. The same readings again change nothing.
 */
export async function detect(holder: Pick<JobContext, 'db' | 'now' | 'platform'>): Promise<void> {
  await lockDetection(holder.db)
  const ground = await readGround(holder)
  if (!ground) return
  for (let after = ''; ; ) {
    const points = await step(holder.platform, ({ db }) => listWatchedPoints(db, after, pointsPerChunk))
    const last = points.at(-1)
    if (!last) break
    after = last.account
    await detectChunk(holder.platform, ground, points)
  }
  await detectFeeders(holder.platform, ground.newestDay)
  await openWaitingLeads(holder.platform)
}

async function detectChunk(platform: Platform, ground: Ground, points: readonly WatchedPoint[]): Promise<void> {
  const { newestDay, batchesInForce } = ground
  const days = await readDays(platform.meters, {
    accounts: points.map(({ account }) => account),
    from: addDays(newestDay, 1 - assessmentLimits.horizonDays),
    to: newestDay,
    batchesInForce,
  })
  const byAccount = groupByAccount(days)
  await step(platform, async (context) => {
    const ids = points.map(({ id }) => id)
    const spent = await listSpent(context.db, ids)
    const looked = points.map((point): LookedAt => {
      const series = joinDays(byAccount.get(point.account) ?? [])
      return {
        point,
        assessment: assess(
          { series, point, newestDay, spent: spent.get(point.id) ?? {}, practice: ground.practice },
          scorer,
        ),
      }
    })
    await saveMeterStates(context.db, looked, newestDay, context.now)
    await saveFindings(context, looked, await lockOpenAlarms(context.db, ids), newestDay)
  })
}

function groupByAccount(days: readonly AccountDayRead[]): Map<string, AccountDayRead[]> {
  const groups = new Map<string, AccountDayRead[]>()
  for (const day of days) {
    const group = groups.get(day.account)
    if (group) group.push(day)
    else groups.set(day.account, [day])
  }
  return groups
}

async function saveFindings(
  context: JobContext,
  looked: readonly LookedAt[],
  open: readonly Alarm[],
  lookedTo: string,
): Promise<void> {
  for (const { point, assessment } of looked) {
    const { findings, modelVersion } = assessment
    const mine = open.filter(({ usagePointId }) => usagePointId === point.id)
    for (const alarm of mine) {
      const finding = findings.find(({ kind }) => kind === alarm.kind)
      if (alarm.kind === 'silentMeter' && !finding) await closeByReadings(context, alarm)
      else await rescoreAlarm(context, alarm, finding, lookedTo, modelVersion)
    }
    for (const finding of findings) {
      if (mine.some(({ kind }) => kind === finding.kind)) continue
      await raiseAlarm(context, {
        ...finding,
        usagePointId: point.id,
        feederId: null,
        areaId: point.areaId,
        areaPath: point.areaPath,
        lookedTo,
        modelVersion,
      })
    }
  }
}

/** One transaction each: a lead that cannot be opened leaves its alarm for the next run and hinders no other. Throws the first refusal. */
async function openWaitingLeads(platform: Platform): Promise<void> {
  let refused: unknown
  for (const id of await step(platform, ({ db }) => listWithoutLead(db, suspiciousKinds))) {
    const open = step(platform, async (context) => {
      const alarm = await lockAlarm(context.db, id)
      if (opensLead(alarm.kind) && alarm.status !== 'closed') await openLeadOfAlarm(context, alarm)
    })
    await open.catch((error: unknown) => {
      refused ??= error
    })
  }
  if (refused !== undefined) throw refused
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
  'metering.endLooks': { cron: '50 3 * * *', run: endLooks },
  'metering.clearDeadBatches': { cron: '*/10 * * * *', run: ({ platform }) => clearDeadBatches(platform) },
  'metering.detect': {
    on: ['readings.inForce', 'delivery.withdrawn'],
    cron: '30 3 * * *',
    run: (context) => detect(context),
  },
  'metering.followLead': {
    on: ['lead.decided'],
    run: (context, { subjectId }) => followLead(context, String(subjectId)),
  },
}
