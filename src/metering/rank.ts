/**
 * Ranks the usage points of a case folder and writes rank.csv: the form in which the detector is measured (docs/metering.md). One
 * meter after the other passes through; with workers, this process reads and they judge. Server code.
 */
import { access, constants, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type JudgedMeter, judgeMeter, type RankTarget } from './case-judge.ts'
import { type CaseMeter, readCaseDays, readCaseMeters } from './case-reader.ts'
import { type DetectorModel, scorerOf } from './detector-model.ts'
import { RankWorkers } from './rank-workers.ts'
import { joinDays, type LoadSeries } from './reading.ts'

export type RankProgress = { readonly meters: number; readonly ofMeters: number; readonly share: number }

export type RankOptions = {
  readonly model: DetectorModel
  readonly target: RankTarget
  /** Where to write the reasons of every meter. */
  readonly explainTo: string | null
  /** Processes that judge; 1 = this one. */
  readonly workers: number
  readonly onProgress?: (progress: RankProgress) => void
}

export type RankSummary = {
  readonly meters: number
  readonly judged: number
  /** Fewer than 14 usable days, or none: written last, unknown and not clean. */
  readonly notJudged: readonly { meterId: string; usableDays: number }[]
  /** Meters with readings that meters.csv does not name: left out of the ranking. */
  readonly unknownMeters: number
  readonly alarms: number
  readonly modelVersion: string
}

type Judge = (meter: CaseMeter, series: LoadSeries) => Promise<void> | void

/** Said before the work, not after it: a folder that is not there or not to be written. */
async function checkPlaces(files: readonly (string | null)[]): Promise<void> {
  for (const file of files) if (file !== null) await access(dirname(file), constants.W_OK)
}

/**
 * Scores every meter of the case and writes `meter_id,score,first_alert_date,note` to `out`, highest first, replaced as a whole at
 * the end. Refuses `case-unreadable` {file, line, reason} and then leaves `out` as it was.
 */
export async function rankCase(dir: string, out: string, options: RankOptions): Promise<RankSummary> {
  await checkPlaces([out, options.explainTo])
  const meters = await readCaseMeters(dir)
  const { judged, unknownMeters } = await judgeCase(dir, meters, options)
  const byId = new Map(judged.map((meter) => [meter.meterId, meter]))
  const all = meters.map(
    ({ meterId }): JudgedMeter =>
      byId.get(meterId) ?? { meterId, score: null, usableDays: 0, firstAlarmDay: null, explanation: null },
  )
  const ranked = all.filter(isJudged).sort((a, b) => b.score - a.score || (a.meterId < b.meterId ? -1 : 1))
  const rest = all.filter((meter) => meter.score === null)
  await writeWhole(out, csvOf(ranked, rest))
  if (options.explainTo !== null) await writeWhole(options.explainTo, explanationsOf(ranked, rest, options))
  return {
    meters: meters.length,
    judged: ranked.length,
    notJudged: rest.map(({ meterId, usableDays }) => ({ meterId, usableDays })),
    unknownMeters,
    alarms: ranked.filter(({ firstAlarmDay }) => firstAlarmDay !== null).length,
    modelVersion: options.model.version,
  }
}

type ScoredMeter = JudgedMeter & { readonly score: number }
const isJudged = (meter: JudgedMeter): meter is ScoredMeter => meter.score !== null

async function judgeCase(dir: string, meters: readonly CaseMeter[], options: RankOptions) {
  const judged: JudgedMeter[] = []
  const waiting = new Map(meters.map((meter) => [meter.meterId, meter]))
  const pool = options.workers > 1 ? new RankWorkers(options, (meter) => judged.push(meter)) : null
  const scorer = scorerOf(options.model)
  const how = { target: options.target, explain: options.explainTo !== null }
  const judge: Judge = pool
    ? (meter, series) => pool.judge(meter, series)
    : (meter, series) => void judged.push(judgeMeter(meter, series, scorer, how))
  let unknownMeters = 0
  let share = 0
  try {
    for await (const { meterId, days } of readCaseDays(dir, (read, total) => (share = read / total))) {
      const meter = waiting.get(meterId)
      const series = joinDays(days)
      if (!meter || !series) {
        unknownMeters++
        continue
      }
      waiting.delete(meterId)
      await judge(meter, series)
      options.onProgress?.({ meters: meters.length - waiting.size, ofMeters: meters.length, share })
    }
    await pool?.finish()
  } finally {
    await pool?.close()
  }
  return { judged, unknownMeters }
}

/** Behind every judged meter: a score no judged meter has, so that readers of the plain three columns keep the order. */
const behindAll = -1000

function csvOf(ranked: readonly ScoredMeter[], rest: readonly JudgedMeter[]): string {
  const rows = [
    ...ranked.map(({ meterId, score, firstAlarmDay }) => `${meterId},${score.toFixed(6)},${firstAlarmDay ?? ''},`),
    ...rest.map(({ meterId, usableDays }) => `${meterId},${behindAll},,not judged: ${usableDays} usable days`),
  ]
  return `${['meter_id,score,first_alert_date,note', ...rows].join('\n')}\n`
}

function explanationsOf(
  ranked: readonly ScoredMeter[],
  rest: readonly JudgedMeter[],
  { model, target }: RankOptions,
): string {
  const meters = Object.fromEntries(
    ranked.map(({ meterId, score, explanation }) => [meterId, { score, ...explanation }]),
  )
  const notJudged = Object.fromEntries(
    rest.map(({ meterId, usableDays }) => [meterId, `not judged: ${usableDays} usable days`]),
  )
  return `${JSON.stringify({ model: model.version, target, meters, notJudged })}\n`
}

async function writeWhole(out: string, text: string): Promise<void> {
  const part = `${out}.part`
  try {
    await writeFile(part, text)
    await rename(part, out)
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
}
