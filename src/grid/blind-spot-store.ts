/**
 * Blind spots, computed in the database for any day. One branch per required post: a sweep over the areas of its level
 * beside the holders of the post, both in order of the area from an index alone; one branch for holders of too many areas.
 */
import { type RawBuilder, sql } from 'kysely'
import { listLeftPaths, sizeUp, versionAt } from '../areas/store.ts'
import { type Db, prepared } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { AreaLevel } from '../platform/shared/permission.ts'
import { findRules, listRules, loadCalendar } from '../rulebook/store.ts'
import { unacknowledgedOn } from './acknowledgement-store.ts'
import {
  type BlindSpot,
  type BlindSpotKind,
  type BlindSpotRules,
  blindSpotKinds,
  dayBefore,
  type RequiredPost,
} from './blind-spot.ts'
import { isAnyoneAway, nobodyStandsIn } from './leave-store.ts'

/** What the rulebook demands on a day. */
export async function loadBlindSpotRules(db: Db, date: string): Promise<BlindSpotRules> {
  const [posts, rules, away] = await Promise.all([
    listRules(db, 'post', date),
    findRules(
      db,
      ['blindSpot.vacancy', 'leave.substitution', 'blindSpot.noPhone', 'blindSpot.overloaded', 'blindSpot.inactive'],
      date,
    ),
    // asked apart: on most days of most places nobody is, and the counts need not look for whom nobody stands in
    isAnyoneAway(db, date),
  ])
  const inactive = rules['blindSpot.inactive']?.value
  // the calendar is large: read only where working days are to be counted
  const inactiveBefore = inactive
    ? dayBefore(date, inactive.days, inactive.dayKind, inactive.dayKind === 'working' ? await loadCalendar(db) : null)
    : null
  return {
    posts: posts
      .filter(({ value }) => value.required > 0)
      .map(({ value }) => ({ ...value, functionKinds: value.functionKinds ?? [] })),
    graceDays: rules['blindSpot.vacancy']?.value.graceDays ?? null,
    leaves: away && rules['leave.substitution'] !== undefined,
    phoneRequired: rules['blindSpot.noPhone']?.value.phoneRequired ?? false,
    maxAreas: rules['blindSpot.overloaded']?.value.maxAreasPerHolder ?? {},
    inactiveBefore,
  }
}

type Scope = {
  date: string
  areaPath: string
  rules: BlindSpotRules
  /** Subtrees of that day which others answer for today: their holders are not seen, and not seen is not vacant. */
  left: readonly string[]
  /**
   * Holders are looked up by the path of the area. Their rows bear the path of today: for a day from which on an area has moved, and
   * over a whole nation, where the sweep by areas is faster, they are looked up by the area itself.
   */
  byPath: boolean
  /** More areas than a subtree that is read for itself. */
  large: boolean
}

async function scopeOf(db: Db, date: string, areaPath: string): Promise<Scope> {
  const [rules, left, { moved, large }] = await Promise.all([
    loadBlindSpotRules(db, date),
    listLeftPaths(db, date),
    sizeUp(db, areaPath, date, largestSubtree),
  ])
  return { date, areaPath, rules, left, byPath: !moved && !large, large }
}

/** Areas below a path up to which its subtree is read for itself; a province has more. */
const largestSubtree = 20_000

/** Which of the kinds of a post hold for the row at hand: `v` the area, `a` the holder or nothing. */
function conditions(
  { date, rules }: Scope,
  required: RequiredPost,
): Record<'vacancy' | 'noPhone' | 'inactive', RawBuilder<unknown>> {
  const present = sql`(a.valid_to is null or a.valid_to >= ${date})`
  const watched = required.post === 'gridWorker' && rules.inactiveBefore !== null
  return {
    vacancy: rules.graceDays === null ? sql`false` : sql`a.area_id is null`,
    noPhone: rules.phoneRequired ? sql`(not a.has_phone and ${present})` : sql`false`,
    inactive: watched
      ? sql`(coalesce(a.last_active_on, a.valid_from) < ${rules.inactiveBefore} and ${present})`
      : sql`false`,
  }
}

