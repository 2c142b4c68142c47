/**
 * `npm run bench:metering -- --cases DIR…`: how well and how fast the shipped model ranks cases whose truth is known (docs/metering.md),
 * beside the time merely to read and add up the same readings and what practice and a general method reach. Without cases it runs on
 * the demo simulator, says so, and has no target.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { type CaseMeter, readCaseDays, readCaseMeters } from '../src/metering/case-reader.ts'
import { addDays, dayNumber, weekday } from '../src/metering/day.ts'
import { curveOf, judgeCurve, judgeLoad, scoreOn } from '../src/metering/detector.ts'
import { scorerOf } from '../src/metering/detector-model.ts'
import { exampleLicence, loadKinds, loadProfiles, simulateLoad } from '../src/metering/example-loads.ts'
import { joinDays } from '../src/metering/reading.ts'
import { readingColumns } from '../src/metering/reading-columns.ts'
import { shippedModel } from '../src/metering/shipped-model.ts'
import { isolationScores, type PlainMeasures, plainMeasures, practiceScore } from './metering-baselines.ts'
import { shareConfirmedByHand } from './metering-reasons.ts'
import {
  averagePrecision,
  delays,
  isLost,
  ordered,
  recallAt,
  rhythmFreePrecision,
  type Scores,
  type TruthRow,
} from './metering-score.ts'
import { figure, median, note } from './report.ts'

const scorer = scorerOf(shippedModel)
const isIllegal = (row: TruthRow) => row.illegal
const isFurnace = (row: TruthRow) => row.furnace

type Table = Record<string, string>[]
const table = async (path: string): Promise<Table> => parse(await readFile(path, 'utf8'), { columns: true, bom: true })

async function readTruth(dir: string): Promise<TruthRow[]> {
  const meters = new Map((await readCaseMeters(dir)).map((meter) => [meter.meterId, meter]))
  return (await table(join(dir, 'truth.csv'))).map((row) => ({
    meterId: row['meter_id'] ?? '',
    illegal: row['label'] === '1',
    furnace: row['furnace'] === '1',
    licensed: meters.get(row['meter_id'] ?? '')?.licence.shift !== 'none',
    startDay: row['start_date'] || null,
  }))
}

type Judged = {
  readonly illegal: Scores
  readonly furnace: Scores
  readonly weeks: { day: string; scores: Map<string, number> }[]
  readonly brokenLawful: (lawful: ReadonlySet<string>) => number
  readonly plain: ReadonlyMap<string, PlainMeasures>
  readonly seconds: number
  readonly floorSeconds: number
}

/** The clock runs on reading and judging alone; the weekly scores and the measures of other methods are taken beside it. */
async function judge(dir: string): Promise<Judged> {
  const meters = new Map((await readCaseMeters(dir)).map((meter) => [meter.meterId, meter]))
  const illegal = new Map<string, number>()
  const furnace = new Map<string, number>()
  const plain = new Map<string, PlainMeasures>()
  const weeks = new Map<string, Map<string, number>>()
  const broken = new Set<string>()
  let beside = 0
  const began = performance.now()
  for await (const { meterId, days } of readCaseDays(dir)) {
    const meter = meters.get(meterId)
    const series = joinDays(days)
    if (!meter || !series) continue
    const curve = curveOf(series, meter.contractKw)
    const { windows, score } = judgeCurve(curve, () => factsOf(meter), scorer)
    if (score !== null) illegal.set(meterId, score)
    const paused = performance.now()
    furnace.set(meterId, judgeLoad(curve, scorer).score ?? Number.NEGATIVE_INFINITY)
    plain.set(meterId, plainMeasures(series))
    if (windows.some(({ licenceBroken, score }) => licenceBroken && score >= shippedModel.alarmScore))
      broken.add(meterId)
    for (const day of sundaysOf(series.firstDay, series.dayCount)) {
      const score = scoreOn(windows, day, scorer)
      if (Number.isNaN(score)) continue
      const week = weeks.get(day) ?? new Map<string, number>()
      weeks.set(day, week.set(meterId, score))
    }
    beside += performance.now() - paused
  }
  return {
    illegal,
    furnace,
    plain,
    weeks: [...weeks].map(([day, scores]) => ({ day, scores })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    brokenLawful: (lawful) => [...broken].filter((meterId) => lawful.has(meterId)).length,
    seconds: (performance.now() - began - beside) / 1000,
    floorSeconds: await readAndAddUp(dir),
  }
}

const factsOf = ({ licence, trade }: CaseMeter) => ({ licence, trade, declaredTonnesPerDay: null })

function sundaysOf(firstDay: string, dayCount: number): string[] {
  const sundays: string[] = []
  for (let at = 7 - weekday(dayNumber(firstDay)); at < dayCount; at += 7) sundays.push(addDays(firstDay, at))
  return sundays
}

/** The floor: nothing is faster than reading the file and adding it up. */
async function readAndAddUp(dir: string): Promise<number> {
  const began = performance.now()
  let sum = 0
  for await (const { days } of readCaseDays(dir))
    for (const { loadKw } of days) for (let slot = 0; slot < loadKw.length; slot++) sum += loadKw[slot] ?? 0
  if (sum === Number.NEGATIVE_INFINITY) throw new Error('no readings')
  return (performance.now() - began) / 1000
}

type CaseFigures = Record<string, number>
const reasonsByHand = 'reasons of the top 2 % found again by hand'

function figuresOf(rows: readonly TruthRow[], judged: Judged): CaseFigures {
  const budget = Math.round(rows.length * 0.01)
  const clean = rows.filter((row) => !isLost(row))
  const cleanOrder = ordered(clean, judged.illegal, isIllegal)
  const delay = delays(clean, judged.weeks, budget)
  const lawful = rows.filter((row) => row.furnace && !row.illegal && row.licensed).map(({ meterId }) => meterId)
  const plain = rows.map(({ meterId }) => judged.plain.get(meterId))
  const of = (score: (measures: PlainMeasures | undefined, index: number) => number) =>
    averagePrecision(
      ordered(rows, new Map(rows.map(({ meterId }, index) => [meterId, score(plain[index], index)])), isIllegal),
      isIllegal,
    )
  const isolation = isolationScores(plain.map((measures) => measures?.columns ?? []))
  return {
    'clean AP': averagePrecision(cleanOrder, isIllegal),
    'clean recall in top 1 %': recallAt(cleanOrder, budget, isIllegal),
    'clean recall in top 2 %': recallAt(cleanOrder, Math.round(rows.length * 0.02), isIllegal),
    'rhythm-free AP': rhythmFreePrecision(rows, judged.illegal, 200),
    'raw AP': averagePrecision(ordered(rows, judged.illegal, isIllegal), isIllegal),
    'lawful foundries in the broken-licence queue': judged.brokenLawful(new Set(lawful)),
    'AP furnace present': averagePrecision(ordered(rows, judged.furnace, isFurnace), isFurnace),
    'delay median': median(delay.days),
    'detected within 30 days': delay.days.filter((days) => days <= 30).length / rows.filter(isIllegal).length,
    undetected: delay.undetected,
    'seconds per 1,000 meters': (judged.seconds * 1000) / judged.illegal.size,
    'floor: read and add up, seconds per 1,000 meters': (judged.floorSeconds * 1000) / judged.illegal.size,
    'raw AP of the threshold of practice': of((measures) => (measures ? practiceScore(measures) : 0)),
    'raw AP of an isolation forest': of((_measures, index) => isolation[index] ?? 0),
  }
}

const units = (name: string): string =>
  name.includes('seconds') ? 's' : name.includes('delay') ? 'days' : /queue|undetected/.test(name) ? 'meters' : 'share'

/** [target, whether more is better] of the mean over the given cases; the rest is reported. */
const targets: Readonly<Record<string, readonly [number, boolean]>> = {
  'clean AP': [0.98, true],
  'clean recall in top 1 %': [0.97, true],
  'clean recall in top 2 %': [0.99, true],
  'rhythm-free AP': [0.72, true],
  'raw AP': [0.8, false],
  'lawful foundries in the broken-licence queue': [0, false],
  'AP furnace present': [0.99, true],
  'delay median': [8, false],
  'detected within 30 days': [0.97, true],
  'seconds per 1,000 meters': [2.5, false],
  [reasonsByHand]: [1, true],
}

async function runCases(dirs: readonly string[], hasTargets: boolean): Promise<void> {
  const all: CaseFigures[] = []
  for (const dir of dirs) {
    const rows = await readTruth(dir)
    const judged = await judge(dir)
    const top = ordered(rows, judged.illegal, isIllegal).slice(0, Math.round(rows.length * 0.02))
    const figures = {
      ...figuresOf(rows, judged),
      [reasonsByHand]: await shareConfirmedByHand(dir, new Set(top.map(({ meterId }) => meterId)), scorer),
    }
    for (const [name, value] of Object.entries(figures)) note(`${basename(dir)}: ${name}`, value, units(name))
    all.push(figures)
  }
  for (const name of Object.keys(all[0] ?? {})) {
    const mean = all.reduce((sum, figures) => sum + (figures[name] ?? Number.NaN), 0) / all.length
    const target = hasTargets ? targets[name] : undefined
    if (target) figure(`mean: ${name}`, mean, units(name), ...target)
    else note(`mean: ${name}`, mean, units(name))
  }
  const worst = Math.min(...all.map((figures) => figures['clean AP'] ?? Number.NaN))
  if (hasTargets) figure('worst case: clean AP', worst, 'share', 0.95, true)
}

/** A case of the demo simulator: it has no noise of real works and says nothing about accuracy. */
async function demoCase(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'demo-simulator-'))
  const meters = ['meter_id,declared_industry,contract_kw,licensed_if_kw,licensed_if_shift']
  const truth = ['meter_id,label,furnace,start_date']
  const readings = [readingColumns.join(',')]
  for (let index = 0; index < 200; index++) {
    const kind = loadKinds[index % loadKinds.length] ?? 'office'
    const account = `D${String(index).padStart(4, '0')}`
    const { lawful } = loadProfiles[kind]
    const licence = exampleLicence(kind, 1000)
    meters.push(`${account},,1000,${licence.powerKw},${licence.shift}`)
    truth.push(
      `${account},${lawful ? 0 : 1},${!lawful || kind.startsWith('foundry') ? 1 : 0},${lawful ? '' : '2018-04-20'}`,
    )
    for (const { day, loadKw } of simulateLoad(kind, {
      seed: index,
      account,
      from: '2018-03-01',
      days: 150,
      contractKw: 1000,
    }))
      readings.push([account, day, ...loadKw.map((kw) => (Number.isNaN(kw) ? '' : kw))].join(','))
  }
  await writeFile(join(dir, 'meters.csv'), `${meters.join('\n')}\n`)
  await writeFile(join(dir, 'truth.csv'), `${truth.join('\n')}\n`)
  await writeFile(join(dir, 'readings.csv.gz'), gzipSync(`${readings.join('\n')}\n`))
  return dir
}

const { values, positionals } = parseArgs({ options: { cases: { type: 'boolean' } }, allowPositionals: true })
if (values.cases && positionals.length > 0) await runCases(positionals, true)
else {
  console.error(
    'no cases given: the demo simulator, which proves nothing about accuracy / 未给案例：演示模拟数据，不说明精度',
  )
  const dir = await demoCase()
  await runCases([dir], false)
  await rm(dir, { recursive: true, force: true })
}
