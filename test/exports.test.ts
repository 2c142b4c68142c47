/** Lists as spreadsheets: read as the person who asks, written beside the requests, kept for that person alone and not for long. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { modules } from '../src/apps/server/modules.ts'
import { inspectionsContract } from '../src/inspections/contract.ts'
import { exampleObservation } from '../src/inspections/examples.ts'
import { deleteOldExports } from '../src/platform/server/exports.ts'
import { asProgram } from '../src/platform/server/http.ts'
import type { Operation } from '../src/platform/shared/contract.ts'
import { platformContract as platform } from '../src/platform/shared/platform-contract.ts'
import { exported, rowsOf as readRows } from './exported.ts'
import { openTest, type Test } from './harness.ts'
import { areas, type PersonKey } from './world.ts'

const root = join(import.meta.dirname, '..')
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

const rowsOf = (person: PersonKey, id: string) => readRows(city, person, id)

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

  test('that holds what may be kept from somebody is gone after an hour, before the disk is cleared', async () => {
    const before = city.now()
    await city.goTo(before.toISOString())
    const done = await exported(city, 'cityOffice', 'leads.listLeads')
    if ('refused' in done) throw new Error(done.refused)
    const file = join(city.app.platform.exports.folder, `${done.id}.xlsx`)
    await city.goTo(new Date(before.getTime() + 3_600_000).toISOString())
    await rowsOf('cityOffice', done.id)
    await city.goTo(new Date(before.getTime() + 3_601_000).toISOString())
    expect(await city.ok('cityOffice', platform.getExport, { id: done.id })).toMatchObject({ status: 'deleted' })
    expect(await city.refused('cityOffice', platform.getExportFile, { id: done.id })).toBe('wrong-state')
    await access(file)
    await asProgram(city.app.platform, deleteOldExports)
    await expect(access(file)).rejects.toThrow()
    await city.goTo(before.toISOString())
  })

  test('is not given to whoever has lost the role since', async () => {
    const done = await exported(city, 'cityOfficeDeputy', 'inspections.listFlags')
    if ('refused' in done) throw new Error(done.refused)
    const deputy = [city.persons.cityOfficeDeputy.officialId]
    await city.asOwner(`update role_grants set role = 'legalReviewer' where official_id = $1`, deputy)
    expect(await city.refused('cityOfficeDeputy', platform.getExportFile, { id: done.id })).toBe('not-permitted')
    await city.asOwner(`update role_grants set role = 'cityOffice' where official_id = $1`, deputy)
    await rowsOf('cityOfficeDeputy', done.id)
  })
})

const lists = modules.flatMap(({ name, contract, sheets = {} }) =>
  Object.entries(contract).map(([key, operation]) => ({ list: `${name}.${key}`, operation, sheet: sheets[key] })),
)
const sheets = lists.flatMap(({ sheet, ...list }) => (sheet ? [{ ...list, sheet }] : []))
const isPaged = (operation: Operation) =>
  'after' in operation.input.shape && operation.output instanceof z.ZodObject && 'rows' in operation.output.shape

describe('every list', () => {
  test('of pages has a sheet, or says at its operation why it has none', () => {
    const paged = lists.filter(({ operation }) => isPaged(operation))
    expect(paged.length).toBeGreaterThan(40)
    expect(
      paged.flatMap(({ list, operation, sheet }) => ((operation.staysHere ?? '') === '' && !sheet ? [list] : [])),
    ).toEqual([])
  })

  test('that says why it stays has no sheet, and is named with its reason in the documents', () => {
    const documented = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
    const staying = lists.filter(({ operation }) => operation.staysHere !== undefined)
    expect(staying.length).toBeGreaterThan(0)
    for (const { list, sheet } of staying)
      expect([list, sheet, documented.includes(list)]).toEqual([list, undefined, true])
  })

  test('with a sheet offers it on a page', () => {
    const pages = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\/web\/.*\.tsx$/.test(path))
      .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
    const offered = new Set(
      pages.flatMap((page) => [...page.matchAll(/list(?:: '|=")([a-z]+\.list\w+)['"]/g)].map((found) => found[1])),
    )
    expect(sheets.filter(({ list }) => !offered.has(list)).map(({ list }) => list)).toEqual([])
  })

  test('with a sheet is written for whoever may read it, and refused to whoever may not', async () => {
    const ids = { id: randomUUID(), areaId: '1' }
    const figures: Record<string, string> = {
      'supervision.listFigure': 'leads.waiting',
      'supervision.listPickedFigure': 'lateVerifications',
      'supervision.listRankedFigure': 'looks.visits',
    }
    for (const { list } of sheets) {
      const figure = figures[list]
      const question = figure === undefined ? ids : { ...ids, figure }
      const ends = []
      for (const person of ['cityOffice', 'powerLiaison', 'countyOfficeA', 'auditAdmin'] as const)
        ends.push(await exported(city, person, list, { question }))
      const written = ends.filter((end) => !('refused' in end))
      expect([list, written.length > 0]).toEqual([list, true])
      // where a list is that of one record, there is none of this id
      for (const end of ends)
        expect([list, 'refused' in end ? end.refused : (end.failure ?? end.status)]).toEqual([
          list,
          expect.stringMatching(/^(done|not-found|not-permitted)$/),
        ])
    }
  })
})

test('every sheet has a title and columns in both languages', () => {
  expect(sheets.length).toBeGreaterThan(40)
  for (const { list, sheet } of sheets)
    for (const title of [sheet.title, ...sheet.columns.map(([words]) => words)])
      expect([list, title.zh.length > 0, title.en.length > 0]).toEqual([list, true, true])
})
