import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { visitLead } from '../../test/on-site.ts'
import { liveThrough, runRound } from '../../test/supervision-ground.ts'
import { handTipOver, nameCustodians, runTipJob } from '../../test/tip-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { leadsContract as leads } from '../leads/contract.ts'
import { noticesContract as notices } from '../notices/contract.ts'
import { exampleDraft } from '../notices/examples.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { tipOfficeContract as office } from '../tips/office-contract.ts'
import { limitsContract as limits } from './limits-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
})
afterAll(() => city.close())

/** Time passes to the morning of a day in China, with everybody still signed in. */
async function goTo(day: string, at = '02:00:00Z'): Promise<void> {
  await city.goTo(`${day}T${at}`)
}

const round = () => runRound(city)
const live = (from: string, to: string) => liveThrough(city, from, to)

const stepsOf = (subjectId: string) =>
  city.asOwner<{ step: string; day: string; told: string | null }>(
    `select concat(coalesce(s.rung, s.kind), coalesce(' ' || s.passed, '')) as step, s.for_day::text as day,
            (select string_agg(o.name, ',' order by o.name) from limit_tellings t join officials o on o.id = t.official_id where t.step_id = s.id) as told
       from limit_steps s join time_limits l on l.id = s.limit_id where l.subject_id = $1 order by s.for_day, s.made_at, s.id`,
    [subjectId],
  )
const digestOf = (person: PersonKey) => city.ok(person, limits.getMyDigest, {})

/** A task of county A from the notice, due on 15 March 2018. */
async function taskOfCountyA(): Promise<{ id: string; noticeId: string }> {
  const { id } = await city.ok(
    'cityOffice',
    notices.draftNotice,
    exampleDraft(city.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }]),
  )
  await city.ok('cityOffice', notices.issueNotice, { id })
  const { rows } = await city.ok('cityOffice', notices.listTasks, { noticeId: id, product: 'selfCheckReport' })
  return { id: rows[0]?.id ?? '', noticeId: id }
}

const openLead = (more: object = {}) =>
  city.ok('cityOffice', leads.openLead, {
    source: 'superior',
    sourceId: `苏办〔2018〕${randomUUID().slice(0, 6)}号`,
    areaId: areas.villageA1.id,
    siteId: null,
    title: '夜间有红光',
    words: '夜间有红光和响声',
    ...more,
  })

