import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { photo } from '../../test/ledger.ts'
import { areas } from '../../test/world.ts'
import { mayMove } from '../platform/shared/moves.ts'
import { officialDocument } from '../platform/shared/official-document.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { publicityContract as publicity } from '../publicity/contract.ts'
import { supervisionContract as supervision } from './contract.ts'
import { rectificationMoves, rectificationStatuses } from './rectification.ts'
import { rectificationDocument } from './rectification-document.ts'

let city: Test
let evidence = ''
const start = '2018-03-05T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: '2018-05-20T02:00:00Z' })
  city.setNow(start)
  evidence = await city.upload('countyOfficeA', areas.countyA.id, 'evidence', 'a.jpg', await photo())
})
afterAll(() => city.close())

const finding = {
  areaId: areas.countyA.id,
  sourceNumber: '省督查反馈第3项',
  problem: '两镇未落实网格员。',
  demand: '补齐网格员并公布名单。',
  dueOn: null,
}
type Finding = { areaId?: number; dueOn?: string | null }
const raise = async (over: Finding = {}) => {
  city.setNow(start)
  return city.ok('cityOffice', supervision.raiseRectification, { ...finding, ...over })
}
const answered = async () => {
  const { id } = await raise()
  await city.ok('countyOfficeA', supervision.answerRectification, { id, answer: '已补齐。', fileIds: [evidence] })
  return id
}
const accepted = async () => {
  const id = await answered()
  await city.ok('cityOffice', supervision.acceptRectification, { id, findings: '抽查四村，名单属实。' })
  return id
}
const words = { problem: '部分村未落实网格员', result: '网格员已全部落实并公布' }
const publicised = async () => {
  const id = await accepted()
  const { publicUntil } = await city.ok('cityOffice', supervision.publiciseRectification, { id, ...words })
  return { id, publicUntil }
}
const limitsOf = async (id: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })).rows.map((row) => [
    row.kind,
    row.dueOn,
    row.status,
  ])
const publicIds = async () => (await city.ok(null, publicity.listRectifications, {})).rows.map((row) => row.id)

test('an item is an official document, as Word and as PDF, with what was answered and found; not for another county', async () => {
  const id = await accepted()
  for (const [format, begins] of Object.entries({ docx: 'PK', pdf: '%PDF' })) {
    const paper = await city.call('countyOfficeA', supervision.downloadRectification, { id, format })
    expect(paper.status).toBe(200)
    expect((paper.body as Buffer).subarray(0, begins.length).toString()).toBe(begins)
  }
  const asked = { id, format: 'docx' } as const
  expect(await city.refused('countyOfficeB', supervision.downloadRectification, asked)).toBe('not-found')
  const item = await city.ok('cityOffice', supervision.getRectification, { id })
  const paper = { ...item, issuerName: '常州市化解办', raisedOn: '2018-03-05', asOf: start, demonstration: false }
  const printed = officialDocument.parse(rectificationDocument(paper))
  expect(printed).toMatchObject({ number: null, reference: expect.stringMatching(/^ZG2018-\d{4}$/) })
  expect(printed.recipients).toEqual(['甲区人民政府'])
  expect(JSON.stringify(printed.body)).toContain('验收通过：抽查四村，名单属实。')
})

test('an item goes only the ways of its table', () => {
  const ways = rectificationStatuses.map((status) => [
    status,
    Object.keys(rectificationMoves).filter((name) => mayMove(rectificationMoves, name, status)),
  ])
  expect(Object.fromEntries(ways)).toEqual({
    open: ['answer', 'withdraw'],
    answered: ['return', 'accept', 'withdraw'],
    accepted: ['publicise'],
    publicised: ['object', 'strikeOff'],
    struckOff: [],
    withdrawn: [],
  })
})

