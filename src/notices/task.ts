/** A task (任务): what a paragraph of a notice demands of one addressee, with product and time limit. */
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, covers, holdsRaised, mayActIn, officeRoles } from '../platform/shared/permission.ts'

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
  ownerAreaPath: string
  /** The post that owns it, and nobody holds it today. */
  vacant: boolean
  /** The area to whose office the task has risen after its limit ran over. */
  raisedAreaId: number | null
}

/**
 * The owner hands in: the office of the area, or the people of the agency; and whoever holds it now that it has run over. What a vacant post
 * owns is for every office above it.
 */
export const mayDeliver = (user: Actor, task: Owned): boolean =>
  holdsRaised(user, task.raisedAreaId) ||
  (task.vacant && mayActIn(user, officeRoles, task.ownerAreaPath)) ||
  user.grants.some((g) =>
    task.ownerAgencyId === null
      ? ['countyOffice', 'townshipLeader', 'gridWorker'].includes(g.role) && g.areaId === task.ownerAreaId
      : g.agencyId === task.ownerAgencyId,
  )

/** The place whose office judges a task: the issuer's; where the owner has moved away from it, the owner's superior of the same level. */
export function reviewPath(noticeAreaPath: string, ownerAreaPath: string): string {
  if (covers(noticeAreaPath, ownerAreaPath)) return noticeAreaPath
  const depth = noticeAreaPath.split('/').length
  return `${ownerAreaPath
    .split('/')
    .slice(0, depth - 1)
    .join('/')}/`
}

/** Who demanded it judges it, or whoever stands in his place since the owner moved. */
export const mayReview = (
  user: Actor,
  { noticeAreaPath, ownerAreaPath }: { noticeAreaPath: string; ownerAreaPath: string },
): boolean => mayActIn(user, officeRoles, reviewPath(noticeAreaPath, ownerAreaPath))
