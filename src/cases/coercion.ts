/** What a step by force must stand on: basis, body, decision, papers, hour, scope. Pure; every figure comes from the rulebook. */
import { z } from 'zod'
import { addDays, dateInChina, daysBetween, isWorkingDay, type WorkCalendar } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Standing } from '../rulebook/rule.ts'
import type { ClosureAtom, FunctionKind, RuleValue } from '../rulebook/values.ts'
import type { AtomMove, ForcedStep } from './atom.ts'

/** The row of the rulebook a step names, as it held on the day of the step. */
export type Basis = { key: string; standing: Standing; value: RuleValue<'basis.row'> }

/**
 * The named row must belong to the step. Refuses `basis-missing` without one, `basis-unfit` for the row of another step.
 * Whether it may be done yet is asked by `checkStanding`.
 */
export function checkBasis(step: ForcedStep, basis: Basis | null): Basis {
  if (basis === null) throw new Refusal('basis-missing', { step })
  if (basis.value.step !== step) throw new Refusal('basis-unfit', { step, basis: basis.key })
  return basis
}

/** Product principle 5: what was not checked against the official text can be prepared, not done. Refuses `basis-not-authentic`. */
export function checkStanding(basis: Basis): void {
  if (basis.standing !== 'authentic') throw new Refusal('basis-not-authentic', { basis: basis.key })
}

/**
 * The row names who acts on it; a row that names nobody leaves it to the competences of the day (rules `competence.…`).
 * Refuses `authority-not-competent`.
 * @param competent functions that may take this step by the rulebook of the day.
 */
export function checkAuthority(basis: Basis, functionKind: string | null, competent: ReadonlySet<string>): void {
  const named: readonly FunctionKind[] = basis.value.functionKinds
  const fits =
    functionKind !== null &&
    (named.length > 0 ? named.some((kind) => kind === functionKind) : competent.has(functionKind))
  if (!fits) throw new Refusal('authority-not-competent', { basis: basis.key, functionKind })
}

export type ServableDecision = { number: string; servedOn: string | null }

/**
 * A confiscation is a penalty: its decision must have been served by then (rule `coercion.decisionFirst`).
 * Refuses `decision-not-served`.
 */
export function checkDecision(
  step: ForcedStep,
  steps: readonly string[],
  decisions: readonly ServableDecision[],
  number: string | null,
  on: string,
): void {
  if (!steps.includes(step)) return
  const served = decisions.some((one) => one.number === number && one.servedOn !== null && one.servedOn <= on)
  if (!served) throw new Refusal('decision-not-served', { step })
}

export const paperKinds = [
  'headApproval',
  'minutes',
  'inventory',
  'priorNotice',
  'formalRequest',
  'announcement',
  'remediesLapsed',
  'speciallyUsed',
  'partyStatement',
  'leavingDecision',
] as const
export type PaperKind = (typeof paperKinds)[number]
export const paper = z.object({ kind: z.enum(paperKinds), fileId: z.uuid() })
export type Paper = z.infer<typeof paper>

const hasPaper = (papers: readonly Paper[], kind: string): boolean => papers.some((one) => one.kind === kind)

/** Papers a basis asks for that are not there; the decision and the second officer are asked for elsewhere. */
export const missingPapers = (basis: Basis, papers: readonly Paper[]): string[] =>
  basis.value.requires.filter(
    (one) => one !== 'servedPenaltyDecision' && one !== 'twoOfficers' && !hasPaper(papers, one),
  )

/**
 * Refuses `paper-missing` with its kind, and `two-officers` unless both hold an enforcement card.
 * @param cards of the person who acts and of the second one; null without a valid card.
 */
export function checkRequirements(
  basis: Basis,
  papers: readonly Paper[],
  cards: { acting: string | null; second: string | null },
): void {
  const [kind] = missingPapers(basis, papers)
  if (kind) throw new Refusal('paper-missing', { kind })
  if (basis.value.requires.includes('twoOfficers') && (cards.acting === null || cards.second === null))
    throw new Refusal('two-officers')
}

/** Minutes after midnight in China of the first day of the interval. */
const minuteOf = (instant: Date, day: string): number =>
  (instant.getTime() - Date.parse(`${day}T00:00:00+08:00`)) / 60_000

