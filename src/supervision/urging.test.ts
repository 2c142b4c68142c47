import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { photo } from '../../test/ledger.ts'
import { liveThrough, runRound } from '../../test/supervision-ground.ts'
import { areas } from '../../test/world.ts'
import { mayMove } from '../platform/shared/moves.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { publicityContract as publicity } from '../publicity/contract.ts'
import { supervisionContract as supervision } from './contract.ts'
import { limitsContract as limits } from './limits-contract.ts'
import { urgingMoves, urgingStatuses } from './urging.ts'

let city: Test
let proof = ''
let number = 0
const start = '2018-03-05T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: '2018-05-20T02:00:00Z' })
  city.setNow(start)
  proof = await city.upload('cityOffice', areas.countyA.id, 'evidence', 'a.jpg', await photo())
})
afterAll(() => city.close())

/** A lead of village A1 that drags on. */
async function lead({ confined = false, status = 'opened' } = {}): Promise<string> {
  number += 1
  const series = confined ? 'XM' : 'XS'
  const { rows } = await city.asSystem((db) =>
    sql<{
      id: string
    }>`insert into leads (id, number, status, source, source_id, area_id, area_path, title, opened_at, confined, cause)
      values (gen_random_uuid(), ${`${series}2018-9${String(number).padStart(5, '0')}`}, ${status}, 'superior', 'x', ${areas.villageA1.id},
        ${areas.villageA1.path}, '夜间冒烟', now(), ${confined}, ${status === 'closed' ? 'nothingFound' : null}) returning id`.execute(
      db,
    ),
  )
  return rows[0]?.id ?? ''
}
const listing = async (over: { publicWords?: string | null; dueOn?: string | null } = {}) => ({
  subjectKind: 'lead' as const,
  subjectId: await lead(),
  reason: '线索两月未核查。',
  dueOn: '2018-03-20',
  publicWords: null,
  demand: null,
  citePick: false,
  ...over,
})
const listed = async (over = {}) => {
  city.setNow(start)
  return city.ok('cityOffice', supervision.listUrging, await listing(over))
}
const limitsOf = async (id: string) =>
  (await city.ok('cityOffice', platform.listLimitsOf, { subjectId: id })).rows.map((row) => [row.dueOn, row.status])

test('a listing goes only the ways of its table', () => {
  const ways = urgingStatuses.map((status) => [
    status,
    Object.keys(urgingMoves).filter((name) => mayMove(urgingMoves, name, status)),
  ])
  expect(Object.fromEntries(ways)).toEqual({
    listed: ['answer', 'strikeOff', 'withdraw'],
    answered: ['return', 'strikeOff', 'withdraw'],
    struckOff: [],
    withdrawn: [],
  })
})

