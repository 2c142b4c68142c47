/** What the readings of one usage point say on a day: where the meter stands, and the alarms to raise. Pure; limits are arguments. */
import { addDays, daysBetween } from '../platform/shared/calendar.ts'
import type { RuleValue } from '../rulebook/values.ts'
import type { AlarmKind, Evidence, MeltingKind } from './alarm.ts'
import { type Curve, curveOf, decidingWindows, judgeCurve, reasonsOn, scoreOn, type WindowScore } from './detector.ts'
import { impliedTonnes, type Scorer } from './detector-model.ts'
import { isClosed, type LicensedSite, licenceOn } from './held-licence.ts'
import { type Licence, licensedSpans, spanText, uncoveredBy } from './licence.ts'
import { firstOfYear, type OverVolume, overVolumeOn, type VolumeRule, volumeReason } from './licensed-volume.ts'
import { meltedOf } from './melted.ts'
import { type Contract, capacityOf, type LoadSeries, slotHours, slotsPerDay } from './reading.ts'
import { caveatsOf } from './reason.ts'
import type { RegisterFacts } from './suspicion.ts'
import type { Trade } from './trade.ts'

/** Working values ([derived]: no published rule was found). */
export const assessmentLimits = {
  version: 'assessment-1',
  /** Readings looked at: four windows of 28 days and a week. */
  horizonDays: 120,
  /** Days over which missing readings are counted, and the month of the practice screen. */
  monthDays: 30,
  /** A declared year is held against a window as if made on so many days: a busy week is no breach of it. */
  workingDaysAYear: 250,
} as const

export const meterStates = ['reading', 'gaps', 'silent', 'noReadings'] as const
export type MeterState = (typeof meterStates)[number]

export type AssessedPoint = LicensedSite &
  Contract & {
    /** Of the industry on file; null where none is. */
    trade: Trade | null
    /** As the firm declared it, for all its sites together; null where it has not. */
    declaredTonnesPerYear: number | null
    /** Last reading known from earlier runs. */
    lastReadOn: string | null
  }

/** The screen of practice: energy of a month and the share of it in the night. Hours as 'HH:MM'. */
export type PracticeScreen = {
  monthEnergyAboveKwh: number
  nightShareAbove: number
  night: { from: string; to: string }
}

/** For each kind, the last day that a closed alarm has already looked at: what lies before is spent; and where one told of the volume. */
export type Spent = Partial<Record<AlarmKind | 'volume', string>>

export type Finding = { kind: AlarmKind; score: number; windowFrom: string; windowTo: string; evidence: Evidence }

export type Assessment = {
  state: MeterState
  lastReadOn: string | null
  missingShare: number
  /** Null: not judged, for want of a model in use or of readings. */
  score: number | null
  /** Null where no model is in use. */
  modelVersion: string | null
  /** The kind an alarm on heats would have, whatever the score; null: none. */
  meltingKind: MeltingKind | null
  /** Windows of the newest look, the longest first. */
  newestWindows: readonly WindowScore[]
  findings: Finding[]
}

type Input = {
  series: LoadSeries | null
  point: AssessedPoint
  /** Newest day of any delivery in force. */
  newestDay: string
  spent: Spent
  practice: PracticeScreen | null
  /** Readings since the year began, where a licence names a yearly volume. */
  year?: { series: LoadSeries; rule: VolumeRule } | null
  silence: RuleValue<'detection.silentMeter'>
}

/** @param scorer null where no model is in use: then melting is not looked for, which is unknown and not clean. */
export function assess(input: Input, scorer: Scorer | null): Assessment {
  const { series, newestDay, silence } = input
  const lastReadOn = (series && lastDayRead(series)) ?? input.point.lastReadOn
  const missingShare = missingInMonth(series, newestDay)
  const melting = series && scorer ? meltingFinding(series, input, scorer) : notJudged
  const found = [melting.finding, silenceFinding(lastReadOn, input), series && practiceFinding(series, input)]
  return {
    state: stateOf(lastReadOn, missingShare, newestDay, silence),
    lastReadOn,
    missingShare,
    score: melting.score,
    modelVersion: scorer?.model.version ?? null,
    meltingKind: melting.kind,
    newestWindows: melting.newest,
    findings: found.filter((finding) => finding !== null),
  }
}

function stateOf(
  lastReadOn: string | null,
  missingShare: number,
  newestDay: string,
  { silentDays, gapsFromShare }: Input['silence'],
): MeterState {
  if (lastReadOn === null) return 'noReadings'
  if (daysBetween(lastReadOn, newestDay) >= silentDays) return 'silent'
  return missingShare >= gapsFromShare ? 'gaps' : 'reading'
}

/** What the register says of a usage point on a day. */
export const factsOn = (
  point: Pick<AssessedPoint, 'licences' | 'siteClosedOn' | 'trade' | 'declaredTonnesPerYear'>,
  day: string,
): RegisterFacts => ({
  licence: licenceOn(point, day),
  trade: point.trade,
  declaredTonnesPerDay:
    point.declaredTonnesPerYear === null ? null : point.declaredTonnesPerYear / assessmentLimits.workingDaysAYear,
})

