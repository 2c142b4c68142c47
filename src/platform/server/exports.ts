/**
 * Exports: a list is read page by page as the person who asked for it, with the grants of the day, and written row by row into a
 * spreadsheet; so a long one takes no more memory than a short one. The file is that person's alone and is deleted after some days, after an hour
 * where it holds what may be kept from somebody tomorrow.
 */
import { createReadStream } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import ExcelJS from '@protobi/exceljs'
import { v7 as uuidv7 } from 'uuid'
import { dateInChina } from '../shared/calendar.ts'
import type { ExportRow, exportContract } from '../shared/export-contract.ts'
import { type Actor, hasRole, scopePaths } from '../shared/permission.ts'
import { Refusal } from '../shared/refusal.ts'
import { type Cell, type Sheet, xlsxType } from '../shared/sheet.ts'
import type { Language } from '../shared/text.ts'
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
import { asProgram, inContext } from './http.ts'
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
  const { id, list, rowCount, askedAt, endedAt, failure } = order
  const title = platform.exports.sheets.get(list)?.sheet.title ?? { zh: list, en: list }
  return { id, list, title, status: statusAt(platform, order, now), rowCount, askedAt, endedAt, failure }
}

/** A file whose time is over is gone from this instant, whenever the disk is cleared. */
function statusAt(platform: Platform, { list, status, endedAt }: ExportOrder, now: Date): ExportRow['status'] {
  if (status !== 'done' || endedAt === null) return status
  const kept = platform.exports.sheets.get(list)?.sheet.confined ? keptHoursConfined : keptHours
  return new Date(endedAt).getTime() + kept * hour < now.getTime() ? 'deleted' : status
}

/** The sheet of a list, and what it is asked for; refuses `not-found`, `not-permitted`, `bad-input`. */
function readOrder(platform: Platform, user: Actor, { list, question }: Pick<ExportOrder, 'list' | 'question'>) {
  const mounted = platform.exports.sheets.get(list)
  if (!mounted) throw new Refusal('not-found')
  const { needs, input } = mounted.operation
  if (typeof needs !== 'string' && !hasRole(user, ...needs)) throw new Refusal('not-permitted')
  const parsed = input.safeParse({ ...question, after: undefined, limit: pageLength })
  if (!parsed.success) throw new Refusal('bad-input', { field: String(parsed.error.issues[0]?.path[0] ?? 'question') })
  return { ...mounted, question: parsed.data }
}

export const exportHandlers: Handlers<typeof exportContract> = {
  async startExport(context, { list, question, language }) {
    const { db, user, now, record, enqueue, platform } = context
    readOrder(platform, user, { list, question })
    if ((await countUnderWay(db)) >= maxUnderWay) throw new Refusal('exports-under-way', { most: maxUnderWay })
    const id = uuidv7()
    await insertExport(db, { id, list, question, language, askedBy: user.officialId }, now)
    await record('export.asked', { subject: 'export', id, areaPath: scopePaths(user)[0] ?? '/', changed: { list } })
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
    const title = toRow(context, order).title[order.language]
    return {
      fileName: `${title} ${dateInChina(new Date(order.askedAt))}.xlsx`,
      type: xlsxType,
      content: createReadStream(path),
    }
  },
}

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
    const table = workbook.addWorksheet(sheet.title[order.language].slice(0, 31), {
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
  { handler, sheet, question }: Pick<MountedSheet, 'handler' | 'sheet'> & { question: object },
  write: (row: object) => void,
): Promise<number> {
  let [rows, after] = [0, undefined as string | undefined]
  for (;;) {
    const asked = { ...question, after }
    const read = async (context: Context<Actor | null>) => {
      const page = await handler({ ...context, user }, asked)
      await trace(context, user, sheet, page.rows)
      return page
    }
    const page = await inContext(platform, user, null, read, sheet.traced === undefined)
    for (const row of page.rows) write(row)
    rows += page.rows.length
    if (rows > maxRows) throw new Refusal('list-too-long', { maxRows })
    await asProgram(platform, ({ db }) => saveProgress(db, id, rows))
    // a list that is short by its nature comes whole
    if (page.next === undefined || page.next === null) return rows
    after = page.next
  }
}

/** The records of traced rows say themselves who took them away, in the transaction in which they were read. */
async function trace({ record }: Pick<Context, 'record'>, user: Actor, { traced }: Sheet, rows: readonly object[]) {
  if (!traced) return
  const areaPath = scopePaths(user)[0] ?? '/'
  for (const row of rows) {
    // the columns were checked against the rows of their operation in `sheet`, and so was this
    const shown = traced(row as never)
    if (shown) await record(`${shown.subject}.exported`, { ...shown, areaPath })
  }
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
