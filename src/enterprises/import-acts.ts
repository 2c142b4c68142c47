/** The two steps of an import, reading into a preview and writing into the ledger, in the caller's transaction; and both at once for the command line. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Context } from '../platform/server/context.ts'
import { readTable, type Table } from '../platform/server/table-file.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { type Actor, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { xlsxType } from '../platform/shared/sheet.ts'
import { isKeeperGrant, ledgerPaths } from './enterprise.ts'
import { type HeaderReading, readHeader } from './import-columns.ts'
import { planImport } from './import-plan.ts'
import { type Cells, type ReadRow, readRow } from './import-row.ts'
import {
  findAreasByCode,
  getImport,
  insertImport,
  listGoodCells,
  listImportRows,
  loadSnapshot,
  lockLedgerForImport,
  type PreviewRow,
  saveImport,
  savePreviewRows,
} from './import-store.ts'
import {
  type ImportRow,
  type ImportStatus,
  importMoves,
  type LedgerImport,
  maxImportRows,
  noCounts,
} from './ledger-import.ts'
import { writeLedger } from './ledger-write-store.ts'

/** The official who acts, or null for the program itself, which may write everywhere. */
export type Importing = Pick<Context<Actor | null>, 'db' | 'user' | 'now' | 'record'>
export type OnProgress = (doneRows: number, totalRows: number) => Promise<void> | void

const silent: OnProgress = () => {}
const chunkSize = 2_000

export const startedImport = (
  user: Actor | null,
  now: Date,
  source: Pick<LedgerImport, 'fileId' | 'areaId' | 'areaPath'>,
): LedgerImport => ({
  ...source,
  id: uuidv7(),
  status: 'reading',
  grants: user?.grants.filter(isKeeperGrant) ?? [],
  startedBy: user?.officialId ?? null,
  startedAt: now.toISOString(),
  appliedBy: null,
  appliedAt: null,
  encoding: null,
  ignoredColumns: [],
  totalRows: 0,
  doneRows: 0,
  counts: noCounts,
  written: {},
  onlyGood: null,
  refusal: null,
})

/** Refuses `import-empty`, `import-header-missing`. */
function readRows(table: Table): { rows: ReadRow[]; header: HeaderReading } {
  const [first, ...rest] = table.rows
  if (!first) throw new Refusal('import-empty')
  const header = readHeader(first.cells)
  if (header.missing.length > 0) throw new Refusal('import-header-missing', { columns: header.missing.join(', ') })
  if (rest.length === 0) throw new Refusal('import-empty')
  const rows = rest.map(({ rowNumber, cells }) => {
    const named: Cells = {}
    for (const [i, column] of header.columns.entries()) if (column && cells[i]) named[column.key] = cells[i]
    return readRow(rowNumber, named)
  })
  return { rows, header }
}

async function plan({ db, user, now }: Importing, rows: readonly ReadRow[]) {
  const today = dateInChina(now)
  const codes = [...new Set(rows.flatMap((row) => row.values.divisionCode ?? []))]
  const areas = await findAreasByCode(db, codes, today)
  const ledger = await loadSnapshot(db, rows, areas, today)
  return planImport({
    rows,
    areas,
    keeperPaths: user === null ? ['/'] : ledgerPaths(user),
    ledger,
    today,
    makeId: uuidv7,
  })
}

const cut = (cells: Cells): Cells =>
  Object.fromEntries(Object.entries(cells).map(([key, text]) => [key, storable(text.slice(0, 300))]))

