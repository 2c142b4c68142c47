/** `npm run bench:grid`: the blind spots of the whole nation and of one city in it, as the lowest role that sees them. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { prepareDatabase } from '../src/apps/server/application.ts'
import { importAreas } from '../src/areas/acts.ts'
import type { AreaSeed } from '../src/areas/area-seed.ts'
import { closeArea } from '../src/areas/change-acts.ts'
import { countBlindSpots, listBlindSpots } from '../src/grid/blind-spot-store.ts'
import { prepareDataFolder } from '../src/platform/server/data-folder.ts'
import { type Database, type Db, openDatabase, transaction } from '../src/platform/server/db.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'
import { insertEvent } from '../src/platform/server/events.ts'
import type { Actor } from '../src/platform/shared/permission.ts'
import { nationRows } from './nation.ts'

const checkout = new URL('..', import.meta.url).pathname
const day = '2018-03-10'
const runs = 5

type Figure = { name: string; value: number; unit: string; target: number | null; ok: boolean }
let allOk = true
function print(
  name: string,
  value: number,
  unit: string,
  target: number | null,
  ok = target === null || value <= target,
): void {
  const figure: Figure = { name, value: Math.round(value * 10) / 10, unit, target, ok }
  if (!ok) allOk = false
  console.log(JSON.stringify(figure))
}

/** One root above the provinces; a province stands where a city does, it needs no posts of its own. */
function* nation(): Generator<AreaSeed> {
  yield { code: 'nation', name: '全国', level: 'city', parentCode: null }
  for (const row of nationRows())
    yield { ...row, level: row.level === 'province' ? 'city' : row.level, parentCode: row.parentCode ?? 'nation' }
}

/** Every required post, 4 in 100 of them vacant; 2 in 100 without phone, 2 in 100 inactive, some holders with four posts. */
const fill = `
  create temporary table posts as
    select row_number() over (order by v.area_id) as n, v.area_id, v.path, r.value ->> 'post' as post
      from area_versions v join rules r on r.key like 'post.%' and r.value ->> 'level' = v.level and r.value ->> 'per' = 'area';
  insert into officials (id, name, area_id, area_path) select md5('o' || n)::uuid, '责任人' || n, area_id, path from posts;
  insert into appointments (id, official_id, post, area_id, area_path, phone, valid_from, source, last_active_on)
    select md5('a' || n)::uuid, md5('o' || n - case when n % 200 < 4 then n % 200 else 0 end + case when n < 200 then 4 else 0 end)::uuid, post, area_id, path,
           case when n % 50 <> 0 then '13900000000' end, '2017-06-01', '任职文件', case when n % 40 = 0 then date '2017-12-01' else date '2018-03-01' end
      from posts where n % 25 <> 7;
  insert into appointments (id, official_id, post, area_id, area_path, phone, valid_from, valid_to, source)
    select md5('p' || n)::uuid, md5('o' || n)::uuid, post, area_id, path, '13900000000', '2017-02-01', '2017-05-31', '任职文件' from posts where n % 10 = 0;`

/** A superior inspector reads only, in one area: no role sees a whole tree with less. */
const inspector = (areaId: number, areaPath: string): Actor => ({
  accountId: 'bench',
  officialId: '00000000-0000-7000-8000-000000000001',
  name: 'bench',
  enforcementCard: null,
  grants: [{ role: 'superiorInspector', agencyId: null, functionKind: null, areaId, areaPath, areaLevel: 'city' }],
})

async function load(database: Database): Promise<void> {
  const started = performance.now()
  await transaction(database, 'system', async (db) => {
    const record = async (kind: string, facts: Parameters<typeof insertEvent>[6]) =>
      insertEvent(db, new Date(), null, null, 'sha256', kind, facts)
    await importAreas({ db, record }, [...nation()], { openedOn: '2017-01-01' })
  })
  print('areas of the nation imported', (performance.now() - started) / 1000, 's', 60)
  await database.pool.query(fill)
  for (const table of ['areas', 'area_versions', 'officials', 'appointments', 'rules'])
    await database.pool.query(`vacuum analyze ${table}`)
  const { rows } = await database.pool.query<{ posts: string; appointments: string }>(
    `select (select count(*) from posts) as posts, (select count(*) from appointments) as appointments`,
  )
  print('required posts', Number(rows[0]?.posts), 'posts', null)
  print('appointments', Number(rows[0]?.appointments), 'appointments', null)
}

