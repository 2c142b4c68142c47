/** Exports as a person gets them: asked for over HTTP, written by the job itself, read back out of the spreadsheet. */
import ExcelJS from '@protobi/exceljs'
import { expect } from 'vitest'
import { writeExport } from '../src/platform/server/exports.ts'
import { platformContract as platform } from '../src/platform/shared/platform-contract.ts'
import type { Test } from './harness.ts'
import type { PersonKey } from './world.ts'

/** The rows of a finished export, the header first. */
export async function rowsOf(city: Test, person: PersonKey, id: string): Promise<unknown[][]> {
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

type Asked = { question?: Record<string, string>; language?: 'zh' | 'en' }

/** Has a list written without waiting for the queue. @returns the order as it ended, or the code of the refusal. */
export async function exported(
  city: Test,
  person: PersonKey,
  list: string,
  { question = {}, language = 'zh' }: Asked = {},
) {
  const { status, body } = await city.call(person, platform.startExport, { list, question, language })
  // otherwise the body is that of a refusal
  if (status !== 200) return { refused: (body as { code: string }).code }
  const { id } = platform.startExport.output.parse(body)
  await writeExport(city.app.platform, id)
  return await city.ok(person, platform.getExport, { id })
}

/** All that a person can take away by a list. */
export async function takenAway(city: Test, person: PersonKey, list: string, asked: Asked = {}): Promise<unknown> {
  const order = await exported(city, person, list, asked)
  if ('refused' in order || order.status !== 'done') return order
  return [order.rowCount, await rowsOf(city, person, order.id)]
}