/** Appointments `a` that run on the day, or ended within the days of grace. */
const heldOn = ({ date, rules }: Scope) =>
  sql`a.valid_from <= ${date} and (a.valid_to is null or a.valid_to >= ${date}::date - ${rules.graceDays ?? 0}::int)`

const notLeft = ({ left }: Scope) => (left.length === 0 ? sql`` : sql`and not v.path ^@ any (${[...left]}::text[])`)

/** The areas of a post's level beside its holders; for a department's post, the departments there. */
function beside(scope: Scope, { level, post, per, functionKinds }: RequiredPost): RawBuilder<unknown> {
  const areas = sql`v.level = ${level} and v.path ^@ ${scope.areaPath} and ${versionAt(scope.date)} ${notLeft(scope)}`
  if (per === 'area')
    return sql`area_versions v left join appointments a on a.area_id = v.area_id and a.post = ${post} and ${heldOn(scope)}
      ${scope.byPath ? sql`and a.area_path ^@ ${scope.areaPath}` : sql``} where ${areas}`
  return sql`area_versions v join agencies g on g.area_id = v.area_id and g.function_kind = any (${[...functionKinds]}::text[])
      and g.valid_from <= ${scope.date} and (g.valid_to is null or g.valid_to >= ${scope.date})
    left join appointments a on a.agency_id = g.id and a.area_id = v.area_id and a.post = ${post} and ${heldOn(scope)} where ${areas}`
}

/** Holders of more areas of one level than the rule allows, one row per area. */
function overloadedHolders({ date, areaPath, rules, byPath, large }: Scope): RawBuilder<unknown> {
  const limits = Object.entries(rules.maxAreas).map(([level, most]) => sql`when ${level} then ${most}::int`)
  if (limits.length === 0) return sql`(select null::text as path where false) as b where true`
  // of a subtree only who holds a post in it can be among them
  const inSubtree = byPath
    ? sql`select c.official_id from appointments c where c.several and c.area_path ^@ ${areaPath}`
    : sql`select c.official_id from area_versions w join appointments c on c.area_id = w.area_id and c.several
           where w.path ^@ ${areaPath} and w.valid_from <= ${date} and (w.valid_to is null or w.valid_to >= ${date})`
  const candidates = large ? sql`` : sql`and a.official_id in (${inSubtree})`
  return sql`(select v.path, v.level, v.area_id, v.name as area_name, a.id, a.official_id, a.post, a.last_active_on,
                     count(*) over (partition by a.official_id, v.level) as held
                from appointments a join area_versions v on v.area_id = a.area_id
               where a.several and a.post <> 'substitute' and a.valid_from <= ${date} and (a.valid_to is null or a.valid_to >= ${date}) and ${versionAt(date)} ${candidates}) as b
    where b.held > (case b.level ${sql.join(limits, sql` `)} end) and b.path ^@ ${areaPath}`
}

/** Holders of required posts on leave in whose place nobody is, from the first day of the leave. */
function absentHolders(scope: Scope): RawBuilder<unknown> {
  const { date, areaPath, rules } = scope
  const required = rules.posts.map(({ level, post }) => `${level}.${post}`)
  return sql`(select v.path, v.area_id, v.name as area_name, v.level, x.post, x.id, x.official_id, x.agency_id, x.last_active_on
      from (select a.id, a.area_id, a.post, a.official_id, a.agency_id, a.last_active_on from ${nobodyStandsIn(date)}) x
      join area_versions v on v.area_id = x.area_id and ${versionAt(date)}
     where v.path ^@ ${areaPath} and v.level || '.' || x.post = any (${required}::text[]) ${notLeft(scope)}) as b`
}

const join = (parts: readonly RawBuilder<unknown>[]) => sql.join(parts, sql` union all `)

/**
 * Over a whole nation the sorted sweep of two indexes takes half the time of the planner's hash join, and below it the start of parallel
 * workers takes longer than the work.
 */
