import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import { findActor } from '../src/grid/actor.ts'
import { meteringContract } from '../src/metering/contract.ts'
import { type Db, transaction } from '../src/platform/server/db.ts'
import type { Operation } from '../src/platform/shared/contract.ts'
import { type Actor, type Role, roles, scopePaths } from '../src/platform/shared/permission.ts'
import { liveThroughCountyA } from './county-ground.ts'
import { openTest, type Test } from './harness.ts'
import { sampleInput } from './sample.ts'
import { areas, type PersonKey, people } from './world.ts'

/**
 * County A has lived through the whole mechanism; nobody outside may read or write a word of it. First every table as every
 * person, by row-level security alone; then every operation, with every kind of id of county A, as people of elsewhere.
 */
let city: Test
let tables: string[]
let ids: string[]
/** What county A has issued or ordered: whoever lives below it may read it, nobody else. */
let issuedByCounty: string[]
/** People who hold their role in county B once county A has lived through it all: no role sees beyond its own area. */
const movedAway = [
  'cityOfficeDeputy',
  'powerLiaison',
  'superiorInspector',
  'legalReviewer',
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
] as const satisfies readonly PersonKey[]
/** People whose scope does not reach village A1, of every role. */
const strangers = [
  'countyOfficeB',
  'townshipLeaderB',
  'gridWorkerB',
  'officerB1',
  'townshipLeaderA2',
  'gridWorkerA2',
  ...movedAway,
] as const satisfies readonly PersonKey[]
/** Stands in names and words of county A that are written nowhere else. */
const planted = ['甲密', 'A-1001', 'A-1002', 'A-1004']

/** What every signed-in person may read of everywhere: the directory of who is who, and what is issued from above. */
const common = [
  'officials',
  'agencies',
  'areas',
  'area_versions',
  'duties',
  'role_grants',
  'events',
  'event_seals',
  'event_heads',
  'event_salts',
  // public keys: anyone may compare them with the poster
  'custodians',
  // what a county publishes on answering reports, for anybody
  'response_plans',
  // which batches of a city-wide delivery are in force, without a name: whoever reads the curve of one village needs them
  'reading_batches',
]
const fromAbove = ['appointments', 'notices', 'notice_forwards', 'sweeps', 'meetings']

beforeAll(async () => {
  city = await openTest({ now: '2018-03-05T01:00:00Z' })
  await liveThroughCountyA(city)
  await city.asOwner(
    `update role_grants g set area_id = 3, area_path = '/1/3/', agency_id = null from officials o
      where o.id = g.official_id and o.name = any ($1)`,
    [movedAway],
  )
  const { pool } = city.app.platform.database
  const found = await pool.query<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'area_path' and t.table_type = 'BASE TABLE' order by 1`,
  )
  tables = found.rows.map((row) => row.name).filter((name) => !common.includes(name))
  ids = []
  issuedByCounty = (
    await pool.query<{ id: string }>(
      `select id from notices where area_path = '/1/2/' union all select id from sweeps where area_path = '/1/2/'`,
    )
  ).rows.map((row) => row.id)
  for (const table of tables) {
    const columns = await pool.query(
      `select 1 from information_schema.columns where table_name = $1 and column_name = 'id' and data_type = 'uuid'`,
      [table],
    )
    if (columns.rowCount === 0) continue
    const rows = await pool.query<{ id: string }>(
      `select id from ${table} where starts_with(area_path, '/1/2/4/6/') or area_path in ('/1/2/', '/1/2/4/') limit 1`,
    )
    ids.push(...rows.rows.map((row) => row.id))
  }
})
afterAll(() => city.close())

const actorOf = async (person: PersonKey): Promise<Actor> => {
  const cookie = decodeURIComponent(city.persons[person].cookie.split('=')[1] ?? '')
  const rules = { failures: 5, lockMinutes: 30, idleMinutes: 30, absoluteHours: 12 }
  const actor = await findActor(
    city.app.platform.database.pool,
    cookie.slice(0, cookie.lastIndexOf('.')),
    city.now(),
    rules,
  )
  if (!actor) throw new Error(`${person} is not signed in`)
  return actor
}

const asPerson = async <T>(actor: Actor, work: (db: Db) => Promise<T>): Promise<T> =>
  transaction(city.app.platform.database, actor, work)

/** One digest of all that belongs to county A. */
async function digestOfCountyA(): Promise<string> {
  const parts: string[] = []
  for (const table of tables) {
    const { rows } = await city.app.platform.database.pool.query<{ digest: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${table} t where starts_with(t.area_path, '/1/2/')`,
    )
    parts.push(`${table} ${rows[0]?.digest}`)
  }
  return parts.join('\n')
}

test('county A has something to lose in every table', async () => {
  const empty: string[] = []
  for (const table of tables) {
    const rows = await city.asOwner(`select 1 from ${table} where starts_with(area_path, '/1/2/') limit 1`)
    if (rows.length === 0) empty.push(table)
  }
  expect(empty).toEqual([])
})

