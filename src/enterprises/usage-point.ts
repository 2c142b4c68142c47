/** A usage point: a metered supply on a feeder, at a site. Its account is one in the whole city. */
import { z } from 'zod'
import { instant } from '../platform/shared/contract.ts'
import { type Actor, areaPath, mayActIn } from '../platform/shared/permission.ts'
import { mayKeepLedger } from './enterprise.ts'

/** Account of the power company: letters, digits and hyphens, as printed on the bill. */
export const accountPattern = /^[0-9A-Za-z][0-9A-Za-z-]{2,31}$/

const short = z.string().trim().min(1).max(60).nullable()
const measure = z.number().positive().max(1e7).nullable()

export const usagePointFields = z.object({
  account: z.string().trim().regex(accountPattern),
  feeder: short,
  contractKva: measure,
  contractKw: measure,
  tariffClass: short,
})
export type UsagePointFields = z.infer<typeof usagePointFields>

export const usagePoint = usagePointFields.extend({
  id: z.uuid(),
  siteId: z.uuid(),
  areaId: z.number().int(),
  areaPath,
  registeredAt: instant,
  importId: z.uuid().nullable(),
})
export type UsagePoint = z.infer<typeof usagePoint>

/** Keepers of the ledger, and the power company for its own supplies. */
export const mayKeepUsagePoints = (user: Actor, path: string): boolean =>
  mayKeepLedger(user, path) || mayActIn(user, ['powerLiaison'], path)
