/** Fits a model to case folders whose truth is known, and to usage points that were checked on site. Server code. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { Refusal } from '../platform/shared/refusal.ts'
import { type CaseMeter, readCaseDays, readCaseMeters } from './case-reader.ts'
import { dayNumber } from './day.ts'
import { curveOf } from './detector.ts'
import { type DetectorModel, detectorModel, scorerOf } from './detector-model.ts'
import { figuresOn, fitTables } from './fit.ts'
import { joinDays } from './reading.ts'
import { registerPointsByHand } from './register-points.ts'
import { countByCause, type SiteCheck, type TeachingCause } from './site-check.ts'
import { siteCheckWeight, TrainingRows, type Truth } from './training.ts'

export type FitOptions = {
  readonly version: string
  readonly madeOn: string
  /** Usage points that were visited over their alarm; none where a model is fitted to cases alone. */
  readonly siteChecks: AsyncIterable<SiteCheck> | null
  readonly onProgress: (share: number) => void
}

/** A day counts as melted from this energy on, kWh. */
const meltedFromKwh = 20
/** Reading takes about this share of the work. */
const readingShare = 0.3

/**
 * Reads every case with its truth.csv and events.csv, and the usage points checked on site, and fits a model. The only code that reads
 * those two files. Refuses `case-unreadable` {file, line, reason}. Throws RangeError without windows of both kinds.
 */
export async function fitModel(
  dirs: readonly string[],
  { version, madeOn, siteChecks, onProgress }: FitOptions,
): Promise<DetectorModel> {
  const rows = new TrainingRows()
  let meters = 0
  for (const [index, dir] of dirs.entries())
    meters += await addCase(dir, rows, (share) => onProgress((readingShare * (index + share)) / dirs.length))
  const causes: TeachingCause[] = []
  for await (const { cause, series, capacityKw, truth } of siteChecks ?? []) {
    rows.add(curveOf(series, capacityKw), truth, siteCheckWeight)
    causes.push(cause)
  }
  const windows = rows.finish()
  const tables = fitTables(windows, (share) => onProgress(readingShare + (1 - readingShare) * share))
  const model = detectorModel.parse({
    version,
    ...tables,
    ...registerPointsByHand,
    training: {
      madeOn,
      kind: causes.length === 0 ? 'semiSynthetic' : dirs.length === 0 ? 'siteChecks' : 'mixed',
      cases: await Promise.all(dirs.map(caseName)),
      meters: meters + causes.length,
      windows: windows.count,
      siteChecks: causes.length,
      figures: {},
    },
  })
  return {
    ...model,
    training: { ...model.training, figures: { ...figuresOn(windows, scorerOf(model)), ...countByCause(causes) } },
  }
}

async function addCase(dir: string, rows: TrainingRows, onProgress: (share: number) => void): Promise<number> {
  const meters = new Map((await readCaseMeters(dir)).map((meter) => [meter.meterId, meter]))
  const truthOf = await readTruth(dir)
  let count = 0
  for await (const { meterId, days } of readCaseDays(dir, (read, total) => onProgress(read / total))) {
    const meter = meters.get(meterId)
    const series = joinDays(days)
    const truth = meter && truthOf(meter)
    if (!series || !truth) continue
    rows.add(curveOf(series, meter.contractKw), truth)
    count++
  }
  return count
}

async function readTruth(dir: string): Promise<(meter: CaseMeter) => Truth | null> {
  const kinds = new Map((await rowsOf(dir, 'truth.csv')).map((row) => [row['meter_id'], row]))
  const melted = new Map<string, Set<number>>()
  for (const { meter_id: meterId = '', date = '', illegal_kwh: energy } of await rowsOf(dir, 'events.csv')) {
    if (Number(energy) <= meltedFromKwh) continue
    const days = melted.get(meterId) ?? new Set()
    melted.set(meterId, days.add(dayNumber(date)))
  }
  return ({ meterId, licence }) => {
    const row = kinds.get(meterId)
    if (!row) return null
    const furnace = row['label'] === '1' ? 'clandestine' : row['furnace'] === '1' ? 'lawful' : 'none'
    return { licence, furnace, meltingDays: melted.get(meterId) ?? new Set(), knownFrom: null }
  }
}

async function rowsOf(dir: string, file: string): Promise<Record<string, string>[]> {
  try {
    return parse(await readFile(join(dir, file), 'utf8'), { columns: true, bom: true, skip_empty_lines: true })
  } catch (cause) {
    throw new Refusal('case-unreadable', { file, line: 0, reason: cause instanceof Error ? cause.message : 'broken' })
  }
}

/** How a case is named in the model's training figures: by its parameters, else by its folder's name. */
async function caseName(dir: string): Promise<string> {
  const text = await readFile(join(dir, 'params.json'), 'utf8').catch(() => '{}')
  const { seed, split, strength, days, prevalence } = JSON.parse(text)
  if (seed === undefined) return dir.split('/').at(-1) ?? dir
  return `seed ${seed} ${split}, ${days} days, strength ${strength}, prevalence ${prevalence}`
}