const limitOf = async (subjectId: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.map(({ dueOn, status }) => ({
    dueOn,
    status,
  }))

describe('a task that runs to its end and over it', () => {
  let task: { id: string; noticeId: string }
  let fileId: string
  beforeAll(async () => {
    await goTo('2018-03-01')
    task = await taskOfCountyA()
    await live('2018-03-01', '2018-03-15')
  })

  test('is brought to mind three and one working days before and on the last day, each once', async () => {
    expect(await stepsOf(task.id)).toEqual([
      { step: 'before', day: '2018-03-12', told: 'countyOfficeA' },
      { step: 'before', day: '2018-03-14', told: 'countyOfficeA' },
      { step: 'due', day: '2018-03-15', told: 'countyOfficeA' },
    ])
    await round()
    expect(await stepsOf(task.id)).toHaveLength(3)
  })

  test('stands in one digest of the day, with its name and the reason; nobody else is told', async () => {
    const { rows, day } = await digestOf('countyOfficeA')
    const item = rows.find(({ subjectId }) => subjectId === task.id)
    expect(day).toBe('2018-03-15')
    expect(item).toMatchObject({
      title: '报送自查排查书面报告',
      reason: 'due',
      rung: null,
      status: 'soon',
      areaName: '甲区',
    })
    expect(rows.filter(({ subjectId }) => subjectId === task.id)).toHaveLength(1)
    expect((await digestOf('countyOfficeB')).rows).toEqual([])
    const made = await city.asOwner<{ count: number }>(
      `select count(*)::int as count from digests d where d.day = '2018-03-15' and d.official_id = $1`,
      [city.persons.countyOfficeA.officialId],
    )
    expect(made[0]?.count).toBe(1)
  })

  test('is not moved by being looked at', async () => {
    const before = await city.asOwner('select * from time_limits where subject_id = $1', [task.id])
    await digestOf('countyOfficeA')
    await city.ok('countyOfficeA', notices.getTask, { id: task.id })
    await city.ok('countyOfficeA', limits.listLimitSteps, { subjectId: task.id })
    expect(await city.asOwner('select * from time_limits where subject_id = $1', [task.id])).toEqual(before)
  })

  test('is not the city’s to hand in before it has risen', async () => {
    fileId = await city.upload('cityOffice', areas.city.id, 'document', 'a.pdf', Buffer.from('%PDF-1.4\n%%EOF\n'))
    await live('2018-03-16', '2018-03-21')
    expect(await city.refused('cityOffice', notices.deliverTask, { id: task.id, fileId })).toBe('not-permitted')
  })

  test('rises to the city five working days late, once, with its event; the county was the first to hold it', async () => {
    await live('2018-03-22', '2018-03-26')
    expect((await stepsOf(task.id)).slice(3)).toEqual([
      { step: 'after', day: '2018-03-16', told: 'countyOfficeA' },
      { step: 'after', day: '2018-03-20', told: 'countyOfficeA' },
      { step: 'city', day: '2018-03-22', told: 'cityOffice,cityOfficeDeputy' },
    ])
    expect((await city.eventsOf(task.id)).filter((kind) => kind === 'limit.raised')).toEqual(['limit.raised'])
    const { holders, steps } = await city.ok('countyOfficeA', limits.listLimitSteps, { subjectId: task.id })
    expect(holders).toMatchObject([
      { raisedLevel: 'city', areaName: '测试市', names: ['cityOffice', 'cityOfficeDeputy'] },
    ])
    expect(steps[0]).toMatchObject({ rung: 'city', told: ['cityOffice', 'cityOfficeDeputy'], passed: null })
    const mine = await city.ok('cityOffice', platform.listDueLimits, { mine: 'true', limit: 200 })
    expect(mine.rows.find(({ subjectId }) => subjectId === task.id)).toMatchObject({ title: '报送自查排查书面报告' })
  })

  test('can be finished by whom it rose to, late for good, and then nothing more is said', async () => {
    await goTo('2018-03-26')
    await city.ok('cityOffice', notices.deliverTask, { id: task.id, fileId })
    await city.ok('cityOfficeDeputy', notices.acceptTask, { id: task.id })
    expect(await limitOf(task.id)).toEqual([
      { dueOn: '2018-03-15', status: 'doneLate' },
      { dueOn: '2018-04-02', status: 'done' },
    ])
    const known = (await stepsOf(task.id)).length
    await live('2018-03-27', '2018-04-10')
    expect(await stepsOf(task.id)).toHaveLength(known)
  })
})

describe('a lead that nobody hands on or verifies', () => {
  test('rises from the township to the county, and past a vacant post to the city on the same day, and says so', async () => {
    await goTo('2018-04-11')
    const lead = await openLead()
    // due on 12 April; the county’s leader in charge leaves
    await city.asOwner(
      `update appointments set valid_to = '2018-04-12' where official_id = $1 and post = 'leaderInCharge'`,
      [city.persons.countyOfficeA.officialId],
    )
    await live('2018-04-12', '2018-04-20')
    await city.asOwner(`update appointments set valid_to = null where official_id = $1`, [
      city.persons.countyOfficeA.officialId,
    ])
    expect(await stepsOf(lead.id)).toEqual([
      { step: 'due', day: '2018-04-12', told: 'townshipLeaderA' },
      { step: 'after', day: '2018-04-13', told: 'townshipLeaderA' },
      { step: 'county vacant', day: '2018-04-16', told: null },
      { step: 'city', day: '2018-04-16', told: 'cityOffice,cityOfficeDeputy' },
      { step: 'after', day: '2018-04-17', told: 'cityOffice,cityOfficeDeputy' },
    ])
  })

  test('is told to the substitute while the post of the township is vacant', async () => {
    await goTo('2018-04-23')
    const lead = await openLead()
    const leader = [city.persons.townshipLeaderA.officialId]
    await city.asOwner(
      `update appointments set valid_to = '2018-04-23' where official_id = $1 and post = 'gridLeader'`,
      leader,
    )
    await city.asOwner(
      `insert into appointments (id, official_id, post, area_id, area_path, valid_from, source)
       values (gen_random_uuid(), $1, 'substitute', $2, $3, '2018-04-01', '任职文件')`,
      [city.persons.gridWorkerA2.officialId, areas.townshipA.id, areas.townshipA.path],
    )
    await live('2018-04-24', '2018-04-24')
    await city.asOwner(`update appointments set valid_to = null where official_id = $1 and post = 'gridLeader'`, leader)
    await live('2018-04-25', '2018-04-25')
    expect(await stepsOf(lead.id)).toEqual([
      { step: 'due', day: '2018-04-24', told: 'gridWorkerA2' },
      { step: 'after', day: '2018-04-25', told: 'townshipLeaderA' },
    ])
    await city.asOwner(`update time_limits set state = 'ended' where subject_id = $1 and state = 'running'`, [lead.id])
    await city.asOwner(`delete from appointments where post = 'substitute'`)
  })

  test('whose verification is late is taken back by the county it rose to, and charged anew; not before', async () => {
    await goTo('2018-05-02')
    const { id } = await openLead({ areaId: areas.villageA2.id })
    await city.ok('countyOfficeA', leads.assignLead, { id, agencyId: city.agencies.marketA, note: null })
    await city.ok('officerA1', leads.takeUpLead, { id })
    const takeBack = { id, reason: '核查逾期' }
    await live('2018-05-03', '2018-05-16')
    expect(await city.refused('countyOfficeA', leads.takeBackLead, takeBack)).toBe('not-permitted')
    await live('2018-05-17', '2018-05-17')
    expect((await stepsOf(id)).at(-1)).toEqual({ step: 'county', day: '2018-05-17', told: 'countyOfficeA' })
    expect(await city.refused('townshipLeaderA', leads.takeBackLead, takeBack)).toBe('not-permitted')
    expect(await city.refused('cityOffice', leads.takeBackLead, takeBack)).toBe('not-permitted')
    expect(await city.ok('countyOfficeA', leads.takeBackLead, takeBack)).toEqual({ status: 'opened' })
    expect(await city.refused('officerA1', leads.decideLead, { id, outcome: 'unfounded', reason: '已查' })).toBe(
      'wrong-state',
    )
    await city.ok('countyOfficeA', leads.assignLead, { id, agencyId: city.agencies.economyA, note: null })
    await city.ok('economyOfficerA', leads.takeUpLead, { id })
    expect((await city.eventsOf(id)).slice(-4)).toEqual([
      'limit.raised',
      'lead.takenBack',
      'lead.assigned',
      'lead.verificationStarted',
    ])
  })
})

describe('a round', () => {
  test('of today waits for its hour; yesterday’s that was missed does not', async () => {
    await live('2018-06-04', '2018-06-04')
    const days = () =>
      city.asOwner<{ day: string }>(`select max(day)::text as day from limit_rounds where finished_at is not null`)
    await goTo('2018-06-05', '21:59:00Z')
    // 05:59 on the 6th in China
    await round()
    expect((await days())[0]?.day).toBe('2018-06-05')
    await goTo('2018-06-05', '22:00:00Z')
    await round()
    expect((await days())[0]?.day).toBe('2018-06-06')
  })

  test('makes up for missed days, each reminder for its own day, all in the one digest of the day', async () => {
    await goTo('2018-06-07')
    const task = await taskOfCountyAInDays(10)
    // due on 22 June; nothing runs from 19 to 25 June (18 June was a holiday)
    await live('2018-06-08', '2018-06-18')
    await goTo('2018-06-26')
    await round()
    expect(await stepsOf(task)).toMatchObject([
      { step: 'before', day: '2018-06-19' },
      { step: 'before', day: '2018-06-21' },
      { step: 'due', day: '2018-06-22' },
      { step: 'after', day: '2018-06-25' },
    ])
    const made = await city.asOwner<{ day: string; since: string }>(
      `select day::text, since::text from digests where official_id = $1 and day > '2018-06-18'`,
      [city.persons.countyOfficeA.officialId],
    )
    expect(made).toHaveLength(1)
    expect(made[0]?.day).toBe('2018-06-26')
    const { rows } = await digestOf('countyOfficeA')
    expect(rows.find(({ subjectId }) => subjectId === task)).toMatchObject({ reason: 'after', forDay: '2018-06-25' })
  })

  test('leaves a limit alone that was kept, ended or suspended', async () => {
    const before = await city.asOwner<{ count: number }>('select count(*)::int as count from limit_steps')
    await city.asOwner(`update time_limits set state = 'suspended' where state = 'running'`)
    await live('2018-06-27', '2018-06-29')
    expect(await city.asOwner('select count(*)::int as count from limit_steps')).toEqual(before)
    await city.asOwner(`update time_limits set state = 'running' where state = 'suspended'`)
  })
})

async function taskOfCountyAInDays(days: number): Promise<string> {
  const draft = exampleDraft(city.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }])
  const [demand] = draft.demands
  if (!demand) throw new Error('no demand')
  const { id } = await city.ok('cityOffice', notices.draftNotice, { ...draft, demands: [{ ...demand, days }] })
  await city.ok('cityOffice', notices.issueNotice, { id })
  return (await city.ok('cityOffice', notices.listTasks, { noticeId: id })).rows[0]?.id ?? ''
}

