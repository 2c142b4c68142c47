/**
 * PostgreSQL: one pool, and transactions that run as the least role that fits, with the caller's scope set for
 * row-level security. Nothing outside this file chooses a role.
 */
import { CamelCasePlugin, CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { type Actor, scopePaths } from '../shared/permission.ts'

// Dates stay ISO dates and instants ISO instants: the same text in records, events and answers.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

/** Tables are named by the store that owns them: `db.withTables<{ leads: LeadRow }>()`. */
// biome-ignore lint/complexity/noBannedTypes: no table is known here, each store adds its own
export type Db = Transaction<{}>

export type Database = {
  pool: pg.Pool
  // biome-ignore lint/complexity/noBannedTypes: as above
  kysely: Kysely<{}>
  close(): Promise<void>
}

export function openDatabase(connection: pg.PoolConfig, size = 12): Database {
  const pool = new pg.Pool({ max: size, ...connection })
  // A connection that breaks while idle must not end the process; the next query reports it.
  pool.on('error', () => {})
  // Nor one that breaks while it is lent out: the pool listens to idle connections only. The query that hits it reports it.
  pool.on('connect', (client) => client.on('error', () => {}))
  const kysely = new Kysely<object>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return { pool, kysely, close: () => kysely.destroy() }
}

/** Whose eyes the database lends: a signed-in user, anyone, or the program itself (jobs, command line). */
export type Caller = Actor | 'anyone' | 'system'

const enter = (caller: Caller, readOnly: boolean): CompiledQuery => {
  const signedIn = typeof caller === 'object'
  const role = signedIn ? 'gangshao_app' : caller === 'system' ? 'gangshao_system' : 'gangshao_public'
  return CompiledQuery.raw(
    `select set_config('role', $1, true), set_config('app.paths', $2, true), set_config('app.roles', $3, true),
            set_config('app.official', $4, true), set_config('app.agencies', $5, true), set_config('transaction_read_only', $6, true)`,
    [
      role,
      signedIn ? scopePaths(caller).join(',') : '',
      signedIn ? [...new Set(caller.grants.map((g) => g.role))].join(',') : '',
      signedIn ? caller.officialId : '',
      signedIn ? [...new Set(caller.grants.map((g) => g.agencyId).filter((id) => id !== null))].join(',') : '',
      readOnly ? 'on' : 'off',
    ],
  )
}

/** Runs `work` in one transaction as the caller; commits when it returns, rolls back when it throws. */
export function transaction<T>(
  database: Database,
  caller: Caller,
  work: (db: Db) => Promise<T>,
  readOnly = false,
): Promise<T> {
  return database.kysely.transaction().execute(async (db) => {
    await db.executeQuery(enter(caller, readOnly))
    return work(db)
  })
}

/** Runs text with `$1` parameters on the transaction's own connection (for the job queue). */
export async function executeRaw(
  db: Db,
  text: string,
  values: unknown[],
): Promise<{ rows: object[]; rowCount: number }> {
  const result = await db.executeQuery(CompiledQuery.raw(text, values))
  // pg returns plain objects; Kysely types them as unknown
  return { rows: result.rows as object[], rowCount: result.rows.length }
}

/** The name of the constraint that refused a statement, for `store.ts` to turn into a refusal. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
