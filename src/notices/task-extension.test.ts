/** More time for a task: asked for in time, decided by whoever judges it, and kept beside the day of before. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { noticesContract as notices } from './contract.ts'
import { exampleDraft } from './examples.ts'

let city: Test
const issueDay = '2018-02-08T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: issueDay })
})
beforeEach(() => city.goTo(issueDay))
afterAll(() => city.close())

/** A task of county A from the city, or of its township from the county; due on Thursday 15 March 2018. */
async function issuedTask(from: 'cityOffice' | 'countyOfficeA' = 'cityOffice') {
  const owner = from === 'cityOffice' ? areas.countyA : areas.townshipA
  const draft = exampleDraft(city.agencies[from], [{ areaId: owner.id, agencyId: null }])
  const { id } = await city.ok(from, notices.draftNotice, {
    ...draft,
    demands: draft.demands.slice(0, 1).map((one) => ({ ...one, dueOn: '2018-03-15', days: null })),
  })
  await city.ok(from, notices.issueNotice, { id })
  const { rows } = await city.ok(from, notices.listTasks, { noticeId: id })
  return { noticeId: id, taskId: rows[0]?.id ?? '' }
}
const file = (person: PersonKey) =>
  city.upload(person, areas.countyA.id, 'document', 'a.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
const handIn = async (taskId: string, person: PersonKey = 'countyOfficeA') =>
  city.ok(person, notices.deliverTask, { id: taskId, fileId: await file(person) })
const limitsOf = async (subjectId: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId })).rows.map(({ kind, dueOn, status }) => ({
    kind,
    dueOn,
    status,
  }))
const heldBy = async (subjectId: string) =>
  (await city.asOwner('select holder_agency_id as agency from time_limits where subject_id = $1', [subjectId]))[0]
const getTask = (id: string, person: PersonKey = 'cityOffice') => city.ok(person, notices.getTask, { id })
const ask = (id: string, until = '2018-03-30', person: PersonKey = 'countyOfficeA') =>
  city.ok(person, notices.askTaskExtension, { id, until, reason: '机构调整' })

