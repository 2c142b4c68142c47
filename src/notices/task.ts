/** A task (任务): what a paragraph of a notice demands of one addressee, with product and time limit. */
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, holdsRaised, mayActIn } from '../platform/shared/permission.ts'

export const taskStatuses = ['open', 'delivered', 'accepted', 'returned', 'cancelled'] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** The whole life of a task. A returned product is delivered again; its limit runs on from the first day. */
export const taskMoves = {
  deliver: { from: ['open', 'returned'], to: 'delivered' },
  accept: { from: ['delivered'], to: 'accepted' },
  return: { from: ['delivered'], to: 'returned' },
  cancel: { from: ['open', 'returned'], to: 'cancelled' },
} as const satisfies Moves<TaskStatus>

type Owned = {
  ownerAreaId: number
  ownerAgencyId: string | null
  /** The area to whose office the task has risen after its limit ran over. */
  raisedAreaId: number | null
}

/** The owner hands in: the office of the area, or the people of the agency; and whoever holds it now that it has run over. */
export const mayDeliver = (user: Actor, task: Owned): boolean =>
  holdsRaised(user, task.raisedAreaId) ||
  user.grants.some((g) =>
    task.ownerAgencyId === null
      ? ['countyOffice', 'townshipLeader', 'gridWorker'].includes(g.role) && g.areaId === task.ownerAreaId
      : g.agencyId === task.ownerAgencyId,
  )

/** Who demanded it judges it. */
export const mayReview = (user: Actor, noticeAreaPath: string): boolean =>
  mayActIn(user, ['cityOffice', 'countyOffice', 'townshipLeader'], noticeAreaPath)
