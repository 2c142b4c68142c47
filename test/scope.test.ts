import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import { enterprisesContract } from '../src/enterprises/contract.ts'
import { findActor } from '../src/grid/actor.ts'
import { gridContract } from '../src/grid/contract.ts'
import { inspectionsContract } from '../src/inspections/contract.ts'
import { castingEvidence, exampleObservation, examplePlan } from '../src/inspections/examples.ts'
import { meteringContract } from '../src/metering/contract.ts'
import { meteringJobs } from '../src/metering/jobs.ts'
import { noticesContract } from '../src/notices/contract.ts'
import { exampleDraft } from '../src/notices/examples.ts'
import { type Db, transaction } from '../src/platform/server/db.ts'
import { inContext } from '../src/platform/server/http.ts'
import type { Operation } from '../src/platform/shared/contract.ts'
import { type Actor, type Role, roles, scopePaths } from '../src/platform/shared/permission.ts'
import { supervisionContract } from '../src/supervision/contract.ts'
import { tipsContract } from '../src/tips/contract.ts'
import { CaseDesk } from './case-ground.ts'
import { openTest, type Test } from './harness.ts'
import { addSite, photo } from './ledger.ts'
import { approveShippedModel, detectAll, foundPoints, loadsOfPoints } from './metering-world.ts'
import { sampleInput } from './sample.ts'
import { handTipOver, nameCustodians } from './tip-ground.ts'
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

/** Tables in which county A has nothing here, and why that hides no leak. */
const withoutCountyA: Readonly<Record<string, string>> = {
  chases: 'walked in grid/chases.test.ts',
  curve_looks: 'nobody has looked at a curve',
  deliveries: 'a delivery of the power company lies at the city',
  delivery_rejects: 'as the delivery',
  delivery_unknown_accounts: 'as the delivery',
  furnace_transfers: 'walked in enterprises/equipment.test.ts',
  hand_over_items: 'walked in closing-areas.test.ts',
  hand_overs: 'walked in closing-areas.test.ts',
  lead_assignments: 'walked in leads/handlers.test.ts',
  notice_forwards: 'walked in notices/delivery.test.ts',
  notice_urges: 'walked in notices/delivery.test.ts',
  observation_conflicts: 'walked in inspections/handlers.test.ts',
  onsite_supervisions: 'walked in supervision/on-site.test.ts',
  orphans: 'made by a nightly job, walked in closing-areas.test.ts',
  penalty_decisions: 'walked in cases/handlers.test.ts',
  summary_editions: 'a summary lies at the place of its notice, walked in supervision/report.test.ts',
  task_products: 'walked in notices/handlers.test.ts',
  work_flags: 'made by a nightly job, walked in inspections/flags.test.ts',
}

test('county A has something to lose in every table, save those named', async () => {
  const empty: string[] = []
  for (const table of tables) {
    const rows = await city.asOwner(`select 1 from ${table} where starts_with(area_path, '/1/2/') limit 1`)
    if (rows.length === 0) empty.push(table)
  }
  expect(empty).toEqual(Object.keys(withoutCountyA))
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

/** One of everything, in village A1, its township and county A. */
async function liveThroughCountyA(test_: Test): Promise<void> {
  const photoId = await test_.upload('officerA1', areas.countyA.id, 'evidence', 'a.jpg', await photo())
  const toTownship = exampleDraft(test_.agencies.countyOfficeA, [{ areaId: areas.townshipA.id, agencyId: null }])
  const notice = await test_.ok('countyOfficeA', noticesContract.draftNotice, {
    ...toTownship,
    demands: toTownship.demands.map((d) => ({ ...d, dueOn: d.dueOn && '2018-04-16' })),
  })
  await test_.ok('countyOfficeA', noticesContract.issueNotice, notice)
  const { addresseeRows } = await test_.ok('countyOfficeA', noticesContract.getNotice, notice)
  await test_.ok('townshipLeaderA', noticesContract.confirmReceipt, { id: addresseeRows[0]?.id ?? '' })
  const toCounty = exampleDraft(test_.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }])
  const fromCity = await test_.ok('cityOffice', noticesContract.draftNotice, toCounty)
  await test_.ok('cityOffice', noticesContract.issueNotice, fromCity)
  const site = await addSite(test_, areas.villageA1)
  await test_.ok('countyOfficeA', inspectionsContract.openSweep, {
    noticeId: notice.id,
    areaId: areas.countyA.id,
    name: '排查',
    startsOn: '2018-03-05',
    dueOn: '2018-04-16',
    planNumber: null,
    planApprovedBy: null,
  })
  await test_.ok('gridWorkerA1', inspectionsContract.recordObservation, {
    id: randomUUID(),
    ...exampleObservation(areas.villageA1.id, { siteId: site.siteId, asLead: true }),
  })
  const officers = [test_.persons.officerA1.officialId, test_.persons.officerA2.officialId]
  const visit = await test_.ok(
    'officerA1',
    inspectionsContract.planVisit,
    examplePlan(site.siteId, test_.agencies.marketA, officers, '2018-03-05'),
  )
  await test_.ok('officerA1', inspectionsContract.startVisit, { id: visit.id, gateLogIn: null })
  await test_.ok('officerA1', inspectionsContract.judge, {
    visitId: visit.id,
    furnaceId: site.furnaceIds[0] ?? null,
    evidence: castingEvidence,
    photoIds: [photoId],
    note: '甲密判断',
  })
  const desk = new CaseDesk(test_)
  const opened = await desk.open()
  const looked = { startedAt: '2018-03-05T00:30:00Z', endedAt: '2018-03-05T00:40:00Z' }
  await desk.take('officerA1', opened, 'hood', 'findIntact', looked)
  const tasks = await test_.ok('countyOfficeA', noticesContract.listTasks, {
    noticeId: fromCity.id,
    product: 'selfCheckReport',
  })
  await test_.ok('countyOfficeA', supervisionContract.draftReport, { taskId: tasks.rows[0]?.id ?? '' })
  await superviseTownshipA(test_)
  await nameCustodians(test_)
  await handTipOver(test_)
  const table = Buffer.from('企业名称,区划代码,场所类型\n甲密新厂,329902100201,其他\n')
  const fileId = await test_.upload('countyOfficeA', areas.countyA.id, 'import', 'a.csv', table)
  await test_.ok('countyOfficeA', enterprisesContract.startImport, { fileId })
  await answerForTownshipA(test_)
  await meterCountyA(test_)
}

