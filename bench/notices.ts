/** `npm run bench:notices`: a notice to every township of the nation, issued, chased, read and paged as the lowest role that may. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openApplication, prepareDatabase } from '../src/apps/server/application.ts'
import { importAreas } from '../src/areas/acts.ts'
import type { AreaSeed } from '../src/areas/area-seed.ts'
import { noticesContract } from '../src/notices/contract.ts'
import { exampleDraft } from '../src/notices/examples.ts'
import { noticeHandlers } from '../src/notices/handlers.ts'
import { readConfig } from '../src/platform/server/config.ts'
import type { Context, Platform } from '../src/platform/server/context.ts'
import { prepareDataFolder } from '../src/platform/server/data-folder.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'
import { inContext } from '../src/platform/server/http.ts'
import { openMeterStore } from '../src/platform/server/meter-store.ts'
import type { Actor, Role } from '../src/platform/shared/permission.ts'
import { nationCounts, nationRows } from './nation.ts'

const checkout = new URL('..', import.meta.url).pathname
const officeId = '00000000-0000-7000-8000-00000000000a'
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

/** The nation down to its townships; a province stands where a city does. */
function* nation(): Generator<AreaSeed> {
  yield { code: 'nation', name: '全国', level: 'city', parentCode: null }
  for (const row of nationRows())
    if (row.level !== 'village')
      yield { ...row, level: row.level === 'province' ? 'city' : row.level, parentCode: row.parentCode ?? 'nation' }
}

/** Each township has its grid leader with an account, one in fifty has nobody who can sign in. */
const fill = `
  create temporary table t as select row_number() over (order by area_id) as n, area_id, path from area_versions where level = 'township';
  insert into auth_users (id, name, email, "emailVerified") select 'b' || n, '网格长' || n, 'b' || n || '@bench.invalid', true from t where n % 50 <> 0;
  insert into officials (id, name, area_id, area_path, account_id)
    select md5('o' || n)::uuid, '网格长' || n, area_id, path, case when n % 50 <> 0 then 'b' || n end from t;
  insert into appointments (id, official_id, post, area_id, area_path, phone, valid_from, source)
    select md5('a' || n)::uuid, md5('o' || n)::uuid, 'gridLeader', area_id, path, '13900000000', '2017-06-01', '任职文件' from t;
  insert into agencies (id, code, name, kind, area_id, area_path, document_code, valid_from, standing)
    select '${officeId}', 'bench.office', '{"zh":"全国办","en":"National office"}', 'office', area_id, path, '国化解办', '2017-01-01', 'unverified'
      from area_versions where parent_id is null;
  insert into officials (id, name, area_id, area_path) select '00000000-0000-7000-8000-000000000001', '承办人', area_id, path from area_versions where parent_id is null;`

const holder = (role: Role, area: { id: number; path: string }, officialId: string): Actor => ({
  accountId: 'bench',
  officialId,
  name: 'bench',
  enforcementCard: null,
  grants: [
    {
      role,
      agencyId: role === 'cityOffice' ? officeId : null,
      functionKind: null,
      areaId: area.id,
      areaPath: area.path,
      areaLevel: role === 'cityOffice' ? 'city' : 'township',
    },
  ],
})

/** Runs a handler as a request would, in its own transaction. */
const asked = <T>(platform: Platform, user: Actor, work: (context: Context) => Promise<T>): Promise<T> =>
  inContext(platform, user, null, (context) => work({ ...context, user }))

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Median of the runs after one to warm up, in milliseconds. */
async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const time = (await seconds(work)) * 1000
    if (run > 0) times.push(time)
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN
}

