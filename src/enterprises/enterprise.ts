/** An enterprise: who operates, with or without a unified social credit code. And who may keep the ledger of a place. */
import { z } from 'zod'
import { date, instant, line } from '../platform/shared/contract.ts'
import { type Actor, areaPath, covers, type Grant, type Role } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { FunctionKind } from '../rulebook/values.ts'
import { industryEditions, readIndustryCode } from './industry-code.ts'
import { tidyUscc, usccFaults } from './uscc.ts'

/** Who may look into the ledger of his scope; administrators have no business with it. */
export const ledgerReaders = [
  'cityOffice',
  'countyOffice',
  'townshipLeader',
  'gridWorker',
  'departmentOfficer',
  'powerLiaison',
  'superiorInspector',
  'legalReviewer',
] as const satisfies readonly Role[]

/** Who may keep it, before the place and the agency's function are asked. */
export const ledgerKeepers = ['countyOffice', 'townshipLeader', 'departmentOfficer'] as const satisfies readonly Role[]

/** Departments that keep a register of firms in their place by their own duties. */
const keeperFunctions: readonly FunctionKind[] = [
  'development',
  'economyInformation',
  'quality',
  'industryCommerce',
  'marketRegulation',
]

/** Whether one grant allows to write the ledger of its area. */
export const isKeeperGrant = (grant: Grant): boolean =>
  grant.role === 'departmentOfficer'
    ? keeperFunctions.some((kind) => kind === grant.functionKind)
    : ledgerKeepers.some((role) => role === grant.role)

/** Paths of the areas whose ledger the user may write. */
export const ledgerPaths = (user: Actor): string[] => user.grants.filter(isKeeperGrant).map((grant) => grant.areaPath)

/** County office, township leader and the departments that register firms, each within the own area. */
export const mayKeepLedger = (user: Actor, path: string): boolean =>
  ledgerPaths(user).some((scope) => covers(scope, path))

export const enterpriseFields = z.object({
  name: line,
  /** null: has none, as with traders and hide-outs. */
  uscc: z.string().trim().min(1).max(40).nullable(),
  industryCode: z.string().trim().min(1).max(10).nullable(),
  industryEdition: z.enum(industryEditions).nullable(),
  /** Tonnes in the year named. */
  declaredOutputT: z.number().min(0).max(1e9).nullable(),
  declaredOutputYear: z.number().int().min(1990).max(2100).nullable(),
})
export type EnterpriseFields = z.infer<typeof enterpriseFields>

export const enterprise = enterpriseFields.extend({
  id: z.uuid(),
  areaId: z.number().int(),
  areaPath,
  registeredAt: instant,
  /** The import it came with; null when entered by hand. */
  importId: z.uuid().nullable(),
})
export type Enterprise = z.infer<typeof enterprise>

/**
 * The fields as they may be kept: codes in their one written form. Refuses `uscc-invalid` (both check characters, GB 32100
 * and GB 11714), `industry-code-malformed`, `industry-edition-missing` (GB/T 4754: a code means nothing without its edition).
 */
export function checkEnterprise<F extends EnterpriseFields>(fields: F): F {
  const uscc = fields.uscc === null ? null : tidyUscc(fields.uscc)
  const fault = uscc === null ? undefined : usccFaults(uscc)[0]
  if (fault) throw new Refusal('uscc-invalid', { problem: fault.kind })
  if (fields.industryCode === null) return { ...fields, uscc, industryEdition: null }
  const read = readIndustryCode(fields.industryCode, fields.industryEdition)
  if (read.state === 'malformed') throw new Refusal('industry-code-malformed')
  if (read.state === 'editionNeeded') throw new Refusal('industry-edition-missing', { code: read.code })
  return { ...fields, uscc, industryCode: read.code, industryEdition: read.edition }
}

/** A stay of an enterprise at a site; `validTo` is the last day, null while it lasts. */
export const occupancy = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  enterpriseId: z.uuid(),
  validFrom: date,
  validTo: date.nullable(),
})
export type Occupancy = z.infer<typeof occupancy>

/** Ends a stay. Refuses `wrong-state` when it has ended, `end-before-start`. */
export function endOccupancy<O extends Occupancy>(stay: O, on: string): O {
  if (stay.validTo !== null) throw new Refusal('wrong-state', { move: 'end', status: 'ended' })
  if (on < stay.validFrom) throw new Refusal('end-before-start', { validFrom: stay.validFrom })
  return { ...stay, validTo: on }
}