type Melting = {
  score: number | null
  kind: MeltingKind | null
  newest: readonly WindowScore[]
  finding: Finding | null
}

const notJudged: Melting = { score: null, kind: null, newest: [], finding: null }

/** The volume that is exceeded on a day; a year that a closed alarm has told of is told once. */
function volumeWatch(
  { point, spent, year }: Pick<Input, 'point' | 'spent' | 'year'>,
  scorer: Scorer,
): (day: string) => OverVolume | null {
  if (!year) return () => null
  const melted = meltedOf(curveOf(year.series, capacityOf(point)), scorer)
  const told = spent.volume === undefined ? null : firstOfYear(spent.volume)
  return (day) => (firstOfYear(day) === told ? null : overVolumeOn(point, day, { melted, scorer, rule: year.rule }))
}

/** The windows of a curve with what the rulebook adds to them, and what it adds on a day. */
export function judgedWindows(curve: Curve, input: Pick<Input, 'point' | 'spent' | 'year'>, scorer: Scorer) {
  const overOn = volumeWatch(input, scorer)
  const judged = judgeCurve(curve, (day) => factsOn(input.point, day), scorer)
  const windows = judged.windows.map((window): WindowScore => {
    const over = overOn(window.to)
    if (!over || !input.year) return window
    const line = volumeReason(over, input.year.rule)
    return { ...window, added: [line], score: window.score + line.points }
  })
  return { windows, overOn }
}

function meltingFinding(series: LoadSeries, input: Input, scorer: Scorer): Melting {
  const { point, spent } = input
  const curve = curveOf(series, capacityOf(point))
  const { windows, overOn } = judgedWindows(curve, input, scorer)
  const since = latest([spent.restartAtClosedSite, spent.outsideLicence, spent.unlicensedMelting, spent.registerFirst])
  // a window that reaches into days already judged would raise the same heats again
  const fresh = windows.filter(({ from }) => since === null || from > since)
  const day = windows.at(-1)?.to
  if (day === undefined) return notJudged
  const newest = windows.filter(({ to }) => to === day)
  const [window] = decidingWindows(fresh, day, scorer)
  if (!window) return { score: scorer.model.noHeatsPoints, kind: null, newest, finding: null }
  const score = scoreOn(fresh, day, scorer)
  const kind = meltingKind(window, point)
  if (score < scorer.model.alarmScore || kind === null) return { score, kind, newest, finding: null }
  const evidence = {
    ...meltingEvidence(fresh, day, window, scorer),
    licence: window.licenceBroken ? brokenTerms(curve, window, window.facts.licence) : null,
    volume: volumeEvidence(overOn(window.to), scorer),
  }
  return { score, kind, newest, finding: { kind, score, windowFrom: window.from, windowTo: window.to, evidence } }
}

/**
 * restartAtClosedSite before all: a closed site has no licence. With a licence on file only heats that leave it are an alarm. Without
 * one: did the register once know one that has ended, the heats are unlicensed; else the record may be lost, and is looked for first.
 */
export function meltingKind(window: WindowScore, point: AssessedPoint): MeltingKind | null {
  if (window.added) return 'outsideLicence'
  if (window.features === null) return null
  if (isClosed(point, window.to)) return 'restartAtClosedSite'
  if (licenceOn(point, window.to).shift !== 'none') return window.licenceBroken ? 'outsideLicence' : null
  const hasEnded = point.licences.some(
    ({ shift, validTo }) => shift !== 'none' && validTo !== null && validTo < window.to,
  )
  return hasEnded ? 'unlicensedMelting' : 'registerFirst'
}

function meltingEvidence(windows: readonly WindowScore[], day: string, highest: WindowScore, scorer: Scorer): Evidence {
  const days = daysBetween(highest.from, highest.to) + 1
  const { features, facts } = highest
  return {
    ...nothing,
    reasons: reasonsOn(windows, day, scorer),
    caveats: caveatsOf({ filledShare: highest.filledShare, days }, facts.licence.shift !== 'none', scorer.model),
    measures: features && {
      heatCount: features.heats,
      activeDays: features.activeDays,
      heightKw: features.heightKw,
      energyKwh: features.energyKwh,
      durationMin: features.durationMin,
      unlicensedKwhPerDay: features.unlicensedKwhPerDay,
      ...measuredTonnes(features.unlicensedKwhPerDay, scorer),
    },
  }
}

/** How much of the heats of a window lies outside the licensed hours, and how much within them above the power. */
function brokenTerms(
  { series, heats, bumpKw }: Curve,
  { from, to }: WindowScore,
  licence: Licence,
): Evidence['licence'] {
  const outside = uncoveredBy({ ...licence, powerKw: Number.POSITIVE_INFINITY }, heats, bumpKw).unlicensedKwh
  const beyond = uncoveredBy(licence, heats, bumpKw).unlicensedKwh
  const first = daysBetween(series.firstDay, from) * slotsPerDay
  const end = (daysBetween(series.firstDay, to) + 1) * slotsPerDay
  let [energy, hours, both] = [0, 0, 0]
  for (let heat = 0; heat < heats.count; heat++) {
    if ((heats.start[heat] ?? 0) < first || (heats.end[heat] ?? 0) > end) continue
    energy += heats.columns.energyKwh[heat] ?? 0
    hours += outside[heat] ?? 0
    both += beyond[heat] ?? 0
  }
  const share = (part: number) => (energy > 0 ? part / energy : 0)
  return {
    hours: licensedSpans(licence)?.map(spanText) ?? null,
    powerKw: licence.powerKw,
    outsideHoursShare: share(hours),
    overPowerShare: share(both - hours),
  }
}

