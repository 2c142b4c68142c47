/**
 * One connection of the pool as Kysely sees it. Kysely's own driver puts every statement of a transaction behind the answer of the one
 * before; this one sends what is asked at once, and PostgreSQL answers in the order of asking.
 */
import {
  CamelCasePlugin,
  type CompiledQuery,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { sha256Hex } from './digest.ts'

/** A statement that every connection parses and plans once, under its name. */
export type Statement = { name: string; text: string; values: unknown[] }

type Connected = { db: Kysely<object>; prepared: Kysely<object> }
const connected = new WeakMap<pg.ClientBase, Connected>()
const preparedOf = new WeakMap<Kysely<object>, Kysely<object>>()

/** Kysely on a connection, made once for as long as it lives. */
export function statementsOn(client: pg.ClientBase): Connected {
  let found = connected.get(client)
  if (!found) {
    found = {
      db: kyselyOn((query) => client.query(query.sql, [...query.parameters])),
      prepared: kyselyOn(byName(client)),
    }
    connected.set(client, found)
    preparedOf.set(found.db, found.prepared)
  }
  return found
}

/** The same connection for statements that are parsed and planned once. */
export const preparedOn = (db: Kysely<object>): Kysely<object> => preparedOf.get(db) ?? db

const names = new Map<string, string>()

/** A statement under the name that its text has for as long as the process lives. */
export function named({ sql, parameters }: CompiledQuery): Statement {
  let name = names.get(sql)
  if (name === undefined) {
    name = sha256Hex(sql).slice(0, 32)
    names.set(sql, name)
  }
  return { name, text: sql, values: [...parameters] }
}

const byName =
  (client: pg.ClientBase): Ask =>
  (query) =>
    client.query(named(query))

type Ask = (query: CompiledQuery) => Promise<pg.QueryResult>

function kyselyOn(ask: Ask): Kysely<object> {
  const connection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, rowCount } = await ask(query)
      // Kysely names the type of the rows, pg knows none
      return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
    },
    streamQuery(): never {
      throw new Error('rows are read in pages, not streamed')
    },
  }
  const never = async () => {
    throw new Error('transactions are begun in db.ts')
  }
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      releaseConnection: async () => {},
      beginTransaction: never,
      commitTransaction: never,
      rollbackTransaction: never,
      destroy: async () => {},
    }),
  }
  return new Kysely<object>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
}

/**
 * Puts statements that are asked in one go into one write to the socket: on small machines the writes cost more than what they carry.
 */
export function sendTogether(client: pg.PoolClient): void {
  const { stream } = client.connection
  const query = client.query.bind(client) as (...asked: unknown[]) => unknown // all forms of pg's query alike
  let corked = false
  const asking = (...asked: unknown[]) => {
    if (!corked) {
      corked = true
      stream.cork()
      process.nextTick(() => {
        corked = false
        stream.uncork()
      })
    }
    return query(...asked)
  }
  Object.assign(client, { query: asking })
}