describe('a listed matter', () => {
  test('is listed by an office above, for the government directly below it', async () => {
    const matter = await listing()
    expect(await city.refused('countyOfficeB', supervision.listUrging, matter)).toBe('not-found')
    expect(await city.refused('townshipLeaderA', supervision.listUrging, matter)).toBe('not-permitted')
    const { id } = await city.ok('cityOffice', supervision.listUrging, matter)
    expect(await city.ok('countyOfficeA', supervision.getUrging, { id })).toMatchObject({
      areaName: '甲区',
      listerLevel: 'city',
      status: 'listed',
      dueOn: '2018-03-20',
    })
    // a county lists for its township
    const { id: ofCounty } = await city.ok('countyOfficeA', supervision.listUrging, await listing())
    expect(await city.ok('townshipLeaderA', supervision.getUrging, { id: ofCounty })).toMatchObject({
      areaName: '甲一镇',
      listerLevel: 'county',
    })
    expect(await city.refused('countyOfficeB', supervision.getUrging, { id })).toBe('not-found')
  })

  test('is listed once at a time, while it is open, and never when it comes from a tip', async () => {
    const matter = await listing()
    await city.ok('cityOffice', supervision.listUrging, matter)
    expect(await city.refused('cityOffice', supervision.listUrging, matter)).toBe('already-listed')
    const settled = { ...matter, subjectId: await lead({ status: 'closed' }) }
    expect(await city.refused('cityOffice', supervision.listUrging, settled)).toBe('matter-settled')
    const confined = { ...matter, subjectId: await lead({ confined: true }) }
    expect(await city.refused('cityOffice', supervision.listUrging, confined)).toBe('listing-confined')
    const { rows } = await city.ok('cityOffice', supervision.findUrgeable, { text: '夜间冒烟' })
    const ids = rows.map((row) => row.subjectId)
    for (const hidden of [matter.subjectId, settled.subjectId, confined.subjectId]) expect(ids).not.toContain(hidden)
  })

  test('runs by the rule where no day is named, and rises when it is overdue', async () => {
    const { id } = await listed({ dueOn: null })
    expect(await limitsOf(id)).toEqual([['2018-04-02', 'due']])
    city.setNow('2018-04-12T02:00:00Z')
    expect(await limitsOf(id)).toEqual([['2018-04-02', 'overdue']])
    expect((await city.ok('cityOffice', supervision.getUrging, { id })).late).toBe(true)
    const ladder = await city.asOwner('select 1 from rules where key = $1', ['ladder.default'])
    expect(ladder).toHaveLength(1)
  })

  test('is struck off by the office that listed it, with proof, and by nobody else', async () => {
    const { id } = await listed()
    const end = { id, findings: '现场核实已办结。', fileIds: [proof] }
    expect(await city.refused('countyOfficeA', supervision.strikeOffUrging, end)).toBe('not-permitted')
    expect(await city.refused('cityOffice', supervision.strikeOffUrging, { ...end, fileIds: [] })).toBe('bad-input')
    await expect(city.asOwner(`update urgings set status = 'struckOff' where id = $1`, [id])).rejects.toThrow(
      'check constraint',
    )
    await city.ok('countyOfficeA', supervision.answerUrging, { id, answer: '已核查。', fileIds: [] })
    expect(await city.refused('cityOffice', supervision.answerUrging, { id, answer: '已核查。', fileIds: [] })).toBe(
      'not-permitted',
    )
    await city.ok('cityOffice', supervision.returnUrging, { id, reason: '没有照片' })
    expect((await limitsOf(id)).map(([dueOn]) => dueOn)).toEqual(['2018-03-20', '2018-03-20'])
    await city.ok('countyOfficeA', supervision.answerUrging, { id, answer: '照片附后。', fileIds: [proof] })
    await city.ok('cityOfficeDeputy', supervision.strikeOffUrging, end)
    expect(await city.refused('cityOffice', supervision.strikeOffUrging, end)).toBe('wrong-state')
    const record = await city.ok('countyOfficeA', supervision.getUrging, { id })
    expect(record).toMatchObject({ status: 'struckOff', late: false, findings: '现场核实已办结。' })
    expect(record.proofFiles.map((file) => file.id)).toEqual([proof])
    expect(await city.eventsOf(id)).toEqual([
      'listing.listed',
      'listing.answered',
      'listing.returned',
      'listing.answered',
      'listing.struckOff',
    ])
  })

  test('of the city is not struck off by a county, nor the other way round', async () => {
    const { id } = await city.ok('countyOfficeA', supervision.listUrging, await listing())
    const end = { id, findings: '已办结。', fileIds: [proof] }
    expect(await city.refused('cityOffice', supervision.strikeOffUrging, end)).toBe('not-permitted')
    await city.ok('countyOfficeA', supervision.strikeOffUrging, end)
  })

  test('is public in words of its own, where it is made public at all', async () => {
    const { id: quiet } = await listed()
    const personal = await listing({ publicWords: '联系 13912345678' })
    expect(await city.refused('cityOffice', supervision.listUrging, personal)).toBe('public-words-personal')
    const { id } = await listed({ publicWords: '一条线索逾期未核查' })
    const { rows } = await city.ok(null, publicity.listUrgings, {})
    expect(rows.map((row) => row.id)).not.toContain(quiet)
    expect(rows.find((row) => row.id === id)).toEqual({
      id,
      areaName: '甲区',
      listerLevel: 'city',
      words: '一条线索逾期未核查',
      listedOn: '2018-03-05',
      dueOn: '2018-03-20',
      struckOffOn: null,
    })
    await city.ok('cityOffice', supervision.withdrawUrging, { id, reason: '重复' })
    expect((await city.ok(null, publicity.listUrgings, {})).rows.map((row) => row.id)).not.toContain(id)
  })

  test('may demand something besides, as an item of the ledger', async () => {
    city.setNow(start)
    const matter = { ...(await listing()), demand: '建立线索台账' }
    const { id } = await city.ok('cityOffice', supervision.listUrging, matter)
    const { rows } = await city.ok('countyOfficeA', supervision.listRectifications, { sourceId: id })
    expect(rows).toMatchObject([{ source: 'listing', areaName: '甲区', dueOn: '2018-03-20' }])
  })
})

