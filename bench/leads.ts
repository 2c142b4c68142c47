/**
 * The register of leads at 1,000 and at 100,000 rows, side by side: the page of 50 as every role that lists leads sees it, by EXPLAIN ANALYZE
 * of the very statement the list runs, the two sizes in turns; and searches, by the clock.
 */
import type pg from 'pg'
import { listLeads } from '../src/leads/register-store.ts'
import { type Database, executeRaw, transaction } from '../src/platform/server/db.ts'
import { type LeadGround, openLeadGround } from './lead-ground.ts'
import { figure, median, note } from './report.ts'

const repetitions = 101
const sizes = [1000, 100_000] as const
const day = new Date().toISOString().slice(0, 10)

type Statement = { text: string; values: unknown[] }
type Reader = keyof LeadGround['readers']

/** Notes what is asked of the database's only connection. */
function listen(database: Database): Statement[] {
  const heard: Statement[] = []
  database.atRest.on('connect', (client) => {
    const query = client.query as (...given: unknown[]) => unknown // all forms of pg's query alike
    client.query = ((text: unknown, values: unknown[], ...rest: unknown[]) => {
      if (typeof text === 'string') heard.push({ text, values })
      return query.call(client, text, values, ...rest)
    }) as typeof client.query
  })
  return heard
}

/** Execution time of one page in ms, as the reader. */
function pageMs({ database, readers }: LeadGround, heard: Statement[], who: Reader): Promise<number> {
  const user = readers[who]
  const paths = user.grants.map((grant) => grant.areaPath)
  return transaction(
    database,
    user,
    async (db) => {
      heard.length = 0
      const { rows } = await listLeads(db, { limit: 50, paths }, day)
      if (rows.length !== 50) throw new Error(`a page of ${rows.length} leads`)
      const statement = heard.find(({ text }) => text.includes('from leads'))
      if (!statement) throw new Error('the list was not heard')
      const plan = await executeRaw(db, `explain (analyze, format json) ${statement.text}`, statement.values)
      // EXPLAIN answers one row of one column
      const [answer] = Object.values(plan.rows[0] ?? {}) as [[{ 'Execution Time': number }]]
      return answer[0]['Execution Time']
    },
    true,
  )
}

async function searchMs({ database, readers }: LeadGround, who: Reader, text: string): Promise<number> {
  const user = readers[who]
  const started = performance.now()
  await transaction(
    database,
    user,
    (db) => listLeads(db, { limit: 50, paths: user.grants.map((g) => g.areaPath), text }, day),
    true,
  )
  return performance.now() - started
}

export async function measureLeads(server: pg.PoolConfig): Promise<void> {
  const grounds = [await openLeadGround(server, sizes[0]), await openLeadGround(server, sizes[1])] as const
  const heard = grounds.map(({ database }) => listen(database))
  for (const who of ['cityOffice', 'countyOffice', 'townshipLeader', 'gridWorker'] as const) {
    const times: [number[], number[]] = [[], []]
    for (let run = 0; run < repetitions; run += 1)
      for (const n of [0, 1] as const) times[n].push(await pageMs(grounds[n], heard[n] ?? [], who))
    const [small, large] = [median(times[0]), median(times[1])]
    note(`page of 50 leads at 1,000 rows, ${who}`, small, 'ms')
    figure(`page of 50 leads at 100,000 rows, ${who}`, large, 'ms', 5, false)
    figure(`page at 100,000 rows against 1,000, ${who}`, large / small, 'x', 1.1, false)
  }
  for (const [what, text] of [
    ['without a hit', '没有的词'],
    ['with one hit', '第777号'],
    ['with 20,000 hits', '冶炼'],
    ['of one character without a hit', '鑫'],
  ] as const) {
    const times: number[] = []
    for (let run = 0; run < 21; run += 1) times.push(await searchMs(grounds[1], 'cityOffice', text))
    figure(`search among 100,000 leads ${what}, city`, median(times), 'ms', 20, false)
  }
  for (const { database } of grounds) await database.close()
}