/** Median of the runs after one to warm up, in milliseconds, one transaction each as a request makes it. */
async function median(database: Database, user: Actor, work: (db: Db) => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const started = performance.now()
    await transaction(database, user, work, true)
    if (run > 0) times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN
}

/** Two villages of a county become one, as the city office orders it. */
async function mergeVillage(database: Database, path: string): Promise<void> {
  const { rows } = await database.pool.query<{ id: number; into: number }>(
    `select min(area_id) as id, max(area_id) as into from area_versions where level = 'village' and path ^@ $1 and valid_to is null
      group by parent_id having count(*) > 1 order by 1 limit 1`,
    [path],
  )
  const [pair] = rows
  if (!pair) throw new Error('no two villages of one township')
  await transaction(database, 'system', async (db) => {
    const now = new Date(`${day}T02:00:00Z`)
    const record = async (kind: string, facts: Parameters<typeof insertEvent>[6]) =>
      insertEvent(db, now, null, null, 'sha256', kind, facts)
    await closeArea(
      { db, user: null, now, record },
      { id: pair.id, intoId: pair.into, on: '2018-03-01', reason: 'bench' },
    )
  })
}

async function measure(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ id: number; path: string; name: string }>(
    `select v.area_id as id, v.path, v.name from area_versions v left join areas a on a.id = v.area_id
      where v.valid_to is null and (v.parent_id is null or v.name = '常州市' or a.division_code = '320412') order by length(v.path)`,
  )
  const [whole, city, county] = rows
  if (!whole || !city || !county) throw new Error('the tree is not there')
  const inNation = inspector(whole.id, whole.path)
  const inCity = inspector(city.id, city.path)
  let found = 0
  const count =
    (areaPath: string, date = day) =>
    async (db: Db) => {
      found = (await countBlindSpots(db, { date, areaPath })).reduce(
        (sum, row) => sum + row.vacancy + row.noPhone + row.overloaded + row.inactive,
        0,
      )
    }
  const ofNation = await median(database, inNation, count(whole.path))
  print('blind spots of the nation by province, all kinds', ofNation, 'ms', 500)
  print('blind spots found in the nation', found, 'rows', null, found > 50_000)
  print('blind spots of Changzhou by county, all kinds', await median(database, inCity, count(city.path)), 'ms', 20)
  print('blind spots found in Changzhou', found, 'rows', null, found > 50)
  const inCounty = inspector(county.id, county.path)
  const ofCounty = await median(database, inCounty, count(county.path))
  print(`blind spots of one county (${county.name}), all kinds`, ofCounty, 'ms', 10)
  // posts were filled by others then, and a village of the county has been merged since: records and paths no longer agree
  await mergeVillage(database, county.path)
  const past = '2018-02-20'
  const nationThen = await median(database, inNation, count(whole.path, past))
  print(`the same of the nation as of ${past}, after a merger since`, nationThen, 'ms', 2 * ofNation)
  const countyThen = await median(database, inCounty, count(county.path, past))
  print(`the same of the county as of ${past}, after a merger in it since`, countyThen, 'ms', 2 * ofCounty)
  const list = (areaPath: string) => (db: Db) => listBlindSpots(db, { date: day, areaPath, limit: 50 })
  print('first 50 blind spots of Changzhou', await median(database, inCity, list(city.path)), 'ms', null)
  print('first 50 blind spots of the nation', await median(database, inNation, list(whole.path)), 'ms', null)
}

const folder = await mkdtemp(join(tmpdir(), 'gangshao-bench-'))
await chmod(folder, 0o755)
const postgres = await startEmbeddedPostgres(await prepareDataFolder({ checkout, dataFolder: folder }))
const connection = { host: postgres.host, user: postgres.user, database: `bench_${randomBytes(4).toString('hex')}` }
const first = new pg.Client({ ...connection, database: postgres.database })
try {
  await first.connect()
  await first.query(`create database ${connection.database} encoding 'UTF8' locale 'C.UTF-8' template template0`)
  await prepareDatabase(connection, checkout)
  // one connection: the table of posts is temporary
  const database = openDatabase(connection, 1)
  await load(database)
  await measure(database)
  await database.close()
} finally {
  await first.end()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(allOk ? 0 : 1)
