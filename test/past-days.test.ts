/** Any screen as of any day: what is said of a past day is what was said on that day (decision 026). */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import { enterprisesContract as enterprises } from '../src/enterprises/contract.ts'
import { gridContract as grid } from '../src/grid/contract.ts'
import { inspectionsContract as inspections } from '../src/inspections/contract.ts'
import { exampleObservation } from '../src/inspections/examples.ts'
import { leadsContract as leads } from '../src/leads/contract.ts'
import { writtenLeads } from '../src/leads/examples.ts'
import { noticesContract as notices } from '../src/notices/contract.ts'
import { type Operation, pathParameters } from '../src/platform/shared/contract.ts'
import { platformContract as platform } from '../src/platform/shared/platform-contract.ts'
import { supervisionContract as supervision } from '../src/supervision/contract.ts'
import { exampleTexts } from '../src/supervision/examples.ts'
import { photo } from './ledger.ts'
import { surveyBy } from './on-site.ts'
import { type Ground, openGround, runRound } from './supervision-ground.ts'
import { areas, type PersonKey } from './world.ts'

const readers = ['cityOffice', 'countyOfficeA', 'countyOfficeB', 'townshipLeaderA'] as const
const days = ['2018-02-12', '2018-03-13', '2018-03-14', '2018-03-16'] as const

/** Every read of signed-in people that takes the day of the header, by its name. */
const reads: [string, Operation][] = modules
  .flatMap(({ name, contract }) =>
    Object.entries(contract).map(([key, one]): [string, Operation] => [`${name}.${key}`, one]),
  )
  .filter(
    ([, { method, needs, past, input }]) =>
      method === 'GET' && needs !== 'anyone' && past !== 'same' && !('asOf' in input.shape),
  )
const lists = reads.filter(([, { input }]) => input.safeParse({}).success)
/** Reads that ask for one record, by the list its id is in. */
const records = reads.flatMap(([name, one]) => {
  const [id, more] = pathParameters(one.path)
  const list = lists.find(([, { path }]) => one.path === `${path}/:id`)
  return id === 'id' && more === undefined && list && one.body === undefined ? [{ name, one, list: list[0] }] : []
})

let ground: Ground
/** What each reader was told at the end of each day, by the question. */
const said = new Map<string, Map<string, unknown>>()

beforeAll(async () => {
  ground = await openGround()
  await live()
  await ground.goTo('2018-04-20T02:00:00Z')
})
afterAll(() => ground.city.close())

/** The seal of an event is of no day: the sealer comes to it by its own clock. */
const withoutSeals = (body: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(body, (key, value) => (key === 'sealed' ? undefined : value)))
const ask = async (person: PersonKey, operation: Operation, question: object) => {
  const { status, body } = await ground.city.call(person, operation, question)
  const { requestId: _, ...told } = withoutSeals(body)
  return { status, ...told }
}

type Rows = { rows?: { id?: unknown }[] }
const idsIn = (answer: unknown): string[] =>
  ((answer as Rows | undefined)?.rows ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : [])).slice(0, 3)

/** All that the readers can read, asked for a day, or for the present when null. */
async function readAll(
  asOf: string | null,
  known: ReadonlyMap<string, unknown> = new Map(),
): Promise<Map<string, unknown>> {
  const day = asOf === null ? {} : { asOf }
  const told = new Map<string, unknown>()
  for (const person of readers) {
    for (const [name, one] of lists.filter(([, { body, logged }]) => body === undefined && !logged))
      told.set(`${person} ${name}`, await ask(person, one, day))
    const found = asOf === null ? told : known
    for (const { name, one, list } of records)
      for (const id of idsIn(found.get(`${person} ${list}`)))
        told.set(`${person} ${name} ${id}`, await ask(person, one, { id, ...day }))
    const ids = lists.flatMap(([name]) => idsIn(found.get(`${person} ${name}`)))
    for (const subjectId of new Set(ids))
      for (const one of ['listEventsOf', 'listLimitsOf'] as const)
        told.set(`${person} ${one} ${subjectId}`, await ask(person, platform[one], { subjectId, ...day }))
  }
  return told
}

