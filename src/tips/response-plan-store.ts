/** The SQL of the published plans. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { CustodianBody } from './custodian.ts'
import type { PlanContent } from './response-plan.ts'

export type PlanArea = { areaId: number; areaName: string; areaPath: string; cityId: number; demonstration: boolean }

/** The county of a place, or the city for the city itself. Refuses `not-found`. */
export async function getPlanArea(db: Db, areaId: number, day: string): Promise<PlanArea> {
  const { rows } = await sql<PlanArea>`
    with place as (select v.path from area_versions v where v.area_id = ${areaId} and ${versionAt(day)})
    select v.area_id, v.name as area_name, v.path as area_path, split_part(v.path, '/', 2)::int as city_id,
           exists (select from response_plans d where d.area_id = v.area_id and d.demonstration) as demonstration
      from place join area_versions v
        on v.area_id = coalesce(nullif(split_part(place.path, '/', 3), ''), split_part(place.path, '/', 2))::int and ${versionAt(day)}`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found', { areaId })
  return rows[0]
}

export type Published = { version: number; publishedAt: string; content: PlanContent }

export async function findPlan(db: Db, areaId: number): Promise<Published | null> {
  const { rows } = await sql<Published>`
    select version, published_at, content from response_plans where area_id = ${areaId} order by version desc limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Of the county of a place, as published; none where nothing is. Refuses `not-found`. */
export async function listReportPhones(db: Db, areaId: number, day: string): Promise<PlanContent['phones']> {
  const { areaId: countyId } = await getPlanArea(db, areaId, day)
  return (await findPlan(db, countyId))?.content.phones ?? []
}

export type NewPlan = {
  id: string
  areaId: number
  areaPath: string
  version: number
  content: PlanContent
  by: string
  at: Date
}

/** Refuses `changed-meanwhile` where somebody else has published that version. */
export async function insertPlan(db: Db, plan: NewPlan): Promise<void> {
  try {
    await sql`insert into response_plans (id, area_id, area_path, version, content, published_at, published_by)
      values (${plan.id}, ${plan.areaId}, ${plan.areaPath}, ${plan.version}, ${JSON.stringify(plan.content)}::jsonb, ${plan.at}, ${plan.by})`.execute(
      db,
    )
  } catch (error) {
    if (violatedConstraint(error) === 'response_plans_area_id_version_key') throw new Refusal('changed-meanwhile')
    throw error
  }
}

export type PlanRow = {
  areaId: number
  areaName: string
  areaPath: string
  version: number | null
  publishedAt: string | null
  custodians: { body: CustodianBody; inUse: number }[]
}

/** City and counties below these paths with their newest version and the custodians of their bodies. */
export const listPlans = async (db: Db, paths: readonly string[], day: string): Promise<PlanRow[]> =>
  (
    await sql<PlanRow>`
      select v.area_id, v.name as area_name, v.path as area_path, p.version, p.published_at,
             (select jsonb_agg(jsonb_build_object('body', b.body, 'inUse', (select count(*) from custodians c
                       where c.area_id = v.area_id and c.body = b.body and c.state = 'active')) order by b.body)
                from (values ('city', 'city'), ('city', 'secondBody'), ('county', 'county')) b (level, body) where b.level = v.level) as custodians
        from area_versions v
        left join lateral (select version, published_at from response_plans p where p.area_id = v.area_id order by version desc limit 1) p on true
       where v.level in ('city', 'county') and v.path ^@ any (${[...paths]}::text[]) and ${versionAt(day)} order by v.path limit 200`.execute(
      db,
    )
  ).rows