async function planned<T>(db: Db, { large }: Pick<Scope, 'large'>, ask: () => Promise<T>): Promise<T> {
  const set = (hashJoin: string, workers: string) =>
    sql`select set_config('enable_hashjoin', ${hashJoin}, true), set_config('max_parallel_workers_per_gather', ${workers}, true)`.execute(
      prepared(db),
    )
  // sent together, and run in this order
  const [, answer] = await Promise.all([set(large ? 'off' : 'on', '0'), ask(), set('on', '2')])
  return answer
}

export type BlindSpotCount = {
  child: number | null
  vacancy: number
  onLeave: number
  noPhone: number
  overloaded: number
  unacknowledged: number
  inactive: number
}

/**
 * Counts by kind for the area itself (`child` null) and each area directly below it.
 * @param areaPath must lie in the caller's scope: outside of it holders are not seen, and every post would look vacant.
 */
export async function countBlindSpots(
  db: Db,
  { date, areaPath }: { date: string; areaPath: string },
): Promise<BlindSpotCount[]> {
  const scope = await scopeOf(db, date, areaPath)
  // ['', '1', '4', ''] for /1/4/: the child's id is the field after the last id
  const child = (path: string) =>
    sql`nullif(split_part(${sql.ref(path)}, '/', ${areaPath.split('/').length}::int), '')::int as child`
  // one type for a column in all parts, so that the planner sees one list of them
  const no = sql`0::bigint`
  const perPost = scope.rules.posts.map((required) => {
    const { vacancy, noPhone, inactive } = conditions(scope, required)
    return sql`select ${child('v.path')}, count(*) filter (where ${vacancy}), count(*) filter (where ${noPhone}),
        count(*) filter (where ${inactive}), ${no}, ${no}, ${no}
      from ${beside(scope, required)} and (${vacancy} or ${noPhone} or ${inactive}) group by 1`
  })
  const tooMany = sql`select ${child('b.path')}, ${no}, ${no}, ${no}, count(*), ${no}, ${no} from ${overloadedHolders(scope)} group by 1`
  const unconfirmed = sql`select ${child('b.path')}, ${no}, ${no}, ${no}, ${no}, count(*), ${no} from ${unacknowledgedOn(date, areaPath, notLeft(scope))} group by 1`
  const absent = sql`select ${child('b.path')}, ${no}, ${no}, ${no}, ${no}, ${no}, count(*) from ${absentHolders(scope)} group by 1`
  const counts = sql<BlindSpotCount>`
    select child, sum(vacancy)::int as vacancy, sum(no_phone)::int as no_phone, sum(overloaded)::int as overloaded,
           sum(unacknowledged)::int as unacknowledged, sum(inactive)::int as inactive, sum(on_leave)::int as on_leave
      from (${join([...perPost, tooMany, unconfirmed, ...(scope.rules.leaves ? [absent] : [])])}) as counted (child, vacancy, no_phone, inactive, overloaded, unacknowledged, on_leave) group by child order by child nulls first limit 2000`
  return (await planned(db, scope, () => counts.execute(db))).rows
}

type ListFilter = {
  date: string
  areaPath: string
  kind?: BlindSpotKind | undefined
  level?: AreaLevel | undefined
  after?: string | undefined
  limit: number
}

const partColumns = sql.raw(
  'path, area_id, area_name, level, post, kind, appointment_id, official_id, agency_id, last_active_on, notice_id, notice_number',
)

/** One row per post and holder with what is wrong, opened into one row per kind. */
function listedPerPost(scope: Scope, required: RequiredPost, kinds: readonly BlindSpotKind[]): RawBuilder<unknown> {
  const { vacancy, noPhone, inactive } = conditions(scope, required)
  const agency = required.per === 'department' ? sql`g.id` : sql`null::uuid`
  return sql`select s.path, s.area_id, s.area_name, s.level, s.post, k.kind, s.appointment_id, s.official_id, s.agency_id, s.last_active_on,
           null::uuid, null::text
    from (select v.path, v.area_id, v.name as area_name, v.level, ${required.post}::text as post, a.id as appointment_id, a.official_id,
                 ${agency} as agency_id, a.last_active_on, ${vacancy} as vacancy, ${noPhone} as no_phone, ${inactive} as inactive
            from ${beside(scope, required)} and (${vacancy} or ${noPhone} or ${inactive})) s
    cross join lateral (values ('vacancy', s.vacancy), ('noPhone', s.no_phone), ('inactive', s.inactive)) as k(kind, holds)
    where k.holds and k.kind = any (${[...kinds]}::text[])`
}

