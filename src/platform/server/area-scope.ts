/** A condition on area paths: rows of some areas and of all below them. */
import { type RawBuilder, sql } from 'kysely'

/** Whether a column of paths ('/1/3/') lies in one of the given areas; in none where none is given. Both ends can use an index. */
export const withinPaths = (column: RawBuilder<unknown>, paths: readonly string[]): RawBuilder<boolean> =>
  paths.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(${sql.join(
        paths.map((path) => sql`(${column} >= ${path} and ${column} < ${`${path}~`})`),
        sql` or `,
      )})`