describe('a listed matter over its last day', () => {
  /** Rungs and reminders after the last day: which, when, and who was told. */
  const saidOf = (id: string, after: string) =>
    city.asOwner<{ step: string; day: string; told: string | null }>(
      `select coalesce(s.rung, s.kind) as step, s.for_day::text as day,
              (select string_agg(o.name, ',' order by o.name) from limit_tellings t join officials o on o.id = t.official_id where t.step_id = s.id) as told
         from limit_steps s join time_limits l on l.id = s.limit_id where l.subject_id = $1 and s.for_day > $2 order by s.for_day, s.made_at, s.id`,
      [id, after],
    )
  const both = 'cityOffice,cityOfficeDeputy'
  const listedOn = async (day: string, by: 'cityOffice' | 'countyOfficeA', dueOn: string) => {
    await city.goTo(`${day}T02:00:00Z`)
    return (await city.ok(by, supervision.listUrging, await listing({ dueOn }))).id
  }
  const end = (id: string) => ({ id, findings: '现场核实已办结。', fileIds: [proof] })

  test('of a township rises to the county that listed it, then to the city, each rung once, and is reminded of between', async () => {
    const id = await listedOn('2018-05-21', 'countyOfficeA', '2018-05-25')
    await liveThrough(city, '2018-05-22', '2018-06-01')
    const said = [
      { step: 'after', day: '2018-05-28', told: 'townshipLeaderA' },
      { step: 'after', day: '2018-05-30', told: 'townshipLeaderA' },
      { step: 'county', day: '2018-05-30', told: 'countyOfficeA' },
      { step: 'city', day: '2018-06-01', told: both },
    ]
    expect(await saidOf(id, '2018-05-25')).toEqual(said)
    await runRound(city)
    expect(await saidOf(id, '2018-05-25')).toEqual(said)
    expect((await city.eventsOf(id)).filter((kind) => kind === 'limit.raised')).toHaveLength(2)
    const { rows } = await city.ok('cityOffice', limits.getMyDigest, {})
    expect(rows.find(({ subjectId }) => subjectId === id)).toMatchObject({ rung: 'city', status: 'overdue' })
  })

  test('can be finished by whom it has risen to, also where another listed it; then nothing more is said', async () => {
    const id = await listedOn('2018-06-04', 'countyOfficeA', '2018-06-05')
    await liveThrough(city, '2018-06-05', '2018-06-08')
    expect(await city.refused('cityOffice', supervision.strikeOffUrging, end(id))).toBe('not-permitted')
    await liveThrough(city, '2018-06-09', '2018-06-12')
    expect((await saidOf(id, '2018-06-05')).map(({ step }) => step)).toContain('city')
    expect(await city.ok('cityOffice', supervision.getUrging, { id })).toMatchObject({ raisedAreaId: areas.city.id })
    await city.ok('cityOfficeDeputy', supervision.strikeOffUrging, end(id))
    expect(await city.ok('countyOfficeA', supervision.getUrging, { id })).toMatchObject({
      status: 'struckOff',
      late: true,
    })
    await liveThrough(city, '2018-06-13', '2018-06-26')
    expect(await saidOf(id, '2018-06-12')).toEqual([])
  })

  test('of a county goes to the city, is told to the new holder of the post, and is silent once it is lifted or answered', async () => {
    const answered = await listedOn('2018-06-27', 'cityOffice', '2018-06-28')
    const lifted = await listedOn('2018-06-27', 'cityOffice', '2018-06-28')
    await liveThrough(city, '2018-06-28', '2018-06-29')
    // the leader in charge leaves, another takes the post
    await city.asOwner(`update appointments set valid_to = '2018-06-29' where official_id = $1`, [
      city.persons.countyOfficeA.officialId,
    ])
    await city.asOwner(
      `insert into appointments (id, official_id, post, area_id, area_path, valid_from, source)
       values (gen_random_uuid(), $1, 'leaderInCharge', $2, $3, '2018-06-30', '任免文件')`,
      [city.persons.townshipLeaderA2.officialId, areas.countyA.id, areas.countyA.path],
    )
    await liveThrough(city, '2018-06-30', '2018-07-05')
    const said = [
      { step: 'after', day: '2018-06-29', told: 'countyOfficeA' },
      { step: 'after', day: '2018-07-03', told: 'townshipLeaderA2' },
      { step: 'city', day: '2018-07-05', told: both },
    ]
    expect(await saidOf(answered, '2018-06-28')).toEqual(said)
    expect(await saidOf(lifted, '2018-06-28')).toEqual(said)
    await city.ok('townshipLeaderA2', supervision.answerUrging, { id: answered, answer: '已核查。', fileIds: [] })
    await city.ok('cityOffice', supervision.withdrawUrging, { id: lifted, reason: '情况已变化' })
    await liveThrough(city, '2018-07-06', '2018-07-20')
    expect(await saidOf(answered, '2018-07-05')).toEqual([])
    expect(await saidOf(lifted, '2018-07-05')).toEqual([])
    expect(await limitsOf(answered)).toEqual([['2018-06-28', 'doneLate']])
  })

  test('that is sent back climbs from the day on which it was, not all rungs at once', async () => {
    const id = await listedOn('2018-07-23', 'cityOffice', '2018-07-24')
    await liveThrough(city, '2018-07-24', '2018-08-06')
    await city.ok('townshipLeaderA2', supervision.answerUrging, { id, answer: '已核查。', fileIds: [] })
    await city.ok('cityOffice', supervision.returnUrging, { id, reason: '没有照片' })
    await liveThrough(city, '2018-08-07', '2018-08-13')
    const said = await saidOf(id, '2018-08-06')
    expect(said.filter(({ step }) => step === 'city')).toEqual([{ step: 'city', day: '2018-08-13', told: both }])
  })
})
