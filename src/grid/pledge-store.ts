/** SQL of pledges and boards. */
import { sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Board, Pledge, PledgeContent } from './pledge.ts'
import { runsOn } from './store.ts'

const columns = sql`id, appointment_id, official_id, version, content, digest, drawn_up_at, confirmed_at, scan_file_id, scanned_at`

export async function listPledges(db: Db, appointmentId: string): Promise<Pledge[]> {
  const { rows } = await sql<Pledge>`select ${columns} from pledges where appointment_id = ${appointmentId}
    order by version desc limit 100`.execute(db)
  return rows
}

/** Refuses `not-found`. */
export async function getPledge(db: Db, id: string): Promise<Pledge & { areaPath: string }> {
  const { rows } = await sql<
    Pledge & { areaPath: string }
  >`select ${columns}, area_path from pledges where id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

type ToAdd = {
  id: string
  appointmentId: string
  officialId: string
  areaId: number
  areaPath: string
  content: PledgeContent
  digest: string
  drawnUpBy: string
}

/** The next version; the appointment is locked by the caller. */
export async function insertPledge(db: Db, p: ToAdd, at: Date): Promise<void> {
  await sql`insert into pledges (id, appointment_id, version, official_id, area_id, area_path, content, digest, drawn_up_by, drawn_up_at)
    select ${p.id}, ${p.appointmentId}, coalesce(max(version), 0) + 1, ${p.officialId}, ${p.areaId}, ${p.areaPath}, ${JSON.stringify(p.content)}::jsonb,
           ${p.digest}, ${p.drawnUpBy}, ${at} from pledges where appointment_id = ${p.appointmentId}`.execute(db)
}

/** @returns false where it was confirmed before. */
export async function saveConfirmed(db: Db, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql<{
    id: string
  }>`update pledges set confirmed_at = ${at} where id = ${id} and confirmed_at is null returning id`.execute(db)
  return rows.length === 1
}

/** The scan belongs to the latest version. @returns which, null where none was drawn up. */
export async function saveScan(db: Db, appointmentId: string, fileId: string, at: Date): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`update pledges set scan_file_id = ${fileId}, scanned_at = ${at}
    where appointment_id = ${appointmentId} and version = (select max(version) from pledges where appointment_id = ${appointmentId})
    returning version`.execute(db)
  return rows[0]?.version ?? null
}

const ids = (path: string) => sql.raw(`string_to_array(trim('/' from ${path}), '/')::int[]`)

/** Area, post and official of everybody who answers for a place on a day, from the city down; liaisons left out. */
const namedOn = (
  path: string,
  day: string,
) => sql`(select coalesce(jsonb_agg(p.area_id || ' ' || p.post || ' ' || p.official_id order by p.area_id, p.post, p.official_id), '[]')
  from appointments p where p.area_id = any (${ids(path)}) and p.post <> 'liaison' and ${runsOn(day)})`

type Filter = {
  areaPath?: string | undefined
  outOfDate?: boolean | undefined
  after?: string | undefined
  limit: number
}

/** @param changedBefore a board that names others since before this day is overdue. */
export async function listBoards(db: Db, filter: Filter, day: string, changedBefore: string) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<Board & { areaPath: string }>`
    select b.*, b.out_of_date and b.changed_on < ${changedBefore} as overdue from (
      select b.id, b.area_id, b.area_path, v.name as area_name, b.place, b.printed_on, o.name as printed_by_name,
             b.named <> ${namedOn('b.area_path', day)} as out_of_date,
             (select max(case when p.valid_from > b.printed_on then p.valid_from else p.valid_to + 1 end) from appointments p
               where p.area_id = any (${ids('b.area_path')}) and p.post <> 'liaison'
                 and ((p.valid_from > b.printed_on and p.valid_from <= ${day}) or (p.valid_to >= b.printed_on and p.valid_to < ${day}))) as changed_on
        from boards b join area_versions v on v.area_id = b.area_id and ${lastVersionAt(day)} join officials o on o.id = b.printed_by
       where b.removed_on is null and ${filter.areaPath ? sql`b.area_path ^@ ${filter.areaPath}` : sql`true`}
         and ${after ? sql`(b.area_path, b.id) > (${after[0]}, ${after[1]}::uuid)` : sql`true`}) b
     where ${filter.outOfDate ? sql`b.out_of_date` : sql`true`}
     order by b.area_path, b.id limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.areaPath, row.id])
}

type BoardPlace = { areaId: number; areaPath: string; place: string }

/** With the office that printed it, by the name it has on a day. Refuses `not-found`. */
export async function getBoard(db: Db, id: string, day: string): Promise<BoardPlace & { printedBy: string }> {
  const { rows } = await sql<BoardPlace & { printedBy: string }>`
    select b.area_id, b.area_path, b.place, v.name as printed_by from boards b join officials o on o.id = b.printed_by
      join area_versions v on v.area_id = o.area_id and ${lastVersionAt(day)}
     where b.id = ${id} and b.removed_on is null`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Refuses `not-found`. */
export async function lockBoard(db: Db, id: string): Promise<BoardPlace> {
  const { rows } = await sql<BoardPlace>`
    select area_id, area_path, place from boards where id = ${id} and removed_on is null for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

type BoardToSave = { id: string; areaId: number; areaPath: string; place: string; printedBy: string; day: string }

/** Enters a board, or renews whom it names. */
export async function saveBoard(db: Db, b: BoardToSave): Promise<void> {
  await sql`insert into boards as b (id, area_id, area_path, place, named, printed_on, printed_by)
    select ${b.id}, ${b.areaId}, x.path, ${b.place}, ${namedOn('x.path', b.day)}, ${b.day}, ${b.printedBy} from (select ${b.areaPath}::text as path) x
    on conflict (id) do update set place = excluded.place, named = excluded.named, printed_on = excluded.printed_on, printed_by = excluded.printed_by`.execute(
    db,
  )
}

export async function saveRemoved(db: Db, id: string, on: string): Promise<void> {
  await sql`update boards set removed_on = ${on} where id = ${id}`.execute(db)
}
