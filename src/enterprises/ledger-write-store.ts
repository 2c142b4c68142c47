/** SQL that writes many records of the ledger at once, for imports; thousands of rows a statement. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import type { LedgerWrites } from './import-plan.ts'
import type { WrittenCounts } from './ledger-import.ts'
import { refuseConstraint } from './store.ts'

const chunkSize = 2_000

/** A constraint that the plan did not foresee: somebody entered the same by hand just now. */
const meanwhile = {
  enterprises_uscc_key: 'changed-meanwhile',
  enterprises_without_code: 'changed-meanwhile',
  sites_area_id_name_key: 'changed-meanwhile',
  occupancies_present: 'changed-meanwhile',
  furnaces_site_id_label_key: 'changed-meanwhile',
  usage_points_account_key: 'changed-meanwhile',
}

type Kind = keyof LedgerWrites
type Statement = (rows: RawBuilder<unknown>, importId: string, at: Date) => RawBuilder<unknown>

const place = sql.raw('"areaId", "areaPath"')
const words = sql.raw('array(select jsonb_array_elements_text(r."focusKinds"))')
const hours = sql.raw(
  "case when jsonb_typeof(r.hours) = 'array' then array(select jsonb_array_elements_text(r.hours)) end",
)

const insert: Record<Kind, Statement> = {
  enterprises: (
    rows,
    importId,
    at,
  ) => sql`insert into enterprises (id, name, uscc, industry_code, industry_edition, declared_output_t, declared_output_year, area_id, area_path, registered_at, import_id)
    select id, name, uscc, "industryCode", "industryEdition", "declaredOutputT", "declaredOutputYear", ${place}, ${at}, ${importId}::uuid
      from ${rows} as r(id uuid, name text, uscc text, "industryCode" text, "industryEdition" text, "declaredOutputT" numeric, "declaredOutputYear" int, "areaId" int, "areaPath" text)`,
  sites: (
    rows,
    importId,
    at,
  ) => sql`insert into sites (id, name, address, kind, status, focus_kinds, area_id, area_path, registered_at, import_id)
    select id, name, address, kind, 'operating', ${words}, ${place}, ${at}, ${importId}::uuid
      from ${rows} as r(id uuid, name text, address text, kind text, "focusKinds" jsonb, "areaId" int, "areaPath" text)`,
  occupancies: (rows) => sql`insert into occupancies (id, site_id, enterprise_id, valid_from, area_id, area_path)
    select id, "siteId", "enterpriseId", "validFrom", ${place}
      from ${rows} as r(id uuid, "siteId" uuid, "enterpriseId" uuid, "validFrom" date, "areaId" int, "areaPath" text)`,
  furnaces: (
    rows,
    importId,
    at,
  ) => sql`insert into furnaces (id, site_id, label, kind, capacity_t, power_kw, transformer_kva, purpose, state, area_id, area_path, registered_at, import_id)
    select id, "siteId", label, kind, "capacityT", "powerKw", "transformerKva", purpose, 'standing', ${place}, ${at}, ${importId}::uuid
      from ${rows} as r(id uuid, "siteId" uuid, label text, kind text, "capacityT" numeric, "powerKw" numeric, "transformerKva" numeric, purpose text, "areaId" int, "areaPath" text)`,
  usagePoints: (
    rows,
    importId,
    at,
  ) => sql`insert into usage_points (id, site_id, account, feeder, contract_kva, area_id, area_path, registered_at, import_id)
    select id, "siteId", account, feeder, "contractKva", ${place}, ${at}, ${importId}::uuid
      from ${rows} as r(id uuid, "siteId" uuid, account text, feeder text, "contractKva" numeric, "areaId" int, "areaPath" text)`,
  licences: (
    rows,
    importId,
    at,
  ) => sql`insert into licences (id, site_id, furnace_power_kw, shift, hours, yearly_volume_t, valid_from, area_id, area_path, registered_at, import_id)
    select id, "siteId", "furnacePowerKw", shift, ${hours}, "yearlyVolumeT", "validFrom", ${place}, ${at}, ${importId}::uuid
      from ${rows} as r(id uuid, "siteId" uuid, "furnacePowerKw" numeric, shift text, hours jsonb, "yearlyVolumeT" numeric, "validFrom" date, "areaId" int, "areaPath" text)`,
}

/** Stays are only added by an import, never changed; of a licence hours and volume are filled in or corrected. */
const update: Partial<Record<Kind, Statement>> = {
  enterprises: (
    rows,
  ) => sql`update enterprises t set name = r.name, uscc = r.uscc, industry_code = r."industryCode", industry_edition = r."industryEdition",
           declared_output_t = r."declaredOutputT", declared_output_year = r."declaredOutputYear"
    from ${rows} as r(id uuid, name text, uscc text, "industryCode" text, "industryEdition" text, "declaredOutputT" numeric, "declaredOutputYear" int) where t.id = r.id`,
  sites: (rows) => sql`update sites t set address = r.address, kind = r.kind, focus_kinds = ${words}
    from ${rows} as r(id uuid, address text, kind text, "focusKinds" jsonb) where t.id = r.id`,
  furnaces: (
    rows,
  ) => sql`update furnaces t set kind = r.kind, capacity_t = r."capacityT", power_kw = r."powerKw", transformer_kva = r."transformerKva", purpose = r.purpose
    from ${rows} as r(id uuid, kind text, "capacityT" numeric, "powerKw" numeric, "transformerKva" numeric, purpose text) where t.id = r.id`,
  usagePoints: (rows) => sql`update usage_points t set feeder = r.feeder, contract_kva = r."contractKva"
    from ${rows} as r(id uuid, feeder text, "contractKva" numeric) where t.id = r.id`,
  licences: (rows) => sql`update licences t set hours = ${hours}, yearly_volume_t = r."yearlyVolumeT"
    from ${rows} as r(id uuid, hours jsonb, "yearlyVolumeT" numeric) where t.id = r.id`,
}

/** In this order every record finds what it refers to. */
const kinds = [
  'enterprises',
  'sites',
  'occupancies',
  'furnaces',
  'usagePoints',
  'licences',
] as const satisfies readonly Kind[]

/**
 * Writes what was planned. @param onWritten called with the share (0–1) written so far. Refuses `changed-meanwhile`.
 */
export async function writeLedger(
  db: Db,
  writes: LedgerWrites,
  importId: string,
  at: Date,
  onWritten: (share: number) => Promise<void>,
): Promise<WrittenCounts> {
  const total = kinds.reduce((sum, kind) => sum + writes[kind].added.length + writes[kind].changed.length, 0)
  let done = 0
  const counts: WrittenCounts = {}
  for (const kind of kinds) {
    const { added, changed } = writes[kind]
    for (const [records, statement] of [
      [added, insert[kind]],
      [changed, update[kind]],
    ] as const) {
      for (let start = 0; statement && start < records.length; start += chunkSize) {
        const chunk = records.slice(start, start + chunkSize)
        await refuseConstraint(
          meanwhile,
          statement(sql`jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb)`, importId, at).execute(db),
        )
        done += chunk.length
        await onWritten(done / total)
      }
    }
    if (added.length + changed.length > 0) counts[kind] = { added: added.length, changed: changed.length }
  }
  return counts
}
