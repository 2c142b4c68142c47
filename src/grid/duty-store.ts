/** SQL of the matrix of duties. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { functionKinds } from '../rulebook/values.ts'
import type { DutyRow } from './duty-contract.ts'
import { runsOn } from './store.ts'

/** Duties of a day by function in the order of the notice, each with the bodies of that function in the area itself and directly below, and their liaisons. */
export async function listDutyMatrix(db: Db, areaId: number, day: string): Promise<DutyRow[]> {
  const { rows } = await sql<DutyRow>`
    with places as (
        select v.area_id, v.name, v.path, v.area_id = ${areaId} as self from area_versions v
         where (v.area_id = ${areaId} or v.parent_id = ${areaId}) and ${versionAt(day)}),
      bodies as (
        select g.function_kind, jsonb_build_object('areaId', x.area_id, 'areaName', x.name, 'agencyId', g.id, 'agencyName', g.name, 'officialName',
                 (select string_agg(o.name, '、' order by o.name) from appointments p join officials o on o.id = p.official_id
                   where p.agency_id = g.id and p.post = 'liaison' and ${runsOn(day)})) as body, x.self, x.path, g.code
          from places x join agencies g on g.area_id = x.area_id and g.valid_from <= ${day} and (g.valid_to is null or g.valid_to >= ${day}))
    select d.id as duty_id, d.function_kind, d.text, d.citation, d.standing, d.grade,
           coalesce((select jsonb_agg(b.body order by b.self desc, b.path, b.code) from bodies b where b.function_kind = d.function_kind), '[]') as holders
      from duties d where d.valid_from <= ${day} and (d.valid_to is null or d.valid_to >= ${day})
     order by array_position(${[...functionKinds]}::text[], d.function_kind), d.code limit 500`.execute(db)
  return rows
}
