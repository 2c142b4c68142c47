import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { supervisionContract as supervision } from './contract.ts'

let city: Test
const start = '2018-03-05T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: '2018-04-20T02:00:00Z' })
  city.setNow(start)
})
afterAll(() => city.close())

const proposal = { areaId: areas.countyA.id, grounds: 'overdue', facts: '两项任务逾期未交。' } as const
const call = { talkAt: '2018-03-08T01:30:00Z', place: '市政府二号会议室', attendees: '甲区分管负责人、经信局负责人' }
const minutes = {
  heldOn: '2018-03-08',
  present: '市化解办主任，甲区分管负责人',
  problem: '工作方案迟报，两镇未落实网格员。',
  explanation: '人员调整所致，已补配。',
  demands: [{ text: '补报工作方案', dueOn: '2018-03-20' }],
  commitment: '按期整改到位。',
}
const propose = async () => {
  city.setNow(start)
  return city.ok('cityOffice', supervision.proposeSummons, proposal)
}
const told = async () => {
  const { id } = await propose()
  await city.ok('cityOfficeDeputy', supervision.approveSummons, { id })
  return { id, ...(await city.ok('cityOffice', supervision.notifySummons, { id, ...call })) }
}
const minuted = async () => {
  const { id, number } = await told()
  city.setNow('2018-03-09T02:00:00Z')
  await city.ok('cityOffice', supervision.recordMinutes, { id, ...minutes })
  return { id, number }
}
const limitsOf = async (id: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })).rows.map((row) => [
    row.kind,
    row.dueOn,
    row.status,
  ])

describe('a summons', () => {
  test('is for an office above whom it summons', async () => {
    expect(await city.refused('countyOfficeA', supervision.proposeSummons, proposal)).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', supervision.proposeSummons, proposal)).toMatch(/not-permitted|not-found/)
    expect(await city.refused('officerA1', supervision.proposeSummons, proposal)).toBe('not-permitted')
  })

  test('is decided by another than who proposed it, and heard of by nobody below before', async () => {
    const { id } = await propose()
    expect(await city.refused('cityOffice', supervision.approveSummons, { id })).toBe('not-permitted')
    expect(await city.refused('countyOfficeA', supervision.getSummons, { id })).toBe('not-found')
    expect((await city.ok('countyOfficeA', platform.listEventsOf, { subjectId: id })).rows).toEqual([])
    expect(await city.refused('cityOffice', supervision.notifySummons, { id, ...call })).toBe('wrong-state')
    await city.ok('cityOfficeDeputy', supervision.declineSummons, { id, reason: '先书面提醒' })
    expect(await city.refused('cityOfficeDeputy', supervision.approveSummons, { id })).toBe('wrong-state')
    expect(await city.ok('cityOffice', supervision.getSummons, { id })).toMatchObject({
      status: 'declined',
      declineReason: '先书面提醒',
    })
    expect(await city.eventsOf(id)).toEqual(['summons.proposed', 'summons.declined'])
  })

  test('keeps why this place was picked: figures with their instant and digest', async () => {
    const { id } = await propose()
    const record = await city.ok('cityOffice', supervision.getSummons, { id })
    expect(record).toMatchObject({ intact: true, asOf: '2018-03-05T02:00:00.000Z', grounds: 'overdue' })
    await expect(city.asOwner(`update summons set figures = '{}' where id = $1`, [id])).rejects.toThrow(
      'after the fact',
    )
  })

  test('goes from the notice over the talk to a verified answer, with its limits and papers', async () => {
    const { id, number } = await told()
    expect(number).toMatch(/^测化解办〔2018〕\d+号$/)
    expect(await city.ok('countyOfficeA', supervision.getSummons, { id })).toMatchObject({ status: 'notified', number })
    expect(await city.refused('countyOfficeA', supervision.recordMinutes, { id, ...minutes })).toBe('not-permitted')
    expect(await city.refused('cityOffice', supervision.recordMinutes, { id, ...minutes })).toBe('talk-not-held')
    city.setNow('2018-03-09T02:00:00Z')
    expect(
      await city.refused('cityOffice', supervision.recordMinutes, {
        id,
        ...minutes,
        demands: [{ text: '补报', dueOn: '2018-03-01' }],
      }),
    ).toBe('demand-before-talk')
    await city.ok('cityOffice', supervision.recordMinutes, { id, ...minutes })
    // 30 calendar days after 8 March 2018 end on Saturday 7 April, in the holiday, and roll on to the next working day
    expect(await limitsOf(id)).toEqual([
      ['limit.summonsMinutes', '2018-03-15', 'done'],
      ['limit.summonsReport', expect.stringMatching(/^2018-04-0[78]$/), 'due'],
    ])
    expect(await city.refused('cityOffice', supervision.answerSummons, { id, answer: '已整改', fileId: null })).toBe(
      'not-permitted',
    )
    city.setNow('2018-03-28T02:00:00Z')
    await city.ok('countyOfficeA', supervision.answerSummons, { id, answer: '已补报。', fileId: null })
    await city.ok('cityOffice', supervision.returnAnswer, { id, reason: '缺少佐证' })
    await city.ok('countyOfficeA', supervision.answerSummons, { id, answer: '已补报，附件为证。', fileId: null })
    expect(await city.refused('countyOfficeA', supervision.verifySummons, { id, findings: '属实' })).toBe(
      'not-permitted',
    )
    await city.ok('cityOffice', supervision.verifySummons, { id, findings: '现场核实，整改属实。' })
    expect(await city.refused('cityOffice', supervision.returnAnswer, { id, reason: '再改' })).toBe('wrong-state')
    const record = await city.ok('countyOfficeA', supervision.getSummons, { id })
    expect(record).toMatchObject({
      status: 'verified',
      answers: 2,
      findings: '现场核实，整改属实。',
      returnReason: null,
    })
    expect(new Set((await limitsOf(id)).map(([, , status]) => status))).toEqual(new Set(['done']))
    expect(await city.eventsOf(id)).toEqual([
      'summons.proposed',
      'summons.approved',
      'summons.notified',
      'summons.minuted',
      'summons.answered',
      'summons.returned',
      'summons.answered',
      'summons.verified',
    ])
    for (const paper of ['notice', 'minutes'] as const)
      for (const format of ['docx', 'pdf'] as const)
        expect((await city.call('countyOfficeA', supervision.downloadSummons, { id, paper, format })).status).toBe(200)
    expect(await city.refused('countyOfficeB', supervision.getSummons, { id })).toBe('not-found')
  })

  test('that is answered late stays late for good', async () => {
    const { id } = await minuted()
    city.setNow('2018-04-20T02:00:00Z')
    await city.ok('countyOfficeA', supervision.answerSummons, { id, answer: '迟报。', fileId: null })
    expect((await limitsOf(id)).find(([kind]) => kind === 'limit.summonsReport')?.[2]).toBe('doneLate')
  })

  test('tells the office of the summoned place that there is a matter', async () => {
    const { id, number } = await told()
    const rows = await city.asOwner<{ official_id: string; number: string }>(
      `select official_id, number from messages where matter_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ official_id: city.persons.countyOfficeA.officialId, number }])
  })

  test('is not held in the past', async () => {
    const { id } = await propose()
    await city.ok('cityOfficeDeputy', supervision.approveSummons, { id })
    expect(
      await city.refused('cityOffice', supervision.notifySummons, { id, ...call, talkAt: '2018-03-01T01:30:00Z' }),
    ).toBe('talk-in-the-past')
  })
})
