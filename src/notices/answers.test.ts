/** Whoever demanded a product has a limit for accepting or returning it: it is reminded of, rises, goes with the place, and ends with the answer. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { liveThrough } from '../../test/supervision-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { areasContract } from '../areas/contract.ts'
import { gridContract } from '../grid/contract.ts'
import { checkOrphans } from '../grid/hand-over-acts.ts'
import { inContext } from '../platform/server/http.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { noticesContract as notices } from './contract.ts'
import { exampleDraft } from './examples.ts'
import { noticesJobs } from './jobs.ts'
import { answeringPath } from './task.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-02-09T02:00:00Z' })
})
afterAll(() => city.close())

type Issuer = 'cityOffice' | 'countyOfficeA'
type To = { person: PersonKey; area: { id: number } }
const toCounty: To = { person: 'countyOfficeA', area: areas.countyA }

/** @returns a notice of one task, whose product is handed in. */
async function handedIn(issuer: Issuer = 'cityOffice', { person, area }: To = toCounty) {
  const draft = exampleDraft(city.agencies[issuer], [{ areaId: area.id, agencyId: null }])
  const notice = await city.ok(issuer, notices.draftNotice, {
    ...draft,
    demands: draft.demands.slice(0, 1).map((demand) => ({ ...demand, days: 90 })),
  })
  await city.ok(issuer, notices.issueNotice, notice)
  const { rows } = await city.ok(issuer, notices.listTasks, { noticeId: notice.id })
  const id = rows[0]?.id ?? ''
  await deliver(id, person, area.id)
  return { id, noticeId: notice.id }
}
async function deliver(id: string, person: PersonKey, areaId: number): Promise<void> {
  const fileId = await city.upload(person, areaId, 'document', 'a.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
  await city.ok(person, notices.deliverTask, { id, fileId })
}
const limitsOf = async (subjectId: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.map(
    ({ kind, status, dueOn }) => `${kind} ${status} ${dueOn}`,
  )
const answersOf = async (subjectId: string) =>
  (await limitsOf(subjectId)).filter((limit) => limit.startsWith('limit.taskReview'))
const isMine = async (person: PersonKey, id: string) =>
  (await city.ok(person, platform.listDueLimits, { mine: 'true', limit: 200 })).rows.some(
    ({ subjectId, kind }) => subjectId === id && kind === 'limit.taskReview',
  )
const toldOf = (id: string) =>
  city.asOwner<{ step: string; told: string }>(
    `select coalesce(s.rung, s.kind) as step, string_agg(o.name, ',' order by o.name) as told
       from limit_steps s join time_limits l on l.id = s.limit_id join limit_tellings t on t.step_id = s.id join officials o on o.id = t.official_id
      where l.subject_id = $1 and l.kind = 'limit.taskReview' group by s.id, s.for_day, s.rung, s.kind order by s.for_day, s.id`,
    [id],
  )

test('a product handed in gives the office that demanded it five working days; the owner sees them, and they are not its own', async () => {
  const { id } = await handedIn()
  // a make-up day on Sunday the 11th and Saturday the 24th, the holiday from the 15th
  expect(await answersOf(id)).toEqual(['limit.taskReview due 2018-02-22'])
  expect(await isMine('cityOffice', id)).toBe(true)
  expect(await isMine('countyOfficeA', id)).toBe(false)
  const { rows } = await city.ok('countyOfficeA', platform.listLimitsOf, { subjectId: id })
  expect(rows.map(({ kind }) => kind)).toContain('limit.taskReview')
})

test('it ends when the product is accepted', async () => {
  const { id } = await handedIn()
  await city.ok('cityOffice', notices.acceptTask, { id })
  expect(await answersOf(id)).toEqual(['limit.taskReview done 2018-02-22'])
})

test('it ends when the product is returned, and a new one begins with the next version', async () => {
  const { id } = await handedIn()
  await city.ok('cityOffice', notices.returnTask, { id, reason: '缺少部门分工' })
  expect(await answersOf(id)).toEqual(['limit.taskReview done 2018-02-22'])
  await deliver(id, 'countyOfficeA', areas.countyA.id)
  expect((await answersOf(id)).sort()).toEqual(['limit.taskReview done 2018-02-22', 'limit.taskReview due 2018-02-22'])
})

test('it ends with the notice, of which nobody is to answer anything any more', async () => {
  const { id, noticeId } = await handedIn()
  await city.ok('cityOffice', notices.withdrawNotice, { id: noticeId, reason: '另行通知' })
  expect(await answersOf(id)).toEqual(['limit.taskReview ended 2018-02-22'])
})

test('a product that is returned while its notice is withdrawn stays demanded by nobody', async () => {
  const states = new Set<string>()
  for (let n = 0; n < 8; n += 1) {
    const { id, noticeId } = await handedIn()
    await Promise.all([
      city.call('cityOfficeDeputy', notices.returnTask, { id, reason: '缺少部门分工' }),
      city.ok('cityOffice', notices.withdrawNotice, { id: noticeId, reason: '另行通知' }),
    ])
    const { status } = await city.ok('cityOffice', notices.getTask, { id })
    states.add(status)
    expect((await limitsOf(id)).filter((limit) => / (due|soon|overdue) /.test(limit))).toEqual([])
  }
  expect([...states]).not.toContain('returned')
})

test('a product of the office’s own hand is answered by the office above', async () => {
  const own = exampleDraft(city.agencies.countyOfficeA, [{ areaId: areas.townshipA2.id, agencyId: null }])
  const demand = { ...own.demands[0], of: 'post', level: 'village', post: 'gridWorker' }
  const notice = await city.ok('countyOfficeA', notices.draftNotice, { ...own, demands: [demand] } as typeof own)
  await city.ok('countyOfficeA', notices.issueNotice, notice)
  const { rows } = await city.ok('countyOfficeA', notices.listTasks, { noticeId: notice.id, vacant: 'true' })
  const id = rows[0]?.id ?? ''
  await deliver(id, 'countyOfficeA', areas.villageA3.id)
  expect([await isMine('countyOfficeA', id), await isMine('cityOffice', id)]).toEqual([false, true])
})

test('who leads the office by a post has it in the own list; it is shown to whoever hands over when that post ends', async () => {
  const { id } = await handedIn('countyOfficeA', { person: 'townshipLeaderA', area: areas.townshipA })
  expect(await isMine('countyOfficeA', id)).toBe(true)
  const { rows } = await city.ok('cityOffice', gridContract.listAppointments, { areaId: areas.countyA.id })
  const held = rows.find(({ officialId }) => officialId === city.persons.countyOfficeA.officialId)
  const { groups } = await city.ok('cityOffice', gridContract.getOpenWork, { id: held?.id ?? '', on: '2018-03-01' })
  expect(groups.find(({ kind }) => kind === 'task')?.rows.map((row) => row.id)).toContain(id)
})

test('it is reminded of, rises above the office that lets it lie, and raises nothing of the owner’s', async () => {
  const { id } = await handedIn('countyOfficeA', { person: 'townshipLeaderA', area: areas.townshipA })
  await liveThrough(city, '2018-02-09', '2018-03-02')
  expect(await toldOf(id)).toEqual([
    { step: 'before', told: 'countyOfficeA' },
    { step: 'before', told: 'countyOfficeA' },
    { step: 'due', told: 'countyOfficeA' },
    { step: 'after', told: 'countyOfficeA' },
    { step: 'after', told: 'countyOfficeA' },
    { step: 'city', told: 'cityOffice,cityOfficeDeputy' },
  ])
  const seen = await city.ok('cityOffice', notices.getTask, { id })
  expect(seen.raisedAreaId).toBeNull()
  await city.ok('cityOffice', notices.acceptTask, { id })
  expect(await answersOf(id)).toEqual(['limit.taskReview doneLate 2018-02-22'])
})

test('where the owner’s place comes to another county, the office there has it', async () => {
  await city.goTo('2018-03-02T02:00:00Z')
  const { id } = await handedIn('countyOfficeA', { person: 'townshipLeaderA2', area: areas.townshipA2 })
  const move = { id: areas.townshipA2.id, parentId: areas.countyB.id, on: '2018-03-02', reason: '区划调整' }
  await city.ok('cityOffice', areasContract.moveArea, move)
  expect([await isMine('countyOfficeA', id), await isMine('countyOfficeB', id)]).toEqual([false, true])
  await city.ok('countyOfficeB', notices.acceptTask, { id })
  expect((await answersOf(id))[0]).toContain(' done ')
})

test('withdrawn, a notice demands nothing of an owner either who has come to another county since', async () => {
  const draft = exampleDraft(city.agencies.countyOfficeB, [{ areaId: areas.townshipA2.id, agencyId: null }])
  const { id: noticeId } = await city.ok('countyOfficeB', notices.draftNotice, draft)
  await city.ok('countyOfficeB', notices.issueNotice, { id: noticeId })
  const { rows } = await city.ok('countyOfficeB', notices.listTasks, { noticeId })
  const back = { id: areas.townshipA2.id, parentId: areas.countyA.id, on: '2018-03-05', reason: '恢复隶属' }
  await city.goTo('2018-03-05T02:00:00Z')
  await city.ok('cityOffice', areasContract.moveArea, back)
  await city.ok('countyOfficeB', notices.withdrawNotice, { id: noticeId, reason: '另行通知' })
  const run = noticesJobs['endElsewhere']?.run
  await inContext(city.app.platform, 'system', null, (context) =>
    run ? run({ ...context, user: null }, { subjectId: noticeId }) : Promise.reject(new Error('no job')),
  )
  for (const { id } of rows) {
    expect(await city.ok('cityOffice', notices.getTask, { id })).toMatchObject({ status: 'cancelled' })
    expect((await limitsOf(id)).every((limit) => limit.includes(' ended '))).toBe(true)
  }
})

test('the nightly check finds one that an office holds which is no more', async () => {
  const { id } = await handedIn()
  const found = async () => {
    await inContext(city.app.platform, 'system', null, (context) => checkOrphans(context))
    return (await city.ok('cityOffice', gridContract.getOrphanCheck, {})).found
  }
  expect(await found()).toBe(0)
  await city.asOwner(
    `update time_limits set holder_agency_id = $2 where subject_id = $1 and kind = 'limit.taskReview'`,
    [id, city.agencies.countyOfficeB],
  )
  expect(await found()).toBe(1)
})

test.each([
  ['judged where it was demanded', '/1/', '/1/2/4/', null, '/1/'],
  ['handed in by the office that demanded it: the level above', '/1/2/', '/1/2/4/', 2, '/1/'],
  ['handed in by an office between', '/1/', '/1/2/4/', 2, '/1/'],
  ['handed in by the owner', '/1/2/', '/1/2/4/', 4, '/1/2/'],
  ['the city’s own stays in the city', '/1/', '/1/2/', 1, '/1/'],
  ['its owner moved: the same level there', '/1/3/', '/1/2/4/', 4, '/1/2/'],
])('%s', (_, noticeAreaPath, ownerAreaPath, deliveredAreaId, expected) => {
  expect(answeringPath({ noticeAreaPath, ownerAreaPath, deliveredAreaId })).toBe(expected)
})
