import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { mayMove } from '../platform/shared/moves.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { supervisionContract as supervision } from './contract.ts'
import { meetingMoves, meetingStatuses } from './meeting.ts'

let city: Test
const start = '2018-03-05T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: '2018-04-20T02:00:00Z' })
  city.setNow(start)
})
afterAll(() => city.close())

const plan = () => ({
  subject: '“地条钢”排查工作督导会',
  cause: '排查进度不平衡。',
  agenda: ['甲区汇报', '市化解办通报情况'],
  summoned: [
    { areaId: areas.countyA.id, agencyId: null },
    { areaId: areas.countyB.id, agencyId: null },
    { areaId: areas.city.id, agencyId: city.agencies.powerCompany },
  ],
  citePick: false,
})
const call = { meetingAt: '2018-03-08T01:30:00Z', place: '市政府二号会议室' }
const planned = async (citePick = false) => {
  city.setNow(start)
  return city.ok('cityOffice', supervision.planMeeting, { ...plan(), citePick })
}
const told = async () => {
  const { id } = await planned()
  return { id, ...(await city.ok('cityOffice', supervision.notifyMeeting, { id, ...call })) }
}
const minutesOf = async (id: string) => {
  const { attendees } = await city.ok('cityOffice', supervision.getMeeting, { id })
  const ofA = attendees.find((one) => one.areaId === areas.countyA.id)?.id ?? ''
  return {
    id,
    heldOn: '2018-03-08',
    chair: '市化解办主任',
    proceedings: '各区汇报了进度。',
    attendance: [{ attendeeId: ofA, attendance: 'present' as const }],
    demands: [
      { areaId: areas.countyA.id, problem: '两镇未排查', demand: '补查', dueOn: '2018-03-20' },
      { areaId: areas.countyB.id, problem: '报告迟报', demand: '补报', dueOn: null },
    ],
  }
}

test('a meeting goes only the ways of its table', () => {
  const ways = meetingStatuses.map((status) => [
    status,
    Object.keys(meetingMoves).filter((name) => mayMove(meetingMoves, name, status)),
  ])
  expect(Object.fromEntries(ways)).toEqual({
    planned: ['notify', 'cancel'],
    notified: ['minute', 'cancel'],
    minuted: [],
    cancelled: [],
  })
})