const listedOverloaded = (scope: Scope): RawBuilder<unknown> =>
  sql`select b.path, b.area_id, b.area_name, b.level, b.post, 'overloaded', b.id, b.official_id, null::uuid, b.last_active_on, null::uuid, null::text from ${overloadedHolders(scope)}`

const listedUnacknowledged = (scope: Scope): RawBuilder<unknown> =>
  sql`select b.path, b.area_id, b.area_name, b.level, b.post, 'unacknowledged', null::uuid, null::uuid, b.agency_id, null::date, b.notice_id, b.number
    from ${unacknowledgedOn(scope.date, scope.areaPath, notLeft(scope))}`

const listedAbsent = (scope: Scope): RawBuilder<unknown> =>
  sql`select b.path, b.area_id, b.area_name, b.level, b.post, 'onLeave', b.id, b.official_id, b.agency_id, b.last_active_on, null::uuid, null::text
    from ${absentHolders(scope)}`

/** By place, then kind, post and holder. @param filter.areaPath as above. */
export async function listBlindSpots(db: Db, filter: ListFilter): Promise<{ rows: BlindSpot[]; next: string | null }> {
  const { date, areaPath, level, limit } = filter
  const scope = await scopeOf(db, date, areaPath)
  const kinds = filter.kind === undefined ? blindSpotKinds : [filter.kind]
  const posts = scope.rules.posts.filter((required) => level === undefined || required.level === level)
  const overloaded = kinds.includes('overloaded') && Object.keys(scope.rules.maxAreas).length > 0
  const parts = [
    ...posts.map((required) => listedPerPost(scope, required, kinds)),
    ...(overloaded ? [listedOverloaded(scope)] : []),
    ...(kinds.includes('onLeave') && scope.rules.leaves ? [listedAbsent(scope)] : []),
    ...(kinds.includes('unacknowledged') ? [listedUnacknowledged(scope)] : []),
  ]
  if (parts.length === 0) return { rows: [], next: null }
  const after = readCursor(filter.after, 4)
  const who = sql`coalesce(coalesce(appointment_id, agency_id)::text, '')`
  const further = after
    ? sql`(path, kind, post, ${who}) > (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]})`
    : sql`true`
  // Each branch gives its own first rows, so that it can stop there.
  const firsts = parts.map(
    (
      part,
    ) => sql`(select *, ${who} as who from (${part}) as part (${partColumns}) where ${further} and ${level ? sql`level = ${level}` : sql`true`}
    order by path, kind, post, who limit ${limit + 1})`,
  )
  const page = sql<BlindSpot>`
    select f.kind, f.area_id, f.path as area_path, f.area_name, f.level, f.post, f.appointment_id, f.official_id, o.name as official_name,
           f.agency_id, g.name as agency_name, f.last_active_on, f.notice_id, f.notice_number,
           (select max(c.chased_on) from chases c where c.area_id = f.area_id and c.kind = f.kind and c.post = f.post
               and c.appointment_id is not distinct from f.appointment_id and c.agency_id is not distinct from f.agency_id) as chased_on
      from (select * from (${join(firsts)}) as found order by path, kind, post, who limit ${limit + 1}) f
      left join officials o on o.id = f.official_id left join agencies g on g.id = f.agency_id
     order by f.path, f.kind, f.post, f.who`
  const { rows } = await planned(db, scope, () => page.execute(db))
  return toPage(
    rows,
    limit,
    (row): CursorValues => [row.areaPath, row.kind, row.post, row.appointmentId ?? row.agencyId ?? ''],
  )
}
