/** SQL of the chases. */
import { sql } from 'kysely'
import { lastVersionAt, versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { BlindSpot, BlindSpotKind } from './blind-spot.ts'
import type { Chase } from './chase.ts'

type ChaseToAdd = Pick<BlindSpot, 'kind' | 'post' | 'areaId' | 'areaPath' | 'appointmentId' | 'agencyId'> & {
  id: string
  toOfficialId: string
  chasedBy: string
  chasedOn: string
}

/** Refuses `chased-today`. */
export async function insertChase(db: Db, c: ChaseToAdd, at: Date): Promise<void> {
  await sql`insert into chases (id, kind, post, area_id, area_path, appointment_id, agency_id, to_official_id, chased_by, chased_on, chased_at)
    values (${c.id}, ${c.kind}, ${c.post}, ${c.areaId}, ${c.areaPath}, ${c.appointmentId}, ${c.agencyId}, ${c.toOfficialId}, ${c.chasedBy},
      ${c.chasedOn}, ${at})`
    .execute(db)
    .catch((error: unknown) => {
      if (violatedConstraint(error)?.startsWith('chases_')) throw new Refusal('chased-today')
      throw error
    })
}

type Filter = {
  id?: string | undefined
  areaPath?: string | undefined
  kind?: BlindSpotKind | undefined
  after?: string | undefined
  limit: number
}

export async function listChases(db: Db, filter: Filter, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<Chase>`
    select c.id, c.kind, c.post, c.area_id, v.name as area_name, c.to_official_id, t.name as to_name, b.name as chased_by_name, c.chased_on, c.chased_at
      from chases c join area_versions v on v.area_id = c.area_id and ${lastVersionAt(day)}
      join officials t on t.id = c.to_official_id join officials b on b.id = c.chased_by
     where ${filter.id ? sql`c.id = ${filter.id}` : sql`true`}
       and ${filter.areaPath ? sql`c.area_path ^@ ${filter.areaPath}` : sql`true`} and ${filter.kind ? sql`c.kind = ${filter.kind}` : sql`true`}
       and ${after ? sql`(c.chased_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by c.chased_at desc, c.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.chasedAt, row.id])
}

export type MyChase = Chase & Pick<BlindSpot, 'areaPath' | 'level' | 'appointmentId' | 'agencyId'>

/** The latest chase of each spot for which the present official was reminded, latest first; places that are closed are left out. */
export async function listChasesOfMine(db: Db, filter: Pick<Filter, 'after' | 'limit'>, day: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<MyChase>`
    select c.id, c.kind, c.post, c.area_id, v.path as area_path, v.level, c.appointment_id, c.agency_id, v.name as area_name, c.to_official_id,
           t.name as to_name, b.name as chased_by_name, c.chased_on, c.chased_at
      from (select distinct on (area_id, kind, post, appointment_id, agency_id) * from chases where to_official_id = present_official()
             order by area_id, kind, post, appointment_id, agency_id, chased_at desc) c
      join area_versions v on v.area_id = c.area_id and ${versionAt(day)}
      join officials t on t.id = c.to_official_id join officials b on b.id = c.chased_by
     where ${after ? sql`(c.chased_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by c.chased_at desc, c.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.chasedAt, row.id])
}
