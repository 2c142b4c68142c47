import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { detectAll, foundPoints, type PointKey } from '../../test/metering-world.ts'
import { surveyBy, visitSite } from '../../test/on-site.ts'
import { areas } from '../../test/world.ts'
import { meteringContract as metering } from './contract.ts'
import { addDays } from './day.ts'
import { readingsCsv } from './example-files.ts'
import { importReadings } from './import-readings.ts'

const line = '10kV测试线'
const head = 'H-0001'
const [first, count] = ['2018-01-01', 60] as const
const last = addDays(first, count - 1)
const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }

let city: Test
let ids: Record<PointKey, { point: string; site: string }>
let folder = ''
let feeder = ''

beforeAll(async () => {
  city = await openTest({ now: '2018-03-02T02:00:00Z' })
  ids = await city.asSystem((db) => foundPoints(db, city.now()))
  folder = await mkdtemp(join(tmpdir(), 'gangshao-feeder-'))
  await city.asSystem((db) =>
    sql`update usage_points set feeder = ${line} where account in ('A-1001', 'A-1002')`.execute(db),
  )
  await city.asSystem((db) => sql`update usage_points set feeder = '未登记线' where account = 'B-2001'`.execute(db))
})
afterAll(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

const runDetect = () => detectAll(city)

/** Two users and the head with 3 % of loss; from `since` on 300 kW more from 01:00 to 03:00; user 2 is missing on `missing`. */
async function deliver(name: string, { since, missing }: { since: string; missing?: string }) {
  const rows = []
  for (let index = 0; index < count; index++) {
    const day = addDays(first, index)
    const user = (base: number) =>
      Array.from(
        { length: 96 },
        (_, slot) => base + 10 * ((slot * 7 + index * 3) % 5) + (slot > 40 && slot < 70 ? 100 + (index % 4) * 10 : 0),
      )
    const [one, two] = [user(40), user(80)]
    const headKw = one.map(
      (kw, slot) => (kw + (two[slot] ?? 0)) * 1.03 + (day >= since && slot >= 4 && slot < 12 ? 300 : 0),
    )
    rows.push({ account: 'A-1001', day, loadKw: one }, { account: head, day, loadKw: headKw })
    if (day !== missing) rows.push({ account: 'A-1002', day, loadKw: two })
  }
  const path = join(folder, name)
  await writeFile(path, readingsCsv(rows))
  return importReadings(city.app.platform, path, terms)
}

describe('the register of feeders', () => {
  test('lists what the ledger names; an unregistered one has no id', async () => {
    const { rows } = await city.ok('cityOffice', metering.listFeeders, {})
    expect(rows).toEqual([
      { id: null, name: line, account: null, voltage: null, areaName: null, users: 2, openAlarmId: null },
      { id: null, name: '未登记线', account: null, voltage: null, areaName: null, users: 1, openAlarmId: null },
    ])
  })

  test('is kept by the power liaison, each feeder and each head meter once', async () => {
    const given = { name: line, account: head, areaId: areas.countyA.id }
    for (const person of ['cityOffice', 'countyOfficeA', 'officerA1'] as const)
      expect(await city.refused(person, metering.registerFeeder, given)).toBe('not-permitted')
    feeder = (await city.ok('powerLiaison', metering.registerFeeder, given)).id
    expect(await city.refused('powerLiaison', metering.registerFeeder, given)).toBe('feeder-known')
    expect(await city.refused('powerLiaison', metering.registerFeeder, { ...given, name: '另一线' })).toBe(
      'account-of-other-feeder',
    )
    expect(await city.eventsOf(feeder)).toEqual(['feeder.registered'])
  })

  test('comes from a table too: entered, put right, left alone, or refused with its line', async () => {
    const csv = '\uFEFF馈线,总表户号\n二号线,H-0002\n10kV测试线,H-0001\n三号线,H-0001\n,H-9\n二号线,H-3\n四号线,\n'
    const fileId = await city.upload('powerLiaison', areas.city.id, 'import', 'feeders.csv', Buffer.from(csv))
    expect(await city.ok('powerLiaison', metering.importFeeders, { fileId })).toEqual({
      registered: 2,
      changed: 0,
      unchanged: 1,
      rejects: [
        { line: 4, reason: 'accountTwice' },
        { line: 5, reason: 'nameMissing' },
        { line: 6, reason: 'nameTwice' },
      ],
    })
    const again = await city.ok('powerLiaison', metering.importFeeders, { fileId })
    expect(again).toMatchObject({ registered: 0, changed: 0, unchanged: 3 })
    const other = await city.upload('powerLiaison', areas.city.id, 'import', 'x.csv', Buffer.from('a,b\n1,2\n'))
    expect((await city.ok('powerLiaison', metering.importFeeders, { fileId: other })).rejects).toEqual([
      { line: 1, reason: 'columns' },
    ])
  })

  test('takes the voltage from a table that has it, and a table without takes none away', async () => {
    const hand = async (csv: string) => {
      const fileId = await city.upload('powerLiaison', areas.city.id, 'import', 'v.csv', Buffer.from(csv))
      return city.ok('powerLiaison', metering.importFeeders, { fileId })
    }
    expect(await hand('馈线,总表户号,电压\n五号线,H-0005,10kV\n六号线,H-0006,0.4\n七号线,H-0007,110\n')).toMatchObject({
      registered: 2,
      rejects: [{ line: 4, reason: 'voltageBad' }],
    })
    expect(await hand('馈线,总表户号\n五号线,H-0005\n')).toMatchObject({ changed: 0, unchanged: 1 })
    const { rows } = await city.ok('powerLiaison', metering.listFeeders, { text: '号线' })
    const found = Object.fromEntries(rows.map(({ name, voltage }) => [name, voltage]))
    expect(found).toMatchObject({ 五号线: 'medium', 六号线: 'low', 二号线: null })
  })

  test('is seen only where one may see meters, and in its area', async () => {
    expect(await city.refused('officerB1', metering.getFeeder, { id: feeder })).toBe('not-found')
    expect(await city.refused('gridWorkerA1', metering.getFeeder, { id: feeder })).toBe('not-permitted')
    expect(await city.ok('officerA1', metering.getFeeder, { id: feeder })).toMatchObject({
      usersInAll: 2,
      days: [],
      from: null,
    })
  })
})

describe('a surplus', () => {
  const alarms = async () => (await city.ok('cityOffice', metering.listAlarms, { kinds: 'feederSurplus' })).rows

  test('raises nothing while the balance is closed; the head meter is no unknown account', async () => {
    const { deliveryId, unknownAccounts } = await deliver('clean.csv', { since: '9999-01-01' })
    expect(unknownAccounts).toBe(0)
    await runDetect()
    expect(await alarms()).toEqual([])
    const { days } = await city.ok('officerA1', metering.getFeeder, { id: feeder })
    expect(days.at(-1)).toMatchObject({ day: last, state: 'normal', missingAccounts: [] })
    await city.ok('powerLiaison', metering.withdrawDelivery, { id: deliveryId, reason: '测试' })
  })

  test('that lasts raises one alarm on the feeder with reasons that add up, and opens no lead by itself', async () => {
    await deliver('tapped.csv', { since: addDays(last, -9), missing: addDays(last, -4) })
    await runDetect()
    await runDetect()
    const found = await alarms()
    expect(found).toHaveLength(1)
    const [alarm] = found
    expect(alarm).toMatchObject({
      feederId: feeder,
      usagePointId: null,
      siteId: null,
      siteName: line,
      account: head,
      leadId: null,
      windowFrom: addDays(last, -9),
      windowTo: last,
    })
    const {
      headKwhPerDay = 0,
      usersKwhPerDay = 0,
      expectedLossKwhPerDay = 0,
      surplusKwhPerDay = 0,
      ...rest
    } = alarm?.reasons.feeder ?? {}
    expect(usersKwhPerDay + expectedLossKwhPerDay + surplusKwhPerDay).toBeCloseTo(headKwhPerDay)
    expect(surplusKwhPerDay).toBeGreaterThan(550)
    expect(surplusKwhPerDay).toBeLessThan(650)
    expect(rest).toMatchObject({ daysInRow: 9, unknownDays: 1, users: 2, hoursFrom: '01:00', hoursTo: '03:00' })
    const { days, surplus, openAlarms } = await city.ok('officerA1', metering.getFeeder, { id: feeder })
    expect(openAlarms).toEqual([{ id: alarm?.id, kind: 'feederSurplus' }])
    expect(surplus?.daysInRow).toBe(9)
    expect(days.find(({ day }) => day === addDays(last, -4))).toMatchObject({
      state: 'unknown',
      reason: 'missingUsers',
      missingAccounts: ['A-1002'],
      surplusKwh: null,
    })
  })

  test('is verified by two card-holders who survey the feeder, and closed by somebody who was not there', async () => {
    const [alarm] = await alarms()
    const id = alarm?.id ?? ''
    await city.ok('countyOfficeA', metering.assignAlarm, { id, agencyId: city.agencies.marketA })
    const found = '台区后有私接'
    expect(await city.refused('officerA1', metering.verifyAlarm, { id, found })).toBe('survey-missing')
    const on = city.now().toISOString().slice(0, 10)
    const { rows } = await city.ok('officerA1', metering.listAlarmSurveyors, { id, on })
    expect(rows.map(({ name }) => name)).toEqual(['officerA1', 'officerA2'])
    const survey = await surveyBy(city)
    const [first = '', second = ''] = survey.officerIds
    const wrong = (change: Partial<typeof survey>, person: 'officerA1' | 'officerWithoutCard' = 'officerA1') =>
      city.refused(person, metering.verifyAlarm, { id, found, survey: { ...survey, ...change } })
    expect(await wrong({ officerIds: [first, first] })).toBe('survey-card-holders')
    expect(await wrong({ officerIds: [first, city.persons.economyOfficerA.officialId] })).toBe('survey-card-holders')
    expect(await wrong({ officerIds: [first, second] }, 'officerWithoutCard')).toBe('survey-not-there')
    expect(await wrong({ surveyedOn: '2018-01-01' })).toBe('survey-day')
    expect(await wrong({ surveyedOn: '2018-12-31' })).toBe('survey-day')
    await city.ok('officerA1', metering.verifyAlarm, { id, found, survey })
    expect(await city.ok('cityOffice', metering.getAlarm, { id })).toMatchObject({
      status: 'verified',
      surveyorNames: ['officerA1', 'officerA2'],
    })
    expect(await city.refused('officerA2', metering.closeAlarm, { id, cause: 'otherTrade' })).toBe('not-permitted')
  })

  test('ends with a cause that accuses somebody only on a visit to premises it supplies; what was judged is not raised again', async () => {
    const [alarm] = await alarms()
    const id = alarm?.id ?? ''
    for (const cause of ['theft', 'forbidden'] as const)
      expect(await city.refused('countyOfficeA', metering.closeAlarm, { id, cause })).toBe('alarm-cause-not-visited')
    await visitSite(city, ids.lawful.site)
    await city.ok('countyOfficeA', metering.closeAlarm, { id, cause: 'theft', note: null })
    await runDetect()
    expect(await alarms()).toHaveLength(1)
    expect(await city.ok('cityOffice', metering.getAlarm, { id })).toMatchObject({ status: 'closed', cause: 'theft' })
  })
})

describe('a loss that was there from the first reading', () => {
  const old = '0.4kV老线'
  let id = ''
  const alarms = async () => (await city.ok('cityOffice', metering.listAlarms, { kinds: 'feederLoss' })).rows

  test('raises an alarm of its own kind, that says what it was held against; no fresh surplus is claimed, and no lead opens', async () => {
    await city.asSystem((db) => sql`update usage_points set feeder = ${old} where account = 'A-1003'`.execute(db))
    const given = { name: old, account: 'H-0009', voltage: 'low', areaId: areas.countyA.id } as const
    id = (await city.ok('powerLiaison', metering.registerFeeder, given)).id
    const rows = Array.from({ length: count }, (_, index) => {
      const loadKw = Array.from({ length: 96 }, (_, slot) => 200 + 20 * ((slot * 7 + index * 3) % 5))
      const head = { account: 'H-0009', day: addDays(first, index), loadKw: loadKw.map((kw) => kw / 0.85) }
      return [{ account: 'A-1003', day: addDays(first, index), loadKw }, head]
    }).flat()
    await writeFile(join(folder, 'old.csv'), readingsCsv(rows))
    await importReadings(city.app.platform, join(folder, 'old.csv'), terms)
    await runDetect()
    await runDetect()
    const [alarm, ...more] = await alarms()
    expect(more).toEqual([])
    expect(alarm).toMatchObject({ feederId: id, usagePointId: null, leadId: null, windowFrom: first, windowTo: last })
    const { loss, feeder: none } = alarm?.reasons ?? {}
    expect(none ?? null).toBeNull()
    expect(loss).toMatchObject({ reasons: ['beyondLines'], mostShare: 0.1, othersShare: null, users: 1, heats: null })
    expect(loss?.lossShare).toBeCloseTo(0.15, 3)
    expect((loss?.headKwhPerDay ?? 0) - (loss?.usersKwhPerDay ?? 0)).toBeCloseTo(loss?.lossKwhPerDay ?? -1, 0)
    expect(await city.eventsOf(alarm?.id ?? '')).toEqual(['alarm.raised'])
    const told = await city.ok('officerA1', metering.getFeeder, { id })
    expect(told).toMatchObject({ voltage: 'low', surplus: null, openAlarms: [{ id: alarm?.id, kind: 'feederLoss' }] })
    expect(told.loss).toMatchObject({ mostShare: 0.1, standing: 'unverified', heats: null })
    expect(told.loss?.leftKw).toHaveLength(96)
  })

  test('that was judged is not raised again on the days the alarm has looked at', async () => {
    const [alarm] = await alarms()
    const given = { id: alarm?.id ?? '' }
    await city.ok('countyOfficeA', metering.assignAlarm, { ...given, agencyId: city.agencies.marketA })
    await city.ok('officerA1', metering.verifyAlarm, { ...given, found: '总表倍率有误', survey: await surveyBy(city) })
    await city.ok('countyOfficeA', metering.closeAlarm, { ...given, cause: 'registerWrong', note: null })
    await runDetect()
    expect(await alarms()).toHaveLength(1)
  })
})

describe('beside a curve', () => {
  test('the tariff is told with its source, and no band is guessed where no table is known', async () => {
    const { spans } = await city.ok('officerA1', metering.listTariffBands, {
      areaId: areas.villageA1.id,
      from: '2025-05-30',
      to: '2025-06-02',
    })
    expect(spans.map(({ from, to, standing }) => [from, to, standing])).toEqual([
      ['2025-05-30', '2025-05-31', 'inferred'],
      ['2025-06-01', '2025-06-02', 'secondary'],
    ])
    expect(spans[1]?.periods?.[0]).toEqual({ from: '00:00', to: '06:00', band: 'valley' })
    expect(
      await city.ok('officerA1', metering.listTariffBands, { areaId: areas.villageA1.id, from: first, to: last }),
    ).toEqual({
      spans: [{ from: first, to: last, periods: null, citation: null, standing: null }],
    })
    expect(
      await city.refused('officerA1', metering.listTariffBands, { areaId: areas.villageA1.id, from: last, to: first }),
    ).toBe('span-backwards')
  })

  test('the share of the night is told, and that of the valley is unknown without a table; the look is recorded', async () => {
    const shares = await city.ok('officerA1', metering.getEnergyShares, { id: ids.lawful.point, from: first, to: last })
    expect(shares.nightShare).toBeGreaterThan(0)
    expect(shares).toMatchObject({ valleyShare: null, unknownKwh: shares.energyKwh })
    expect((await city.ok('powerLiaison', metering.listLooks, {})).rows[0]).toMatchObject({
      officialName: 'officerA1',
      from: first,
      to: last,
    })
    expect(
      await city.refused('officerB1', metering.getEnergyShares, { id: ids.lawful.point, from: first, to: last }),
    ).toBe('not-found')
  })
  test('a province without a table has no tariff, and Jiangsu lends it none', async () => {
    await city.asSystem((db) =>
      sql`update areas set division_code = '33' || substr(division_code, 3) where id in (${areas.countyB.id}, ${areas.villageB.id})`.execute(
        db,
      ),
    )
    const span = { from: '2025-06-01', to: '2025-06-02' }
    const bands = (areaId: number) => city.ok('cityOffice', metering.listTariffBands, { areaId, ...span })
    expect((await bands(areas.villageB.id)).spans).toEqual([{ ...span, periods: null, citation: null, standing: null }])
    expect((await bands(areas.villageA1.id)).spans[0]?.periods).not.toBeNull()
    const curveOf = async (id: string) => (await city.ok('cityOffice', metering.getLoadCurve, { id, ...span })).tariff
    expect(await curveOf(ids.office.point)).toEqual([{ ...span, periods: null, standing: null }])
    expect((await curveOf(ids.lawful.point))?.[0]?.periods).not.toBeNull()
    await city.app.platform.database.pool.query(
      "update rules set valid_from = '2017-01-01' where key = 'tariff.jiangsu.largeIndustry' and valid_from = '2020-01-01'",
    )
    const path = join(folder, 'of-another-province.csv')
    const loadKw = Array.from({ length: 96 }, () => 100)
    await writeFile(path, readingsCsv([{ account: 'B-2001', day: first, loadKw }]))
    await importReadings(city.app.platform, path, terms)
    const shares = (id: string) => city.ok('cityOffice', metering.getEnergyShares, { id, from: first, to: first })
    expect(await shares(ids.office.point)).toMatchObject({ energyKwh: 2400, valleyShare: null, unknownKwh: 2400 })
    expect((await shares(ids.lawful.point)).valleyShare).toBeGreaterThan(0)
  })
})
