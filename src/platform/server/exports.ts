/**
 * Exports: a list is read page by page as the person who asked for it, with the grants of the day, and written row by row into a
 * spreadsheet; so a long one takes no more memory than a short one. Asked for a past day, its rows are those of that day (decision 026). The file
 * is that person's alone and is deleted after some days, after an hour where it holds what may be kept from somebody tomorrow.
 */
import { createReadStream } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from '@protobi/exceljs'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { dateInChina } from '../shared/calendar.ts'
import { date } from '../shared/contract.ts'
import type { ExportRow, exportContract } from '../shared/export-contract.ts'
import { exportText } from '../shared/export-text.ts'
import { type Actor, hasRole, scopePaths } from '../shared/permission.ts'
import { Refusal } from '../shared/refusal.ts'
import { type Cell, type Sheet, xlsxType } from '../shared/sheet.ts'
import { fillIn, type Language } from '../shared/text.ts'
import type { Context, Handlers, JobContext, Module, MountedSheet, Platform } from './context.ts'
import {
  countUnderWay,
  type ExportOrder,
  getExport,
  insertExport,
  listExports,
  saveDeleted,
  saveEnd,
  saveProgress,
} from './export-store.ts'
import { asProgram, inContext, readAsOf } from './http.ts'
import { sync } from './part-files.ts'

const pageLength = 200
/** A sheet of Excel holds 1,048,576 rows; whoever wants more has not chosen yet. */
const maxRows = 200_000
/** Of one person at a time. */
const maxUnderWay = 3
const hour = 3_600_000
const keptHours = 7 * 24
/** What holds tips and the like: who may see a row may change, so the file is for now and not for later. */
const keptHoursConfined = 1

/** Lists with sheets, by module and operation. Throws where a sheet has no list. */
export function mountSheets(modules: readonly Module[]): ReadonlyMap<string, MountedSheet> {
  const mounted = new Map<string, MountedSheet>()
  for (const { name, contract, handlers, sheets = {} } of modules)
    for (const [list, sheet] of Object.entries(sheets)) {
      const operation = contract[list]
      const handler = handlers[list]
      if (!operation || typeof handler !== 'function') throw new Error(`no list for the sheet ${name}.${list}`)
      // the module's handlers were checked against its contract where they were written
      mounted.set(`${name}.${list}`, { sheet, operation, handler: handler as MountedSheet['handler'] })
    }
  return mounted
}

function toRow({ platform, now }: Pick<Context, 'platform' | 'now'>, order: ExportOrder): ExportRow {
  const { id, list, question, rowCount, askedAt, endedAt, failure } = order
  const title = platform.exports.sheets.get(list)?.sheet.title ?? { zh: list, en: list }
  const status = statusAt(platform, order, now)
  return { id, list, title, status, asOf: question['asOf'] ?? null, rowCount, askedAt, endedAt, failure }
}

/** A file whose time is over is gone from this instant, whenever the disk is cleared. */
function statusAt(platform: Platform, { list, status, endedAt }: ExportOrder, now: Date): ExportRow['status'] {
  if (status !== 'done' || endedAt === null) return status
  const kept = platform.exports.sheets.get(list)?.sheet.confined ? keptHoursConfined : keptHours
  return new Date(endedAt).getTime() + kept * hour < now.getTime() ? 'deleted' : status
}

/** The sheet of a list, what it is asked for, and the past instant whose rows are read; refuses `not-found`, `not-permitted`, `bad-input`, and days the list has not. */
function readOrder(platform: Platform, user: Actor, { list, question }: Pick<ExportOrder, 'list' | 'question'>) {
  const mounted = platform.exports.sheets.get(list)
  if (!mounted) throw new Refusal('not-found')
  const { needs, input } = mounted.operation
  if (typeof needs !== 'string' && !hasRole(user, ...needs)) throw new Refusal('not-permitted')
  const asked = { asOf: date.optional(), ...input.shape }
  const parsed = z.object(asked).safeParse({ ...question, after: undefined, limit: pageLength })
  if (!parsed.success) throw new Refusal('bad-input', { field: String(parsed.error.issues[0]?.path[0] ?? 'question') })
  return { ...mounted, question: parsed.data, pastInstant: readAsOf(platform, mounted.operation, question['asOf']) }
}

/** What is kept of a question: a day only where the rows are of that day. */
function ofItsDay({ operation, pastInstant }: ReturnType<typeof readOrder>, question: ExportOrder['question']) {
  const { asOf, ...rest } = question
  return asOf !== undefined && (pastInstant !== null || 'asOf' in operation.input.shape) ? { ...rest, asOf } : rest
}

export const exportHandlers: Handlers<typeof exportContract> = {
  async startExport(context, { list, question, language }) {
    const { db, user, now, record, enqueue, platform } = context
    const asked = ofItsDay(readOrder(platform, user, { list, question }), question)
    if ((await countUnderWay(db)) >= maxUnderWay) throw new Refusal('exports-under-way', { most: maxUnderWay })
    const id = uuidv7()
    await insertExport(db, { id, list, question: asked, language, askedBy: user.officialId }, now)
    await record('export.asked', {
      subject: 'export',
      id,
      areaPath: scopePaths(user)[0] ?? '/',
      changed: { list, asOf: asked['asOf'] },
    })
    await enqueue('platform.export', { exportId: id })
    return toRow(context, await getExport(db, id))
  },

  getExport: async (context, { id }) => toRow(context, await getExport(context.db, id)),

  async listExports(context, input) {
    const { rows, next } = await listExports(context.db, input)
    return { rows: rows.map((order) => toRow(context, order)), next }
  },

  async getExportFile(context, { id }) {
    const { db, user, now, record, platform } = context
    const order = await getExport(db, id)
    const status = statusAt(platform, order, now)
    if (status !== 'done') throw new Refusal('wrong-state', { status })
    // whoever has lost the role since has no business with its lists
    readOrder(platform, user, order)
    const path = fileOf(platform, id)
    await access(path).catch(() => {
      throw new Refusal('not-found')
    })
    const { list, rowCount } = order
    await record('export.fetched', {
      subject: 'export',
      id,
      areaPath: scopePaths(user)[0] ?? '/',
      changed: { list, rowCount },
    })
    return {
      fileName: fileNameOf(toRow(context, order), order.language),
      type: xlsxType,
      content: createReadStream(path),
    }
  },
}

