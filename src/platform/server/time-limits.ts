/** Running time limits in the database. What they mean is pure and lives in platform/shared/time-limit.ts. */
import { type RawBuilder, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { WorkCalendar } from '../shared/calendar.ts'
import { type CursorValues, readCursor, toPage } from '../shared/cursor.ts'
import {
  endLimit,
  extendLimit,
  laterByIfKnown,
  meetLimit,
  resumeLimit,
  startLimit,
  suspendLimit,
  type TimeLimit,
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
export async function openLimit(db: Db, start: LimitStart, calendar: WorkCalendar): Promise<HeldLimit> {
  const { area, holderOfficialId = null, holderAgencyId = null, confined = false, ...rest } = start
  const limit: HeldLimit = {
    ...startLimit({ id: uuidv7(), ...rest }, calendar),
    areaId: area.id,
    areaPath: area.path,
    holderOfficialId,
    holderAgencyId,
    raisedLevel: null,
    raisedAreaId: null,
  }
  await sql`insert into time_limits (id, subject_kind, subject_id, kind, area_id, area_path, holder_official_id, holder_agency_id,
      started_on, days, day_kind, due_on, state, confined)
    values (${limit.id}, ${limit.subjectKind}, ${limit.subjectId}, ${limit.kind}, ${limit.areaId}, ${limit.areaPath}, ${holderOfficialId},
      ${holderAgencyId}, ${limit.startedOn}, ${limit.days}, ${limit.dayKind}, ${limit.dueOn}, ${limit.state}, ${confined})`.execute(
    db,
  )
  return limit
}

/** A limit of so many days. */
type Counted = Omit<LimitStart, 'dueOn'>

const isWithin = (calendar: WorkCalendar, { startedOn, days, dayKind }: Omit<Counted, 'area'>): boolean =>
  laterByIfKnown(startedOn, days, dayKind, calendar) !== undefined

/**
 * The same for what cannot be put off: where the last day lies in a year that the rulebook does not hold, the limit waits for it and is then
 * counted from its own day; one that waits already goes on waiting. @returns its last day, if that is known.
 */
export async function openLimitOrWait(db: Db, start: Counted, calendar: WorkCalendar): Promise<string | undefined> {
  if (isWithin(calendar, start)) return (await openLimit(db, start, calendar)).dueOn
  const { area, holderOfficialId = null, holderAgencyId = null, confined = false } = start
  await sql`insert into time_limits_waiting (id, subject_kind, subject_id, kind, area_id, area_path, holder_official_id, holder_agency_id,
      started_on, days, day_kind, confined)
    values (${uuidv7()}, ${start.subjectKind}, ${start.subjectId}, ${start.kind}, ${area.id}, ${area.path}, ${holderOfficialId},
      ${holderAgencyId}, ${start.startedOn}, ${start.days}, ${start.dayKind}, ${confined})
    on conflict (subject_id, kind) do nothing`.execute(db)
  return undefined
}

/** Starts what waited and can be counted now. */
export async function startWaitingLimits(db: Db, calendar: WorkCalendar): Promise<void> {
  const { rows } = await sql<Omit<Counted, 'area'> & { id: string; areaId: number; areaPath: string }>`
    select id, subject_kind, subject_id, kind, area_id, area_path, holder_official_id, holder_agency_id, started_on, days, day_kind, confined
      from time_limits_waiting order by id for update`.execute(db)
  const known = rows.filter((row) => isWithin(calendar, row))
  for (const { id, areaId, areaPath, ...start } of known) {
    await openLimit(db, { ...start, area: { id: areaId, path: areaPath } }, calendar)
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

export const suspendLimits = (
  db: Db,
  subjectId: string,
  kind: string,
  { on, reason, expectedOn }: { on: string; reason: string; expectedOn?: string },
): Promise<void> => changeOpen(db, subjectId, kind, (limit) => suspendLimit(limit, on, reason, expectedOn))

export const resumeLimits = (
  db: Db,
  subjectId: string,
  kind: string,
  on: string,
  calendar: WorkCalendar,
): Promise<void> => changeOpen(db, subjectId, kind, (limit) => resumeLimit(limit, on, calendar))

export const extendLimits = (
  db: Db,
  subjectId: string,
  kind: string,
  extension: { days: number; approvedBy: string; reason: string; on: string },
  calendar: WorkCalendar,
): Promise<void> => changeOpen(db, subjectId, kind, (limit) => extendLimit(limit, extension, calendar))

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
