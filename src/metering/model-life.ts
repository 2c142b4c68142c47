/** The life of a detector model: proposed, approved by a person, withdrawn with a reason. In use is the newest approved. Pure. */
import type { Moves } from '../platform/shared/moves.ts'
import { mayMove } from '../platform/shared/moves.ts'
import { type Actor, hasRole, type Role } from '../platform/shared/permission.ts'

export const modelStatuses = ['proposed', 'approved', 'withdrawn'] as const
export type ModelStatus = (typeof modelStatuses)[number]

/** The whole life of a model. A move not listed here cannot happen; one withdrawn comes back as a version of its own. */
export const modelMoves = {
  approve: { from: ['proposed'], to: 'approved' },
  withdraw: { from: ['proposed', 'approved'], to: 'withdrawn' },
} as const satisfies Moves<ModelStatus>

/** Who decides which model looks at the city. */
export const decidingRoles = ['cityOffice'] as const satisfies readonly Role[]

/** What permissions look at; the same in the browser. `proposedBy` null: it came with the program. */
export type ModelState = { status: ModelStatus; proposedBy: string | null }

export const mayProposeModel = (user: Actor): boolean => hasRole(user, ...decidingRoles)

/** Never by the person who proposed it. */
export const mayApproveModel = (user: Actor, model: ModelState): boolean =>
  mayMove(modelMoves, 'approve', model.status) &&
  hasRole(user, ...decidingRoles) &&
  model.proposedBy !== user.officialId

export const mayWithdrawModel = (user: Actor, model: ModelState): boolean =>
  mayMove(modelMoves, 'withdraw', model.status) && hasRole(user, ...decidingRoles)