describe('an item of the ledger', () => {
  test('is entered by an office above the place, and tells the place', async () => {
    for (const person of ['countyOfficeA', 'countyOfficeB', 'officerA1'] as const)
      expect(await city.refused(person, supervision.raiseRectification, finding)).toMatch(/not-permitted|not-found/)
    expect(
      await city.refused('cityOffice', supervision.raiseRectification, { ...finding, areaId: areas.villageA1.id }),
    ).toBe('not-permitted')
    expect(await city.refused('cityOffice', supervision.raiseRectification, { ...finding, dueOn: '2018-03-01' })).toBe(
      'demand-in-the-past',
    )
    const { id } = await raise()
    const item = await city.ok('countyOfficeA', supervision.getRectification, { id })
    expect(item).toMatchObject({ status: 'open', source: 'superior', superiorName: '测试市', late: false })
    expect(item.number).toMatch(/^ZG2018-\d{4}$/)
    const told = await city.asOwner<{ official_id: string }>('select official_id from messages where matter_id = $1', [
      id,
    ])
    expect(told.map((row) => row.official_id)).toEqual([city.persons.countyOfficeA.officialId])
    expect(await city.refused('countyOfficeB', supervision.getRectification, { id })).toBe('not-found')
    expect((await city.ok('countyOfficeB', supervision.listRectifications, {})).rows).toEqual([])
  })

  test('runs to the day that was named, else by the rule', async () => {
    const { id } = await raise({ dueOn: '2018-03-12' })
    expect(await limitsOf(id)).toEqual([['limit.rectification', '2018-03-12', 'due']])
    // thirty days after 5 March end on 4 April, still a working day
    const { id: other } = await raise()
    expect((await limitsOf(other))[0]?.[1]).toBe('2018-04-04')
  })

  test('is answered by its own government and accepted by the level directly above alone', async () => {
    const id = await answered()
    expect(await city.refused('countyOfficeA', supervision.acceptRectification, { id, findings: '好' })).toBe(
      'not-permitted',
    )
    const { id: ofTownship } = await raise({ areaId: areas.townshipA.id })
    expect(
      await city.refused('countyOfficeA', supervision.answerRectification, {
        id: ofTownship,
        answer: '代报',
        fileIds: [],
      }),
    ).toBe('not-permitted')
    await city.ok('townshipLeaderA', supervision.answerRectification, { id: ofTownship, answer: '已改', fileIds: [] })
    const acceptance = { id: ofTownship, findings: '属实' }
    expect(await city.refused('cityOffice', supervision.acceptRectification, acceptance)).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', supervision.acceptRectification, acceptance)).toBe('not-found')
    await city.ok('countyOfficeA', supervision.acceptRectification, acceptance)
    expect(await city.refused('countyOfficeA', supervision.acceptRectification, acceptance)).toBe('wrong-state')
  })

  test('takes evidence only from the own scope', async () => {
    const { id } = await raise()
    const foreign = await city.upload('countyOfficeB', areas.countyB.id, 'evidence', 'b.jpg', await photo())
    expect(
      await city.refused('countyOfficeA', supervision.answerRectification, { id, answer: '已改', fileIds: [foreign] }),
    ).toBe('not-found')
  })

  test('that is sent back keeps its first last day, and late stays late', async () => {
    const { id } = await raise({ dueOn: '2018-03-12' })
    await city.ok('countyOfficeA', supervision.answerRectification, { id, answer: '正在改', fileIds: [] })
    expect(await city.refused('countyOfficeB', supervision.returnRectification, { id, reason: '不足' })).toBe(
      'not-found',
    )
    await city.ok('cityOffice', supervision.returnRectification, { id, reason: '缺少名单' })
    expect((await limitsOf(id)).filter(([kind]) => kind === 'limit.rectification')).toEqual([
      ['limit.rectification', '2018-03-12', 'done'],
      ['limit.rectification', '2018-03-12', 'due'],
    ])
    city.setNow('2018-03-20T02:00:00Z')
    await city.ok('countyOfficeA', supervision.answerRectification, { id, answer: '名单附后', fileIds: [] })
    const item = await city.ok('cityOffice', supervision.getRectification, { id })
    expect(item.late).toBe(true)
    expect(item.answers.map((a) => [a.round, a.late, a.outcome, a.findings])).toEqual([
      [2, true, null, null],
      [1, false, 'returned', '缺少名单'],
    ])
  })

  test('is never accepted by the person who answered, in whatever office he sits today', async () => {
    const id = await answered()
    await city.asOwner(
      `insert into role_grants (id, official_id, role, agency_id, area_id, area_path, valid_from)
       values (gen_random_uuid(), $1, 'cityOffice', $2, 1, '/1/', '2018-01-01')`,
      [city.persons.countyOfficeA.officialId, city.agencies.cityOffice],
    )
    expect(await city.refused('countyOfficeA', supervision.acceptRectification, { id, findings: '好' })).toBe(
      'not-permitted',
    )
    await city.asOwner(`delete from role_grants where official_id = $1 and role = 'cityOffice'`, [
      city.persons.countyOfficeA.officialId,
    ])
    await city.ok('cityOffice', supervision.acceptRectification, { id, findings: '好' })
  })
})

