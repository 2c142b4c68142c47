/** A blind spot is chased: whoever can put it right is reminded, once a day. Pure. */
import { z } from 'zod'
import { date, instant } from '../platform/shared/contract.ts'
import { type Actor, covers, type Role } from '../platform/shared/permission.ts'
import { post } from './appointment.ts'
import { type BlindSpot, blindSpotKinds } from './blind-spot.ts'
import type { Receiver } from './hand-over.ts'

export const chase = z.object({
  id: z.uuid(),
  kind: z.enum(blindSpotKinds),
  post,
  areaId: z.number().int(),
  areaName: z.string(),
  /** Who is reminded. */
  toOfficialId: z.uuid(),
  toName: z.string(),
  chasedByName: z.string(),
  chasedOn: date,
  chasedAt: instant,
})
export type Chase = z.infer<typeof chase>

const offices: readonly Role[] = ['cityOffice', 'countyOffice', 'townshipLeader']

/** From above only: an office does not chase the posts of its own place; the city's are chased by its own office. */
export const mayChase = (user: Actor, areaPath: string): boolean =>
  user.grants.some(
    (g) =>
      offices.includes(g.role) && covers(g.areaPath, areaPath) && (g.areaPath !== areaPath || g.areaLevel === 'city'),
  )

/**
 * Who can put it right: the holder where there is one; else whoever holds a post in the place (a notice not confirmed), or the nearest
 * one above it, who appoints (a vacant post, a leave in which nobody stands in). Undefined: nobody up to the city.
 * @param receivers holders of the place and above, the nearest first.
 */
export function chasedOfficial(
  spot: Pick<BlindSpot, 'kind' | 'officialId' | 'areaId'>,
  receivers: readonly Receiver[],
): string | undefined {
  const nobodyThere = spot.kind === 'vacancy' || spot.kind === 'onLeave'
  if (spot.officialId !== null && !nobodyThere) return spot.officialId
  const able = nobodyThere ? receivers.filter((one) => one.areaId !== spot.areaId) : receivers
  return able[0]?.officialId
}
