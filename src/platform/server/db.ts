/**
 * PostgreSQL: one pool, and transactions that run as the least role that fits, with the caller's scope set for
 * row-level security. Nothing outside this file chooses a role.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import pg from 'pg'
import { type Actor, scopePaths } from '../shared/permission.ts'
import { Refusal } from '../shared/refusal.ts'
import { named, preparedOn, type Statement, sendTogether, statementsOn } from './db-connection.ts'

// Dates stay ISO dates and instants ISO instants: the same text in records, events and answers.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

/** A transaction under way. */
export type Db = Kysely<object>

export type Database = {
  /** The account of the connection itself: sign-in, the job queue, migrations. */
  pool: pg.Pool
  /** Connections of transactions: at rest they have the rights of the public and no scope, so nothing can be read by a begin gone wrong. */
  atRest: pg.Pool
  /**
   * The same for a transaction that is begun within another, which goes on when this one has ended: if both came out of one pool, as many
   * requests at once as it has connections would wait for each other for good.
   */
  within: pg.Pool
  /** The program's clock: rows say by it since when they stand as they do. */
  clock: () => Date
  close(): Promise<void>
}

export function openDatabase(connection: pg.PoolConfig, size = 12, clock = () => new Date()): Database {
  const pool = openPool({ max: Math.ceil(size / 2), ...connection })
  const options = '-c role=gangshao_public'
  const atRest = openPool({ max: size, ...connection, options })
  const within = openPool({ max: Math.ceil(size / 2), ...connection, options })
  return {
    pool,
    atRest,
    within,
    clock,
    async close() {
      await atRest.end()
      await within.end()
      await pool.end()
    },
  }
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, pipeline: true })
  // A connection that breaks while idle must not end the process; the next query reports it.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    // Nor one that breaks while it is lent out: the pool listens to idle connections only. The query that hits it reports it.
    client.on('error', () => {})
    sendTogether(client)
  })
  return pool
}

/** Whose eyes the database lends: a signed-in user, anyone, or the program itself (jobs, command line). */
export type Caller = Actor | 'anyone' | 'system'

const enter = (caller: Caller, readOnly: boolean, now: Date, asOf: Date | null): Statement => {
  const signedIn = typeof caller === 'object'
  const role = signedIn ? 'gangshao_app' : caller === 'system' ? 'gangshao_system' : 'gangshao_public'
  return {
    name: 'enter',
    text: `select set_config('role', $1, true), set_config('app.paths', $2, true), set_config('app.roles', $3, true),
            set_config('app.official', $4, true), set_config('app.agencies', $5, true), set_config('transaction_read_only', $6, true),
            set_config('app.now', $7, true), set_config('app.as_of', $8, true), set_config('search_path', $9, true)`,
    values: [
      role,
      signedIn ? scopePaths(caller).join(',') : '',
      signedIn ? [...new Set(caller.grants.map((g) => g.role))].join(',') : '',
      signedIn ? caller.officialId : '',
      signedIn ? [...new Set(caller.grants.map((g) => g.agencyId).filter((id) => id !== null))].join(',') : '',
      readOnly ? 'on' : 'off',
      now.toISOString(),
      asOf?.toISOString() ?? '',
      asOf ? 'past, public' : 'public',
    ],
  }
}

/** What goes out together with the commit of a transaction: its events, and rows that nothing after them reads. */
const closing = new WeakMap<Db, Statement[]>()

/**
 * Lets a statement of the transaction go out with its commit, which is the answer to both: one journey less to the database.
 * Refuses `sent-twice` at the commit, where another transaction has just written a row with the same key.
 */
export function sendWithCommit(db: Db, statement: Statement | RawBuilder<unknown>): void {
  const statements = closing.get(db)
  if (!statements) throw new Error('a statement for the commit of no transaction')
  statements.push('text' in statement ? statement : named(statement.compile(db)))
}

/** Whether a transaction is under way where another one is begun. */
const underWay = new AsyncLocalStorage<true>()

/**
 * Runs `work` in one transaction as the caller; commits when it returns, rolls back when it throws.
 * @param asOf the instant whose rows are read, where it is not the present: the views of schema `past` stand before the tables then.
 * Refuses `today-only-…` where the statements read what cannot be shown for the past, `not-kept-then` before changes were kept.
 */
export async function transaction<T>(
  database: Database,
  caller: Caller,
  work: (db: Db) => Promise<T>,
  readOnly = false,
  asOf: Date | null = null,
): Promise<T> {
  const client = await (underWay.getStore() ? database.within : database.atRest).connect()
  const { db } = statementsOn(client)
  let lost = false
  // not waited for: it goes out with the first statement of the work, which PostgreSQL runs after it or not at all
  const entered = Promise.all([
    client.query('begin'),
    client.query(enter(caller, readOnly || asOf !== null, database.clock(), asOf)),
  ])
  entered.catch(() => {})
  closing.set(db, [])
  try {
    const covered = asOf ? refuseBeforeKeeping(client, asOf) : undefined
    // answered before what the work asks; waited for after it
    covered?.catch(() => {})
    const result = await underWay.run(true, () => work(db))
    await covered
    await commit(client, closing.get(db) ?? [])
    await entered
    return result
  } catch (error) {
    lost = await client.query('rollback').then(
      () => false,
      () => true,
    )
    // what went wrong at the start is the cause of whatever failed after it
    await entered
    throw ofToday(error) ?? error
  } finally {
    closing.delete(db)
    client.release(lost)
  }
}

async function refuseBeforeKeeping(client: pg.PoolClient, asOf: Date): Promise<void> {
  const { rows } = await client.query<{ begins: string }>('select begins::text from keeping where begins > $1', [asOf])
  if (rows[0]) throw new Refusal('not-kept-then', { begins: rows[0].begins.slice(0, 10) })
}

/** A view of schema `past` says why it has no past (SQLSTATE GS001, the reason as its message). */
const ofToday = (error: unknown): Refusal | undefined =>
  error instanceof pg.DatabaseError && error.code === 'GS001' ? new Refusal(`today-only-${error.message}`) : undefined

/** An aborted transaction answers a commit with a rollback and no error: what it was asked to write is then not there. */
async function commit(client: pg.PoolClient, statements: readonly Statement[]): Promise<void> {
  const sent = [...statements.map((statement) => client.query(statement)), client.query('commit')]
  const answers = await Promise.all(sent).catch((error: unknown) => {
    throw isTaken(error) ? new Refusal('sent-twice') : error
  })
  if (answers.at(-1)?.command !== 'COMMIT') throw new Error('the transaction was aborted by a statement before')
}

/**
 * The same transaction for statements whose text never changes: each connection parses and plans them once.
 * Not for lists whose best plan depends on the values.
 */
export const prepared = (db: Db): Db => preparedOn(db)

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

/** Of a key that is unique (SQLSTATE 23505). */
const isTaken = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '23505'

/** The name of the constraint that refused a statement, for `store.ts` to turn into a refusal. */
export function violatedConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
