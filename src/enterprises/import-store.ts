/** SQL of imports, their previews, and of the part of the ledger that a table speaks of. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ImportView } from './import-contract.ts'
import type { LedgerSnapshot, PlanArea, PlannedRow } from './import-plan.ts'
import type { Cells, ReadRow } from './import-row.ts'
import type { ImportRow, LedgerImport } from './ledger-import.ts'
import { when } from './store.ts'

export type ImportFile = {
  id: string
  sha256: string
  size: number
  type: string
  purpose: string
  areaId: number
  areaPath: string
}

/** Refuses `not-found`, also outside the caller's scope. */
export async function getImportFile(db: Db, id: string): Promise<ImportFile> {
  const { rows } =
    await sql<ImportFile>`select id, sha256, size, type, purpose, area_id, area_path from files where id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

const importColumns =
  sql.raw(`i.id, i.file_id, i.area_id, i.area_path, i.status, i.started_by, i.started_at, i.applied_by, i.applied_at, i.encoding,
  i.ignored_columns, i.total_rows, i.done_rows, i.counts, i.written, i.only_good, i.refusal`)
const viewColumns = sql`${importColumns}, f.name as file_name, o.name as started_by_name`
const viewTables = sql.raw(
  'ledger_imports i left join files f on f.id = i.file_id left join officials o on o.id = i.started_by',
)

/** Newest first: the ids are in the order of time. */
export async function listImports(db: Db, input: { after?: string | undefined; limit: number }) {
  const after = readCursor(input.after, 1)
  const { rows } = await sql<ImportView>`select ${viewColumns} from ${viewTables}
    where ${after ? sql`i.id < ${after[0]}::uuid` : sql`true`}
    order by i.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row) => [row.id])
}

/** Refuses `not-found`. */
export async function getImportView(db: Db, id: string): Promise<ImportView> {
  const { rows } = await sql<ImportView>`select ${viewColumns} from ${viewTables} where i.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** Refuses `not-found`. */
export async function getImport(db: Db, id: string, lock = false): Promise<LedgerImport> {
  const { rows } =
    await sql<LedgerImport>`select ${importColumns}, i.grants from ledger_imports i where i.id = ${id} ${lock ? sql`for update` : sql``}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** One import at a time writes the ledger, so that two tables cannot enter the same enterprise twice. */
export async function lockLedgerForImport(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('ledger-import'))`.execute(db)
}

export async function insertImport(db: Db, i: LedgerImport): Promise<void> {
  await sql`insert into ledger_imports (id, file_id, area_id, area_path, status, grants, started_by, started_at, counts)
    values (${i.id}, ${i.fileId}, ${i.areaId}, ${i.areaPath}, ${i.status}, ${JSON.stringify(i.grants)}::jsonb, ${i.startedBy}, ${i.startedAt}, ${JSON.stringify(i.counts)}::jsonb)`.execute(
    db,
  )
}

export async function saveImport(db: Db, i: LedgerImport): Promise<void> {
  await sql`update ledger_imports set status = ${i.status}, grants = ${JSON.stringify(i.grants)}::jsonb, applied_by = ${i.appliedBy}, applied_at = ${i.appliedAt},
    encoding = ${i.encoding}, ignored_columns = ${i.ignoredColumns}, total_rows = ${i.totalRows}, done_rows = ${i.doneRows},
    counts = ${JSON.stringify(i.counts)}::jsonb, written = ${JSON.stringify(i.written)}::jsonb, only_good = ${i.onlyGood},
    refusal = ${i.refusal === null ? null : JSON.stringify(i.refusal)}::jsonb where id = ${i.id}`.execute(db)
}

/** How far a job is; in a transaction of its own, so that others see it. */
export async function saveProgress(db: Db, id: string, doneRows: number, totalRows: number): Promise<void> {
  await sql`update ledger_imports set done_rows = ${doneRows}, total_rows = ${totalRows} where id = ${id}`.execute(db)
}

export type PreviewRow = PlannedRow & { cells: Cells }

/** Keeps rows of a preview, or what became of them since. */
export async function savePreviewRows(
  db: Db,
  importId: string,
  areaPath: string,
  rows: readonly PreviewRow[],
): Promise<void> {
  await sql`insert into ledger_import_rows (import_id, row_number, area_path, verdict, cells, problems, differences)
    select ${importId}, "rowNumber", ${areaPath}, verdict, cells, problems, differences
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("rowNumber" int, verdict text, cells jsonb, problems jsonb, differences jsonb)
    on conflict (import_id, row_number) do update set verdict = excluded.verdict, problems = excluded.problems, differences = excluded.differences`.execute(
    db,
  )
}

export async function listImportRows(
  db: Db,
  importId: string,
  input: { verdict?: string | undefined; after?: string | undefined; limit: number },
) {
  const after = readCursor(input.after, 1)
  const { rows } = await sql<ImportRow>`select row_number, verdict, cells, problems, differences from ledger_import_rows
    where import_id = ${importId} and ${after ? sql`row_number > ${after[0]}` : sql`true`} and ${when(input.verdict, (verdict) => sql<boolean>`verdict = ${verdict}`)}
    order by row_number limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row) => [row.rowNumber])
}

/** The cells of every row that was good, in the order of the file. At most as many as an import may have. */
export async function listGoodCells(db: Db, importId: string): Promise<{ rowNumber: number; cells: Cells }[]> {
  const { rows } = await sql<{ rowNumber: number; cells: Cells }>`select row_number, cells from ledger_import_rows
    where import_id = ${importId} and verdict <> 'bad' order by row_number`.execute(db)
  return rows
}