describe('a meeting', () => {
  test('is called by an office of those below it', async () => {
    expect(await city.refused('countyOfficeA', supervision.planMeeting, plan())).toBe('not-permitted')
    expect(await city.refused('officerA1', supervision.planMeeting, plan())).toBe('not-permitted')
    const own = { ...plan(), summoned: [{ areaId: areas.countyA.id, agencyId: null }] }
    expect(await city.refused('countyOfficeA', supervision.planMeeting, own)).toBe('not-permitted')
    const below = { ...plan(), summoned: [{ areaId: areas.townshipA.id, agencyId: null }] }
    const { id } = await city.ok('countyOfficeA', supervision.planMeeting, below)
    expect(await city.refused('countyOfficeB', supervision.getMeeting, { id })).toBe('not-found')
    expect(await city.refused('countyOfficeB', supervision.notifyMeeting, { id, ...call })).toBe('not-found')
    // a county's meeting is not notified by the city in its place
    expect(await city.refused('cityOffice', supervision.notifyMeeting, { id, ...call })).toBe('not-permitted')
  })

  test('is heard of by nobody below before its notice', async () => {
    const { id } = await planned()
    expect(await city.refused('countyOfficeA', supervision.getMeeting, { id })).toBe('not-found')
    expect(
      await city.refused('cityOffice', supervision.notifyMeeting, { id, ...call, meetingAt: '2018-03-01T01:00:00Z' }),
    ).toBe('meeting-in-the-past')
    const { number } = await city.ok('cityOffice', supervision.notifyMeeting, { id, ...call })
    expect(number).toMatch(/^测化解办〔2018〕\d+号$/)
    expect(await city.refused('cityOffice', supervision.notifyMeeting, { id, ...call })).toBe('wrong-state')
    const seen = await city.ok('countyOfficeA', supervision.getMeeting, { id })
    // its own line alone
    expect(seen.attendees.map((one) => one.areaId)).toEqual([areas.countyA.id])
    expect(await city.refused('townshipLeaderA', supervision.getMeeting, { id })).toBe('not-found')
    const toldTo = await city.asOwner<{ official_id: string }>(
      'select official_id from messages where matter_id = $1',
      [id],
    )
    expect(new Set(toldTo.map((row) => row.official_id))).toEqual(
      new Set(
        [city.persons.countyOfficeA, city.persons.countyOfficeB, city.persons.powerLiaison].map((p) => p.officialId),
      ),
    )
  })

  test('is answered by whoever is summoned, for himself', async () => {
    const { id } = await told()
    const { attendees } = await city.ok('countyOfficeA', supervision.getMeeting, { id })
    const reply = { id, attendeeId: attendees[0]?.id ?? '', who: '分管副区长' }
    expect(await city.refused('cityOffice', supervision.getMeeting, { id: reply.attendeeId })).toBe('not-found')
    expect(await city.refused('countyOfficeB', supervision.replyToMeeting, reply)).toBe('not-found')
    expect(await city.refused('officerA1', supervision.replyToMeeting, reply)).toBe('not-permitted')
    await city.ok('countyOfficeA', supervision.replyToMeeting, reply)
    await city.ok('countyOfficeA', supervision.replyToMeeting, { ...reply, who: '区长' })
    const { rows } = await city.ok('cityOffice', supervision.listMeetings, {})
    expect(rows.find((row) => row.id === id)).toMatchObject({ summonedCount: 3, repliedCount: 1, status: 'notified' })
  })

  test('ends in numbered minutes whose demands are items of the ledger', async () => {
    const { id } = await told()
    const minutes = await minutesOf(id)
    expect(await city.refused('cityOffice', supervision.recordMeetingMinutes, minutes)).toBe('meeting-not-held')
    city.setNow('2018-03-09T02:00:00Z')
    // a row that it may not change is not found for it
    expect(await city.refused('countyOfficeA', supervision.recordMeetingMinutes, minutes)).toBe('not-found')
    const elsewhere = { ...minutes.demands[0]!, areaId: areas.townshipA.id }
    expect(
      await city.refused('cityOffice', supervision.recordMeetingMinutes, { ...minutes, demands: [elsewhere] }),
    ).toBe('not-summoned')
    const early = { ...minutes.demands[0]!, dueOn: '2018-03-01' }
    expect(await city.refused('cityOffice', supervision.recordMeetingMinutes, { ...minutes, demands: [early] })).toBe(
      'demand-before-meeting',
    )
    const { number, itemIds } = await city.ok('cityOffice', supervision.recordMeetingMinutes, minutes)
    expect(await city.refused('cityOffice', supervision.recordMeetingMinutes, minutes)).toBe('wrong-state')
    const items = await city.ok('cityOffice', supervision.listRectifications, { sourceId: id })
    expect(items.rows.map((row) => [row.areaId, row.source, row.sourceNumber, row.dueOn]).sort()).toEqual([
      [areas.countyA.id, 'meeting', number, '2018-03-20'],
      [areas.countyB.id, 'meeting', number, '2018-04-08'],
    ])
    expect(items.rows.map((row) => row.id).sort()).toEqual([...itemIds].sort())
    const record = await city.ok('cityOffice', supervision.getMeeting, { id })
    expect(record.attendees.map((one) => [one.areaId, one.attendance]).sort()).toEqual([
      [areas.city.id, 'absent'],
      [areas.countyA.id, 'present'],
      [areas.countyB.id, 'absent'],
    ])
    const limits = (await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })).rows
    expect(limits.map((row) => [row.kind, row.dueOn, row.status])).toEqual([
      ['limit.meetingMinutes', '2018-03-15', 'done'],
    ])
    for (const paper of ['notice', 'minutes'] as const)
      for (const format of ['docx', 'pdf'] as const)
        expect((await city.call('countyOfficeA', supervision.downloadMeeting, { id, paper, format })).status).toBe(200)
    expect(await city.eventsOf(id)).toEqual(['meeting.planned', 'meeting.notified', 'meeting.minuted'])
    await expect(city.asOwner(`update meetings set minutes = '{}' where id = $1`, [id])).rejects.toThrow(
      'after the fact',
    )
  })

  test('is cancelled with reasons, and those who were told are told', async () => {
    const { id } = await told()
    expect(await city.refused('countyOfficeA', supervision.cancelMeeting, { id, reason: '不开' })).toBe('not-found')
    await city.ok('cityOfficeDeputy', supervision.cancelMeeting, { id, reason: '改为约谈' })
    expect(await city.refused('cityOffice', supervision.recordMeetingMinutes, await minutesOf(id))).toBe('wrong-state')
    const occasions = await city.asOwner<{ occasion: string }>(
      'select distinct occasion from messages where matter_id = $1 order by 1',
      [id],
    )
    expect(occasions.map((row) => row.occasion)).toEqual(['cancel', 'notice'])
  })
})

