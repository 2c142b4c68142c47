/**
 * What an import would do: every row held against the areas, the caller's scope, the ledger and the rows before it. Pure, so
 * that the preview and the applying are the same decision; a bad row leaves nothing behind.
 */
import { type AreaLevel, covers } from '../platform/shared/permission.ts'
import type { EnterpriseFields } from './enterprise.ts'
import type { FurnaceFields } from './furnace.ts'
import type { ImportColumnKey } from './import-columns.ts'
import { Drafts, type Patch } from './import-drafts.ts'
import type { ReadRow, RowValues } from './import-row.ts'
import type { ImportCounts, RowDifference, RowProblem, Verdict } from './ledger-import.ts'
import type { LicenceFields } from './licence.ts'
import type { SiteFields } from './site.ts'

export type PlanArea = { id: number; path: string; level: AreaLevel }
type Placed = { id: string; areaId: number; areaPath: string }

export type LedgerEnterprise = Placed &
  Pick<
    EnterpriseFields,
    'name' | 'uscc' | 'industryCode' | 'industryEdition' | 'declaredOutputT' | 'declaredOutputYear'
  >
export type LedgerSite = Placed & SiteFields
export type LedgerOccupancy = Placed & { siteId: string; enterpriseId: string; validFrom: string }
export type LedgerFurnace = Placed & FurnaceFields & { siteId: string }
export type LedgerUsagePoint = Placed & {
  siteId: string
  account: string
  feeder: string | null
  contractKva: number | null
}
export type LedgerLicence = Placed &
  Pick<LicenceFields, 'furnacePowerKw' | 'shift' | 'hours' | 'yearlyVolumeT' | 'validFrom'> & { siteId: string }

/** The part of the ledger that the rows speak of. */
export type LedgerSnapshot = {
  enterprises: LedgerEnterprise[]
  sites: LedgerSite[]
  /** Present ones only. */
  occupancies: LedgerOccupancy[]
  furnaces: LedgerFurnace[]
  usagePoints: LedgerUsagePoint[]
  /** Present ones only. */
  licences: LedgerLicence[]
  /** Codes of enterprises registered outside the caller's sight: used, never changed. */
  elsewhere: ReadonlyMap<string, string>
  /** Accounts at sites outside the caller's sight. */
  accountsElsewhere: ReadonlySet<string>
}

export type PlanInput = {
  rows: readonly ReadRow[]
  areas: ReadonlyMap<string, PlanArea>
  /** Paths of the areas whose ledger the caller may write; `/` is everywhere. */
  keeperPaths: readonly string[]
  ledger: LedgerSnapshot
  /** Day from which what is new holds. */
  today: string
  makeId: () => string
}

export type PlannedRow = {
  rowNumber: number
  verdict: Verdict
  areaPath: string | null
  problems: RowProblem[]
  differences: RowDifference[]
}

type Part<T> = { added: T[]; changed: T[] }
export type LedgerWrites = {
  enterprises: Part<LedgerEnterprise>
  sites: Part<LedgerSite>
  occupancies: Part<LedgerOccupancy>
  furnaces: Part<LedgerFurnace>
  usagePoints: Part<LedgerUsagePoint>
  licences: Part<LedgerLicence>
}
export type ImportPlan = { rows: PlannedRow[]; counts: ImportCounts; writes: LedgerWrites }

type Plan = ReturnType<typeof openPlan>

const siteKey = (areaId: number, name: string) => `${areaId}:${name}`
const nameKey = (areaId: number, name: string) => `name:${areaId}:${name}`
const codeKey = (uscc: string) => `uscc:${uscc}`
const enterpriseKeys = (one: LedgerEnterprise) => [
  ...(one.uscc ? [codeKey(one.uscc)] : []),
  nameKey(one.areaId, one.name),
]
const licenceKey = (siteId: string, powerKw: number, shift: string) => `${siteId}:${powerKw}:${shift}`

function openPlan(input: PlanInput) {
  const { ledger } = input
  return {
    input,
    enterprises: new Drafts(ledger.enterprises, enterpriseKeys),
    sites: new Drafts(ledger.sites, (one) => [siteKey(one.areaId, one.name)]),
    occupancies: new Drafts(ledger.occupancies, (one) => [`${one.siteId}:${one.enterpriseId}`]),
    furnaces: new Drafts(ledger.furnaces, (one) => [`${one.siteId}:${one.label}`]),
    usagePoints: new Drafts(ledger.usagePoints, (one) => [one.account]),
    licences: new Drafts(ledger.licences, (one) => [licenceKey(one.siteId, one.furnacePowerKw, one.shift)]),
  }
}