async function measure(platform: Platform): Promise<void> {
  const { pool } = platform.database
  const { rows } = await pool.query<{ id: number; path: string }>(
    `select area_id as id, path from area_versions where parent_id is null`,
  )
  const root = rows[0]
  if (!root) throw new Error('the tree is not there')
  const office = holder('cityOffice', root, '00000000-0000-7000-8000-000000000001')
  const draft = noticesContract.draftNotice.input.parse({
    ...exampleDraft(officeId, []),
    addresseeLevels: ['township'],
  })
  const { id } = await asked(platform, office, (context) => noticeHandlers.draftNotice(context, draft, undefined))
  const issue = () => asked(platform, office, (context) => noticeHandlers.issueNotice(context, { id }, undefined))
  print('notice issued to every township of the nation', await seconds(issue), 's', 30)
  const count = async (text: string) => Number((await pool.query<{ n: string }>(text)).rows[0]?.n)
  const addressees = await count('select count(*) as n from notice_addressees')
  print('addressees', addressees, 'addressees', null, addressees === nationCounts.township)
  const tasks = await count('select count(*) as n from tasks')
  print('tasks with their limits', tasks, 'tasks', null, tasks === 3 * addressees)
  const told = await count('select count(*) as n from messages')
  print('people told', told, 'messages', null, told === addressees - Math.floor(addressees / 50))
  await pool.query('vacuum analyze')
  const list = (after?: string) =>
    asked(platform, office, (context) => noticeHandlers.listReceipts(context, { id, limit: 50, after }, undefined))
  let mark: string | null = null
  for (let page = 0; page < 400; page += 1) mark = (await list(mark ?? undefined)).next
  print('page of 50 receipts, the first', await median(() => list()), 'ms', 50)
  print('page of 50 receipts, the 401st', await median(() => list(mark ?? undefined)), 'ms', 50)
  print(
    'notice with its counts',
    await median(() => asked(platform, office, (context) => noticeHandlers.getNotice(context, { id }, undefined))),
    'ms',
    300,
  )
  print(
    'page of notices',
    await median(() =>
      asked(platform, office, (context) => noticeHandlers.listNotices(context, { limit: 50 }, undefined)),
    ),
    'ms',
    300,
  )
  print(
    'page of 50 whom nobody could tell',
    await median(() =>
      asked(platform, office, (context) => noticeHandlers.listUnreached(context, { limit: 50 }, undefined)),
    ),
    'ms',
    300,
  )
  await confirmAll(platform, id)
  const urge = () => asked(platform, office, (context) => noticeHandlers.urgeNotice(context, { id }, undefined))
  print('everybody else chased', await seconds(urge), 's', 30)
  const withdraw = () =>
    asked(platform, office, (context) => noticeHandlers.withdrawNotice(context, { id, reason: '另行通知' }, undefined))
  print('notice withdrawn with all its tasks', await seconds(withdraw), 's', 30)
}

/** Two hundred townships confirm, one request each. */
async function confirmAll(platform: Platform, id: string): Promise<void> {
  const { rows } = await platform.database.pool.query<{
    addressee: string
    official: string
    area: number
    path: string
  }>(
    `select d.id as addressee, a.official_id as official, d.area_id as area, d.area_path as path
       from notice_addressees d join appointments a on a.area_id = d.area_id where d.notice_id = $1 order by d.id limit 200`,
    [id],
  )
  const all = async () => {
    for (const row of rows)
      await asked(platform, holder('townshipLeader', { id: row.area, path: row.path }, row.official), (context) =>
        noticeHandlers.confirmReceipt(context, { id: row.addressee }, undefined),
      )
  }
  print('receipt confirmed', ((await seconds(all)) / rows.length) * 1000, 'ms', 50)
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
  const secret = randomBytes(32).toString('base64url')
  const app = await openApplication({
    config: readConfig({ GANGSHAO_LOG: 'error' }),
    connection,
    ownerConnection: connection,
    meters: await openMeterStore({ folder: join(folder, 'meters') }),
    dataFolder: folder,
    checkout,
    secret,
    signingKey: secret,
    baseUrl: 'http://127.0.0.1',
    clock: () => new Date('2018-02-08T02:00:00Z'),
    onError: (error) => console.error(error),
  })
  await inContext(app.platform, 'system', null, ({ db, record }) =>
    importAreas({ db, record }, [...nation()], { openedOn: '2017-01-01' }),
  )
  const filler = await app.platform.database.pool.connect()
  await filler.query(fill)
  filler.release()
  await app.platform.database.pool.query('vacuum analyze')
  await measure(app.platform)
  await app.platform.meters.close()
  await app.close()
} finally {
  await first.end()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(allOk ? 0 : 1)
