/**
 * Detection as jobs: a run is planned, cut into parts by area, and the parts are worked off by any number of workers. A part is held by
 * one of them at a time; begun again after a kill it changes nothing twice. A run looks at readings up to its newest day only.
 */
import { v7 as uuidv7 } from 'uuid'
import type { Context, JobContext, Platform } from '../platform/server/context.ts'
import { asProgram } from '../platform/server/http.ts'
import { type AccountDayRead, readDays } from '../platform/server/reading-parts.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { findRule, getRule } from '../rulebook/store.ts'
import type { RuleValue } from '../rulebook/values.ts'
import { closeByReadings, openLeadOfAlarm, opensLead, raiseAlarm, rescoreAlarm } from './acts.ts'
import { suspiciousKinds } from './alarm.ts'
import { type Alarm, listSpent, listWithoutLead, lockAlarm, lockOpenAlarms } from './alarm-store.ts'
import { assess, assessmentLimits, type PracticeScreen } from './assessment.ts'
import { findReadSpan, listBatchesInForce } from './delivery-store.ts'
import { cutParts } from './detection-part.ts'
import {
  clearScores,
  findNewestDayOf,
  insertRun,
  listAreasWithPoints,
  listBegunParts,
  lockPart,
  lockPartWork,
  lockPlanning,
  lockSaving,
  type RunPart,
  savePartBegun,
  savePartDone,
  savePointFeatures,
} from './detection-store.ts'
import { type Scorer, scorerOf } from './detector-model.ts'
import { detectFeeders } from './feeder-watch.ts'
import { firstOfYear, type VolumeRule } from './licensed-volume.ts'
import { findModelInUse, getModel } from './model-store.ts'
import { joinDays } from './reading.ts'
import {
  type LookedAt,
  listWatchedPoints,
  saveMeterStates,
  type WalkMark,
  type WatchedPoint,
} from './usage-point-store.ts'

/** Usage points looked at in one go: 12,000 days of readings. */
const pointsPerChunk = 100

/**
 * Plans a run over every usage point on file and puts its parts into the queue, in the transaction of the caller. An older run that is
 * still under way is given up. @returns parts of the run; 0 before the first delivery.
 */
export async function planDetection({
  db,
  now,
  enqueue,
}: Pick<JobContext, 'db' | 'now' | 'enqueue'>): Promise<{ runId: string; parts: number } | null> {
  await lockPlanning(db)
  const span = await findReadSpan(db)
  if (!span) return null
  const model = await findModelInUse(db)
  const parts = cutParts(await listAreasWithPoints(db))
  const runId = uuidv7()
  await insertRun(db, { id: runId, newestDay: span.to, modelVersion: model?.version ?? null, at: now }, parts)
  for (const index of parts.keys()) await enqueue('metering.detectPart', { runId, part: index + 1 })
  await enqueue('metering.detectFeeders', { runId })
  return { runId, parts: parts.length }
}

/** Works a part off, then those that a killed worker has left. A part that somebody else holds is left to him. */
export async function detectPart(platform: Platform, runId: string, part: number): Promise<void> {
  await workOffPart(platform, runId, part)
  await takeUpParts(platform)
  await openWaitingLeads(platform)
}

/** Takes up the parts of the newest run that were begun by a worker that is gone. */
export async function detectLeftParts(platform: Platform): Promise<void> {
  if (await takeUpParts(platform)) await openWaitingLeads(platform)
}

/** @returns whether there was one. */
async function takeUpParts(platform: Platform): Promise<boolean> {
  let found = false
  for (const { runId, part } of await asProgram(platform, ({ db }) => listBegunParts(db)))
    found = (await workOffPart(platform, runId, part)) || found
  return found
}

/**
 * A chunk at a time, each saved in a transaction of its own: states of the meters, alarms raised, rescored or closed. A transaction
 * that writes nothing holds the part meanwhile. @returns false where somebody else holds it, or nothing is to be done.
 */
const workOffPart = (platform: Platform, runId: string, part: number): Promise<boolean> =>
  asProgram(platform, async (holder) => {
    if (!(await lockPartWork(holder.db, runId, part))) return false
    if (!(await asProgram(platform, ({ db, now }) => savePartBegun(db, runId, part, now)))) return false
    let after: WalkMark | null = null
    do {
      const mark: WalkMark | null = after
      after = await asProgram(platform, (context) => detectChunk(context, runId, part, mark))
    } while (after !== null)
    return true
  })