describe('a tip', () => {
  test('rises by the same round, is told to nobody from whom it is kept, and goes back to the city', async () => {
    await goTo('2018-07-02')
    await nameCustodians(city)
    const { id } = await handTipOver(city, 'county', {})
    await city.ok('cityOffice', office.withholdTip, { id, officialIds: [city.persons.cityOfficeDeputy.officialId] })
    await live('2018-07-03', '2018-07-17')
    const risen = (await stepsOf(id)).filter(({ step }) => step === 'city')
    expect(risen).toEqual([{ step: 'city', day: '2018-07-17', told: 'cityOffice' }])
    expect((await stepsOf(id)).every(({ told }) => !told?.includes('cityOfficeDeputy'))).toBe(true)
    expect((await digestOf('cityOfficeDeputy')).rows.filter(({ subjectId }) => subjectId === id)).toEqual([])
    expect((await city.ok('cityOfficeDeputy', limits.listLimitSteps, { subjectId: id })).steps).toEqual([])
    expect(await city.eventsOf(id)).toContain('tip.limitRaised')
    expect((await city.ok('officerA1', limits.listLimitSteps, { subjectId: id })).steps).toEqual([])
    await runTipJob(city, 'tips.escalate')
    expect(await city.eventsOf(id)).toContain('tip.escalated')
    expect(await city.ok('cityOffice', office.getTip, { id })).toMatchObject({
      status: 'received',
      holderLevel: 'city',
    })
  })
})