function fileNameOf({ title, asOf, askedAt }: ExportRow, language: Language): string {
  const askedOn = dateInChina(new Date(askedAt))
  if (asOf === null) return `${title[language]} ${askedOn}.xlsx`
  const day = fillIn(exportText[language]['fileOfDay'], { asOf, askedOn })
  return `${title[language]} ${day}.xlsx`
}

/** Excel takes 31 characters. */
const sheetNameOf = (title: string, asOf: string | undefined): string =>
  asOf === undefined ? title.slice(0, 31) : `${title.slice(0, 20)} ${asOf}`

const fileOf = (platform: Platform, id: string): string => join(platform.exports.folder, `${id}.xlsx`)

/** The job. Run twice, it writes the same file again. */
export async function writeExport(platform: Platform, id: string): Promise<void> {
  const order = await asProgram(platform, ({ db }) => getExport(db, id))
  if (order.endedAt !== null) return
  let rows = 0
  let failure: string | null = null
  try {
    const user = await platform.exports.findActor(order.askedBy, platform.clock())
    if (!user) throw new Refusal('not-permitted')
    rows = await writeFile(platform, user, order)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    failure = error.code
  }
  await asProgram(platform, ({ db, now }) => saveEnd(db, id, rows, failure, now))
}

/** @returns how many rows. Refuses `list-too-long` and what the list refuses. */
async function writeFile(platform: Platform, user: Actor, order: ExportOrder): Promise<number> {
  const asked = readOrder(platform, user, order)
  const { sheet } = asked
  const path = fileOf(platform, order.id)
  await mkdir(platform.exports.folder, { recursive: true, mode: 0o700 })
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: `${path}.part`, useStyles: true })
  try {
    const table = workbook.addWorksheet(sheetNameOf(sheet.title[order.language], order.question['asOf']), {
      views: [{ state: 'frozen', ySplit: 1 }],
    })
    table.columns = sheet.columns.map(([title]) => ({ header: title[order.language], width: 22 }))
    table.getRow(1).font = { bold: true }
    const rows = await writePages(platform, user, order.id, asked, (row) =>
      table.addRow(cellsOf(sheet, row, order.language)).commit(),
    )
    table.commit()
    await workbook.commit()
    await sync(`${path}.part`)
    await rename(`${path}.part`, path)
    await sync(platform.exports.folder)
    return rows
  } catch (error) {
    await rm(`${path}.part`, { force: true })
    throw error
  }
}

/** Each page in a transaction of its own, as the person. */
async function writePages(
  platform: Platform,
  user: Actor,
  id: string,
  { handler, sheet, question, pastInstant }: ReturnType<typeof readOrder>,
  write: (row: object) => void,
): Promise<number> {
  let [rows, after] = [0, undefined as string | undefined]
  for (;;) {
    const asked = { ...question, after }
    const read = (context: Context<Actor | null>) => handler({ ...context, user }, asked)
    const page = await inContext(platform, user, null, read, true, pastInstant)
    await trace(platform, user, sheet, page.rows)
    for (const row of page.rows) write(row)
    rows += page.rows.length
    if (rows > maxRows) throw new Refusal('list-too-long', { maxRows })
    await asProgram(platform, ({ db }) => saveProgress(db, id, rows))
    // a list that is short by its nature comes whole
    if (page.next === undefined || page.next === null) return rows
    after = page.next
  }
}

/** The records of traced rows say themselves who took them away, before one of them is in the file: a past day can only be read. */
async function trace(platform: Platform, user: Actor, { traced }: Sheet, rows: readonly object[]): Promise<void> {
  // the columns were checked against the rows of their operation in `sheet`, and so was this
  const shown = rows.flatMap((row) => traced?.(row as never) ?? [])
  if (shown.length === 0) return
  const areaPath = scopePaths(user)[0] ?? '/'
  await inContext(platform, user, null, async ({ record }) => {
    for (const one of shown) await record(`${one.subject}.exported`, { ...one, areaPath })
  })
}

/** Text stays text: a spreadsheet calculates nothing of it. */
const cellsOf = (sheet: Sheet, row: object, language: Language): (string | number | null)[] =>
  // the columns were checked against the rows of their operation in `sheet`
  sheet.columns.map(([, cell]) => told(cell(row as never), language))

const told = (cell: Cell, language: Language): string | number | null =>
  typeof cell === 'object' && cell !== null ? cell[language] : (cell ?? null)

/** Every ten minutes. The rows stay: who took what away is known for good. */
export async function deleteOldExports({ db, now, platform }: JobContext): Promise<void> {
  const before = (hours: number) => new Date(now.getTime() - hours * hour)
  const confined = [...platform.exports.sheets].flatMap(([list, { sheet }]) => (sheet.confined ? [list] : []))
  const gone = await saveDeleted(
    db,
    { before: before(keptHours), confined, confinedBefore: before(keptHoursConfined) },
    1000,
  )
  for (const id of gone) await rm(fileOf(platform, id), { force: true })
}