/** Decides every row in the order of the file. */
export function planImport(input: PlanInput): ImportPlan {
  const plan = openPlan(input)
  const rows = input.rows.map((row) => planRow(plan, row))
  const counts: ImportCounts = { bad: 0, new: 0, changed: 0, unchanged: 0 }
  for (const row of rows) counts[row.verdict] += 1
  const { enterprises, sites, occupancies, furnaces, usagePoints, licences } = plan
  return {
    rows,
    counts,
    writes: {
      enterprises: enterprises.outcome(),
      sites: sites.outcome(),
      occupancies: occupancies.outcome(),
      furnaces: furnaces.outcome(),
      usagePoints: usagePoints.outcome(),
      licences: licences.outcome(),
    },
  }
}

function planRow(plan: Plan, row: ReadRow): PlannedRow {
  const area = row.values.divisionCode === undefined ? undefined : plan.input.areas.get(row.values.divisionCode)
  const problems = [...row.problems]
  if (!row.problems.some((problem) => problem.column === 'divisionCode')) problems.push(...areaProblems(plan, area))
  const areaPath = area?.path ?? null
  if (problems.length > 0 || !area)
    return { rowNumber: row.rowNumber, verdict: 'bad', areaPath, problems, differences: [] }
  const patches = patchesOf(plan, row, area)
  const found = [...patches.problems, ...patches.list.flatMap((patch) => patch.conflicts(row.rowNumber))]
  if (found.length > 0) return { rowNumber: row.rowNumber, verdict: 'bad', areaPath, problems: found, differences: [] }
  const differences = patches.list.flatMap((patch) => patch.differences())
  const isNew = patches.list.some((patch) => patch.isNew)
  for (const patch of patches.list) patch.commit(row.rowNumber)
  return {
    rowNumber: row.rowNumber,
    verdict: isNew ? 'new' : differences.length > 0 ? 'changed' : 'unchanged',
    areaPath,
    problems: [],
    differences,
  }
}

const isKept = (plan: Plan, areaPath: string): boolean => plan.input.keeperPaths.some((path) => covers(path, areaPath))

function areaProblems(plan: Plan, area: PlanArea | undefined): RowProblem[] {
  const column: ImportColumnKey = 'divisionCode'
  if (!area) return [{ column, code: 'area-unknown' }]
  if (!isKept(plan, area.path)) return [{ column, code: 'area-not-yours' }]
  if (area.level !== 'township' && area.level !== 'village') return [{ column, code: 'area-too-wide' }]
  return []
}

function patchesOf(plan: Plan, { values }: ReadRow, area: PlanArea): { list: Patch[]; problems: RowProblem[] } {
  const place = { areaId: area.id, areaPath: area.path }
  const enterprise = patchEnterprise(plan, values, place)
  const site = patchSite(plan, values, place)
  const problems = [...site.problems]
  const list: Patch[] = [...(enterprise.patch ? [enterprise.patch] : []), site.patch]
  list.push(
    plan.occupancies.patch(`${site.patch.id}:${enterprise.id}`, {}, {}, () => ({
      id: plan.input.makeId(),
      siteId: site.patch.id,
      enterpriseId: enterprise.id,
      validFrom: plan.input.today,
      ...place,
    })),
  )
  const furnace = patchFurnace(plan, values, site.patch.id, place)
  if (furnace && 'code' in furnace) problems.push(furnace)
  else if (furnace) list.push(furnace)
  const point = patchUsagePoint(plan, values, site.patch.id, place)
  if (point && 'code' in point) problems.push(point)
  else if (point) list.push(point)
  const licence = patchLicence(plan, values, site.patch.id, place)
  if (licence) list.push(licence)
  return { list, problems }
}

type Place = { areaId: number; areaPath: string }

/** An enterprise that others keep is used, never changed. */
function patchEnterprise(plan: Plan, values: RowValues, place: Place): { id: string; patch: Patch | null } {
  const { enterpriseName: name = '', uscc, industryCode, industryEdition, declaredOutputT, declaredOutputYear } = values
  const elsewhere = uscc === undefined ? undefined : plan.input.ledger.elsewhere.get(uscc)
  if (elsewhere) return { id: elsewhere, patch: null }
  const key = enterpriseKey(plan, name, uscc, place.areaId)
  const known = plan.enterprises.find(key)
  if (known && !isKept(plan, known.areaPath)) return { id: known.id, patch: null }
  const patch = plan.enterprises.patch(
    key,
    {
      name,
      uscc,
      industryCode,
      declaredOutputT,
      // a code means nothing without its edition, an output nothing without its year: both are replaced together
      industryEdition: industryCode === undefined ? undefined : (industryEdition ?? null),
      declaredOutputYear: declaredOutputT === undefined ? undefined : (declaredOutputYear ?? null),
    },
    {
      name: 'enterpriseName',
      uscc: 'uscc',
      industryCode: 'industryCode',
      industryEdition: 'industryEdition',
      declaredOutputT: 'declaredOutputT',
      declaredOutputYear: 'declaredOutputYear',
    },
    () => ({
      id: plan.input.makeId(),
      name,
      uscc: uscc ?? null,
      industryCode: industryCode ?? null,
      industryEdition: industryEdition ?? null,
      declaredOutputT: declaredOutputT ?? null,
      declaredOutputYear: declaredOutputYear ?? null,
      ...place,
    }),
  )
  return { id: patch.id, patch }
}