describe('why a place was picked', () => {
  test('is told with every figure and its threshold, to whoever stands above it', async () => {
    city.setNow(start)
    const found = await city.ok('cityOffice', supervision.listPicks, {})
    expect(found.rows.map((row) => row.areaName).sort()).toEqual(['乙区', '甲区'])
    for (const { grounds } of found.rows)
      expect(
        grounds.every((one) => one.atLeast > 0 && one.reached === (one.value !== null && one.value >= one.atLeast)),
      ).toBe(true)
    // nobody has looked at anything yet: silence and sweeps are unknown, not clean
    const unknown = found.rows[0]?.grounds.filter((one) => one.value === null).map((one) => one.key)
    expect(unknown?.sort()).toEqual(['foundByOthers', 'silentMonths', 'unvisitedVillages'])
    expect((await city.ok('countyOfficeA', supervision.listPicks, {})).rows.map((row) => row.areaName).sort()).toEqual([
      '甲一镇',
      '甲二镇',
    ])
    expect(await city.refused('countyOfficeA', supervision.listPicks, { areaId: areas.countyB.id })).toBe('not-found')
    expect(await city.refused('townshipLeaderA', supervision.listPicks, {})).toBe('not-permitted')
  })

  test('counts exactly the rows of the list behind it', async () => {
    city.setNow('2018-04-18T02:00:00Z')
    const { rows } = await city.ok('cityOffice', supervision.listPicks, {})
    const ofB = rows.find((row) => row.areaId === areas.countyB.id)
    const overdue = ofB?.grounds.find((one) => one.key === 'overdueRectifications')
    const list = await city.ok('cityOffice', supervision.listPickedFigure, {
      figure: 'overdueRectifications',
      areaId: areas.countyB.id,
    })
    expect(overdue).toMatchObject({ value: 1, reached: true, standing: 'inferred' })
    expect(list.rows.map((row) => [row.recordKind, row.areaName])).toEqual([['rectification', '乙区']])
  })

  test('is kept with the meeting that cites it, and shown to each of its own place', async () => {
    const { id } = await planned(true)
    const { picks } = await city.ok('cityOffice', supervision.getMeeting, { id })
    expect(picks.map((one) => one.areaId).sort()).toEqual([areas.countyA.id, areas.countyB.id])
    await city.ok('cityOffice', supervision.notifyMeeting, { id, ...call })
    const seen = await city.ok('countyOfficeA', supervision.getMeeting, { id })
    expect(seen.picks.map((one) => one.areaId)).toEqual([areas.countyA.id])
  })
})

test('a county of which too little is known has no place in the ranking, with the reason', async () => {
  city.setNow(start)
  const { rows, formula } = await city.ok('cityOffice', supervision.getRanking, {})
  expect(rows.map((row) => [row.place, row.why])).toEqual([
    [null, 'nobodyLooked'],
    [null, 'nobodyLooked'],
  ])
  expect(formula).toMatchObject({ standing: 'inferred', missingCounts: 2 })
  expect(await city.refused('countyOfficeA', supervision.getRanking, { areaId: areas.countyB.id })).toBe('not-found')
})
