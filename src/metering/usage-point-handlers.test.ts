import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import ExcelJS from '@protobi/exceljs'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  approveShippedModel,
  detectAll,
  foundPoints,
  loadsOfPoints,
  type PointKey,
  to,
} from '../../test/metering-world.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { enterprisesContract as ledger } from '../enterprises/contract.ts'
import type { Db } from '../platform/server/db.ts'
import { addDays } from '../platform/shared/calendar.ts'
import { comparisonLimits } from './comparison.ts'
import { meteringContract as metering } from './contract.ts'
import { readingsCsv } from './example-files.ts'
import { simulateLoad } from './example-loads.ts'
import { importReadings } from './import-readings.ts'
import { outputSentences } from './output-text.ts'

const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }
const span = { from: '2018-03-01', to }
const outsiders = ['townshipLeaderA', 'gridWorkerA2', 'legalReviewer', 'systemAdmin', 'auditAdmin'] as const

let city: Test
let folder = ''
let ids: Record<PointKey, { point: string; site: string }>

type Place = { id: number; path: string }

/** A firm of a trade at a site of its own with one usage point on the feeder. */
async function foundFirm(db: Db, account: string, industryCode: string, place: Place): Promise<void> {
  const [enterprise, site] = [uuidv7(), uuidv7()]
  await sql`insert into enterprises (id, name, industry_code, industry_edition, area_id, area_path, registered_at)
    values (${enterprise}, ${`企业${account}`}, ${industryCode}, '2017', ${place.id}, ${place.path}, ${city.now()})`.execute(
    db,
  )
  await sql`insert into sites (id, name, address, area_id, area_path, kind, status, registered_at)
    values (${site}, ${`场所${account}`}, '测试路', ${place.id}, ${place.path}, 'other', 'operating', ${city.now()})`.execute(
    db,
  )
  await occupy(db, site, enterprise, place)
  await sql`insert into usage_points (id, account, site_id, area_id, area_path, contract_kw, feeder, registered_at)
    values (${uuidv7()}, ${account}, ${site}, ${place.id}, ${place.path}, 800, '10kV一线', ${city.now()})`.execute(db)
}

const occupy = (db: Db, site: string, enterprise: string, place: Place) =>
  sql`insert into occupancies (id, site_id, enterprise_id, area_id, area_path, valid_from)
    values (${uuidv7()}, ${site}, ${enterprise}, ${place.id}, ${place.path}, '2017-01-01')`.execute(db)

/** Four foundries in county A and three in county B, read for four weeks. */
const others = ['A-3001', 'A-3002', 'A-3003', 'A-3004', 'B-3001', 'B-3002', 'B-3003']

