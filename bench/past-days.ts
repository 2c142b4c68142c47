/**
 * What a past day costs: the register of 100,000 leads of which every second has changed since, a page and the counts of it as of the day
 * before the changes against today, in turns, by the clock; and what keeping costs a change.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countLeads, listLeads } from '../src/leads/register-store.ts'
import { prepareDataFolder } from '../src/platform/server/data-folder.ts'
import { type Db, transaction } from '../src/platform/server/db.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'
import { openLeadGround } from './lead-ground.ts'
import { figure, median, note } from './report.ts'

const repetitions = 41
const checkout = new URL('..', import.meta.url).pathname
const folder = await mkdtemp(join(tmpdir(), 'gangshao-bench-'))
await chmod(folder, 0o755)
const postgres = await startEmbeddedPostgres(await prepareDataFolder({ checkout, dataFolder: folder }))
const { database, readers } = await openLeadGround(
  { host: postgres.host, user: postgres.user, database: 'postgres' },
  100_000,
)
const before = new Date()
const day = before.toISOString().slice(0, 10)

const ms = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const change = (rest: number) =>
  database.pool.query(
    `update leads set status = case status when 'assigned' then 'underVerification' else 'closed' end, title = title || '。'
      where substr(number, 8)::int % 20 = $1`,
    [rest],
  )
// one tenth with and one without keeping, which also warms up
await change(1)
const kept = await ms(() => change(3))
await database.pool.query('alter table leads disable trigger zz_keep')
await change(5)
const plain = await ms(() => change(7))
await database.pool.query('alter table leads enable trigger zz_keep')
note('5,000 leads changed without keeping', plain, 'ms')
note('5,000 leads changed and kept', kept, 'ms')
note('keeping a change costs', kept / plain, 'x')
for (const rest of [9, 11, 13, 15, 17, 19]) await change(rest)
await database.pool.query('vacuum analyze leads')
await database.pool.query('vacuum analyze kept.leads')

const turns = async (what: string, who: keyof typeof readers, read: (db: Db, paths: string[]) => Promise<unknown>) => {
  const user = readers[who]
  const paths = user.grants.map(({ areaPath }) => areaPath)
  const at = (asOf: Date | null) => ms(() => transaction(database, user, (db) => read(db, paths), true, asOf))
  const [past, present]: [number[], number[]] = [[], []]
  for (let run = 0; run < repetitions; run += 1) {
    present.push(await at(null))
    past.push(await at(before))
  }
  note(`${what} today, ${who}`, median(present), 'ms')
  note(`${what} on a past day, ${who}`, median(past), 'ms')
  figure(`${what} on a past day against today, ${who}`, median(past) / median(present), 'x', 2, false)
}

for (const who of ['cityOffice', 'countyOffice', 'townshipLeader', 'gridWorker'] as const)
  await turns('page of 50 among 100,000 leads', who, (db, paths) => listLeads(db, { limit: 50, paths }, day))
for (const who of ['cityOffice', 'countyOffice'] as const)
  await turns('counts of open leads', who, (db, paths) => countLeads(db, paths, undefined))

await database.close()
await postgres.stop()
await rm(folder, { recursive: true, force: true })