describe('the closure of an item', () => {
  test('is public for ten working days in words of its own, and struck off after them', async () => {
    const id = await accepted()
    const personal = { id, problem: '张某 13912345678', result: '已改' }
    expect(await city.refused('cityOffice', supervision.publiciseRectification, personal)).toBe('public-words-personal')
    expect(await publicIds()).not.toContain(id)
    const { publicUntil } = await city.ok('cityOffice', supervision.publiciseRectification, { id, ...words })
    expect(publicUntil).toBe('2018-03-19')
    const shown = (await city.ok(null, publicity.listRectifications, {})).rows.find((row) => row.id === id)
    expect(shown).toEqual({
      id,
      areaName: '甲区',
      acceptedBy: '测试市',
      source: 'superior',
      ...words,
      from: '2018-03-05',
      until: '2018-03-19',
      running: true,
    })
    city.setNow('2018-03-19T10:00:00Z')
    expect(await city.refused('cityOffice', supervision.strikeOffRectification, { id })).toBe('publicity-running')
    city.setNow('2018-03-20T02:00:00Z')
    expect(await city.refused('countyOfficeA', supervision.strikeOffRectification, { id })).toBe('not-permitted')
    await city.ok('cityOffice', supervision.strikeOffRectification, { id })
    expect(await city.refused('cityOffice', supervision.strikeOffRectification, { id })).toBe('wrong-state')
    expect(new Set((await limitsOf(id)).map(([, , status]) => status))).toEqual(new Set(['done']))
    expect(await city.eventsOf(id)).toEqual([
      'rectification.raised',
      'rectification.answered',
      'rectification.accepted',
      'rectification.publicised',
      'rectification.struckOff',
    ])
    expect((await city.ok(null, publicity.listRectifications, {})).rows.find((row) => row.id === id)?.running).toBe(
      false,
    )
  })

  test('is taken back by an objection, with a new limit', async () => {
    const { id } = await publicised()
    city.setNow('2018-03-12T02:00:00Z')
    const objection = { id, channel: 'phone', objection: '甲二村仍无人负责' } as const
    expect(await city.refused('countyOfficeA', supervision.recordObjection, objection)).toBe('not-permitted')
    await city.ok('cityOffice', supervision.recordObjection, objection)
    expect(await publicIds()).not.toContain(id)
    expect(await city.ok('countyOfficeA', supervision.getRectification, { id })).toMatchObject({
      status: 'open',
      dueOn: '2018-04-11',
      objections: [{ channel: 'phone', objection: '甲二村仍无人负责', publicFrom: '2018-03-05' }],
    })
    expect((await limitsOf(id)).filter(([, , status]) => status === 'due')).toEqual([
      ['limit.rectification', '2018-04-11', 'due'],
    ])
    expect(await city.refused('cityOffice', supervision.strikeOffRectification, { id })).toBe('wrong-state')
  })

  test('cannot be struck off early by the database either', async () => {
    const { id } = await publicised()
    await expect(
      city.asOwner(`update rectifications set status = 'struckOff', ended_on = '2018-03-10' where id = $1`, [id]),
    ).rejects.toThrow('check constraint')
  })
})

test('an item is withdrawn by the office that entered it, not by one between', async () => {
  const { id } = await raise({ areaId: areas.townshipA.id })
  expect(await city.refused('countyOfficeA', supervision.withdrawRectification, { id, reason: '不需要' })).toBe(
    'not-permitted',
  )
  await city.ok('cityOfficeDeputy', supervision.withdrawRectification, { id, reason: '重复' })
  expect(await city.ok('townshipLeaderA', supervision.getRectification, { id })).toMatchObject({
    status: 'withdrawn',
    withdrawnReason: '重复',
  })
  expect((await limitsOf(id)).map(([, , status]) => status)).toEqual(['ended'])
})
