import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from '@protobi/exceljs'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { inContext } from '../platform/server/http.ts'
import { readTable } from '../platform/server/table-file.ts'
import { enterprisesContract as operations } from './contract.ts'
import { type ExampleLine, exampleCsv, exampleLine, manyExampleLines } from './examples.ts'
import { importEnterprises } from './import-acts.ts'

let city: Test
beforeEach(async () => {
  city = await openTest({ work: true })
})
afterEach(() => city.close())

const preview = async (
  content: Buffer | string,
  name = 'ledger.csv',
  person: PersonKey = 'countyOfficeA',
  areaId: number = areas.countyA.id,
) => {
  const fileId = await city.upload(person, areaId, 'import', name, Buffer.from(content))
  return city.ok(person, operations.startImport, { fileId })
}
const badRows = async (id: string) =>
  (await city.ok('countyOfficeA', operations.listImportRows, { id, verdict: 'bad' })).rows
const counts = () =>
  city.asSystem(async (db) => {
    const { rows } = await sql<
      Record<string, number>
    >`select (select count(*) from enterprises) as enterprises, (select count(*) from sites) as sites,
      (select count(*) from occupancies) as occupancies, (select count(*) from furnaces) as furnaces, (select count(*) from usage_points) as points,
      (select count(*) from licences) as licences`.execute(db)
    return rows[0]
  })
const nothing = { enterprises: 0, sites: 0, occupancies: 0, furnaces: 0, points: 0, licences: 0 }
const xlsx = async (rows: ExcelJS.CellValue[][]): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('台账').addRows(rows)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

