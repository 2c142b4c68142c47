/** Running time limits in the database. What they mean is pure and lives in platform/shared/time-limit.ts. */
import { type RawBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkCalendar } from '../shared/calendar.ts'
import { type CursorValues, readCursor, toPage } from '../shared/cursor.ts'
import {
  endLimit,
  extendLimit,
  extendLimitTo,
  ifKnown,
  laterByIfKnown,
  meetLimit,
  resumeLimit,
  type Said,
  startLater,
  startLimit,
  suspendLimit,
  type TimeLimit,
  withExtension,
  withResumption,
  withSuspension,
} from '../shared/time-limit.ts'
import type { Db } from './db.ts'

/** A limit with whose it is: the area always, a person or an agency where one is named. */
export type HeldLimit = TimeLimit & {
  areaId: number
  areaPath: string
  holderOfficialId: string | null
  holderAgencyId: string | null
  /** The level to whose post it has risen after it ran over, and the area of that post. */
  raisedLevel: RaisedLevel | null
  raisedAreaId: number | null
}
export type RaisedLevel = 'township' | 'county' | 'city'

export type LimitStart = {
  subjectKind: string
  subjectId: string
  /** Key of the rule it follows: `limit.leadVerification`. */
  kind: string
  area: { id: number; path: string }
  holderOfficialId?: string | null
  holderAgencyId?: string | null
  /** Comes from a tip: seen by its holder's office and the agency charged only. */
  confined?: boolean
  startedOn: string
  days: number
  dayKind: 'working' | 'calendar'
  /** Where the text names a date, it wins over the days. */
  dueOn?: string
}

const columns =
  sql.raw(`id, subject_kind, subject_id, kind, area_id, area_path, holder_official_id, holder_agency_id, started_on,
  days, day_kind, due_on, state, suspensions, extensions, met_on, ended_reason, raised_level, raised_area_id`)

async function listLimits(db: Db, where: RawBuilder<unknown>): Promise<HeldLimit[]> {
  const { rows } = await sql<HeldLimit>`select ${columns} from time_limits where ${where}`.execute(db)
  return rows
}

/** Starts a limit; refuses `calendar-year-unknown` where the rulebook does not reach. */
export async function openLimit(db: Db, start: LimitStart, calendar: WorkCalendar): Promise<TimeLimit> {
  const { area: _area, holderOfficialId: _official, holderAgencyId: _agency, confined: _confined, ...rest } = start
  const limit = startLimit({ id: uuidv7(), ...rest }, calendar)
  await insertLimit(db, limit, start)
  return limit
}

type Whose = Pick<LimitStart, 'area' | 'holderOfficialId' | 'holderAgencyId' | 'confined'>

async function insertLimit(
  db: Db,
  limit: TimeLimit,
  { area, holderOfficialId = null, holderAgencyId = null, confined = false }: Whose,
): Promise<void> {
  await sql`insert into time_limits (id, subject_kind, subject_id, kind, area_id, area_path, holder_official_id, holder_agency_id,
      started_on, days, day_kind, due_on, state, suspensions, extensions, confined)
    values (${limit.id}, ${limit.subjectKind}, ${limit.subjectId}, ${limit.kind}, ${area.id}, ${area.path}, ${holderOfficialId},
      ${holderAgencyId}, ${limit.startedOn}, ${limit.days}, ${limit.dayKind}, ${limit.dueOn}, ${limit.state},
      ${JSON.stringify(limit.suspensions)}::jsonb, ${JSON.stringify(limit.extensions)}::jsonb, ${confined})`.execute(db)
}

/** A limit of so many days. */
type Counted = Omit<LimitStart, 'dueOn'>

/**
 * The same for what cannot be put off: where the last day lies in a year that the rulebook does not hold, the limit waits for it and is then
 * counted from its own day; one that waits already goes on waiting. @returns its last day, if that is known.
 */
export async function openLimitOrWait(db: Db, start: Counted, calendar: WorkCalendar): Promise<string | undefined> {
  if (laterByIfKnown(start.startedOn, start.days, start.dayKind, calendar) !== undefined)
    return (await openLimit(db, start, calendar)).dueOn
  const { area, holderOfficialId = null, holderAgencyId = null, confined = false } = start
  await sql`insert into time_limits_waiting (id, subject_kind, subject_id, kind, area_id, area_path, holder_official_id, holder_agency_id,
      started_on, days, day_kind, confined)
    values (${uuidv7()}, ${start.subjectKind}, ${start.subjectId}, ${start.kind}, ${area.id}, ${area.path}, ${holderOfficialId},
      ${holderAgencyId}, ${start.startedOn}, ${start.days}, ${start.dayKind}, ${confined})
    on conflict (subject_id, kind) do nothing`.execute(db)
  return undefined
}