describe('the watch of article nine', () => {
  test('shows what came from the national conference before it is late, to its county and to the city only', async () => {
    await goTo('2018-08-01')
    const { id } = await openLead({ nationalOrigin: 'reported', areaId: areas.villageA3.id })
    const { id: plain } = await openLead({ areaId: areas.villageA1.id, title: '普通线索' })
    const watched = async (person: PersonKey) =>
      (await city.ok(person, limits.listJointWatch, { limit: 50 })).rows.filter(({ recordId }) =>
        [id, plain].includes(recordId),
      )
    expect(await watched('cityOffice')).toMatchObject([
      { recordId: id, origin: 'reported', phase: 'verification', state: 'pressing', daysLeft: 1, workingDaysLeft: 1 },
    ])
    expect(await watched('countyOfficeA')).toHaveLength(1)
    expect(await watched('countyOfficeB')).toEqual([])
    expect(await city.refused('gridWorkerA1', limits.listJointWatch, { limit: 50 })).toBe('not-permitted')
    await city.ok('countyOfficeA', leads.assignLead, { id, agencyId: city.agencies.marketA, note: null })
    expect(await watched('cityOffice')).toMatchObject([
      { state: 'inTime', daysLeft: 14, limitKind: 'limit.leadVerification' },
    ])
    await live('2018-08-02', '2018-08-20')
    expect(await watched('countyOfficeA')).toMatchObject([{ state: 'met', daysLeft: null }])
    const watch = (await stepsOf(id)).filter(({ step }) => step === 'jointWatch')
    expect(watch).toEqual([{ step: 'jointWatch', day: '2018-08-20', told: 'cityOffice,cityOfficeDeputy' }])
    expect((await stepsOf(plain)).filter(({ step }) => step === 'jointWatch')).toEqual([])
    await city.ok('officerA1', leads.takeUpLead, { id })
    await visitLead(city, id)
    await city.ok('officerA1', leads.decideLead, { id, outcome: 'founded', reason: '现场查实' })
    // founded, and no case yet: nothing runs that would say when its handling is late
    expect(await watched('cityOffice')).toMatchObject([{ phase: 'handling', state: 'noLimit' }])
  })
})

test('who holds a limit above one’s own place is not called nobody: the place is named, and to its own people the persons', async () => {
  await goTo('2018-03-01')
  const { id: subjectId } = await taskOfCountyA()
  const pdf = Buffer.from('%PDF-1.4\n%%EOF')
  const fileId = await city.upload('countyOfficeA', areas.countyA.id, 'document', 'a.pdf', pdf)
  await city.ok('countyOfficeA', notices.deliverTask, { id: subjectId, fileId })
  const holders = async (person: PersonKey) =>
    (await city.ok(person, limits.listLimitSteps, { subjectId })).holders.map(({ areaName, names }) => [
      areaName,
      names,
    ])
  const [[cityName] = []] = await holders('cityOffice')
  expect(await holders('cityOffice')).toEqual([[cityName, ['cityOffice', 'cityOfficeDeputy']]])
  expect(await holders('countyOfficeA')).toEqual([[cityName, null]])
})
