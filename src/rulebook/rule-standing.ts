/** How a rule becomes authentic: a named legal reviewer attaches the official text. Pure. */

import { type Moves, move } from '../platform/shared/moves.ts'
import { type Actor, hasRole } from '../platform/shared/permission.ts'
import type { Standing } from './rule.ts'

export const standingMoves = {
  raise: { from: ['secondary', 'inferred', 'unverified'], to: 'authentic' },
} as const satisfies Moves<Standing>

export const mayRaise = (user: Actor): boolean => hasRole(user, 'legalReviewer')

/** The standing after the text was attached. Refuses `wrong-state` for a rule that is authentic already. */
export const raise = (standing: Standing): Standing => move<Standing>(standingMoves, 'raise', standing)