/** Six days on which things happen; at the last moment of four of them everybody looks at everything. */
async function live(): Promise<void> {
  const { city } = ground
  const closeDay = async (day: string) => {
    await city.goTo(`${day}T15:59:59.999Z`)
    said.set(day, await readAll(null))
  }
  const { noticeId, taskA } = await ground.issued()
  await city.goTo('2018-02-12T02:00:00Z')
  const addressees = await city.ok('countyOfficeA', notices.listReceipts, { id: noticeId })
  const receipt = addressees.rows[0]?.id ?? ''
  const { id: leadId } = await city.ok('countyOfficeA', leads.openLead, {
    ...writtenLeads[0],
    areaId: areas.villageA1.id,
  })
  await alarm('2018-02-12T03:00:00Z')
  await closeDay('2018-02-12')

  await city.goTo('2018-03-12T02:00:00Z')
  await runRound(city)
  await city.ok('countyOfficeA', notices.confirmReceipt, { id: receipt })
  await city.ok('countyOfficeA', leads.assignLead, { id: leadId, agencyId: city.agencies.marketA })
  await city.ok('gridWorkerA1', inspections.recordObservation, {
    id: randomUUID(),
    ...exampleObservation(areas.villageA1.id, { observedAt: '2018-03-12T01:00:00Z', asLead: true }),
  })
  const { id: siteId } = await city.ok('townshipLeaderA', enterprises.registerSite, {
    ...site,
    focusKinds: [],
    areaId: areas.villageA2.id,
  })
  const { rows } = await city.ok('townshipLeaderA', grid.listAppointments, { areaId: areas.villageA1.id })
  const appointment = rows[0]?.id ?? ''
  const pledge = await city.ok('townshipLeaderA', grid.drawUpPledge, { id: appointment })

  await city.goTo('2018-03-13T02:00:00Z')
  await city.ok('officerA1', leads.takeUpLead, { id: leadId })
  await city.ok('gridWorkerA1', grid.confirmPledge, { id: pledge.id })
  await city.ok('townshipLeaderA', enterprises.moveSite, { id: siteId, move: 'stop', on: '2018-03-13', reason: '停产' })
  const report = await city.ok('countyOfficeA', supervision.draftReport, { taskId: taskA })
  const evidence = await city.upload('countyOfficeA', areas.countyA.id, 'evidence', 'a.jpg', await photo())
  const item = await city.ok('cityOffice', supervision.raiseRectification, finding)
  await closeDay('2018-03-13')

  await city.goTo('2018-03-14T02:00:00Z')
  await runRound(city)
  await city.asSystem((db) =>
    sql`update alarms set status = 'closed', cause = 'idle', closed_at = '2018-03-14T02:00:00Z' where status = 'open'`.execute(
      db,
    ),
  )
  await city.ok('countyOfficeA', supervision.answerRectification, {
    id: item.id,
    answer: '已补齐。',
    fileIds: [evidence],
  })
  await city.ok('cityOffice', supervision.acceptRectification, { id: item.id, findings: '属实。' })
  await city.ok('townshipLeaderA', grid.endAppointment, {
    id: appointment,
    on: '2018-03-14',
    reason: '换届',
    successor: { name: '新网格员', source: '文件' },
  })
  await closeDay('2018-03-14')

  await city.goTo('2018-03-15T02:00:00Z')
  await city.ok('officerA1', leads.decideLead, {
    id: leadId,
    outcome: 'unfounded',
    reason: '已现场核查',
    survey: await surveyBy(city),
  })
  await city.ok('countyOfficeA', supervision.writeReport, { id: report.id, texts: exampleTexts })
  await city.ok('countyOfficeA', supervision.submitReport, { id: report.id })

  await city.goTo('2018-03-16T02:00:00Z')
  await runRound(city)
  await city.ok('cityOffice', supervision.acceptReport, { id: report.id })
  await city.ok('cityOffice', notices.withdrawNotice, { id: noticeId, reason: '重发' })
  await closeDay('2018-03-16')
}

const site = { name: '甲二旧钢厂', address: '甲二村东', kind: 'melting', enterpriseId: null } as const
const finding = {
  areaId: areas.countyA.id,
  sourceNumber: '省督查反馈第3项',
  problem: '两镇未落实网格员。',
  demand: '补齐。',
  dueOn: null,
}

