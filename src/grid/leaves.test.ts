/** A holder is on leave: entered by himself or from above, the substitute stands in, and where nobody does it is a blind spot from the first day. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { liveThrough } from '../../test/supervision-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { noticesContract as notices } from '../notices/contract.ts'
import { exampleDraft } from '../notices/examples.ts'
import type { Demand } from '../notices/notice.ts'
import { boardData } from './board.ts'
import { gridContract as grid } from './contract.ts'

let city: Test
const day = (date: string) => city.goTo(`${date}T02:00:00Z`)
beforeAll(async () => {
  city = await openTest({ now: '2018-02-09T02:00:00Z' })
})
beforeEach(() => day('2018-02-09'))
afterAll(() => city.close())

const appointmentOf = async (person: PersonKey, areaId: number, asOf?: string) => {
  const { rows } = await city.ok('cityOffice', grid.listAppointments, { areaId, asOf })
  const held = rows.find((row) => row.officialName === person && row.areaId === areaId)
  if (!held) throw new Error(`${person} holds no post in ${areaId}`)
  return held
}
const spotsOf = async (kind: 'onLeave' | 'vacancy', asOf?: string) =>
  (await city.ok('countyOfficeA', grid.listBlindSpots, { areaId: areas.townshipA.id, kind, asOf })).rows.map(
    (row) => `${row.areaName} ${row.post} ${row.officialName}`,
  )
const ruleSays = (told: 'both' | 'substitute') =>
  city.asOwner(`update rules set value = $1 where key = 'leave.substitution'`, [{ told }])

describe('a leave', () => {
  test('is entered by the holder, or by whoever appoints; by nobody else', async () => {
    const { id } = await appointmentOf('gridWorkerA1', areas.villageA1.id)
    const week = { id, fromOn: '2018-02-12', toOn: '2018-02-14' }
    for (const person of ['gridWorkerB', 'townshipLeaderB', 'countyOfficeB'] as const)
      expect(await city.refused(person, grid.enterLeave, week)).toMatch(/not-(found|permitted)/)
    expect(await city.refused('officerA1', grid.enterLeave, week)).toBe('not-permitted')
    const entered = await city.ok('gridWorkerA1', grid.enterLeave, week)
    expect(entered.leave).toMatchObject({ fromOn: '2018-02-12', toOn: '2018-02-14' })
    expect(await city.refused('townshipLeaderA', grid.enterLeave, week)).toBe('leave-already')
    await city.ok('townshipLeaderA', grid.enterLeave, { id, fromOn: '2018-02-15', toOn: '2018-02-16' })
    expect((await city.eventsOf(id)).slice(-2)).toEqual(['appointment.leaveEntered', 'appointment.leaveEntered'])
  })

  test('is not entered afterwards, backwards, or for days on which nothing is held', async () => {
    const { id } = await appointmentOf('gridWorkerA1', areas.villageA1.id)
    const refused = (fromOn: string, toOn: string) =>
      city.refused('gridWorkerA1', grid.enterLeave, { id, fromOn, toOn })
    expect(await refused('2018-02-08', '2018-03-09')).toBe('leave-in-the-past')
    expect(await refused('2018-03-09', '2018-03-08')).toBe('term-reversed')
    await city.asOwner(`update appointments set valid_to = '2018-12-31' where id = $1`, [id])
    expect(await refused('2018-12-31', '2019-01-01')).toBe('leave-outside-term')
    await city.asOwner('update appointments set valid_to = null where id = $1', [id])
  })

  test('where nobody stands in is a blind spot from its first day to its last, on any day that is looked at', async () => {
    expect(await spotsOf('onLeave', '2018-02-11')).toEqual([])
    expect(await spotsOf('onLeave', '2018-02-12')).toEqual(['甲一村 gridWorker gridWorkerA1'])
    expect(await spotsOf('onLeave', '2018-02-16')).toEqual(['甲一村 gridWorker gridWorkerA1'])
    expect(await spotsOf('onLeave', '2018-02-17')).toEqual([])
    // he is still appointed
    expect(await spotsOf('vacancy', '2018-02-12')).not.toContainEqual(expect.stringContaining('甲一村 gridWorker'))
    const asOf = '2018-02-12'
    const { rows } = await city.ok('countyOfficeA', grid.countBlindSpots, { areaId: areas.townshipA.id, asOf })
    expect(rows.find((row) => row.areaId === areas.villageA1.id)?.onLeave).toBe(1)
  })

  test('in which nobody stands in is chased where somebody can be appointed', async () => {
    await day('2018-02-12')
    const { id } = await appointmentOf('gridWorkerA1', areas.villageA1.id)
    const spot = { areaId: areas.villageA1.id, kind: 'onLeave', post: 'gridWorker', appointmentId: id } as const
    expect((await city.ok('countyOfficeA', grid.chaseBlindSpot, spot)).toName).toBe('townshipLeaderA')
  })

  test('ends early on the day he is back, and what was before stays as it was', async () => {
    await day('2018-02-14')
    const { id } = await appointmentOf('gridWorkerA1', areas.villageA1.id)
    await city.ok('gridWorkerA1', grid.endLeave, { id })
    expect(await spotsOf('onLeave', '2018-02-13')).toEqual(['甲一村 gridWorker gridWorkerA1'])
    expect(await spotsOf('onLeave', '2018-02-14')).toEqual([])
    // the one to come is called off
    await city.ok('townshipLeaderA', grid.endLeave, { id })
    expect(await spotsOf('onLeave', '2018-02-15')).toEqual([])
    expect(await city.refused('gridWorkerA1', grid.endLeave, { id })).toBe('wrong-state')
    await day('2018-02-20')
    expect((await appointmentOf('gridWorkerA1', areas.villageA1.id, '2018-02-13')).leave).toMatchObject({
      fromOn: '2018-02-12',
    })
    expect((await appointmentOf('gridWorkerA1', areas.villageA1.id, '2018-02-14')).leave).toBeNull()
  })
})

describe('a substitute', () => {
  let noticeId: string
  beforeAll(async () => {
    await day('2018-02-09')
    await city.ok('townshipLeaderA', grid.appoint, {
      areaId: areas.villageA1.id,
      post: 'substitute',
      officialId: city.persons.gridWorkerA2.officialId,
      phone: '13900000002',
      validFrom: '2018-02-09',
      source: '任〔2018〕9号',
    })
    const { id } = await appointmentOf('gridWorkerA1', areas.villageA1.id)
    await city.ok('townshipLeaderA', grid.enterLeave, { id, fromOn: '2018-03-10', toOn: '2018-03-14' })
    noticeId = await issued('2018-03-15')
  })

  async function issued(dueOn: string): Promise<string> {
    const draft = exampleDraft(city.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }])
    const owned = { paragraph: 1, title: '报送材料', product: 'other', dueOn, days: null, dayKind: 'calendar' } as const
    const demand: Demand = { ...owned, of: 'post', level: 'village', post: 'gridWorker' }
    const notice = await city.ok('cityOffice', notices.draftNotice, { ...draft, demands: [demand] })
    await city.ok('cityOffice', notices.issueNotice, notice)
    return notice.id
  }
  const remindedOn = async (date: string) =>
    (
      await city.asOwner<{ name: string }>(
        `select o.name from tasks t join time_limits l on l.subject_id = t.id join limit_steps s on s.limit_id = l.id
           join limit_tellings x on x.step_id = s.id join officials o on o.id = x.official_id
          where t.notice_id = $1 and t.owner_area_id = 6 and s.for_day = $2 order by o.name`,
        [noticeId, date],
      )
    ).map(({ name }) => name)
  const deliveredTo = async (id: string) =>
    (
      await city.asOwner<{ name: string }>(
        `select o.name from notice_addressees d join messages m on m.matter_id = d.id join officials o on o.id = m.official_id
          where d.notice_id = $1 and d.area_id = 6 and m.channel = 'inApp' order by o.name`,
        [id],
      )
    ).map(({ name }) => name)

  test('is no blind spot, and not one who is on leave himself', async () => {
    expect(await spotsOf('onLeave', '2018-03-12')).toEqual([])
    const { id } = await appointmentOf('gridWorkerA2', areas.villageA1.id)
    await city.ok('gridWorkerA2', grid.enterLeave, { id, fromOn: '2018-03-13', toOn: '2018-03-13' })
    expect(await spotsOf('onLeave', '2018-03-13')).toEqual(['甲一村 gridWorker gridWorkerA1'])
  })

  test('is reminded beside the holder, or alone where the rule says so; nobody else than the holder before and after', async () => {
    await liveThrough(city, '2018-03-11', '2018-03-12')
    expect(await remindedOn('2018-03-12')).toEqual(['gridWorkerA1', 'gridWorkerA2'])
    await ruleSays('substitute')
    await liveThrough(city, '2018-03-13', '2018-03-14')
    expect(await remindedOn('2018-03-14')).toEqual(['gridWorkerA2'])
    await liveThrough(city, '2018-03-15', '2018-03-15')
    expect(await remindedOn('2018-03-15')).toEqual(['gridWorkerA1'])
    await ruleSays('both')
  })

  test('has what is delivered in that time, beside the holder or alone', async () => {
    await day('2018-03-12')
    expect(await deliveredTo(await issued('2018-04-15'))).toEqual(['gridWorkerA1', 'gridWorkerA2'])
    await ruleSays('substitute')
    expect(await deliveredTo(await issued('2018-04-15'))).toEqual(['gridWorkerA2'])
    await ruleSays('both')
  })

  test('is chased for what the holder would be', async () => {
    await city.asOwner('update appointments set phone = null where official_id = $1 and area_id = 6', [
      city.persons.gridWorkerA1.officialId,
    ])
    const { id } = await appointmentOf('gridWorkerA1', areas.villageA1.id)
    const spot = { areaId: areas.villageA1.id, kind: 'noPhone', post: 'gridWorker', appointmentId: id } as const
    await day('2018-03-12')
    expect((await city.ok('townshipLeaderA', grid.chaseBlindSpot, spot)).toName).toBe('gridWorkerA2')
    await day('2018-03-19')
    expect((await city.ok('townshipLeaderA', grid.chaseBlindSpot, spot)).toName).toBe('gridWorkerA1')
  })

  test('acts in the place, and the event says who did it and for which post; in his own place nothing is added', async () => {
    await day('2018-03-12')
    const { addresseeRows } = await city.ok('cityOffice', notices.getNotice, { id: noticeId })
    const sign = (areaId: number) =>
      city.ok('gridWorkerA2', notices.confirmReceipt, {
        id: addresseeRows.find((row) => row.areaId === areaId)?.id ?? '',
      })
    await sign(areas.villageA1.id)
    await sign(areas.villageA2.id)
    const found = await city.asOwner<{ path: string; changed: object; actor: string }>(
      `select e.area_path as path, e.changed, o.name as actor from events e join officials o on o.id = e.actor_id
        where e.subject_id = $1 and e.kind = 'notice.received' order by e.id`,
      [noticeId],
    )
    expect(found).toMatchObject([
      { path: areas.villageA1.path, actor: 'gridWorkerA2', changed: { actsFor: { post: 'gridWorker', areaId: 6 } } },
      { path: areas.villageA2.path, actor: 'gridWorkerA2' },
    ])
    expect(found[1]?.changed).not.toHaveProperty('actsFor')
  })

  test('stands on the board beside whoever is on leave', async () => {
    const { rows: chain } = await city.ok('townshipLeaderA', grid.getChain, {
      areaId: areas.villageA1.id,
      asOf: '2018-03-12',
    })
    const paper = {
      areaName: '甲一村',
      chain,
      phones: [],
      printedBy: '甲镇',
      place: '村口',
      day: '2018-03-12',
      address: '',
      size: 'a4',
      demo: false,
    } as const
    expect(boardData(paper).holders).toContainEqual([
      '甲一村',
      '网格员',
      'gridWorkerA1（离岗，由gridWorkerA2代）',
      '日常巡查、记录、报告',
    ])
  })
})