describe('more time for a task', () => {
  test('is asked for by the owner and given by the office that judges: the last day moves, and what was before is kept', async () => {
    const { taskId } = await issuedTask()
    const { id, until } = await ask(taskId)
    expect(until).toBe('2018-03-30')
    expect(await limitsOf(id)).toEqual([{ kind: 'limit.taskExtension', dueOn: '2018-02-11', status: 'soon' }])
    expect(await heldBy(id)).toEqual({ agency: city.agencies.cityOffice })
    expect(await getTask(taskId)).toMatchObject({ dueOn: '2018-03-15', extensions: [{ state: 'asked', until }] })
    expect(await city.ok('cityOffice', notices.approveTaskExtension, { id: taskId })).toEqual({ dueOn: '2018-03-30' })
    expect(await getTask(taskId, 'countyOfficeA')).toMatchObject({
      dueOn: '2018-03-30',
      extensions: [{ state: 'approved', dueOn: '2018-03-15', reason: '机构调整', decidedBy: 'cityOffice' }],
    })
    expect(await limitsOf(taskId)).toMatchObject([{ dueOn: '2018-03-30' }])
    expect(await limitsOf(id)).toMatchObject([{ status: 'done' }])
    expect((await city.eventsOf(taskId)).slice(-2)).toEqual(['task.extensionAsked', 'task.extended'])
    const told = await city.asOwner(
      `select o.name, m.channel, m.status from messages m join officials o on o.id = m.official_id where m.matter_id = $1 and m.occasion = $2`,
      [taskId, `extension.${id}`],
    )
    expect(told).toEqual([{ name: 'countyOfficeA', channel: 'inApp', status: 'sent' }])
    await city.goTo('2018-03-28T02:00:00Z')
    await handIn(taskId)
    expect((await getTask(taskId)).products[0]).toMatchObject({ late: false })
  })

  test('that ends on a day off runs to the next working day, and the asker is told which', async () => {
    const { taskId } = await issuedTask()
    // Saturday 31 March 2018; 5 to 7 April are the Qingming holiday, 8 April a make-up Sunday
    expect(await ask(taskId, '2018-03-31')).toMatchObject({ until: '2018-04-02' })
    await city.ok('cityOffice', notices.refuseTaskExtension, { id: taskId, reason: '时间过长' })
    expect(await ask(taskId, '2018-04-05')).toMatchObject({ until: '2018-04-08' })
  })

  test('is refused with reasons, the day stays, and may be asked for again', async () => {
    const { taskId } = await issuedTask()
    await ask(taskId)
    expect(
      await city.refused('countyOfficeA', notices.askTaskExtension, {
        id: taskId,
        until: '2018-04-10',
        reason: '再延',
      }),
    ).toBe('extension-asked')
    await city.ok('cityOffice', notices.refuseTaskExtension, { id: taskId, reason: '理由不充分' })
    expect(await getTask(taskId)).toMatchObject({
      dueOn: '2018-03-15',
      extensions: [{ state: 'refused', answer: '理由不充分' }],
    })
    expect(await city.refused('cityOffice', notices.approveTaskExtension, { id: taskId })).toBe('wrong-state')
    await ask(taskId)
  })

  test('comes too late after the last day, for whoever asks and for whoever decides', async () => {
    const { taskId } = await issuedTask()
    await ask(taskId)
    await city.goTo('2018-03-16T02:00:00Z')
    expect(await city.refused('cityOffice', notices.approveTaskExtension, { id: taskId })).toBe('limit-expired')
    await city.ok('cityOffice', notices.refuseTaskExtension, { id: taskId, reason: '已过期限' })
    expect(
      await city.refused('countyOfficeA', notices.askTaskExtension, {
        id: taskId,
        until: '2018-04-10',
        reason: '再延',
      }),
    ).toBe('limit-expired')
  })

  test('is no later than what is there: refused', async () => {
    const { taskId } = await issuedTask()
    expect(
      await city.refused('countyOfficeA', notices.askTaskExtension, {
        id: taskId,
        until: '2018-03-15',
        reason: '延期',
      }),
    ).toBe('extension-no-later')
  })

  test('lapses when the product comes first, and with the notice', async () => {
    const { taskId } = await issuedTask()
    const { id } = await ask(taskId)
    await handIn(taskId)
    expect((await getTask(taskId)).extensions).toMatchObject([{ state: 'dropped', decidedBy: null }])
    expect(await limitsOf(id)).toMatchObject([{ status: 'ended' }])
    expect(
      await city.refused('countyOfficeA', notices.askTaskExtension, {
        id: taskId,
        until: '2018-04-10',
        reason: '延期',
      }),
    ).toBe('wrong-state')
    const second = await issuedTask()
    const asked = await ask(second.taskId)
    await city.ok('cityOffice', notices.withdrawNotice, { id: second.noticeId, reason: '文件有误' })
    expect((await getTask(second.taskId)).extensions).toMatchObject([{ state: 'dropped' }])
    expect(await limitsOf(asked.id)).toMatchObject([{ status: 'ended' }])
  })

  test('is asked for by nobody but the owner, and decided by nobody but the level that judges', async () => {
    const { taskId } = await issuedTask()
    const question = { id: taskId, until: '2018-03-30', reason: '延期' }
    expect(await city.refused('cityOffice', notices.askTaskExtension, question)).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', notices.askTaskExtension, question)).toBe('not-found')
    await ask(taskId)
    for (const operation of [notices.approveTaskExtension, notices.refuseTaskExtension] as const) {
      const input = { id: taskId, reason: '不同意' }
      expect(await city.refused('countyOfficeA', operation, input)).toBe('not-permitted')
      expect(await city.refused('countyOfficeB', operation, input)).toBe('not-found')
    }
    // of a county's own notice the county decides
    const own = await issuedTask('countyOfficeA')
    await ask(own.taskId, '2018-03-30', 'townshipLeaderA')
    await city.ok('countyOfficeA', notices.approveTaskExtension, { id: own.taskId })
  })

  test('is not asked for while the last day waits for the calendar of its year', async () => {
    await city.goTo('2026-12-10T02:00:00Z')
    const draft = exampleDraft(city.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }])
    const demands = draft.demands.slice(0, 1).map((one) => ({ ...one, dueOn: null, days: 30 }))
    const { id } = await city.ok('cityOffice', notices.draftNotice, { ...draft, demands })
    await city.ok('cityOffice', notices.issueNotice, { id })
    const { rows } = await city.ok('cityOffice', notices.listTasks, { noticeId: id })
    const question = { id: rows[0]?.id ?? '', until: '2027-03-30', reason: '机构调整' }
    expect(await city.refused('countyOfficeA', notices.askTaskExtension, question)).toBe('task-without-day')
  })
})