test('whoever is inside reads the planted words', async () => {
  const { rows } = await city.ok('countyOfficeA', meteringContract.listAlarms, {})
  expect(planted.some((word) => JSON.stringify(rows).includes(word))).toBe(true)
})

test('strangers hold every role there is', async () => {
  const held = new Set<string>()
  for (const person of strangers) for (const { role } of (await actorOf(person)).grants) held.add(role)
  expect([...held].toSorted()).toEqual([...roles].toSorted())
})

describe('row-level security alone', () => {
  test.each(people)('shows %s no row of an area outside the own scope', async (person) => {
    const actor = await actorOf(person)
    const paths = scopePaths(actor)
    for (const table of tables) {
      const { rows } = await asPerson(actor, (db) =>
        sql<{ areaPath: string }>`select distinct area_path from ${sql.table(table)}`
          .execute(db)
          .catch((error: { code?: string }) => {
            // no grant at all on the table is as good
            if (error.code === '42501') return { rows: [] }
            throw error
          }),
      )
      const outside = rows.map((row) => row.areaPath).filter((path) => !paths.some((scope) => path.startsWith(scope)))
      const above = outside.filter((path) => fromAbove.includes(table) && paths.some((scope) => scope.startsWith(path)))
      expect(
        outside.filter((path) => !above.includes(path)),
        `${table} as ${person}`,
      ).toEqual([])
    }
  })

  test.each(strangers)('lets %s change no row of county A', async (person) => {
    const actor = await actorOf(person)
    for (const table of tables) {
      const changed = await asPerson(actor, async (db) => {
        const result =
          await sql`update ${sql.table(table)} set area_path = area_path where starts_with(area_path, '/1/2/4/6/')`.execute(
            db,
          )
        return Number(result.numAffectedRows ?? 0)
      }).catch((error: { code?: string }) => {
        if (error.code === '42501' || error.code === '55000') return 0
        throw error
      })
      expect(changed, `${table} as ${person}`).toBe(0)
    }
  })
})

describe('every operation, with every kind of id of county A', () => {
  const operations = modules.flatMap((module) =>
    Object.entries(module.contract).map(([name, operation]) => ({ title: `${module.name}.${name}`, operation })),
  )
  /** The common directory; what it tells is for everybody inside. */
  const directory =
    /^(areas|agencies|rulebook|publicity)\.|^platform\.(getMe|getHealth|getEventHead)$|^grid\.getChain|^grid\.listChain/

  test.each(strangers)(
    'gives %s nothing and changes nothing',
    async (person) => {
      const before = await digestOfCountyA()
      const held = (await actorOf(person)).grants.map(({ role }) => role)
      for (const { title, operation } of operations) {
        if (operation.body === 'upload') {
          await probeUpload(title, operation, person)
          continue
        }
        const takesId = /"uuid"|areaId|parentId|subjectId/.test(
          JSON.stringify(sampleInput(operation, { uuid: '"uuid"', areaId: 6 })),
        )
        // a closed door is closed with any id
        for (const id of takesId && letsIn(operation, held) ? ids : ids.slice(0, 1))
          await probe(title, operation, person, id, directory.test(title))
      }
      expect(await digestOfCountyA()).toBe(before)
    },
    300_000,
  )
})

const letsIn = ({ needs }: Operation, held: readonly Role[]): boolean =>
  !Array.isArray(needs) || needs.some((role) => held.includes(role))

async function probe(
  title: string,
  operation: Operation,
  person: PersonKey,
  id: string,
  isDirectory: boolean,
): Promise<void> {
  const input = sampleInput(operation, { uuid: id, areaId: areas.villageA1.id })
  const { status, body } = await city.call(person, operation, input)
  expect(status, `${title} as ${person} with ${id}: ${JSON.stringify(body)?.slice(0, 300)}`).toBeLessThan(500)
  if (status !== 200 || isDirectory) return
  const text = Buffer.isBuffer(body) ? '' : JSON.stringify(body)
  const mayKnow = /A2$/.test(person) ? issuedByCounty : []
  const leaked = ids.filter(
    (other) => text.includes(other) && !Object.values(input).includes(other) && !mayKnow.includes(other),
  )
  expect(leaked, `${title} as ${person}: ${text.slice(0, 400)}`).toEqual([])
  const words = planted.filter((word) => text.includes(word))
  expect(words, `${title} as ${person} with ${id}: ${text.slice(0, 400)}`).toEqual([])
}

/** A file for village A1 from elsewhere. */
async function probeUpload(title: string, operation: Operation, person: PersonKey): Promise<void> {
  const form = new FormData()
  const input = sampleInput(operation, { uuid: ids[0] ?? '', areaId: areas.villageA1.id })
  for (const [field, value] of Object.entries(input)) form.set(field, String(value))
  if ('purpose' in input) form.set('purpose', 'import')
  form.set('file', new Blob(['a,b\n1,2\n']), 'a.csv')
  const { cookie } = city.persons[person]
  const response = await fetch(city.url + operation.path, { method: operation.method, headers: { cookie }, body: form })
  expect([400, 401, 403, 404], `${title} as ${person}: ${await response.text()}`).toContain(response.status)
}
