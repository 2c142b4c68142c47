import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { enterprisesContract as operations } from './contract.ts'
import { exampleEnterprise, exampleTrader } from './examples.ts'
import { readInvoiceTable } from './invoice-table.ts'

let city: Test
let firm = ''
let trader = ''
const source = { agreement: '税务数据共享协议第1号', document: '税函〔2018〕3号' }

beforeAll(async () => {
  city = await openTest()
  const enter = (fields: typeof exampleEnterprise) =>
    city.ok('countyOfficeA', operations.registerEnterprise, { ...fields, areaId: areas.villageA1.id })
  firm = (await enter(exampleEnterprise)).id
  trader = (await enter(exampleTrader)).id
})
afterAll(() => city.close())

const january = () => ({ id: firm, month: '2018-01', tonnes: 120.5, ...source })
const list = async (id = firm) => (await city.ok('officerA1', operations.listInvoicedTonnages, { id })).rows

describe('invoiced tonnage', () => {
  test('is entered for a month that is over, once, by those who keep it, with source, person and time', async () => {
    const enter = (who: PersonKey, change: object = {}) =>
      city.refused(who, operations.enterInvoicedTonnage, { ...january(), ...change })
    expect(await enter('countyOfficeA', { month: '2018-02' })).toBe('invoice-month-open')
    expect(await enter('countyOfficeA', { month: '2018-13' })).toBe('bad-input')
    expect(await enter('countyOfficeA', { tonnes: -1 })).toBe('bad-input')
    expect(await enter('countyOfficeA', { document: ' ' })).toBe('bad-input')
    expect(await enter('countyOfficeB')).toBe('not-found')
    for (const who of ['townshipLeaderA', 'gridWorkerA1', 'powerLiaison'] as const)
      expect(await enter(who)).toBe('not-permitted')
    const made = await city.ok('countyOfficeA', operations.enterInvoicedTonnage, january())
    expect(made).toMatchObject({ month: '2018-01', tonnes: 120.5, replacedBy: null, ...source })
    expect(await enter('economyOfficerA')).toBe('invoice-month-known')
    expect(await list()).toMatchObject([{ id: made.id, enteredByName: 'countyOfficeA' }])
    expect(await city.eventsOf(firm)).toContain('invoice.entered')
  })

  test('is no business of townships, the grid or the power company', async () => {
    for (const who of ['townshipLeaderA', 'gridWorkerA1', 'powerLiaison'] as const)
      expect(await city.refused(who, operations.listInvoicedTonnages, { id: firm })).toBe('not-permitted')
    expect(await city.refused('officerB1', operations.listInvoicedTonnages, { id: firm })).toBe('not-found')
  })

  test('that is corrected stays beside what took its place, and is corrected once', async () => {
    const [before] = await list()
    const change = { id: before?.id ?? '', tonnes: 90, ...source, reason: '红字发票冲减' }
    expect(await city.refused('gridWorkerA1', operations.correctInvoicedTonnage, change)).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', operations.correctInvoicedTonnage, change)).toBe('not-found')
    const after = await city.ok('economyOfficerA', operations.correctInvoicedTonnage, change)
    expect(
      (await list()).map(({ tonnes, replacedBy, replacedBecause }) => [tonnes, replacedBy, replacedBecause]),
    ).toEqual([
      [90, null, null],
      [120.5, after.id, '红字发票冲减'],
    ])
    expect(await city.refused('countyOfficeA', operations.correctInvoicedTonnage, change)).toBe('wrong-state')
    expect(await city.eventsOf(firm)).toContain('invoice.corrected')
  })
})

describe('a table of invoiced tonnage', () => {
  const take = async (csv: string, who: PersonKey = 'countyOfficeA', areaId: number = areas.countyA.id) => {
    const fileId = await city.upload(who, areaId, 'import', 'invoices.csv', Buffer.from(csv))
    return { who, input: { ...source, fileId } }
  }

  test('enters, corrects and leaves as they are; every row that cannot be taken is told with its reason', async () => {
    const csv = [
      '统一社会信用代码,企业名称,月份,开票吨数',
      `${exampleEnterprise.uscc},,2018年1月,90`,
      `${exampleEnterprise.uscc},,2017-12,"1,200"`,
      `,${exampleTrader.name},201711,0`,
      `${exampleEnterprise.uscc},,2017-12,5`,
      ',不存在的企业,2017-12,5',
      ',,2017-12,5',
      `,${exampleTrader.name},2018-02,5`,
      `,${exampleTrader.name},去年,5`,
      `,${exampleTrader.name},2017-10,-5`,
    ].join('\n')
    const { input } = await take(csv)
    expect(await city.ok('countyOfficeA', operations.importInvoicedTonnages, input)).toEqual({
      entered: 2,
      corrected: 0,
      unchanged: 1,
      rejects: [
        { row: 5, reason: 'rowTwice' },
        { row: 6, reason: 'enterpriseUnknown' },
        { row: 7, reason: 'enterpriseMissing' },
        { row: 8, reason: 'monthOpen' },
        { row: 9, reason: 'monthBad' },
        { row: 10, reason: 'tonnesBad' },
      ],
    })
    expect(await list(trader)).toMatchObject([{ month: '2017-11', tonnes: 0 }])
    const changed = await take(`uscc,month,tonnes\n${exampleEnterprise.uscc},2017-12,1100`)
    expect(await city.ok('countyOfficeA', operations.importInvoicedTonnages, changed.input)).toMatchObject({
      corrected: 1,
    })
    const months = (await list()).map(({ month, tonnes, replacedBecause }) => [month, tonnes, replacedBecause])
    expect(months.filter(([month]) => month === '2017-12')).toEqual([
      ['2017-12', 1100, null],
      ['2017-12', 1200, source.document],
    ])
    expect(await city.refused('gridWorkerA1', operations.importInvoicedTonnages, input)).toBe('not-permitted')
  })

  test('from another county finds none of these firms', async () => {
    const { input } = await take(
      `uscc,month,tonnes\n${exampleEnterprise.uscc},2017-10,1`,
      'countyOfficeB',
      areas.countyB.id,
    )
    expect((await city.ok('countyOfficeB', operations.importInvoicedTonnages, input)).rejects).toEqual([
      { row: 2, reason: 'enterpriseUnknown' },
    ])
  })

  test('without its columns is one reject', () => {
    expect(readInvoiceTable([{ rowNumber: 1, cells: ['企业名称', '月份'] }])).toEqual({
      entries: [],
      rejects: [{ row: 1, reason: 'columns' }],
    })
  })
})
