/** A notice issued in December whose working days reach into a year that nobody has entered is issued all the same, and its days are counted later. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enter2027 } from '../../test/calendar-year.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { gridContract } from '../grid/contract.ts'
import { gridJobs } from '../grid/jobs.ts'
import { asProgram } from '../platform/server/http.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { noticesContract as notices } from './contract.ts'
import { exampleDraft } from './examples.ts'
import { noticesJobs } from './jobs.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2026-12-30T02:00:00Z' })
})
afterAll(() => city.close())

/** Two tasks within ten working days, one by a day that is named. */
async function issued(): Promise<string> {
  const draft = exampleDraft(city.agencies.cityOffice, [
    { areaId: areas.countyA.id, agencyId: null },
    { areaId: areas.countyB.id, agencyId: null },
  ])
  const [plan, sweep] = draft.demands
  const demands = [plan, { ...sweep, dueOn: '2027-02-01' }] as typeof draft.demands
  const notice = await city.ok('cityOffice', notices.draftNotice, { ...draft, demands })
  await city.ok('cityOffice', notices.issueNotice, notice)
  return notice.id
}
const limitsOf = async (subjectId: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.map(({ kind, dueOn }) => `${kind} ${dueOn}`)
async function deliver(id: string): Promise<void> {
  const fileId = await city.upload(
    'countyOfficeA',
    areas.countyA.id,
    'document',
    'a.pdf',
    Buffer.from('%PDF-1.4\n%%EOF'),
  )
  await city.ok('countyOfficeA', notices.deliverTask, { id, fileId })
}
/** Somebody enters 2027, and the jobs that wait for it run. */
async function enterYear(): Promise<void> {
  await enter2027(city)
  for (const job of [noticesJobs.dateTasks, gridJobs['grid.dateAcknowledgements']])
    await asProgram(city.app.platform, async (context) => job?.run(context, {}))
}

let noticeId: string
let waits: string
test('it is issued; what is to be counted has no day yet and stands behind what has one', async () => {
  noticeId = await issued()
  const rows = (await city.ok('countyOfficeA', notices.listTasks, { noticeId })).rows
  expect(rows.map(({ product, dueOn }) => [product, dueOn])).toEqual([
    ['sweep', '2027-02-01'],
    ['workPlan', null],
  ])
  waits = rows[1]?.id ?? ''
  expect(await limitsOf(waits)).toEqual([])
  const { waiting } = await city.ok('countyOfficeA', platform.listLimitsOf, { subjectId: waits })
  expect(waiting).toMatchObject([{ kind: 'limit.taskDefault', days: 10, dayKind: 'working' }])
})

test('its lists go on over pages', async () => {
  const first = await city.ok('cityOffice', notices.listTasks, { noticeId, limit: 3 })
  const second = await city.ok('cityOffice', notices.listTasks, { noticeId, limit: 3, after: first.next ?? undefined })
  expect([first, second].map(({ rows }) => rows.map(({ dueOn }) => dueOn))).toEqual([
    ['2027-02-01', '2027-02-01', null],
    [null],
  ])
})

test('a product is handed in and returned meanwhile, and its task goes on waiting', async () => {
  await deliver(waits)
  await city.ok('cityOffice', notices.returnTask, { id: waits, reason: '缺少部门分工' })
  expect(await city.ok('countyOfficeA', notices.getTask, { id: waits })).toMatchObject({
    status: 'returned',
    dueOn: null,
  })
})

test('one that is withdrawn leaves nothing behind that would begin later', async () => {
  const id = await issued()
  await city.ok('cityOffice', notices.withdrawNotice, { id, reason: '另行通知' })
  const left = await city.asOwner(
    `select w.id from time_limits_waiting w left join tasks t on t.id = w.subject_id left join notice_addressees d on d.id = w.subject_id
      where $1 in (t.notice_id, d.notice_id)`,
    [id],
  )
  expect(left).toEqual([])
})

test('once the year is entered task, receipt and confirmation have their days, counted from the day of issue', async () => {
  await city.goTo('2027-01-19T02:00:00Z')
  const late = (await city.ok('cityOffice', notices.listTasks, { noticeId })).rows.find(
    ({ dueOn, ownerAreaId }) => dueOn === null && ownerAreaId === areas.countyA.id,
  )
  await deliver(late?.id ?? '')
  await enterYear()
  // ten working days after Wednesday the 30th, New Year's Day left out
  const task = await city.ok('countyOfficeA', notices.getTask, { id: waits })
  expect(task.dueOn).toBe('2027-01-14')
  // what was handed in after it is late for good, what came before is not
  expect(task.products.map((product) => product.late)).toEqual([true, false])
  const others = (await city.ok('countyOfficeB', notices.listTasks, { noticeId })).rows
  expect(await limitsOf(others.find(({ product }) => product === 'workPlan')?.id ?? '')).toEqual([
    'limit.taskDefault 2027-01-14',
  ])
  const { addresseeRows } = await city.ok('cityOffice', notices.getNotice, { id: noticeId })
  expect(await limitsOf(addresseeRows[0]?.id ?? '')).toEqual(['limit.noticeReceipt 2027-01-04'])
  const spots = await city.ok('cityOffice', gridContract.listBlindSpots, { areaId: 1, kind: 'unacknowledged' })
  expect(spots.rows.filter((row) => row.noticeId === noticeId).map((row) => row.areaId)).toEqual([2, 3])
})