/** By its code; one that was kept by its name alone receives the code. Without a code the name within the place has to do. */
function enterpriseKey(plan: Plan, name: string, uscc: string | undefined, areaId: number): string {
  const byName = nameKey(areaId, name)
  if (uscc === undefined) return byName
  const byCode = codeKey(uscc)
  return !plan.enterprises.find(byCode) && plan.enterprises.find(byName)?.uscc === null ? byName : byCode
}

function patchSite(plan: Plan, values: RowValues, place: Place): { patch: Patch; problems: RowProblem[] } {
  const name = values.siteName ?? values.enterpriseName ?? ''
  const patch = plan.sites.patch(
    siteKey(place.areaId, name),
    { address: values.address, kind: values.siteKind, focusKinds: values.focusKinds },
    { address: 'address', kind: 'siteKind', focusKinds: 'focusKinds' },
    () => ({
      id: plan.input.makeId(),
      name,
      address: values.address ?? '',
      kind: values.siteKind ?? 'other',
      focusKinds: values.focusKinds ?? [],
      ...place,
    }),
  )
  const problems: RowProblem[] =
    patch.isNew && values.address === undefined ? [{ column: 'address', code: 'missing' }] : []
  return { patch, problems }
}

function patchFurnace(plan: Plan, values: RowValues, siteId: string, place: Place): Patch | RowProblem | null {
  const { furnaceLabel: label, furnaceKind: kind, capacityT, powerKw, transformerKva, purpose } = values
  if (label === undefined) return null
  const patch = plan.furnaces.patch(
    `${siteId}:${label}`,
    { kind, capacityT, powerKw, transformerKva, purpose },
    {
      kind: 'furnaceKind',
      capacityT: 'capacityT',
      powerKw: 'powerKw',
      transformerKva: 'transformerKva',
      purpose: 'purpose',
    },
    () => ({
      id: plan.input.makeId(),
      siteId,
      label,
      kind: kind ?? 'other',
      capacityT: capacityT ?? null,
      powerKw: powerKw ?? null,
      transformerKva: transformerKva ?? null,
      purpose: purpose ?? null,
      ...place,
    }),
  )
  return patch.isNew && kind === undefined ? { column: 'furnaceKind', code: 'missing' } : patch
}

function patchUsagePoint(plan: Plan, values: RowValues, siteId: string, place: Place): Patch | RowProblem | null {
  const { account, feeder, contractKva } = values
  if (account === undefined) return null
  const known = plan.usagePoints.find(account)
  if (plan.input.ledger.accountsElsewhere.has(account) || (known && known.siteId !== siteId))
    return { column: 'account', code: 'account-elsewhere' }
  return plan.usagePoints.patch(
    account,
    { feeder, contractKva },
    { feeder: 'feeder', contractKva: 'contractKva' },
    () => ({
      id: plan.input.makeId(),
      siteId,
      account,
      feeder: feeder ?? null,
      contractKva: contractKva ?? null,
      ...place,
    }),
  )
}

function patchLicence(plan: Plan, values: RowValues, siteId: string, place: Place): Patch | null {
  const { licensedShift: shift, licensedPowerKw: furnacePowerKw = 0, licensedHours: hours } = values
  const yearlyVolumeT = values.licensedVolumeT
  if (shift === undefined) return null
  return plan.licences.patch(
    licenceKey(siteId, furnacePowerKw, shift),
    { hours, yearlyVolumeT },
    { hours: 'licensedHours', yearlyVolumeT: 'licensedVolumeT' },
    () => ({
      id: plan.input.makeId(),
      siteId,
      furnacePowerKw,
      shift,
      hours: hours ?? null,
      yearlyVolumeT: yearlyVolumeT ?? null,
      validFrom: plan.input.today,
      ...place,
    }),
  )
}
