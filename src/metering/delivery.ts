/** A delivery of readings: under which agreement, for what, on which basis; and its batch, from arriving to in force. Pure. */
import { z } from 'zod'
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, covers, mayActIn, type Role } from '../platform/shared/permission.ts'
import { lineFaults } from './case-lines.ts'

/**
 * Posts that may see load curves and what follows from them. Power data is commercial information of the user, shared by agreement
 * for a purpose: leaders of townships and grid workers see the lead that comes of it, never the curve.
 */
export const seeingRoles = [
  'cityOffice',
  'countyOffice',
  'departmentOfficer',
  'powerLiaison',
  'superiorInspector',
] as const satisfies readonly Role[]

export const maySeeMeters = (user: Actor, path: string): boolean => mayActIn(user, seeingRoles, path)

/** The subtrees in which a user may see meter data, the widest only. */
export function meterPaths(user: Actor): string[] {
  const wanted: readonly Role[] = seeingRoles
  const paths = [...new Set(user.grants.filter((g) => wanted.includes(g.role)).map((g) => g.areaPath))].sort()
  return paths.filter((path) => !paths.some((other) => other !== path && covers(other, path)))
}

export const deliveryStatuses = ['received', 'importing', 'inForce', 'failed', 'withdrawn'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** The whole life of a delivery. `begin` again: an attempt that was cut off is taken up anew. */
export const deliveryMoves = {
  begin: { from: ['received', 'importing'], to: 'importing' },
  putInForce: { from: ['importing'], to: 'inForce' },
  fail: { from: ['received', 'importing'], to: 'failed' },
  withdraw: { from: ['inForce'], to: 'withdrawn' },
} as const satisfies Moves<DeliveryStatus>

/** How a delivery came: by the page, the command line, the watched folder, or the interface with a token. */
export const channels = ['page', 'commandLine', 'folder', 'interface'] as const
export type Channel = (typeof channels)[number]

export const batchStates = ['arriving', 'inForce', 'dead', 'withdrawn'] as const
export type BatchState = (typeof batchStates)[number]

/** The whole life of a batch: nobody reads it before it is in force as a whole. */
export const batchMoves = {
  putInForce: { from: ['arriving'], to: 'inForce' },
  abandon: { from: ['arriving'], to: 'dead' },
  withdraw: { from: ['inForce'], to: 'withdrawn' },
} as const satisfies Moves<BatchState>

/** The power company delivers for the places it is liaison of. */
export const mayDeliver = (user: Actor, path: string): boolean => mayActIn(user, ['powerLiaison'], path)

/** Who delivered, or the office that asked for it, takes a wrong delivery out of force. */
export const mayWithdrawDelivery = (user: Actor, delivery: { status: DeliveryStatus; areaPath: string }): boolean =>
  delivery.status === 'inForce' && mayActIn(user, ['powerLiaison', 'cityOffice'], delivery.areaPath)

/** Why a row was not taken, or a whole file not imported. */
export const rejectReasons = [...lineFaults, 'unreadable', 'nothingUsable', 'interrupted', 'fileMissing'] as const
export type RejectReason = (typeof rejectReasons)[number]

export const deliveryFailure = z.object({ reason: z.enum(rejectReasons), line: z.number().int().nonnegative() })
export type DeliveryFailure = z.infer<typeof deliveryFailure>

/** What must be named before a reading is looked at. Refused with `agreement-missing`, `purpose-missing`, `basis-missing`. */
export type DeliveryTerms = { agreement: string; purpose: string; basis: string }
