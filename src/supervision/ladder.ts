/** Which reminders and which rungs of its ladder are due for a time limit on a day. Pure; days are counted by the caller's calendar. */
import type { z } from 'zod'
import { addDays, daysBetween } from '../platform/shared/calendar.ts'
import { type AreaLevel, areaLevels } from '../platform/shared/permission.ts'
import type { ladderValues, Rung } from '../rulebook/ladder-values.ts'

export const reminderKinds = ['before', 'due', 'after'] as const
export type ReminderKind = (typeof reminderKinds)[number]
export const stepKinds = [...reminderKinds, 'rung'] as const
export type StepKind = (typeof stepKinds)[number]

export type ReminderDays = z.output<(typeof ladderValues)['reminder.days']>
export type Ladder = z.output<(typeof ladderValues)['ladder']>

/** A running limit as far as its days go. */
export type Running = { startedOn: string; dueOn: string }

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export type CountWorking = (from: string, to: string) => number

/** Lateness counts from the last day; where a limit began after it (a task returned), from the day it began. */
export const lateFrom = ({ startedOn, dueOn }: Running): string => (dueOn > startedOn ? dueOn : startedOn)

/** The reminder that falls on `day`, at most one. Before and after it falls on working days only, and never on the day the limit began. */
export function reminderOn(
  limit: Running,
  day: string,
  rule: ReminderDays,
  count: CountWorking,
): ReminderKind | undefined {
  if (day <= limit.startedOn) return undefined
  if (day === limit.dueOn) return rule.onLastDay ? 'due' : undefined
  if (count(addDays(day, -1), day) === 0) return undefined
  if (day < limit.dueOn) return rule.before.includes(count(day, limit.dueOn)) ? 'before' : undefined
  const late = count(lateFrom(limit), day)
  const last = Math.max(0, ...rule.after)
  const again = late > last && (late - last) % rule.thenEvery === 0
  return rule.after.includes(late) || again ? 'after' : undefined
}

/** Where a limit stands: with its own holder, or risen to a level. */
export type Standing = {
  /** Level of who holds it from the start. */
  holderLevel: AreaLevel
  /** Held by an agency or a keeper that is no office: the office of its own level stands above it. */
  ofAgency: boolean
  raisedLevel: Exclude<Rung, 'jointWatch'> | null
  /** Reported to the national conference, or found in its check. */
  national: boolean
}

/** City 0, village 3: smaller is higher. */
const height = (level: AreaLevel): number => areaLevels.indexOf(level)

/** Whether a rung lies above who holds the limit now. */
export function isAbove(rung: Rung, standing: Standing): boolean {
  if (rung === 'jointWatch') return standing.national
  if (standing.raisedLevel !== null) return height(rung) < height(standing.raisedLevel)
  return height(rung) < height(standing.holderLevel) + (standing.ofAgency ? 1 : 0)
}

/** Rungs reached by `day` that lie above the present holder and were not taken before, from the bottom. */
export function rungsOn(
  limit: Running,
  standing: Standing,
  day: string,
  ladder: Ladder,
  taken: ReadonlySet<Rung>,
  count: CountWorking,
): Rung[] {
  const from = lateFrom(limit)
  if (day <= from) return []
  return ladder.rungs
    .filter(({ days, dayKind }) => (dayKind === 'working' ? count(from, day) : daysBetween(from, day)) >= days)
    .map(({ to }) => to)
    .filter((rung) => !taken.has(rung) && isAbove(rung, standing))
}

export type Passed = 'vacant' | 'withheld'
export type Climb = { rung: Rung; passed: Passed | null }

/**
 * The rungs that are taken on a day. Where nobody answers at one of them the next of the ladder is taken the same day, up to one where
 * somebody does; the watch of article nine is nobody's next, it is reached by its own days only.
 */
export function climb(
  reached: readonly Rung[],
  ladder: Ladder,
  standing: Standing,
  answersAt: (rung: Rung) => Passed | null,
): Climb[] {
  const above = ladder.rungs.map(({ to }) => to).filter((rung) => isAbove(rung, standing))
  const climbs: Climb[] = []
  let goesOn = false
  for (const rung of above) {
    const onItsDay = reached.includes(rung)
    if (!onItsDay && !(goesOn && rung !== 'jointWatch')) continue
    const passed = answersAt(rung)
    climbs.push({ rung, passed })
    if (rung !== 'jointWatch') goesOn = passed !== null
  }
  return climbs
}
