/** What the records of supervision do in common inside their own transaction: start a limit by the rule of the day, tell an office, take a number. */
import type { Context } from '../platform/server/context.ts'
import { sendMatters } from '../platform/server/outbox.ts'
import { openLimit, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { LastDay } from '../platform/shared/official-document.ts'
import { laterBy } from '../platform/shared/time-limit.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { listAgencyPeople, listOfficePeople, takeSupervisionNumber } from './office-store.ts'
import type { Place } from './superior.ts'

export type SupervisionLimit =
  | 'limit.summonsReport'
  | 'limit.summonsVerification'
  | 'limit.summonsMinutes'
  | 'limit.rectification'
  | 'limit.rectificationAcceptance'
  | 'limit.rectificationStrikeOff'
  | 'limit.meetingMinutes'
  | 'limit.onSiteFeedback'
  | 'limit.listedUrging'

export type LimitSubject = Place & { kind: string; id: string }

type Start = {
  startedOn: string
  /** Null: the government of the place. */
  holderAgencyId: string | null
  /** The day a text names, which wins over the days of the rule. */
  dueOn?: string | undefined
}

const toStart = ({ kind, id, areaId, areaPath }: LimitSubject, limit: SupervisionLimit) => ({
  subjectKind: kind,
  subjectId: id,
  kind: limit,
  area: { id: areaId, path: areaPath },
})

/**
 * Starts a limit by the rule of the day, of which a paper or a ledger tells the last day. Refuses `calendar-year-unknown`: where it cannot be
 * counted, the office names the day. @returns its last day.
 */
export async function startLimit(
  { db, now }: Context,
  subject: LimitSubject,
  kind: SupervisionLimit,
  { dueOn, ...held }: Start,
): Promise<string> {
  const { days, dayKind } = (await getRule(db, kind, dateInChina(now))).value
  const start = { ...toStart(subject, kind), ...held, days, dayKind, ...(dueOn !== undefined && { dueOn }) }
  return (await openLimit(db, start, await loadCalendar(db))).dueOn
}

/** The same where work goes on whether the last day is known or not. @returns it, or how long it is. */
export async function startLimitOrWait(
  { db, now }: Context,
  subject: LimitSubject,
  kind: SupervisionLimit,
  held: Omit<Start, 'dueOn'>,
): Promise<LastDay> {
  const { days, dayKind } = (await getRule(db, kind, dateInChina(now))).value
  const start = { ...toStart(subject, kind), ...held, days, dayKind }
  return (await openLimitOrWait(db, start, await loadCalendar(db))) ?? { days, dayKind }
}

/** The last day of so long a time from a day, by the rule of today. */
export async function lastDayOf(
  { db, now }: Context,
  kind: 'limit.rectificationPublicity',
  startedOn: string,
): Promise<string> {
  const { days, dayKind } = (await getRule(db, kind, dateInChina(now))).value
  return laterBy(startedOn, days, dayKind, await loadCalendar(db))
}

type Told = { kind: string; id: string; number: string; occasion: string }

/** Puts a word into the outbox for everybody of an office who can sign in. */
export async function tellOffice(context: Context, { areaId, areaPath }: Place, matter: Told): Promise<void> {
  await tellPeople(context, await listOfficePeople(context.db, areaId, dateInChina(context.now)), areaPath, matter)
}

/** Everybody of a department who can sign in. */
export async function tellAgency(context: Context, agencyId: string, areaPath: string, matter: Told): Promise<void> {
  await tellPeople(context, await listAgencyPeople(context.db, agencyId), areaPath, matter)
}

async function tellPeople(context: Context, people: readonly string[], areaPath: string, matter: Told): Promise<void> {
  await sendMatters(
    context,
    people.map((officialId) => ({ officialId, areaPath, ...matter })),
  )
}

/** `ZG2018-0001`: the next number of the series in this year. */
export async function takeNumberOf({ db, now }: Context, series: 'ZG' | 'DB'): Promise<string> {
  const year = Number(dateInChina(now).slice(0, 4))
  return `${series}${year}-${String(await takeSupervisionNumber(db, series, year)).padStart(4, '0')}`
}