/** What a preview shows of a cell that the database could not keep: NUL and halves of characters are marked. */
const storable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is replaced here
  text.replace(/\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')

/**
 * Reads a file into the preview. Nothing of the ledger changes. Event `ledgerImport.previewed`.
 * Refuses `file-unreadable`, `import-too-long`, `import-empty`, `import-header-missing`.
 */
export async function previewImport(
  context: Importing,
  before: LedgerImport,
  file: { path: string; type: string },
  onProgress = silent,
): Promise<LedgerImport> {
  const table = await readTable(file.path, file.type, maxImportRows)
  const { rows, header } = readRows(table)
  await onProgress(0, rows.length)
  const planned = await plan(context, rows)
  const cells = new Map(rows.map((row) => [row.rowNumber, cut(row.cells)]))
  const preview = planned.rows.map((row): PreviewRow => ({ ...row, cells: cells.get(row.rowNumber) ?? {} }))
  for (let start = 0; start < preview.length; start += chunkSize) {
    await savePreviewRows(context.db, before.id, before.areaPath, preview.slice(start, start + chunkSize))
    await onProgress(Math.min(start + chunkSize, preview.length), preview.length)
  }
  const status = move<ImportStatus>(importMoves, 'preview', before.status)
  const after = {
    ...before,
    status,
    encoding: table.encoding,
    ignoredColumns: header.ignored,
    totalRows: rows.length,
    doneRows: rows.length,
    counts: planned.counts,
  }
  await saveImport(context.db, after)
  await record(context, 'ledgerImport.previewed', before, after)
  return after
}

/**
 * Writes the good rows of a preview into the ledger, all or nothing, decided anew against the ledger of this moment.
 * Event `ledgerImport.applied`. Refuses `import-has-bad-rows` unless bad rows are to be left out, `changed-meanwhile`.
 */
export async function writeImport(
  context: Importing,
  before: LedgerImport,
  onProgress = silent,
): Promise<LedgerImport> {
  const { db, user, now } = context
  await lockLedgerForImport(db)
  const kept = await listGoodCells(db, before.id)
  const rows = kept.map((row) => readRow(row.rowNumber, row.cells))
  const planned = await plan(context, rows)
  const bad = planned.rows.filter((row) => row.verdict === 'bad')
  if (bad.length > 0 && !before.onlyGood) throw new Refusal('import-has-bad-rows', { bad: bad.length })
  await savePreviewRows(
    db,
    before.id,
    before.areaPath,
    bad.map((row) => ({ ...row, cells: {} })),
  )
  const written = await writeLedger(db, planned.writes, before.id, now, async (share) =>
    onProgress(Math.round(share * rows.length), rows.length),
  )
  const status = move<ImportStatus>(importMoves, 'finish', before.status)
  const counts = { ...planned.counts, bad: before.counts.bad + bad.length }
  const after = {
    ...before,
    status,
    written,
    counts,
    refusal: null,
    doneRows: before.totalRows,
    appliedBy: user?.officialId ?? null,
    appliedAt: now.toISOString(),
  }
  await saveImport(db, after)
  await record(context, 'ledgerImport.applied', before, after)
  return after
}

/** Notes that reading or writing ended with a refusal; nothing was written. Events `ledgerImport.refused`, `ledgerImport.failed`. */
export async function endImport(
  context: Importing,
  id: string,
  name: 'refuse' | 'fail',
  refusal: LedgerImport['refusal'],
): Promise<void> {
  const before = await getImport(context.db, id, true)
  const after = { ...before, status: move<ImportStatus>(importMoves, name, before.status), refusal, doneRows: 0 }
  await saveImport(context.db, after)
  await record(context, name === 'refuse' ? 'ledgerImport.refused' : 'ledgerImport.failed', before, after)
}

const record = (context: Importing, kind: string, before: LedgerImport, after: LedgerImport): Promise<void> =>
  context.record(kind, {
    subject: 'ledgerImport',
    id: after.id,
    areaPath: after.areaPath,
    from: before.status,
    to: after.status,
    changed: { counts: after.counts, written: after.written, ...(after.refusal && { refusal: after.refusal.code }) },
  })

export type ImportOptions = {
  /** Area the import is filed under; by default the widest of the official's areas, or the city for the program itself. */
  areaId: number
  /** Leaves bad rows out instead of refusing the whole. */
  onlyGood?: boolean
  /** Stops after the preview: says what would happen, writes nothing. */
  previewOnly?: boolean
  onProgress?: OnProgress
}

/**
 * Imports a file from disk in the caller's transaction, for `gangshao enterprises import`. As an official (`context.user`) within
 * his areas, as null everywhere. @returns the import with its counts, and the first 200 bad rows.
 */
export async function importEnterprises(
  context: Importing,
  path: string,
  options: ImportOptions,
): Promise<{ ledgerImport: LedgerImport; badRows: ImportRow[] }> {
  const { db, user, now } = context
  const area = await getArea(db, options.areaId, dateInChina(now))
  if (user && !scopePaths(user).some((scope) => area.path.startsWith(scope))) throw new Refusal('not-permitted')
  const started = startedImport(user, now, { fileId: null, areaId: area.id, areaPath: area.path })
  await insertImport(db, started)
  await record(context, 'ledgerImport.started', started, started)
  const type = path.toLowerCase().endsWith('.xlsx') ? xlsxType : 'text/csv'
  const previewed = await previewImport(context, started, { path, type }, options.onProgress)
  const { rows: badRows } = await listImportRows(db, started.id, { verdict: 'bad', limit: 200 })
  if (options.previewOnly || (previewed.counts.bad > 0 && !options.onlyGood))
    return { ledgerImport: previewed, badRows }
  const applying = {
    ...previewed,
    status: move<ImportStatus>(importMoves, 'apply', previewed.status),
    onlyGood: options.onlyGood ?? false,
  }
  return { ledgerImport: await writeImport(context, applying, options.onProgress), badRows }
}
