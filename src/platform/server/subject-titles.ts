/** What the record behind a time limit is called. Each module says it of its own records; the platform asks once for a whole page. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './db.ts'

/** By kind of record: the SQL of its title, as its own list calls it, given the column of its id. Row-level security leaves it null. */
export type SubjectTitles = Readonly<Record<string, (id: RawBuilder<string>) => RawBuilder<string | null>>>

export type Subject = { subjectKind: string; subjectId: string }

/** @returns titles by id of the record; those that may not be seen, or whose kind has none, are missing. */
export async function findTitles(
  db: Db,
  titles: SubjectTitles,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, string>> {
  const kinds = Object.entries(titles).filter(([kind]) => subjects.some(({ subjectKind }) => subjectKind === kind))
  if (kinds.length === 0) return new Map()
  const id = sql<string>`x.id`
  const { rows } = await sql<{ id: string; title: string | null }>`
    select x.id, case x.kind ${sql.join(
      kinds.map(([kind, titleOf]) => sql`when ${kind} then (${titleOf(id)})`),
      sql` `,
    )} end as title
      from unnest(${subjects.map(({ subjectKind }) => subjectKind)}::text[], ${subjects.map(({ subjectId }) => subjectId)}::uuid[]) x (kind, id)`.execute(
    db,
  )
  return new Map(rows.flatMap(({ id, title }) => (title === null ? [] : [[id, title] as const])))
}
