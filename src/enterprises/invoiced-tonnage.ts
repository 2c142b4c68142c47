/**
 * What a firm invoiced in a month, in tonnes of steel and castings, as the tax authority told it under a sharing agreement. A figure that
 * is not there is unknown, and never a reason against a firm. A correction leaves the figure it replaces standing, marked as replaced.
 */
import { z } from 'zod'
import { instant, line } from '../platform/shared/contract.ts'
import { type Actor, covers, mayActIn, type Role } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { isKeeperGrant } from './enterprise.ts'

/** Who works on alarms, or checks that: a firm's invoices are its secret and tax data. Not townships, the grid, or the power company. */
export const invoiceReaders = [
  'cityOffice',
  'countyOffice',
  'departmentOfficer',
  'superiorInspector',
] as const satisfies readonly Role[]
export const invoiceKeepers = ['countyOffice', 'departmentOfficer'] as const satisfies readonly Role[]

export const mayReadInvoices = (user: Actor, path: string): boolean => mayActIn(user, invoiceReaders, path)

/** The county office, the departments that keep the ledger, and the tax authority, each within its area. */
export const mayKeepInvoices = (user: Actor, path: string): boolean =>
  user.grants.some(
    (grant) =>
      covers(grant.areaPath, path) &&
      invoiceKeepers.some((role) => role === grant.role) &&
      (isKeeperGrant(grant) || grant.functionKind === 'tax'),
  )

/** `2018-03` */
export const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)

export const invoiceSource = z.object({
  /** The sharing agreement under which the figure came. */
  agreement: line,
  /** The paper it stands in. */
  document: line,
})
export const tonnes = z.number().min(0).max(1e7)

export const invoicedTonnage = invoiceSource.extend({
  id: z.uuid(),
  enterpriseId: z.uuid(),
  month,
  tonnes,
  enteredBy: z.uuid(),
  enteredAt: instant,
  /** The figure that took its place, and why; null: it stands. */
  replacedBy: z.uuid().nullable(),
  replacedBecause: z.string().nullable(),
})
export type InvoicedTonnage = z.infer<typeof invoicedTonnage>

/** Refuses `invoice-month-open`: what is not over has no sum. @param today in China. */
export function checkMonth(month: string, today: string): void {
  if (month >= today.slice(0, 7)) throw new Refusal('invoice-month-open', { month })
}

/** Refuses `wrong-state`: only the figure that stands can be corrected. */
export function replace(before: InvoicedTonnage, by: string, because: string): InvoicedTonnage {
  if (before.replacedBy !== null) throw new Refusal('wrong-state', { move: 'correct', status: 'replaced' })
  return { ...before, replacedBy: by, replacedBecause: because }
}
