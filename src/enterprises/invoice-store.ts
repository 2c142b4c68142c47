/** SQL of invoiced tonnage. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { InvoiceRow } from './invoice-contract.ts'
import type { InvoicedTonnage } from './invoiced-tonnage.ts'
import { refuseConstraint } from './store.ts'

const columns = sql.raw(
  'i.id, i.enterprise_id, i.month, i.tonnes, i.agreement, i.document, i.entered_by, i.entered_at, i.replaced_by, i.replaced_because',
)

/** By month, the newest first; of one month what stands before what it replaced. */
export async function listInvoicedTonnages(
  db: Db,
  enterpriseId: string,
  { after, limit }: { after?: string | undefined; limit: number },
) {
  const mark = readCursor(after, 2)
  const { rows } = await sql<InvoiceRow>`select ${columns}, o.name as entered_by_name
      from invoiced_tonnages i left join officials o on o.id = i.entered_by
     where i.enterprise_id = ${enterpriseId} and ${mark ? sql`(i.month, i.id) < (${mark[0]}, ${mark[1]}::uuid)` : sql`true`}
     order by i.month desc, i.id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, (row) => [row.month, row.id])
}

export type PlacedInvoice = InvoicedTonnage & { areaId: number; areaPath: string }

/** Refuses `not-found`. */
export async function lockInvoice(db: Db, id: string): Promise<PlacedInvoice> {
  const { rows } = await sql<PlacedInvoice>`select ${columns}, i.area_id, i.area_path from invoiced_tonnages i
    where i.id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** The figures that stand of some months of some enterprises; locked in one order. */
export async function lockStanding(
  db: Db,
  enterpriseIds: readonly string[],
  months: readonly string[],
): Promise<PlacedInvoice[]> {
  const { rows } = await sql<PlacedInvoice>`select ${columns}, i.area_id, i.area_path from invoiced_tonnages i
    where i.enterprise_id = any (${[...enterpriseIds]}::uuid[]) and i.month = any (${[...months]}::text[]) and i.replaced_by is null
    order by i.id for update`.execute(db)
  return rows
}

/** What stands of the months `from`–`to`; a month without a row is unknown. */
export async function listStanding(
  db: Db,
  enterpriseId: string,
  from: string,
  to: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ month: string; tonnes: number }>`select month, tonnes from invoiced_tonnages
    where enterprise_id = ${enterpriseId} and month between ${from} and ${to} and replaced_by is null`.execute(db)
  return new Map(rows.map((row) => [row.month, row.tonnes]))
}

/** Refuses `invoice-month-known`. */
export async function insertInvoice(db: Db, i: PlacedInvoice): Promise<void> {
  await refuseConstraint(
    { invoiced_tonnages_standing: 'invoice-month-known' },
    sql`insert into invoiced_tonnages (id, enterprise_id, area_id, area_path, month, tonnes, agreement, document, entered_by, entered_at)
      values (${i.id}, ${i.enterpriseId}, ${i.areaId}, ${i.areaPath}, ${i.month}, ${i.tonnes}, ${i.agreement}, ${i.document},
              ${i.enteredBy}, ${i.enteredAt})`.execute(db),
  )
}

export async function saveReplaced(db: Db, i: InvoicedTonnage): Promise<void> {
  await sql`update invoiced_tonnages set replaced_by = ${i.replacedBy}, replaced_because = ${i.replacedBecause} where id = ${i.id}`.execute(
    db,
  )
}

export type FoundFirm = { id: string; uscc: string | null; name: string; areaId: number; areaPath: string }

/** Enterprises by code or by name, in the caller's scope. */
export async function findFirms(db: Db, codes: readonly string[], names: readonly string[]): Promise<FoundFirm[]> {
  const { rows } = await sql<FoundFirm>`select id, uscc, name, area_id, area_path from enterprises
    where uscc = any (${[...codes]}::text[]) or name = any (${[...names]}::text[]) order by id limit 20000`.execute(db)
  return rows
}