/** Starts what waited and can be counted now, with what was said of it meanwhile. */
export async function startWaitingLimits(db: Db, calendar: WorkCalendar): Promise<void> {
  const { rows } = await sql<Omit<Counted, 'area'> & Said & { id: string; areaId: number; areaPath: string }>`
    select id, subject_kind, subject_id, kind, area_id, area_path, holder_official_id, holder_agency_id, started_on, days, day_kind, confined,
           suspensions, extensions
      from time_limits_waiting order by id for update`.execute(db)
  for (const { id, areaId, areaPath, holderOfficialId, holderAgencyId, confined, ...start } of rows) {
    const { suspensions, extensions, ...counted } = start
    const limit = ifKnown(() => startLater({ id: uuidv7(), ...counted }, { suspensions, extensions }, calendar))
    if (limit === undefined) continue
    const area = { id: areaId, path: areaPath }
    await insertLimit(db, limit, { area, holderOfficialId, holderAgencyId, confined })
    await sql`delete from time_limits_waiting where id = ${id}`.execute(db)
  }
}

const dropWaiting = (db: Db, subjectId: string, kind: string | null) =>
  sql`delete from time_limits_waiting where subject_id = ${subjectId} and (${kind}::text is null or kind = ${kind})`.execute(
    db,
  )

async function saveLimit(db: Db, limit: TimeLimit): Promise<void> {
  await sql`update time_limits set state = ${limit.state}, due_on = ${limit.dueOn}, met_on = ${limit.metOn}, ended_reason = ${limit.endedReason},
    suspensions = ${JSON.stringify(limit.suspensions)}::jsonb, extensions = ${JSON.stringify(limit.extensions)}::jsonb where id = ${limit.id}`.execute(
    db,
  )
}

/** Changes every open limit of a record, all kinds or one, by a pure rule. */
async function changeOpen(
  db: Db,
  subjectId: string,
  kind: string | null,
  change: (limit: TimeLimit) => TimeLimit,
): Promise<void> {
  const ofKind = kind === null ? sql`true` : sql`kind = ${kind}`
  const open = await listLimits(
    db,
    sql`subject_id = ${subjectId} and ${ofKind} and state in ('running', 'suspended') for update`,
  )
  for (const limit of open) await saveLimit(db, change(limit))
}

/** The demanded thing was done on `on`; if that is late, it stays visible as late. */
export async function meetLimits(db: Db, subjectId: string, kind: string | null, on: string): Promise<void> {
  await changeOpen(db, subjectId, kind, (limit) => meetLimit(limit, on))
  await dropWaiting(db, subjectId, kind)
}

/** The limit lost its object (withdrawn, handed on, not ours). */
export async function endLimits(
  db: Db,
  subjectId: string,
  kind: string | null,
  on: string,
  reason: string,
): Promise<void> {
  await changeOpen(db, subjectId, kind, (limit) => endLimit(limit, on, reason))
  await dropWaiting(db, subjectId, kind)
}

/** Notes what is said of a limit that waits, to be counted with its days. */
async function sayOfWaiting(db: Db, subjectId: string, kind: string, say: (limit: Said) => Said): Promise<void> {
  const { rows } = await sql<Said & { id: string }>`select id, state, suspensions, extensions from time_limits_waiting
    where subject_id = ${subjectId} and kind = ${kind} for update`.execute(db)
  for (const { id, ...limit } of rows) {
    const { state, suspensions, extensions } = say(limit)
    await sql`update time_limits_waiting set state = ${state}, suspensions = ${JSON.stringify(suspensions)}::jsonb,
      extensions = ${JSON.stringify(extensions)}::jsonb where id = ${id}`.execute(db)
  }
}

export async function suspendLimits(
  db: Db,
  subjectId: string,
  kind: string,
  { on, reason, expectedOn }: { on: string; reason: string; expectedOn?: string },
): Promise<void> {
  await changeOpen(db, subjectId, kind, (limit) => suspendLimit(limit, on, reason, expectedOn))
  await sayOfWaiting(db, subjectId, kind, (limit) => withSuspension(limit, on, reason, expectedOn))
}

export async function resumeLimits(
  db: Db,
  subjectId: string,
  kind: string,
  on: string,
  calendar: WorkCalendar,
): Promise<void> {
  await changeOpen(db, subjectId, kind, (limit) => resumeLimit(limit, on, calendar))
  await sayOfWaiting(db, subjectId, kind, (limit) => withResumption(limit, on))
}

export async function extendLimits(
  db: Db,
  subjectId: string,
  kind: string,
  extension: { days: number; approvedBy: string; reason: string; on: string },
  calendar: WorkCalendar,
): Promise<void> {
  await changeOpen(db, subjectId, kind, (limit) => extendLimit(limit, extension, calendar))
  await sayOfWaiting(db, subjectId, kind, (limit) => withExtension(limit, extension))
}

