/** Lists as spreadsheets: read as the person who asks, written beside the requests, kept for that person alone and not for long. */
import { randomUUID } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from '@protobi/exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import { inspectionsContract } from '../src/inspections/contract.ts'
import { exampleObservation } from '../src/inspections/examples.ts'
import { deleteOldExports } from '../src/platform/server/exports.ts'
import { asProgram } from '../src/platform/server/http.ts'
import { platformContract as platform } from '../src/platform/shared/platform-contract.ts'
import { openTest, type Test } from './harness.ts'
import { areas, type PersonKey } from './world.ts'

const observations = 'inspections.listObservations'
/** More than a page of the job. */
const many = 230

let city: Test
beforeAll(async () => {
  city = await openTest({ work: true })
  for (let n = 0; n < many; n += 1)
    await city.ok('gridWorkerA1', inspectionsContract.recordObservation, {
      id: randomUUID(),
      ...exampleObservation(areas.villageA1.id, { words: n === 0 ? '=1+1' : `第${n}次` }),
    })
  await city.ok('gridWorkerB', inspectionsContract.recordObservation, {
    id: randomUUID(),
    ...exampleObservation(areas.villageB.id, { words: '乙县所见' }),
  })
})
afterAll(() => city.close())

async function written(person: PersonKey, list: string, question = {}, language: 'zh' | 'en' = 'zh') {
  const { id } = await city.ok(person, platform.startExport, { list, question, language })
  for (let tries = 0; tries < 200; tries += 1) {
    const row = await city.ok(person, platform.getExport, { id })
    if (row.endedAt !== null) return row
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the export did not end')
}

async function rowsOf(person: PersonKey, id: string): Promise<unknown[][]> {
  const { status, body } = await city.call(person, platform.getExportFile, { id })
  expect(status).toBe(200)
  const workbook = new ExcelJS.Workbook()
  // exceljs declares its own Buffer, older than Node's
  await workbook.xlsx.load(body as ArrayBuffer)
  const rows: unknown[][] = []
  workbook.worksheets[0]?.eachRow((row) => {
    // exceljs counts cells from 1
    rows.push((row.values as unknown[]).slice(1))
  })
  return rows
}

describe('an export', () => {
  test('holds every row that the person may see and no other, over all pages, in the language asked for', async () => {
    const done = await written('countyOfficeA', observations)
    expect(done).toMatchObject({ status: 'done', rowCount: many, title: { zh: '巡查记录' } })
    const rows = await rowsOf('countyOfficeA', done.id)
    expect(rows.length).toBe(many + 1)
    expect(rows[0]?.[0]).toBe('村（社区）')
    expect(rows.flat()).not.toContain('乙县所见')
    const english = await written('cityOffice', observations, {}, 'en')
    expect(english.rowCount).toBe(many + 1)
    expect((await rowsOf('cityOffice', english.id)).flat().join()).toContain('Unusual noise')
  })

  test('calculates nothing: what looks like a formula stays text', async () => {
    const { id } = await written('gridWorkerA1', observations)
    expect((await rowsOf('gridWorkerA1', id)).flat()).toContain('=1+1')
  })

  test('takes the filters of the list, and refuses those the list refuses', async () => {
    const done = await written('countyOfficeA', observations, { areaId: String(areas.villageA2.id) })
    expect(done.rowCount).toBe(0)
    const asked = { list: observations, question: { areaId: 'x' }, language: 'zh' } as const
    expect(await city.refused('countyOfficeA', platform.startExport, asked)).toBe('bad-input')
    expect(await city.refused('countyOfficeA', platform.startExport, { ...asked, list: 'platform.getMe' })).toBe(
      'not-found',
    )
  })

  test('of an area out of one’s scope holds nothing', async () => {
    const done = await written('countyOfficeA', observations, { areaId: String(areas.villageB.id) })
    expect(done.rowCount).toBe(0)
  })

  test('is its own person’s alone', async () => {
    const { id } = await written('countyOfficeA', observations)
    for (const operation of [platform.getExport, platform.getExportFile])
      for (const other of ['countyOfficeB', 'cityOffice'] as const)
        expect(await city.refused(other, operation, { id })).toBe('not-found')
    const { rows } = await city.ok('countyOfficeB', platform.listExports, {})
    expect(rows).toEqual([])
  })

  test('leaves behind who asked for it and who took it away', async () => {
    const { id } = await written('countyOfficeA', observations)
    await rowsOf('countyOfficeA', id)
    expect(await city.eventsOf(id)).toEqual(['export.asked', 'export.fetched'])
  })

  test('is deleted after seven days, the row stays', async () => {
    const { id } = await written('countyOfficeA', observations)
    const file = join(city.app.platform.exports.folder, `${id}.xlsx`)
    await access(file)
    const night = () => asProgram(city.app.platform, deleteOldExports)
    await night()
    await access(file)
    const before = city.now().toISOString()
    city.setNow(new Date(city.now().getTime() + 7 * 86_400_000 + 1000).toISOString())
    await night()
    city.setNow(before)
    await expect(access(file)).rejects.toThrow()
    expect(await city.ok('countyOfficeA', platform.getExport, { id })).toMatchObject({ status: 'deleted' })
    expect(await city.refused('countyOfficeA', platform.getExportFile, { id })).toBe('wrong-state')
  })
})

test('every sheet is of a list that is paged, and has a title and columns in both languages', () => {
  const sheets = modules.flatMap(({ name, contract, sheets = {} }) =>
    Object.entries(sheets).map(([list, sheet]) => ({ list: `${name}.${list}`, operation: contract[list], sheet })),
  )
  expect(sheets.length).toBeGreaterThan(10)
  for (const { list, operation, sheet } of sheets) {
    expect([list, Object.keys(operation?.input.shape ?? {})]).toEqual([
      list,
      expect.arrayContaining(['after', 'limit']),
    ])
    for (const title of [sheet.title, ...sheet.columns.map(([words]) => words)])
      expect([list, title.zh.length > 0, title.en.length > 0]).toEqual([list, true, true])
  }
})