beforeAll(async () => {
  city = await openTest({ now: '2018-04-09T02:00:00Z' })
  folder = await mkdtemp(join(tmpdir(), 'gangshao-points-'))
  ids = await city.asSystem((db) => foundPoints(db, city.now()))
  await city.asSystem(async (db) => {
    for (const account of others)
      await foundFirm(db, account, '3391', account.startsWith('A') ? areas.villageA1 : areas.villageB)
    const enterprise = uuidv7()
    await sql`insert into enterprises (id, name, industry_code, industry_edition, area_id, area_path, registered_at)
      values (${enterprise}, '企业A-1001', '3391', '2017', ${areas.villageA1.id}, ${areas.villageA1.path}, ${city.now()})`.execute(
      db,
    )
    await occupy(db, ids.lawful.site, enterprise, areas.villageA1)
    await sql`update usage_points set feeder = '10kV一线' where id = ${ids.lawful.point}`.execute(db)
  })
  await deliver(
    'others.csv',
    readingsCsv(
      others.flatMap((account, i) =>
        simulateLoad('foundry-day', { seed: 70 + i, account, from: '2018-03-12', days: 28, contractKw: 800 }),
      ),
    ),
  )
  await deliver('points.csv', gunzipSync(loadsOfPoints()).toString())
  await approveShippedModel(city)
  await detectAll(city)
})
afterAll(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

async function deliver(name: string, csv: string | Buffer): Promise<void> {
  const path = join(folder, name)
  await writeFile(path, csv)
  await importReadings(city.app.platform, path, terms)
}

describe('the trade of a usage point', () => {
  test('is told as quartiles of at least five others, and who looked is recorded', async () => {
    const id = ids.lawful.point
    const found = await city.ok('cityOffice', metering.compareTrade, { id })
    expect(found.basis).toEqual({ kind: 'industryClass', code: '3391', edition: '2017' })
    expect(found).toMatchObject({ others: 7, needed: comparisonLimits.minOthers, span: { from: '2018-03-12', to } })
    expect(found.own.shape.filter((value) => value !== null)).toHaveLength(96)
    const { low, median, high } = found.trade?.shape ?? { low: [], median: [], high: [] }
    expect(median).toHaveLength(96)
    for (let slot = 0; slot < 96; slot++) {
      expect(low[slot] ?? 0).toBeLessThanOrEqual(median[slot] ?? 0)
      expect(median[slot] ?? 0).toBeLessThanOrEqual(high[slot] ?? 0)
    }
    // foundries that melt by day
    expect(median[44]).toBeGreaterThan(2 * (median[8] ?? 0))
    expect(found.trade?.kwhPerKwDay?.median).toBeGreaterThan(0)
    expect(await city.eventsOf(id)).toEqual(['curve.viewed', 'trade.compared'])
  })

  test('is not told where the caller’s own area holds fewer than five: others elsewhere do not count', async () => {
    const found = await city.ok('countyOfficeA', metering.compareTrade, { id: ids.lawful.point })
    expect(found).toMatchObject({ others: 4, trade: null })
  })

  test('is unknown where the ledger declares none', async () => {
    const found = await city.ok('cityOffice', metering.compareTrade, { id: ids.office.point })
    expect(found).toMatchObject({ basis: null, others: 0, trade: null })
    // never read in these days: no shape, and certainly no zeros
    const silent = await city.ok('cityOffice', metering.compareTrade, { id: ids.silent.point })
    expect(silent.own.shape.every((value) => value === null)).toBe(true)
  })

  test('is refused to posts without sight of meters and outside the area', async () => {
    const id = ids.lawful.point
    for (const person of outsiders)
      expect(await city.refused(person, metering.compareTrade, { id })).toBe('not-permitted')
    for (const person of ['countyOfficeB', 'officerB1'] as const)
      expect(await city.refused(person, metering.compareTrade, { id })).toBe('not-found')
    expect(await city.refused(null, metering.compareTrade, { id })).toBe('not-signed-in')
  })
})

describe('neighbours on the feeder', () => {
  test('are those of the caller’s area, page by page', async () => {
    const id = ids.lawful.point
    const all = await city.ok('cityOffice', metering.listNeighbours, { id })
    expect(all.feeder).toBe('10kV一线')
    expect(all.rows.map(({ account }) => account)).toEqual(others)
    const first = await city.ok('countyOfficeA', metering.listNeighbours, { id, limit: 3 })
    const second = await city.ok('countyOfficeA', metering.listNeighbours, { id, limit: 3, after: first.next ?? '' })
    expect([...first.rows, ...second.rows].map(({ account }) => account)).toEqual(others.slice(0, 4))
    expect(second.next).toBeNull()
  })

  test('are not guessed where no feeder is on file, and not shown to others', async () => {
    const found = await city.ok('cityOffice', metering.listNeighbours, { id: ids.office.point })
    expect(found).toEqual({ feeder: null, rows: [], next: null })
    const id = ids.lawful.point
    for (const person of outsiders)
      expect(await city.refused(person, metering.listNeighbours, { id })).toBe('not-permitted')
    expect(await city.refused('officerB1', metering.listNeighbours, { id })).toBe('not-found')
  })
})

describe('heats as a workbook', () => {
  test('hold what the curve shows, and who took them is recorded', async () => {
    const id = ids.melting.point
    const { heats } = await city.ok('officerA1', metering.getLoadCurve, { id, ...span })
    const { status, body, headers } = await city.call('officerA1', metering.exportHeats, { id, ...span })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('spreadsheetml')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(body as unknown as ArrayBuffer) // exceljs declares its own Buffer
    const sheet = book.worksheets[0]
    expect(sheet?.rowCount).toBe(heats.length + 1)
    expect(sheet?.getRow(2).getCell(1).value).toBe('A-1003')
    expect(sheet?.getRow(2).getCell(2).value).toBe(heats[0]?.from.slice(0, 16).replace('T', ' '))
    expect(await city.eventsOf(id)).toEqual(['curve.viewed', 'curve.viewed', 'heats.exported'])
  })

  test('are refused like the curve', async () => {
    const id = ids.melting.point
    for (const person of outsiders)
      expect(await city.refused(person, metering.exportHeats, { id, ...span })).toBe('not-permitted')
    expect(await city.refused('officerB1', metering.exportHeats, { id, ...span })).toBe('not-found')
    expect(await city.refused('officerA1', metering.exportHeats, { id, from: to, to: span.from })).toBe(
      'span-backwards',
    )
  })
})

describe('what a meter implies, beside what its firm declared and invoiced', () => {
  const firmOf = async () => {
    const { rows } = await city.ok('cityOffice', ledger.listEnterprises, { text: '企业A-1001' })
    return rows[0]?.id ?? ''
  }
  const look = (who: PersonKey = 'officerA1') =>
    city.ok(who, metering.compareOutput, { id: ids.lawful.point, to: '2018-03-31' })

  test('is told month by month; what is not known is unknown, and who looked is recorded', async () => {
    const before = await city.eventsOf(ids.lawful.point)
    const found = await look()
    expect(found.span).toEqual({ from: '2018-01-01', to: '2018-03-31' })
    expect(found.months.map(({ month, whole }) => [month, whole])).toEqual([
      ['2018-01', true],
      ['2018-02', true],
      ['2018-03', true],
    ])
    expect(found.months[0]).toMatchObject({ invoicedT: null, declaredT: null })
    const [low = 0, high = 0] = [found.months[1]?.impliedLowT ?? 0, found.months[1]?.impliedHighT ?? 0]
    const begun = await city.ok('officerA1', metering.compareOutput, { id: ids.lawful.point, to: '2018-01-05' })
    expect(begun.months).toMatchObject([{ month: '2018-01', whole: false, impliedLowT: null, impliedHighT: null }])
    expect(low).toBeGreaterThan(50)
    expect(high / low).toBeCloseTo(1.5)
    expect(found.sums).toMatchObject({ declared: { verdict: 'unknown' }, invoiced: { verdict: 'unknown' } })
    expect(await city.eventsOf(ids.lawful.point)).toEqual([...before, 'curve.viewed', 'curve.viewed'])
  })

  test('disagrees where less was invoiced than even the low end, by the figure that stands; it raises nothing', async () => {
    const id = await firmOf()
    const source = { agreement: '税务数据共享协议', document: '税函1号' }
    await city.ok('countyOfficeA', ledger.changeEnterprise, {
      id,
      name: '企业A-1001',
      uscc: null,
      industryCode: '3391',
      industryEdition: '2017',
      declaredOutputT: 12_000,
      declaredOutputYear: 2017,
    })
    const made = await city.ok('countyOfficeA', ledger.enterInvoicedTonnage, {
      id,
      month: '2018-02',
      tonnes: 900,
      ...source,
    })
    expect((await look()).sums.invoiced).toMatchObject({ verdict: 'above', months: 1, tonnes: 900 })
    await city.ok('countyOfficeA', ledger.correctInvoicedTonnage, { id: made.id, tonnes: 9, ...source, reason: '更正' })
    const found = await look()
    expect(found.months.map(({ invoicedT }) => invoicedT)).toEqual([null, 9, null])
    expect(found.sums.invoiced).toMatchObject({ verdict: 'below', months: 1, tonnes: 9 })
    expect(found.sums.declared).toMatchObject({ verdict: 'above', months: 3, tonnes: 3000 })
    expect(outputSentences(found, 'zh')[1]).toContain('票、电不符')
    await detectAll(city)
    const alarms = await city.ok('cityOffice', metering.listAlarms, { usagePointId: ids.lawful.point })
    expect(alarms.rows).toEqual([])
  })

  test('keeps invoices from the power company, which is told that they are not for it', async () => {
    const found = await look('powerLiaison')
    expect(found).toMatchObject({ invoicesShown: false, sums: { invoiced: { verdict: 'unknown' } } })
    expect(found.months.every(({ invoicedT }) => invoicedT === null)).toBe(true)
    expect(outputSentences(found, 'en')[1]).toContain('outside what you may see')
    for (const who of outsiders)
      expect(await city.refused(who, metering.compareOutput, { id: ids.lawful.point })).toBe('not-permitted')
    expect(await city.refused('officerB1', metering.compareOutput, { id: ids.lawful.point })).toBe('not-found')
  })
})

describe('the sheet for the visit', () => {
  const alarmOf = async (key: PointKey) => {
    const { rows } = await city.ok('cityOffice', metering.listAlarms, { usagePointId: ids[key].point })
    return rows.find(({ kind }) => kind !== 'plainThreshold')?.id ?? ''
  }
  const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

  test('has two pages for every kind of alarm in both languages, and who fetched it stands on alarm and usage point', async () => {
    for (const key of ['restarted', 'broken', 'melting', 'silent'] as const) {
      const id = await alarmOf(key)
      for (const language of ['zh', 'en'] as const) {
        const { status, body, headers } = await city.call('officerA1', metering.fetchAlarmSheet, { id, language })
        expect(status).toBe(200)
        expect(headers.get('content-type')).toBe('application/pdf')
        expect(Buffer.isBuffer(body) && pagesOf(body), `${key} ${language}`).toBe(2)
      }
    }
    expect((await city.eventsOf(await alarmOf('broken'))).slice(-2)).toEqual([
      'alarm.sheetFetched',
      'alarm.sheetFetched',
    ])
    expect(await city.eventsOf(ids.broken.point)).toEqual([
      'curve.viewed',
      'curve.taken',
      'curve.viewed',
      'curve.taken',
    ])
  })

  test('names the firm whose electricity it was, and says of one that came since that it was not its own', async () => {
    const id = await alarmOf('restarted')
    const { windowTo } = await city.ok('officerA1', metering.getAlarm, { id })
    const { site } = ids.restarted
    await city.asOwner('delete from occupancies where site_id = $1', [site])
    const textOf = async () => {
      const { body } = await city.call('officerA1', metering.fetchAlarmSheet, { id, language: 'zh' })
      const file = join(folder, 'sheet.pdf')
      await writeFile(file, body as Buffer) // a download
      return execFileSync('pdftotext', ['-layout', file, '-']).toString().replace(/\s+/g, '')
    }
    expect(await textOf()).toContain('台账没有登记时段内的企业')
    const firms = [
      ['那时的厂', '2017-01-01', windowTo],
      ['后来的公司', addDays(windowTo, 1), null],
    ] as const
    for (const [name, from, to] of firms) {
      const firm = uuidv7()
      await city.asOwner(
        `insert into enterprises (id, name, area_id, area_path, registered_at) values ($1, $2, $3, $4, now())`,
        [firm, name, areas.villageA1.id, areas.villageA1.path],
      )
      await city.asOwner(
        `insert into occupancies (id, site_id, enterprise_id, area_id, area_path, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6, $7)`,
        [uuidv7(), site, firm, areas.villageA1.id, areas.villageA1.path, from, to],
      )
    }
    const text = await textOf()
    expect(text).toContain(`那时的厂（2017-01-01至${windowTo}）`)
    expect(text).toContain('后来的公司，时段之后才来')
  })

  test('is refused to posts without sight of meters and outside the area; nothing is recorded then', async () => {
    const id = await alarmOf('restarted')
    const before = await city.eventsOf(id)
    for (const person of outsiders)
      expect(await city.refused(person, metering.fetchAlarmSheet, { id })).toBe('not-permitted')
    for (const person of ['countyOfficeB', 'officerB1'] as const)
      expect(await city.refused(person, metering.fetchAlarmSheet, { id })).toBe('not-found')
    expect(await city.eventsOf(id)).toEqual(before)
  })
})

describe('a contract that the ledger has in kVA alone', () => {
  test('shows what cannot be: a load above twice of it is a spike, and list and record name the kVA', async () => {
    const account = 'A-3005'
    await city.asSystem(async (db) => {
      await foundFirm(db, account, '3391', areas.villageA1)
      await sql`update usage_points set contract_kw = null, contract_kva = 800 where account = ${account}`.execute(db)
    })
    const [day] = simulateLoad('office', { seed: 5, account, from: to, days: 1, contractKw: 800 })
    if (!day) throw new Error('no day')
    const loadKw = day.loadKw.map((kw, slot) => (slot === 40 ? 1700 : kw))
    await deliver('kva.csv', readingsCsv([{ ...day, loadKw }]))
    const [row] = (await city.ok('cityOffice', metering.listUsagePoints, { text: account })).rows
    expect(row).toMatchObject({ contractKw: null, contractKva: 800 })
    const { rows } = await city.ok('cityOffice', metering.listQuality, { id: row?.id ?? '', from: to, to })
    expect(rows[0]?.flags).toContain('spike')
  })
})