/** Lengthens the limits that run to a day; what waits for a calendar has no day that could be put off. Refuses as `extendLimit`. */
export const extendLimitsTo = (
  db: Db,
  subjectId: string,
  kind: string,
  extension: { until: string; approvedBy: string; reason: string; on: string },
  calendar: WorkCalendar,
): Promise<void> => changeOpen(db, subjectId, kind, (limit) => extendLimitTo(limit, extension, calendar))

/**
 * A record goes to another holder, its open limits with it; from there they may rise anew.
 * @param staying kinds that are not the holder's but of whoever decides on its work: they stay where they are.
 */
export async function passLimits(
  db: Db,
  subjectId: string,
  to: { area: { id: number; path: string }; holderAgencyId: string | null },
  staying: readonly string[],
): Promise<void> {
  await sql`update time_limits set area_id = ${to.area.id}, area_path = ${to.area.path}, holder_agency_id = ${to.holderAgencyId},
      holder_official_id = null, raised_level = null
    where subject_id = ${subjectId} and state in ('running', 'suspended') and kind <> all (${[...staying]}::text[])`.execute(
    db,
  )
  await sql`update time_limits_waiting set area_id = ${to.area.id}, area_path = ${to.area.path}, holder_agency_id = ${to.holderAgencyId},
      holder_official_id = null
    where subject_id = ${subjectId} and kind <> all (${[...staying]}::text[])`.execute(db)
}

/** Limits that ran over rise to the post of a level above, which holds them from now on beside who held them first. */
export async function raiseLimits(db: Db, levels: ReadonlyMap<string, RaisedLevel>): Promise<void> {
  for (const level of new Set(levels.values())) {
    const ids = [...levels].filter(([, to]) => to === level).map(([id]) => id)
    await sql`update time_limits set raised_level = ${level} where id = any (${ids}::uuid[])`.execute(db)
  }
}

/** These limits, the strictest first; those out of scope are left out. */
export const listLimitsById = (db: Db, ids: readonly string[]): Promise<HeldLimit[]> =>
  listLimits(db, sql`id = any (${[...ids]}::uuid[]) order by due_on, id`)

/** Every limit of a record, the strictest first. */
export const listLimitsOf = (db: Db, subjectId: string): Promise<HeldLimit[]> =>
  listLimits(db, sql`subject_id = ${subjectId} order by due_on, id limit 100`)

/** A limit, also one whose last day cannot be counted yet. */
export type AnyLimit = Omit<TimeLimit, 'dueOn'> & { dueOn: string | null }
type WaitingLimit = AnyLimit & { days: number }

/** Limits of a record that wait for the working days of a year. */
export async function listWaitingOf(db: Db, subjectId: string): Promise<WaitingLimit[]> {
  const { rows } = await sql<WaitingLimit>`
    select id, subject_kind, subject_id, kind, started_on, days, day_kind, null::date as due_on, state, suspensions, extensions,
           null::date as met_on, null::text as ended_reason
      from time_limits_waiting where subject_id = ${subjectId} order by id limit 100`.execute(db)
  return rows
}

/** Every limit of a record, with those that wait. */
export const listAllLimitsOf = async (db: Db, subjectId: string): Promise<AnyLimit[]> => [
  ...(await listLimitsOf(db, subjectId)),
  ...(await listWaitingOf(db, subjectId)),
]

export type DueFilter = {
  after?: string | undefined
  limit: number
  subjectKind?: string | undefined
  /** Only what this person or one of these agencies holds, lies in exactly these areas, or has risen to one of these offices. */
  holder?: {
    officialId: string
    agencyIds: readonly string[]
    areaIds: readonly number[]
    officeAreaIds: readonly number[]
  }
}

/** Open limits in scope, strictest first, by keyset. */
export async function listDueLimits(db: Db, filter: DueFilter) {
  const after = readCursor(filter.after, 2)
  const mine = filter.holder
    ? sql`(holder_official_id = ${filter.holder.officialId} or holder_agency_id = any (${[...filter.holder.agencyIds]}::uuid[])
           or (holder_official_id is null and holder_agency_id is null and area_id = any (${[...filter.holder.areaIds]}::int[]))
           or raised_area_id = any (${[...filter.holder.officeAreaIds]}::int[]))`
    : sql`true`
  const rows = await listLimits(
    db,
    sql`state in ('running', 'suspended') and ${mine} and ${filter.subjectKind ? sql`subject_kind = ${filter.subjectKind}` : sql`true`}
      and ${after ? sql`(due_on, id) > (${after[0]}::date, ${after[1]}::uuid)` : sql`true`} order by due_on, id limit ${filter.limit + 1}`,
  )
  return toPage(rows, filter.limit, (row): CursorValues => [row.dueOn, row.id])
}