function clockMinutes(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

export type Interval = { startedAt: Date; endedAt: Date }

/** Whether any minute of the interval lies in the window, which may pass midnight. */
export function touchesWindow({ startedAt, endedAt }: Interval, window: { from: string; to: string }): boolean {
  const day = dateInChina(startedAt)
  const start = minuteOf(startedAt, day)
  // half-open, and at least the minute in which it happened
  const end = Math.max(minuteOf(endedAt, day), start + 1)
  const from = clockMinutes(window.from)
  const to = clockMinutes(window.to) > from ? clockMinutes(window.to) : clockMinutes(window.to) + 1440
  for (let shift = -1440; shift <= end; shift += 1440) if (start < shift + to && end > shift + from) return true
  return false
}

/**
 * Any day on which no work is done: holidays and, read strictly, ordinary rest days too; the calendar of the rulebook does
 * not tell the one from the other. Refuses `calendar-year-unknown`.
 */
function touchesHoliday({ startedAt, endedAt }: Interval, calendar: WorkCalendar): boolean {
  const first = dateInChina(startedAt)
  const days = daysBetween(first, dateInChina(endedAt))
  return Array.from({ length: days + 1 }, (_, i) => addDays(first, i)).some((day) => !isWorkingDay(day, calendar))
}

export type TimeRules = {
  times: RuleValue<'coercion.forbiddenTimes'>['times']
  night: RuleValue<'coercion.night'>
  calendar: WorkCalendar
}

/**
 * 行政强制法 43: not at night, not on holidays, save in an emergency, whose reason is written down. Refuses `forbidden-time`
 * with `night` or `publicHoliday`, `calendar-year-unknown`.
 */
export function checkHours(interval: Interval, rules: TimeRules, emergencyReason: string | null): void {
  if (emergencyReason !== null && emergencyReason.trim() !== '') return
  if (rules.times.includes('night') && touchesWindow(interval, rules.night))
    throw new Refusal('forbidden-time', { time: 'night' })
  if (rules.times.includes('publicHoliday') && touchesHoliday(interval, rules.calendar))
    throw new Refusal('forbidden-time', { time: 'publicHoliday' })
}

const longestHours = 24

/** Refuses `times-unfit`: the end before the start, more than a day, or not over yet. */
export function checkInterval({ startedAt, endedAt }: Interval, now: Date): void {
  const length = endedAt.getTime() - startedAt.getTime()
  if (length < 0 || length > longestHours * 3_600_000 || endedAt.getTime() > now.getTime())
    throw new Refusal('times-unfit')
}

/**
 * Raw material is taken only as far as it was used specially for the offence (rule `coercion.rawMaterialScope`): what and how
 * much is stated, and proven by a paper. Refuses `raw-material-scope`.
 */
export function checkRawMaterial(
  step: ForcedStep | null,
  onlySpeciallyUsed: boolean,
  statement: string | null,
  papers: readonly Paper[],
): void {
  if (step !== 'confiscateRawMaterial' || !onlySpeciallyUsed) return
  if (!statement?.trim() || !hasPaper(papers, 'speciallyUsed')) throw new Refusal('raw-material-scope')
}

export type Supply = { usagePointIds: readonly string[]; meter: string | null; servesNoDwelling: boolean }

const touching: readonly AtomMove[] = ['findIntact', 'seal', 'release', 'cut']

/**
 * Power or water of dwellings is never an atom (rule `coercion.residents`): the supply is named and declared to serve none.
 * Refuses `supply-not-named`, `serves-dwelling`.
 */
export function checkSupply(atom: ClosureAtom, move: AtomMove, supply: Supply, neverCut: readonly string[]): void {
  if ((atom !== 'power' && atom !== 'water') || !touching.includes(move)) return
  const named = atom === 'power' ? supply.usagePointIds.length > 0 : supply.meter !== null
  if (!named) throw new Refusal('supply-not-named', { atom })
  if (neverCut.includes(atom) && !supply.servesNoDwelling) throw new Refusal('serves-dwelling', { atom })
}

/** What the party does itself is said by the party, in writing. Refuses `paper-missing`. */
export function checkPartyStatement(byParty: boolean, papers: readonly Paper[]): void {
  if (byParty && !hasPaper(papers, 'partyStatement')) throw new Refusal('paper-missing', { kind: 'partyStatement' })
}

/** Leaving a thing to another procedure is a decision: number, reason, paper. Refuses `reason-missing`, `decision-number-missing`, `paper-missing`. */
export function checkLeaving(
  move: AtomMove,
  given: { reason: string | null; decisionNumber: string | null; papers: readonly Paper[] },
): void {
  if (move !== 'leaveByLaw') return
  if (!given.reason?.trim()) throw new Refusal('reason-missing')
  if (!given.decisionNumber) throw new Refusal('decision-number-missing')
  if (!hasPaper(given.papers, 'leavingDecision')) throw new Refusal('paper-missing', { kind: 'leavingDecision' })
}