/** Areas by division code of twelve digits, as of a day. */
export async function findAreasByCode(db: Db, codes: readonly string[], date: string): Promise<Map<string, PlanArea>> {
  const { rows } = await sql<
    PlanArea & { code: string }
  >`select a.division_code as code, a.id, v.path, v.level from areas a join area_versions v on v.area_id = a.id
    where a.division_code = any (${[...codes]}::text[]) and v.valid_from <= ${date} and (v.valid_to is null or v.valid_to >= ${date})`.execute(
    db,
  )
  return new Map(rows.map(({ code, ...area }) => [code, area]))
}

const known = <T>(values: readonly (T | undefined)[]): T[] => [
  ...new Set(values.filter((value): value is T => value !== undefined)),
]

/** What the ledger holds of the things the rows name. */
export async function loadSnapshot(
  db: Db,
  rows: readonly ReadRow[],
  areas: ReadonlyMap<string, PlanArea>,
  today: string,
): Promise<LedgerSnapshot> {
  const named = rows.flatMap(({ values }) => {
    const area = areas.get(values.divisionCode ?? '')
    const { enterpriseName = '' } = values
    return area ? [{ areaId: area.id, enterpriseName, siteName: values.siteName ?? enterpriseName }] : []
  })
  const codes = known(rows.map((row) => row.values.uscc))
  const enterprises = await loadEnterprises(db, codes, named)
  const siteKeys = named.map((one) => ({ areaId: one.areaId, name: one.siteName }))
  const { rows: sites } = await sql<
    LedgerSnapshot['sites'][number]
  >`select s.id, s.name, s.address, s.kind, s.focus_kinds, s.area_id, s.area_path from sites s
    join ${keyRows(siteKeys)} on k."areaId" = s.area_id and k.name = s.name`.execute(db)
  const siteIds = sites.map((site) => site.id)
  const accounts = known(rows.map((row) => row.values.account))
  return { ...enterprises, sites, ...(await loadAtSites(db, siteIds, today)), ...(await loadUsagePoints(db, accounts)) }
}

const keyRows = (keys: readonly { areaId: number; name: string }[]) =>
  sql`(select distinct "areaId", name collate "C" as name from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as r("areaId" int, name text)) k`

async function loadEnterprises(
  db: Db,
  codes: string[],
  named: readonly { areaId: number; enterpriseName: string }[],
): Promise<Pick<LedgerSnapshot, 'enterprises' | 'elsewhere'>> {
  const keys = named.map((one) => ({ areaId: one.areaId, name: one.enterpriseName }))
  const { rows: enterprises } = await sql<LedgerSnapshot['enterprises'][number]>`
    select e.id, e.name, e.uscc, e.industry_code, e.industry_edition, e.declared_output_t, e.declared_output_year, e.area_id, e.area_path from enterprises e where e.uscc = any (${codes}::text[])
    union
    select e.id, e.name, e.uscc, e.industry_code, e.industry_edition, e.declared_output_t, e.declared_output_year, e.area_id, e.area_path from enterprises e
      join ${keyRows(keys)} on k."areaId" = e.area_id and k.name = e.name
    order by uscc nulls last`.execute(db)
  const { rows: taken } = await sql<{
    uscc: string
    id: string
  }>`select * from enterprise_ids_of(${codes}::text[])`.execute(db)
  const seen = new Set(enterprises.map((one) => one.id))
  return { enterprises, elsewhere: new Map(taken.filter((one) => !seen.has(one.id)).map((one) => [one.uscc, one.id])) }
}

async function loadAtSites(
  db: Db,
  siteIds: string[],
  today: string,
): Promise<Pick<LedgerSnapshot, 'occupancies' | 'furnaces' | 'licences'>> {
  const occupancies = await sql<
    LedgerSnapshot['occupancies'][number]
  >`select id, site_id, enterprise_id, valid_from, area_id, area_path from occupancies
    where site_id = any (${siteIds}::uuid[]) and valid_to is null`.execute(db)
  const furnaces = await sql<
    LedgerSnapshot['furnaces'][number]
  >`select id, site_id, label, kind, capacity_t, power_kw, transformer_kva, purpose, area_id, area_path
    from furnaces where site_id = any (${siteIds}::uuid[])`.execute(db)
  const licences = await sql<
    LedgerSnapshot['licences'][number]
  >`select id, site_id, furnace_power_kw, shift, hours, yearly_volume_t, valid_from, area_id, area_path from licences
    where site_id = any (${siteIds}::uuid[]) and (valid_to is null or valid_to >= ${today})`.execute(db)
  return { occupancies: occupancies.rows, furnaces: furnaces.rows, licences: licences.rows }
}

async function loadUsagePoints(
  db: Db,
  accounts: string[],
): Promise<Pick<LedgerSnapshot, 'usagePoints' | 'accountsElsewhere'>> {
  const { rows: usagePoints } = await sql<
    LedgerSnapshot['usagePoints'][number]
  >`select id, account, site_id, feeder, contract_kva, area_id, area_path
    from usage_points where account = any (${accounts}::text[])`.execute(db)
  const { rows: taken } = await sql<{
    account: string
  }>`select account from sites_of_accounts(${accounts}::text[])`.execute(db)
  const seen = new Set(usagePoints.map((one) => one.account))
  return {
    usagePoints,
    accountsElsewhere: new Set(taken.map((one) => one.account).filter((account) => !seen.has(account))),
  }
}
