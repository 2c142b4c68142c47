/** Who a session belongs to, with the posts and roles of today: read anew for every request. */
import type pg from 'pg'
import type { SessionRules } from '../platform/server/sessions.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { type Actor, actor } from '../platform/shared/permission.ts'
import { carriesRole } from './store.ts'

/** Roles that were granted, and those that posts of the grid carry. `$2` is the day. */
const actorColumns = `o.id as "officialId", o.name,
         case when o.card_valid_to is null or o.card_valid_to >= $2 then o.enforcement_card end as "enforcementCard",
         (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
            select r.role, r.agency_id as "agencyId", a.function_kind as "functionKind", r.area_id as "areaId",
                   r.area_path as "areaPath", ar.level as "areaLevel", null as post
              from role_grants r left join agencies a on a.id = r.agency_id join areas ar on ar.id = r.area_id
             where r.official_id = o.id and r.valid_from <= $2 and (r.valid_to is null or r.valid_to >= $2)
            union all
            select case when ar.level = 'county' then 'countyOffice' when ar.level = 'village' then 'gridWorker' else 'townshipLeader' end,
                   null, null, p.area_id, p.area_path, ar.level, p.post
              from appointments p join areas ar on ar.id = p.area_id
             where p.official_id = o.id and p.valid_from <= $2 and (p.valid_to is null or p.valid_to >= $2)
               and (${carriesRole('ar.level', 'p.post')})
          ) g) as grants`

const findActorSql = `
  select s."userId" as "accountId", s."expiresAt" as "expiresAt", ${actorColumns}
    from auth_sessions s join officials o on o.account_id = s."userId"
   where s.token = $1 and s."expiresAt" > $3 and s."createdAt" > $3::timestamptz - make_interval(hours => $4)`

/** @returns undefined when the session is unknown, idle too long or too old. */
export async function findActor(
  pool: pg.Pool,
  token: string,
  now: Date,
  rules: SessionRules,
): Promise<Actor | undefined> {
  const { rows } = await pool.query<Actor & { expiresAt: string }>({
    name: 'find-actor',
    text: findActorSql,
    values: [token, dateInChina(now), now, rules.absoluteHours],
  })
  const row = rows[0]
  if (!row) return undefined
  await keepAwake(pool, token, row.expiresAt, now, rules)
  return actor.parse(row)
}

/**
 * An official as a signed-in user, for work that goes on after the request that asked for it. @returns undefined when there is no account,
 * or none of its roles is held today.
 */
export async function findActorOf(pool: pg.Pool, officialId: string, now: Date): Promise<Actor | undefined> {
  const { rows } = await pool.query<Actor>({
    name: 'find-actor-of',
    text: `select o.account_id as "accountId", ${actorColumns} from officials o where o.id = $1 and o.account_id is not null`,
    values: [officialId, dateInChina(now)],
  })
  return rows[0] && rows[0].grants.length > 0 ? actor.parse(rows[0]) : undefined
}

/** An active session moves its idle end, at most once a minute. */
async function keepAwake(
  pool: pg.Pool,
  token: string,
  expiresAt: string,
  now: Date,
  rules: SessionRules,
): Promise<void> {
  const end = now.getTime() + rules.idleMinutes * 60_000
  if (new Date(expiresAt).getTime() > end - 60_000) return
  await pool.query('update auth_sessions set "expiresAt" = $2, "updatedAt" = $3 where token = $1', [
    token,
    new Date(end),
    now,
  ])
}
