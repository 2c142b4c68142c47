/** SQL of the platform's own operations: files, timelines, audit, due limits. */
import { sql } from 'kysely'
import { type CursorValues, readCursor, toPage } from '../shared/cursor.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Db } from './db.ts'
import type { StoredFile } from './files.ts'

export type FileRow = {
  id: string
  sha256: string
  size: number
  type: string
  name: string
  purpose: 'evidence' | 'document' | 'import' | 'scan'
  uploadedAt: string
  displaySha256: string | null
  takenAt: string | null
}

export async function insertFile(
  db: Db,
  file: StoredFile & {
    id: string
    purpose: string
    areaId: number
    areaPath: string
    uploadedBy: string | null
    uploadedAt: Date
  },
): Promise<void> {
  await sql`insert into files (id, sha256, size, type, name, purpose, area_id, area_path, uploaded_by, uploaded_at,
      display_sha256, width, height, taken_at, taken_lat, taken_lon)
    values (${file.id}, ${file.sha256}, ${file.size}, ${file.type}, ${file.name}, ${file.purpose}, ${file.areaId}, ${file.areaPath},
      ${file.uploadedBy}, ${file.uploadedAt}, ${file.display?.sha256 ?? null}, ${file.display?.width ?? null}, ${file.display?.height ?? null},
      ${file.taken?.at ?? null}, ${file.taken?.lat ?? null}, ${file.taken?.lon ?? null})`.execute(db)
}

/** Refuses `not-found`, also where the file lies outside the caller's scope. */
export async function getFileRow(db: Db, id: string): Promise<FileRow> {
  const { rows } =
    await sql<FileRow>`select id, sha256, size, type, name, purpose, uploaded_at, display_sha256, taken_at
    from files where id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/**
 * All of them in one question. Refuses `not-found` for one that is not there or lies outside the caller's scope.
 * @param field of the input, for the refusal. @param pictures only those that can be shown as a picture.
 */
export async function checkFiles(db: Db, ids: readonly string[], field: string, pictures = false): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<{ count: number }>`select count(*) as count from files
    where id = any (${[...ids]}::uuid[]) and ${pictures ? sql`display_sha256 is not null` : sql`true`}`.execute(db)
  if (rows[0]?.count !== new Set(ids).size) throw new Refusal('not-found', { field })
}

export type EventRow = {
  id: number
  at: string
  actorId: string | null
  kind: string
  subjectKind: string
  subjectId: string
  fromStatus: string | null
  toStatus: string | null
  changed: Record<string, unknown>
  sealed: boolean
}

const eventColumns = sql.raw(`e.id, e.at, e.actor_id, e.kind, e.from_status, e.to_status, e.changed, e.subject_kind,
  e.subject_id, exists (select 1 from event_seals s where s.event_id = e.id) as sealed`)

/** The timeline of one record, newest first. */
export async function listEventsOf(db: Db, subjectId: string, limit: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`select ${eventColumns} from events e
    where e.subject_id = ${subjectId} order by e.id desc limit ${limit}`.execute(db)
  return rows
}

export async function listAllEvents(
  db: Db,
  input: { after?: string | undefined; limit: number; kind?: string | undefined },
) {
  const after = readCursor(input.after, 1)
  const { rows } = await sql<EventRow>`select ${eventColumns} from events e
    where ${after ? sql`e.id < ${after[0]}` : sql`true`} and ${input.kind ? sql`e.kind = ${input.kind}` : sql`true`}
    order by e.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.id])
}

/** Whether what is in the database is the demo city: screens and papers that leave the house say so. Asked by anyone. */
export async function isDemonstration(db: Db): Promise<boolean> {
  const { rows } = await sql<{ demonstration: boolean }>`select is_demonstration() as demonstration`.execute(db)
  return rows[0]?.demonstration ?? false
}
