/** In the last weeks of a year limits end in one of which nobody has entered the working days: tips go their way all the same. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginWhatWaited, enter2027 } from '../../test/calendar-year.ts'
import { openTest, type Test } from '../../test/harness.ts'
import {
  handTipOver,
  nameCustodians,
  newCode,
  readMine,
  runTipJob,
  said,
  sealFor,
  sendTip,
  verifyTip,
} from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { tipOfficeContract as office } from './office-contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2026-11-30T02:00:00Z' })
  await nameCustodians(city)
})
afterAll(() => city.close())

const limitsOf = async (channel: string) =>
  city.asOwner<{ kind: string; startedOn: string; dueOn: string }>(
    `select l.kind, l.started_on as "startedOn", l.due_on as "dueOn" from time_limits l join tips t on t.id = l.subject_id
      where t.channel = $1 order by l.kind`,
    [channel],
  )

it('a letter whose sixty days end in a year without calendar is taken in, and so is what comes after it', async () => {
  const envelope = await sealFor(city, areas.villageA1.id)
  const report = said({ words: '来信反映夜间冶炼，废钢进厂，天亮前收工' })
  const letter = {
    channel: 'letter',
    sourceNumber: '信1',
    nationalOrigin: null,
    code: newCode(),
    report,
    envelope,
  } as const
  await city.ok('cityOffice', office.enterTip, letter)
  const { code } = await sendTip(city, { words: '网上举报：夜里有红光' })
  await runTipJob(city, 'tips.admit')
  expect(await city.ok('cityOffice', office.countWaitingTips, {})).toMatchObject({ waiting: 0 })
  expect((await city.ok('cityOffice', office.listTips, { limit: 10 })).rows).toHaveLength(2)
  expect(await readMine(city, code)).toMatchObject({ waiting: false, dueOn: '2026-12-14' })
  expect((await limitsOf('letter')).map(({ kind }) => kind)).toEqual([
    'limit.tipHandOver',
    'limit.tipHandling',
    'limit.tipVerification',
  ])
})

it('a tip is founded though the days of its reward end in that year, and the reporter has all of them', async () => {
  const { code } = await verifyTip(city, 'founded')
  const { status, reward } = await readMine(city, code)
  expect(status).toBe('founded')
  expect(reward).toMatchObject({ status: 'open', claimUntil: '2027-01-29' })
})

it('the limit that waited is counted from its own day as soon as the legal reviewer has entered the year', async () => {
  await beginWhatWaited(city)
  expect((await limitsOf('letter')).map(({ kind }) => kind)).not.toContain('limit.tipPetition')
  await city.goTo('2026-12-08T02:00:00Z')
  await enter2027(city)
  expect((await limitsOf('letter')).find(({ kind }) => kind === 'limit.tipPetition')).toMatchObject({
    startedOn: '2026-11-30',
    dueOn: '2027-01-29',
  })
  expect(await city.asOwner('select * from time_limits_waiting')).toEqual([])
})

it('what waits goes with the tip, to the county and back', async () => {
  await city.goTo('2027-12-18T02:00:00Z')
  const held = () =>
    city.asOwner<{ kind: string; areaId: number }>(
      'select kind, area_id as "areaId" from time_limits_waiting where subject_id = $1 order by kind',
      [tip.id],
    )
  const tip = await handTipOver(city)
  expect(await held()).toContainEqual({ kind: 'limit.tipVerification', areaId: areas.countyA.id })
  await city.ok('countyOfficeA', office.giveTipBack, { id: tip.id, reason: '不在本区' })
  expect(await held()).toContainEqual({ kind: 'limit.tipVerification', areaId: areas.city.id })
  await city.ok('cityOffice', office.concludeTip, {
    id: tip.id,
    result: 'notVerifiable',
    answer: '无法核实',
    acceptance: null,
  })
  expect(await held()).toEqual([])
})

it('a limit is not begun any more for a tip that has its result', async () => {
  await city.goTo('2027-12-20T02:00:00Z')
  const { code } = await sendTip(city, { words: '又一件网上举报：夜里有红光' })
  await runTipJob(city, 'tips.admit')
  const [row] = (await city.ok('cityOffice', office.listTips, { limit: 1 })).rows
  const waiting = () => city.asOwner<{ kind: string }>('select kind from time_limits_waiting order by kind')
  expect((await waiting()).map(({ kind }) => kind)).toEqual(['limit.tipHandling', 'limit.tipVerification'])
  const conclusion = { result: 'notVerifiable', answer: '无法核实', acceptance: null } as const
  await city.ok('cityOffice', office.concludeTip, { id: row?.id ?? '', ...conclusion })
  await beginWhatWaited(city)
  expect(await waiting()).toEqual([])
  expect(await readMine(city, code)).toMatchObject({ status: 'notVerifiable', dueOn: null })
})
