/**
 * Listed urging (挂牌督办): a matter that drags on is listed by the level above with its reason and a limit, and struck off by the lister
 * alone, with proof. What runs over its limit rises by the usual ladder. Pure.
 */
import { z } from 'zod'
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, holdsRaised } from '../platform/shared/permission.ts'
import { actsAtLevel, type Place } from './superior.ts'

export const urgingStatuses = ['listed', 'answered', 'struckOff', 'withdrawn'] as const
export type UrgingStatus = (typeof urgingStatuses)[number]

/** The whole life of a listing. The lister may strike off on proof of his own, without waiting for an answer. */
export const urgingMoves = {
  answer: { from: ['listed'], to: 'answered' },
  return: { from: ['answered'], to: 'listed' },
  strikeOff: { from: ['listed', 'answered'], to: 'struckOff' },
  withdraw: { from: ['listed', 'answered'], to: 'withdrawn' },
} as const satisfies Moves<UrgingStatus>

export const urgedKinds = ['lead', 'caseFile', 'rectification'] as const
export type UrgedKind = (typeof urgedKinds)[number]

/** At least one file proves it. */
export const proofFiles = z.array(z.uuid()).min(1).max(20)

/**
 * The office that listed, by its level: a county does not strike off what the city has listed. Once it has risen over its limit, the office
 * that holds it now as well.
 */
export const mayStrikeOff = (
  user: Actor,
  urging: Place & { listerLevel: string; raisedAreaId: number | null },
): boolean =>
  (urging.raisedAreaId !== urging.areaId && holdsRaised(user, urging.raisedAreaId)) ||
  actsAtLevel(user, urging.listerLevel, urging)