/** An alarm at a usage point of its own, as the detector writes it. */
async function alarm(at: string): Promise<void> {
  const { id, path } = areas.villageA1
  await ground.city.asSystem(async (db) => {
    await sql`
      with s as (select id from sites where area_id = ${id} limit 1),
        p as (insert into usage_points (id, site_id, account, area_id, area_path, contract_kva, registered_at)
              select gen_random_uuid(), id, '3201000001', ${id}, ${path}, 630, ${at} from s returning id)
      insert into alarms (id, usage_point_id, kind, score, reasons, window_from, window_to, looked_to, raised_at, status, area_id, area_path)
      select gen_random_uuid(), id, 'restartAtClosedSite', 0.9, '{"reasons":[],"caveats":[],"measures":null,"silence":null,"practice":null}', '2018-02-01', '2018-02-10', '2018-02-10', ${at}, 'open', ${id}, ${path} from p`.execute(
      db,
    )
  })
}

describe('what is said of a past day is what was said on that day', () => {
  test.each(days)('%s', async (day) => {
    const then = said.get(day) ?? new Map()
    const now = await readAll(day, then)
    const refused = [...now].filter(([, answer]) => String((answer as { code?: string }).code).startsWith('today-only'))
    for (const [question, answer] of now) {
      if (refused.some(([name]) => name === question)) continue
      expect(answer, `${day} ${question}`).toEqual(then.get(question))
    }
    expect(now.size - refused.length).toBeGreaterThan(200)
  })

  test('the days differ, so that the comparison says something', () => {
    const of = (question: string) => new Set(days.map((day) => JSON.stringify(said.get(day)?.get(question))))
    for (const list of [
      'leads.listLeads',
      'leads.countLeads',
      'notices.listTasks',
      'notices.listUnconfirmed',
      'metering.listAlarms',
      'enterprises.listSites',
      'supervision.listRectifications',
      'supervision.getProgress',
      'platform.listDueLimits',
      'inspections.listObservations',
    ])
      expect([list, of(`cityOffice ${list}`).size > 1]).toEqual([list, true])
  })
})

/** Of no day, or with days of their own in every row; counters and seals say nothing of a record. */
const dayless = [
  'areas',
  'area_versions',
  'agencies',
  'agency_successions',
  'duties',
  'officials',
  'role_grants',
  'keeping',
  'migrations',
  'document_numbers',
  'lead_counters',
  'case_counters',
  'supervision_counters',
  'drawn_numbers',
  // read by what writes alone
  'visits_that_got_in',
  'event_salts',
  'event_seals',
  'event_heads',
  'tip_counters',
  'heartbeats',
]

describe('a table', () => {
  type Table = { name: string; kept: boolean; view: boolean; columns: string | null; shown: string | null }
  const tables = () =>
    ground.city.asOwner<Table>(`
      select c.relname as name, to_regclass('kept.' || quote_ident(c.relname)) is not null as kept,
             to_regclass('past.' || quote_ident(c.relname)) is not null as view,
             (select string_agg(attname, ',' order by attname) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns,
             (select string_agg(attname, ',' order by attname) from pg_attribute where attrelid = to_regclass('past.' || quote_ident(c.relname)) and attnum > 0) as shown
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and c.relname not like 'auth\\_%' and c.relname <> 'sign_in_failures'`)

  test('has a past, refuses one, or is of no day: a new one is not forgotten', async () => {
    const without = (await tables()).filter(({ view, name }) => !view && !dayless.includes(name))
    expect(without.map(({ name }) => name)).toEqual([])
  })

  test('shows its past with all its columns', async () => {
    const short = (await tables()).filter(({ view, columns, shown }) => view && columns !== shown)
    expect(short.map(({ name }) => name)).toEqual([])
  })

  test('hides what it was by the same policies as what it is, and from whoever may not see the record today', async () => {
    const policies = await ground.city.asOwner<{ name: string; now: string; then: string }>(`
      select t.relname as name,
             (select string_agg(concat_ws(' ', policyname, permissive, roles::text, qual), e'\\n' order by policyname) from pg_policies
               where schemaname = 'public' and tablename = t.relname and cmd in ('SELECT', 'ALL')) as now,
             (select string_agg(concat_ws(' ', policyname, permissive, roles::text, qual), e'\\n' order by policyname) from pg_policies
               where schemaname = 'kept' and tablename = t.relname and policyname <> 'seen_today') as then
        from pg_class t where t.relnamespace = 'kept'::regnamespace and t.relkind = 'r'`)
    expect(policies.length).toBeGreaterThan(50)
    for (const { name, now, then } of policies) expect(then, name).toBe(now)
    const open = await ground.city.asOwner<{ name: string }>(`
      select relname as name from pg_class c where relnamespace = 'kept'::regnamespace and relkind = 'r' and relrowsecurity and relname <> 'notice_addressees'
         and not exists (select 1 from pg_policies where schemaname = 'kept' and tablename = relname and policyname = 'seen_today')`)
    expect(open).toEqual([])
  })

  test('is written into its past by nobody but the database', async () => {
    const may = await ground.city.asOwner<{ name: string }>(`
      select c.relname as name from pg_class c, unnest(array['gangshao_app', 'gangshao_system', 'gangshao_public']) role,
             unnest(array['insert', 'update', 'delete', 'truncate']) right_to
       where c.relnamespace in ('kept'::regnamespace, 'past'::regnamespace) and c.relkind = 'r' and has_table_privilege(role, c.oid, right_to)`)
    expect(may).toEqual([])
  })
})