/** A pledge and a board, a published plan, and what a grid leader hands over on leaving. */
async function answerForTownshipA(test_: Test): Promise<void> {
  const holders = await test_.ok('townshipLeaderA', gridContract.listAppointments, { areaId: areas.villageA1.id })
  await test_.ok('townshipLeaderA', gridContract.drawUpPledge, { id: holders.rows[0]?.id ?? '' })
  await test_.ok('townshipLeaderA', gridContract.printBoard, { areaId: areas.villageA1.id, place: '甲密门口' })
  await test_.ok('countyOfficeA', tipsContract.publishResponsePlan, {
    areaId: areas.countyA.id,
    scope: '生产“地条钢”的',
    phones: [{ label: '工作时间', number: '0519-8000 0000', hours: '8:30—17:30' }],
    address: '人民路1号',
    answers: '甲区化解办',
  })
}

/** Readings by token and by delivery, a feeder, a run of detection with its alarms. */
async function meterCountyA(test_: Test): Promise<void> {
  await test_.goTo('2018-04-09T02:00:00Z')
  await test_.asSystem((db) => foundPoints(db, test_.now()))
  await approveShippedModel(test_)
  const terms = { agreement: '甲密协议', purpose: '用电监测', basis: '协议第三条' }
  const at = { areaId: areas.countyA.id, name: '甲密' }
  await test_.ok('powerLiaison', meteringContract.registerFeeder, { ...at, account: 'A-1004' })
  await test_.ok('powerLiaison', meteringContract.issueToken, { ...at, ...terms, validTo: '2018-12-31' })
  const fileId = await test_.upload('powerLiaison', areas.city.id, 'import', 'r.csv.gz', loadsOfPoints())
  const { id: subjectId } = await test_.ok('powerLiaison', meteringContract.deliverReadings, { fileId, ...terms })
  await inContext(test_.app.platform, 'system', null, async (context) =>
    meteringJobs['metering.import']?.run({ ...context, user: null }, { subjectId }),
  )
  await detectAll(test_)
}

/** A meeting of the county with its township, whose demand is answered, closed and objected to; a listed lead; a summons of the county. */
async function superviseTownshipA(test_: Test): Promise<void> {
  const summoned = [{ areaId: areas.townshipA.id, agencyId: null }]
  const plan = { subject: '督导会', cause: '进度慢', agenda: ['汇报'], summoned, citePick: true }
  const meeting = await test_.ok('countyOfficeA', supervisionContract.planMeeting, plan)
  const call = { ...meeting, meetingAt: '2018-03-05T05:00:00Z', place: '会议室' }
  await test_.ok('countyOfficeA', supervisionContract.notifyMeeting, call)
  const { itemIds } = await test_.ok('countyOfficeA', supervisionContract.recordMeetingMinutes, {
    ...{ ...meeting, heldOn: '2018-03-05', chair: '主任', proceedings: '汇报了进度。', attendance: [] },
    demands: [{ areaId: areas.townshipA.id, problem: '空缺', demand: '补齐', dueOn: null }],
  })
  const item = { id: itemIds[0] ?? '' }
  const answer = { ...item, answer: '甲密答复', fileIds: [] }
  await test_.ok('townshipLeaderA', supervisionContract.answerRectification, answer)
  await test_.ok('countyOfficeA', supervisionContract.acceptRectification, { ...item, findings: '属实' })
  const words = { ...item, problem: '空缺', result: '补齐' }
  await test_.ok('countyOfficeA', supervisionContract.publiciseRectification, words)
  const objection = { ...item, channel: 'phone', objection: '仍空缺' } as const
  await test_.ok('countyOfficeA', supervisionContract.recordObjection, objection)
  const { rows } = await test_.ok('countyOfficeA', supervisionContract.findUrgeable, { text: 'XS' })
  const lead = rows.find((row) => row.subjectKind === 'lead')
  if (!lead) throw new Error('no lead can be listed')
  await test_.ok('countyOfficeA', supervisionContract.listUrging, {
    ...{ subjectKind: lead.subjectKind, subjectId: lead.subjectId, reason: '未核查', dueOn: null },
    ...{ publicWords: null, demand: null, citePick: false },
  })
  await test_.ok('cityOffice', supervisionContract.proposeSummons, {
    ...{ areaId: areas.countyA.id, grounds: 'overdue', facts: '逾期' },
  })
}