/** The balance of every metered feeder, beside the parts; a run that is not the newest has nothing to do. */
export async function detectFeedersOf(platform: Platform, runId: string): Promise<void> {
  const newestDay = await asProgram(platform, ({ db }) => findNewestDayOf(db, runId))
  if (newestDay !== undefined) await detectFeeders(platform, newestDay)
}

type Ground = {
  run: RunPart
  batchesInForce: string[]
  practice: PracticeScreen | null
  volumeRule: VolumeRule | null
  silence: RuleValue<'detection.silentMeter'>
  scorer: Scorer | null
}

async function readGround({ db, now }: JobContext, run: RunPart): Promise<Ground> {
  const today = dateInChina(now)
  const screen = await findRule(db, 'detection.wendeng', today)
  const night = await findRule(db, 'detection.nightWindow', today)
  const volume = await findRule(db, 'detection.licensedVolume', today)
  return {
    run,
    batchesInForce: await listBatchesInForce(db),
    practice: screen && night ? { ...screen.value, night: night.value } : null,
    volumeRule: volume?.value ?? null,
    silence: (await getRule(db, 'detection.silentMeter', today)).value,
    scorer: run.modelVersion === null ? null : scorerOf(await getModel(db, run.modelVersion)),
  }
}

/** @returns where to go on; null where the part is done, or has nothing to do any more. */
async function detectChunk(
  context: JobContext,
  runId: string,
  part: number,
  after: WalkMark | null,
): Promise<WalkMark | null> {
  const { db, now } = context
  await lockSaving(db)
  const run = await lockPart(db, runId, part)
  if (!run) return null
  const points = await listWatchedPoints(db, run, after, pointsPerChunk)
  const last = points.at(-1)
  if (last) await lookAtPoints(context, await readGround(context, run), points)
  if (last && points.length === pointsPerChunk) return { areaPath: last.areaPath, account: last.account }
  await savePartDone(db, run, now)
  return null
}

async function lookAtPoints(context: JobContext, ground: Ground, points: readonly WatchedPoint[]): Promise<void> {
  const { db, now, platform } = context
  const { run, batchesInForce, practice, volumeRule, silence, scorer } = ground
  const { newestDay } = run
  const days = await readDays(platform.meters, {
    accounts: points.map(({ account }) => account),
    from: addDays(newestDay, 1 - assessmentLimits.horizonDays),
    to: newestDay,
    batchesInForce,
  })
  const byAccount = groupByAccount(days)
  const years = volumeRule ? await readYears(platform, ground, points) : new Map<string, AccountDayRead[]>()
  const ids = points.map(({ id }) => id)
  // what is spent and what is open must not change between being read and being followed
  const open = await lockOpenAlarms(db, ids)
  const spent = await listSpent(db, ids)
  const looked = points.map((point): LookedAt => {
    const series = joinDays(byAccount.get(point.account) ?? [])
    const yearSeries = joinDays(years.get(point.account) ?? [])
    const year = volumeRule && yearSeries && { series: yearSeries, rule: volumeRule }
    return {
      point,
      assessment: assess(
        { series, point, newestDay, spent: spent.get(point.id) ?? {}, practice, year, silence },
        scorer,
      ),
    }
  })
  await saveMeterStates(db, looked, newestDay, now)
  if (scorer) await savePointFeatures(db, looked, run)
  else await clearScores(db, ids)
  await saveFindings(context, looked, open, newestDay)
}

/** Days before a year that tell what is usual when it begins. */
const runUpDays = 28

/** Readings since the year began in which the run first looks, of the few whose licence names a yearly volume. */
async function readYears(
  { meters }: Platform,
  { run: { newestDay }, batchesInForce }: Ground,
  points: readonly WatchedPoint[],
): Promise<Map<string, AccountDayRead[]>> {
  const named = points.filter(({ licences }) => licences.some(({ yearlyVolumeT }) => yearlyVolumeT !== null))
  if (named.length === 0) return new Map()
  const begin = firstOfYear(addDays(newestDay, 1 - assessmentLimits.horizonDays))
  const accounts = named.map(({ account }) => account)
  const span = { from: addDays(begin, -runUpDays), to: newestDay }
  return groupByAccount(await readDays(meters, { accounts, ...span, batchesInForce }))
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
  context: Context<null>,
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
  for (const id of await asProgram(platform, ({ db }) => listWithoutLead(db, suspiciousKinds))) {
    const open = asProgram(platform, async (context) => {
      const alarm = await lockAlarm(context.db, id)
      if (opensLead(alarm.kind) && alarm.status !== 'closed') await openLeadOfAlarm(context, alarm)
    })
    await open.catch((error: unknown) => {
      refused ??= error
    })
  }
  if (refused !== undefined) throw refused
}