/** Lists that say that they are of today only, and why; decision 026 names them. */
const todayOnly = {
  'agencies.getMyContact': 'today-only-present',
  'agencies.listOfficials': 'today-only-present',
  'enterprises.exportSites': 'today-only-traced',
  'grid.getOrphanCheck': 'today-only-present',
  'metering.countMeterStates': 'today-only-readings',
  'metering.getAlarmBudget': 'today-only-readings',
  'metering.getDetectorYield': 'today-only-readings',
  'metering.getWatchedFolder': 'today-only-present',
  'metering.listDeliveries': 'today-only-readings',
  'metering.listUsagePoints': 'today-only-readings',
  'supervision.listJointWatch': 'today-only-tips',
  'tips.countWaitingTips': 'today-only-tips',
  'tips.getCustodianWork': 'today-only-tips',
  'tips.listCustodians': 'today-only-tips',
  'tips.listHalvesToReseal': 'today-only-traced',
  'tips.listHalvesToCheck': 'today-only-traced',
  'tips.listOpenings': 'today-only-tips',
  'tips.listResponsePlans': 'today-only-tips',
  'tips.listTips': 'today-only-tips',
}

describe('a day', () => {
  const leadsOn = { asOf: '2018-03-13' } as object

  test('to come is refused, today is the present', async () => {
    const { city } = ground
    expect(await city.refused('cityOffice', leads.listLeads, { asOf: '2018-04-21' } as object)).toBe('day-ahead')
    expect(await city.ok('cityOffice', leads.listLeads, { asOf: '2018-04-20' } as object)).toEqual(
      await city.ok('cityOffice', leads.listLeads, {}),
    )
    expect((await city.call('cityOffice', leads.listLeads, { asOf: 'yesterday' })).status).toBe(400)
  })

  test('from before changes were kept is refused', async () => {
    const { city } = ground
    await city.asOwner(`update keeping set begins = '2018-03-14T00:00:00+08:00'`)
    expect(await city.refused('cityOffice', leads.listLeads, leadsOn)).toBe('not-kept-then')
    expect((await city.call('cityOffice', leads.listLeads, { asOf: '2018-03-14' })).status).toBe(200)
    await city.asOwner(`update keeping set begins = 'epoch'`)
  })

  test('shows with the scope of today: another county sees nothing of it', async () => {
    const { city } = ground
    const of = async (person: PersonKey) => (await city.ok(person, leads.listLeads, leadsOn)).rows.length
    expect(await of('countyOfficeA')).toBeGreaterThan(0)
    const { rows } = await city.ok('countyOfficeB', leads.listLeads, leadsOn)
    expect(rows.every(({ areaId }) => areaId === areas.villageB.id)).toBe(true)
  })

  test('is refused with its reason where it cannot honestly be shown', async () => {
    const reasonOf = async ([name, operation]: [string, Operation]): Promise<[string, string]> => {
      const asked = { asOf: '2018-03-13', id: randomUUID(), limit: 10 }
      const { code } = (await ask('cityOffice', operation, asked)) as { code?: string }
      return [name, code ?? '']
    }
    const found = await Promise.all(lists.map(reasonOf))
    const refused = found.filter(([, code]) => code.startsWith('today-only'))
    expect(Object.fromEntries(refused)).toEqual(todayOnly)
  })
})