const volumeEvidence = (over: OverVolume | null, { model }: Scorer): Evidence['volume'] =>
  over && { ...over, kwhPerTonneLow: model.kwhPerTonne.low, kwhPerTonneHigh: model.kwhPerTonne.high }

/** Tonnes a day that the heats could have melted, as a range. */
function measuredTonnes(kwhPerDay: number, { model }: Scorer) {
  const { low, high } = impliedTonnes(kwhPerDay, model)
  return {
    tonnesPerDayLow: low,
    tonnesPerDayHigh: high,
    kwhPerTonneLow: model.kwhPerTonne.low,
    kwhPerTonneHigh: model.kwhPerTonne.high,
  }
}

const nothing: Evidence = { reasons: [], caveats: [], measures: null, silence: null, practice: null }

/** A meter that has been read before and says nothing any more. One that was never read is a state, not an alarm. */
function silenceFinding(lastReadOn: string | null, { newestDay, spent, silence }: Input): Finding | null {
  if (lastReadOn === null || (spent.silentMeter !== undefined && lastReadOn <= spent.silentMeter)) return null
  const days = daysBetween(lastReadOn, newestDay)
  if (days < silence.silentDays) return null
  return {
    kind: 'silentMeter',
    score: 0,
    windowFrom: addDays(lastReadOn, 1),
    windowTo: newestDay,
    evidence: { ...nothing, silence: { lastReadOn, days } },
  }
}

function practiceFinding(series: LoadSeries, { practice, spent, newestDay }: Input): Finding | null {
  if (practice === null) return null
  const windowFrom = addDays(newestDay, 1 - assessmentLimits.monthDays)
  if (spent.plainThreshold !== undefined && windowFrom <= spent.plainThreshold) return null
  const { energyKwh, nightKwh } = energyBetween(series, windowFrom, newestDay, practice.night)
  const nightShare = energyKwh > 0 ? nightKwh / energyKwh : 0
  const { monthEnergyAboveKwh, nightShareAbove } = practice
  if (energyKwh <= monthEnergyAboveKwh || nightShare <= nightShareAbove) return null
  const measured = { monthEnergyKwh: Math.round(energyKwh), nightShare, monthEnergyAboveKwh, nightShareAbove }
  return {
    kind: 'plainThreshold',
    score: 0,
    windowFrom,
    windowTo: newestDay,
    evidence: { ...nothing, practice: measured },
  }
}

/** Energy in kWh of the days `from`–`to`, and of their night hours; missing readings count as nothing. */
export function energyBetween(
  series: LoadSeries,
  from: string,
  to: string,
  night: { from: string; to: string },
): { energyKwh: number; nightKwh: number } {
  const isNight = Array.from({ length: slotsPerDay }, (_, slot) =>
    isBetween(slot, slotOf(night.from), slotOf(night.to)),
  )
  let energyKwh = 0
  let nightKwh = 0
  forSlots(series, from, to, (value, slot) => {
    if (Number.isNaN(value)) return
    energyKwh += value * slotHours
    if (isNight[slot]) nightKwh += value * slotHours
  })
  return { energyKwh, nightKwh }
}

/** First slot that begins at or after a clock time. */
const slotOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return Math.ceil((hours * 60 + minutes) / 15)
}

const isBetween = (slot: number, from: number, to: number): boolean =>
  from < to ? slot >= from && slot < to : slot >= from || slot < to

function missingInMonth(series: LoadSeries | null, newestDay: string): number {
  if (!series) return 1
  let present = 0
  forSlots(series, addDays(newestDay, 1 - assessmentLimits.monthDays), newestDay, (value) => {
    if (!Number.isNaN(value)) present++
  })
  return 1 - present / (assessmentLimits.monthDays * slotsPerDay)
}

function lastDayRead({ firstDay, loadKw }: LoadSeries): string | null {
  for (let t = loadKw.length - 1; t >= 0; t--)
    if (!Number.isNaN(loadKw[t])) return addDays(firstDay, Math.floor(t / slotsPerDay))
  return null
}

function forSlots(series: LoadSeries, from: string, to: string, act: (value: number, slot: number) => void): void {
  const first = Math.max(0, daysBetween(series.firstDay, from)) * slotsPerDay
  const end = Math.min(series.dayCount, daysBetween(series.firstDay, to) + 1) * slotsPerDay
  for (let t = first; t < end; t++) act(series.loadKw[t] ?? Number.NaN, t % slotsPerDay)
}

const latest = (days: readonly (string | undefined)[]): string | null =>
  days.reduce<string | null>((max, day) => (day !== undefined && (max === null || day > max) ? day : max), null)