describe('import of the ledger', () => {
  test('a GB18030 table enters enterprise, site, stay, furnace, usage point and licence, and a second time changes nothing', async () => {
    const content = iconv.encode(
      exampleCsv([exampleLine, { ...exampleLine, furnaceLabel: '2#', account: '3204000002', uscc: '' }]),
      'gb18030',
    )
    const first = await preview(content)
    expect(first).toMatchObject({
      status: 'previewed',
      encoding: 'gb18030',
      counts: { bad: 0, new: 2, changed: 0, unchanged: 0 },
    })
    expect(await counts()).toEqual(nothing)
    const applied = await city.ok('countyOfficeA', operations.applyImport, { id: first.id, onlyGood: false })
    expect(applied).toMatchObject({
      status: 'applied',
      written: { enterprises: { added: 1 }, furnaces: { added: 2 }, licences: { added: 1 } },
    })
    const full = { enterprises: 1, sites: 1, occupancies: 1, furnaces: 2, points: 2, licences: 1 }
    expect(await counts()).toEqual(full)
    const { rows } = await city.ok('gridWorkerA1', operations.listSites, {})
    expect(rows[0]).toMatchObject({
      name: '示例铸造一厂',
      occupants: ['示例铸造有限公司'],
      focusKinds: ['abnormalElectricity', 'castingCover'],
      importId: first.id,
    })
    expect(await city.refused('countyOfficeA', operations.applyImport, { id: first.id, onlyGood: true })).toBe(
      'wrong-state',
    )
    const second = await preview(content)
    expect(second.counts).toEqual({ bad: 0, new: 0, changed: 0, unchanged: 2 })
    const again = await city.ok('countyOfficeA', operations.applyImport, { id: second.id, onlyGood: true })
    expect(again.written).toEqual({})
    expect(await counts()).toEqual(full)
    expect(await city.eventsOf(first.id)).toEqual([
      'ledgerImport.started',
      'ledgerImport.previewed',
      'ledgerImport.applied',
    ])
  })

  test('a change is shown before and after, and a blank cell clears nothing', async () => {
    const first = await preview(exampleCsv([exampleLine]))
    await city.ok('countyOfficeA', operations.applyImport, { id: first.id, onlyGood: true })
    const second = await preview(`\ufeff${exampleCsv([{ ...exampleLine, powerKw: '900', purpose: '' }])}`)
    expect(second.counts).toMatchObject({ changed: 1 })
    const { rows } = await city.ok('countyOfficeA', operations.listImportRows, { id: second.id })
    expect(rows[0]?.differences).toEqual([{ column: 'powerKw', before: 1200, after: 900 }])
    await city.ok('countyOfficeA', operations.applyImport, { id: second.id, onlyGood: true })
    expect((await city.ok('countyOfficeA', operations.listFurnaces, {})).rows[0]).toMatchObject({
      powerKw: 900,
      purpose: '铸钢件',
    })
  })

  test('hours and volume of a licence on file are filled in by a later table, shown before, and stay where a cell is blank', async () => {
    const enter = async (line: ExampleLine) => {
      const made = await preview(exampleCsv([line]))
      const { rows } = await city.ok('countyOfficeA', operations.listImportRows, { id: made.id })
      await city.ok('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: false })
      return rows[0]?.differences
    }
    const licences = async () => {
      const { rows } = await city.ok('countyOfficeA', operations.listSites, {})
      return (await city.ok('countyOfficeA', operations.getSite, { id: rows[0]?.id ?? '' })).licences
    }
    await enter(exampleLine)
    expect(await licences()).toMatchObject([{ shift: 'night', hours: null, yearlyVolumeT: null }])
    expect(await enter({ ...exampleLine, licensedHours: '22:00—6:00；12:00-13:00', licensedVolumeT: '3,000' })).toEqual(
      [
        { column: 'licensedHours', before: null, after: ['22:00-06:00', '12:00-13:00'] },
        { column: 'licensedVolumeT', before: null, after: 3000 },
      ],
    )
    expect(await enter(exampleLine)).toEqual([])
    expect(await licences()).toMatchObject([{ hours: ['22:00-06:00', '12:00-13:00'], yearlyVolumeT: 3000 }])
  })

  test('every bad row is listed with its number, column and reason; good rows go in alone', async () => {
    const bad: [Partial<ExampleLine>, string, string][] = [
      [{ enterpriseName: '' }, 'enterpriseName', 'missing'],
      [{ uscc: '91320411123456788X' }, 'uscc', 'uscc-invalid'],
      [{ industryEdition: '' }, 'industryEdition', 'industry-edition-missing'],
      [{ divisionCode: '329903100201' }, 'divisionCode', 'area-not-yours'],
      [{ divisionCode: '329999999999' }, 'divisionCode', 'area-unknown'],
      [{ divisionCode: '甲一村' }, 'divisionCode', 'division-code-malformed'],
      [{ powerKw: '很大' }, 'powerKw', 'not-a-number'],
      [{ capacityT: '-2' }, 'capacityT', 'not-positive'],
      [{ siteKind: '喷漆' }, 'siteKind', 'not-a-choice'],
      [{ enterpriseName: '=cmd|calc' }, 'enterpriseName', 'formula'],
      [{ purpose: '+1+1' }, 'purpose', 'formula'],
      [{ feeder: '@SUM(A1)' }, 'feeder', 'formula'],
      [{ siteName: '－隐藏' }, 'siteName', 'formula'],
      [{ furnaceLabel: '' }, 'furnaceKind', 'needs-label'],
      [{ licensedShift: '' }, 'licensedShift', 'needs-shift'],
      [{ licensedHours: '晚上' }, 'licensedHours', 'hours-unreadable'],
      [{ licensedHours: '22:00-22:00' }, 'licensedHours', 'hours-empty'],
      [{ licensedHours: '20:00-06:00、05:00-07:00' }, 'licensedHours', 'hours-overlap'],
      [{ licensedVolumeT: '-5' }, 'licensedVolumeT', 'not-positive'],
      [{ licensedVolumeT: '0' }, 'licensedVolumeT', 'not-positive'],
      [{ licensedShift: '无', licensedVolumeT: '900' }, 'licensedVolumeT', 'no-melting-allowed'],
      [{ declaredOutputT: '', declaredOutputYear: '2017' }, 'declaredOutputT', 'needs-output'],
      [{ declaredOutputT: '900', declaredOutputYear: '17' }, 'declaredOutputYear', 'not-a-year'],
      [{ address: '另一个地址' }, 'address', 'contradicts'],
      [{ siteName: '别的厂区' }, 'account', 'account-elsewhere'],
      [{ account: '户号一' }, 'account', 'account-malformed'],
      [{ address: '长'.repeat(201) }, 'address', 'too-long'],
    ]
    const made = await preview(exampleCsv([exampleLine, ...bad.map(([change]) => ({ ...exampleLine, ...change }))]))
    expect(made.counts).toMatchObject({ bad: bad.length, new: 1 })
    const rows = await badRows(made.id)
    expect(rows.map((row) => [row.rowNumber, row.problems[0]?.column, row.problems[0]?.code])).toEqual(
      bad.map(([, column, code], i) => [i + 3, column, code]),
    )
    expect(rows.find((row) => row.problems[0]?.code === 'contradicts')?.problems[0]).toMatchObject({ row: 2 })
    expect(await city.refused('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: false })).toBe(
      'import-has-bad-rows',
    )
    expect(await counts()).toEqual(nothing)
    await city.ok('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: true })
    expect(await counts()).toEqual({ enterprises: 1, sites: 1, occupancies: 1, furnaces: 1, points: 1, licences: 1 })
  })

  test('XLSX comes in with its numbers as codes, and a formula cell is refused', async () => {
    const header = ['企业名称', '地址', '区划代码', '户号', '合同容量（kVA）', '备注']
    const row = ['表格企业', '路 2 号', 329902100201, 3204000077, 630, '无关']
    const made = await preview(
      await xlsx([header, row, ['另一企业', { formula: 'A2&"x"', result: '路' }, 329902100201, null, null, null]]),
      'ledger.xlsx',
    )
    expect(made).toMatchObject({ encoding: 'xlsx', counts: { bad: 1, new: 1 }, ignoredColumns: ['备注'] })
    expect((await badRows(made.id))[0]).toMatchObject({
      rowNumber: 3,
      problems: [{ column: 'address', code: 'formula' }],
    })
    await city.ok('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: true })
    const { rows } = await city.ok('countyOfficeA', operations.listSites, { text: '表格企业' })
    expect(rows[0]).toMatchObject({ name: '表格企业', usagePointCount: 1 })
  })

  test('what cannot be a table is refused with its reason, and nothing is kept', async () => {
    const start = async (content: Buffer | string, name = 'a.csv') => {
      const fileId = await city.upload('countyOfficeA', areas.countyA.id, 'import', name, Buffer.from(content))
      return city.refused('countyOfficeA', operations.startImport, { fileId })
    }
    expect(await start('企业名称,地址\n甲,乙')).toBe('import-header-missing')
    expect(await start(exampleCsv([]))).toBe('import-empty')
    expect(
      await start(Buffer.concat([Buffer.from('企业名称,区划代码\n'), Buffer.from([0x81, 0xff, 0xff, 0x0a])])),
    ).toBe('file-unreadable')
    const document = await city.upload(
      'countyOfficeA',
      areas.countyA.id,
      'document',
      'a.pdf',
      Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF'),
    )
    expect(await city.refused('countyOfficeA', operations.startImport, { fileId: document })).toBe(
      'import-file-purpose',
    )
    expect((await city.ok('countyOfficeA', operations.listImports, {})).rows).toEqual([])
  })

  test('an import is started, seen and applied by keepers of its area only', async () => {
    const made = await preview(exampleCsv([exampleLine]))
    expect(await city.refused('countyOfficeB', operations.getImport, { id: made.id })).toBe('not-found')
    expect(await city.refused('countyOfficeB', operations.applyImport, { id: made.id, onlyGood: true })).toBe(
      'not-found',
    )
    expect(await city.refused('townshipLeaderA', operations.applyImport, { id: made.id, onlyGood: true })).toBe(
      'not-found',
    )
    expect(await city.refused('gridWorkerA1', operations.listImportRows, { id: made.id })).toBe('not-permitted')
    const fileId = await city.upload(
      'gridWorkerA1',
      areas.villageA1.id,
      'import',
      'a.csv',
      Buffer.from(exampleCsv([exampleLine])),
    )
    expect(await city.refused('gridWorkerA1', operations.startImport, { fileId })).toBe('not-permitted')
    expect(
      (
        await preview(
          exampleCsv([
            exampleLine,
            {
              ...exampleLine,
              siteName: '甲三厂',
              account: '',
              feeder: '',
              contractKva: '',
              divisionCode: '329902101201',
            },
          ]),
          'a.csv',
          'townshipLeaderA',
          areas.townshipA.id,
        )
      ).counts,
    ).toMatchObject({ bad: 1, new: 1 })
  })

  test('a code registered in another county is used, never changed; an account there is refused', async () => {
    const away = { ...exampleLine, divisionCode: '329903100201' }
    const first = await preview(exampleCsv([away]), 'b.csv', 'countyOfficeB', areas.countyB.id)
    await city.ok('countyOfficeB', operations.applyImport, { id: first.id, onlyGood: true })
    const made = await preview(
      exampleCsv([
        { ...exampleLine, enterpriseName: '改名企业' },
        { ...exampleLine, enterpriseName: '改名企业', account: '3204000009' },
      ]),
    )
    expect((await badRows(made.id))[0]?.problems).toEqual([{ column: 'account', code: 'account-elsewhere' }])
    await city.ok('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: true })
    const { rows } = await city.ok('cityOffice', operations.listEnterprises, {})
    expect(rows.map((row) => [row.name, row.siteCount])).toEqual([['示例铸造有限公司', 2]])
  })

  test('what breaks half way leaves nothing behind', async () => {
    const made = await preview(exampleCsv([exampleLine, { ...exampleLine, furnaceLabel: '2#', account: '3204000002' }]))
    await city.asSystem((db) => sql`select 1`.execute(db))
    await city.app.platform.database.pool.query(`create function break_import() returns trigger language plpgsql as $$
      begin raise exception 'broken on purpose' using errcode = '40001'; end $$;
      create trigger break_import before insert on licences for each row execute function break_import()`)
    expect(await city.refused('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: true })).toBe(
      'changed-meanwhile',
    )
    expect(await counts()).toEqual(nothing)
    await city.app.platform.database.pool.query('drop trigger break_import on licences')
    expect((await city.ok('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: true })).status).toBe(
      'applied',
    )
  })

  test('20,000 rows are read and written by jobs, with progress', async () => {
    const lines = manyExampleLines(20_000, ['329902100201', '329902100202', '329902101201'])
    const made = await preview(exampleCsv(lines))
    expect(made.status).toBe('reading')
    const until = async (status: string) => {
      const seen = new Set<number>()
      for (;;) {
        const now = await city.ok('countyOfficeA', operations.getImport, { id: made.id })
        seen.add(now.doneRows)
        if (now.status === status) return { ...now, steps: seen.size }
        if (now.status === 'failed' || now.status === 'unreadable') throw new Error(JSON.stringify(now.refusal))
        await new Promise((resolve) => setTimeout(resolve, 150))
      }
    }
    const previewed = await until('previewed')
    expect(previewed.counts).toEqual({ bad: 0, new: 20_000, changed: 0, unchanged: 0 })
    expect((await city.ok('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: false })).status).toBe(
      'applying',
    )
    expect(await city.refused('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: false })).toBe(
      'wrong-state',
    )
    const applied = await until('applied')
    expect(applied.steps).toBeGreaterThan(3)
    expect(await counts()).toEqual({
      enterprises: 10_000,
      sites: 10_000,
      occupancies: 10_000,
      furnaces: 20_000,
      points: 20_000,
      licences: 10_000,
    })
    await city.ok('countyOfficeA', operations.listSites, {})
    await city.ok('gridWorkerA1', operations.listEnterprises, { text: '第77' })
    await city.ok('cityOffice', operations.listFurnaces, { judgement: 'none' })
  }, 90_000)
})

describe('export and template', () => {
  test('what is exported can be imported again and changes nothing; a text that looks like a formula stays a text', async () => {
    const licensed = { ...exampleLine, licensedHours: '22:00-06:00、12:00-13:00', licensedVolumeT: '3000' }
    const made = await preview(exampleCsv([licensed, { ...licensed, furnaceLabel: '2#', account: '3204000002' }]))
    await city.ok('countyOfficeA', operations.applyImport, { id: made.id, onlyGood: true })
    const exported = await city.call('countyOfficeA', operations.exportSites, {})
    expect(exported.headers.get('content-type')).toContain('spreadsheetml')
    const content = exported.body as Buffer // a download in test/harness.ts
    expect((await preview(content, 'again.xlsx')).counts).toEqual({ bad: 0, new: 0, changed: 0, unchanged: 2 })
    await city.ok('countyOfficeA', operations.registerSite, {
      name: '=1+1',
      address: '@x',
      kind: 'other',
      focusKinds: [],
      areaId: areas.villageA1.id,
      enterpriseId: null,
    })
    const path = join(tmpdir(), `export-${process.pid}.xlsx`)
    await writeFile(path, (await city.call('countyOfficeA', operations.exportSites, {})).body as Buffer) // as above
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(path)
    const values: unknown[] = []
    workbook.worksheets[0]?.getColumn(7).eachCell((cell) => values.push(cell.value))
    expect(values).toContain('=1+1')
    const { rows } = await city.ok('gridWorkerB', operations.listSites, {})
    expect(rows).toEqual([])
  })

  test('the template has every column and no row', async () => {
    const { body } = await city.call('countyOfficeA', operations.getImportTemplate, {})
    const path = join(tmpdir(), `template-${process.pid}.xlsx`)
    await writeFile(path, body as Buffer) // a download
    const table = await readTable(path, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 10)
    expect(table.rows).toHaveLength(1)
    expect(table.rows[0]?.cells).toContain('统一社会信用代码')
  })
})

describe('the command line', () => {
  test('imports a file as the program itself, and says which rows are bad', async () => {
    const path = join(tmpdir(), `import-${process.pid}.csv`)
    await writeFile(path, exampleCsv([exampleLine, { ...exampleLine, divisionCode: '1' }]))
    const run = (onlyGood: boolean) =>
      inContext(city.app.platform, 'system', null, (context) =>
        importEnterprises(context, path, { areaId: areas.city.id, onlyGood }),
      )
    expect((await run(false)).ledgerImport.status).toBe('previewed')
    expect(await counts()).toEqual(nothing)
    const done = await run(true)
    expect(done.ledgerImport).toMatchObject({ status: 'applied', counts: { bad: 1, new: 1 } })
    expect(done.badRows[0]).toMatchObject({ rowNumber: 3, problems: [{ code: 'division-code-malformed' }] })
  })
})
