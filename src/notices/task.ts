/** A task (任务): what a paragraph of a notice demands of one addressee, with product and time limit. */
import type { Moves } from '../platform/shared/moves.ts'
import { type Actor, covers, holdsRaised, mayActIn, officeRoles } from '../platform/shared/permission.ts'

export const taskStatuses = ['open', 'delivered', 'accepted', 'returned', 'cancelled'] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** Rule under which the limit of a task runs where the notice names no date. */
export const taskLimit = 'limit.taskDefault'
/** Rule under which whoever judges a product answers it. */
export const reviewLimit = 'limit.taskReview'

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

/**
 * The area whose office hands in: the owner's own, the one to which the task has risen, or the nearest above a vacant post. Null where no
 * office does, but a department or a grid worker.
 */
export function handsInFor(user: Actor, task: Owned): number | null {
  const offices = user.grants.filter(({ role }) => officeRoles.includes(role))
  const own = offices.find((g) =>
    task.ownerAgencyId === null ? g.areaId === task.ownerAreaId : g.agencyId === task.ownerAgencyId,
  )
  if (own) return own.areaId
  if (holdsRaised(user, task.raisedAreaId)) return task.raisedAreaId
  if (!task.vacant) return null
  const above = offices.filter(({ areaPath }) => covers(areaPath, task.ownerAreaPath))
  return above.toSorted((a, b) => b.areaPath.length - a.areaPath.length)[0]?.areaId ?? null
}

type Judged = {
  noticeAreaPath: string
  ownerAreaPath: string
  /** Of the version that waits: whose office handed it in, and who. */
  deliveredAreaId: number | null
  deliveredById: string | null
}

/** Who demanded it judges it, or whoever stands in his place since the owner moved; never the office that handed it in. */
export const mayReview = (user: Actor, task: Judged): boolean =>
  judges(user, task).length > 0 && !isOwnProduct(user, task)

const judges = (user: Actor, { noticeAreaPath, ownerAreaPath }: Judged) => {
  const path = reviewPath(noticeAreaPath, ownerAreaPath)
  return user.grants.filter(({ role, areaPath }) => officeRoles.includes(role) && covers(areaPath, path))
}

const cityPath = /^\/\d+\/$/

/** The area an office stands for in the path of the owner, with all above it; undefined where it lies elsewhere. */
function pathUpTo(areaId: number | null, ownerAreaPath: string): string | undefined {
  const ids = ownerAreaPath.split('/')
  const at = ids.indexOf(String(areaId))
  return at < 0 ? undefined : `${ids.slice(0, at + 1).join('/')}/`
}

/** The place whose office is to answer what was handed in: the one that judges; of its own product the level above, in the city the city. */
export function answeringPath({
  noticeAreaPath,
  ownerAreaPath,
  deliveredAreaId,
}: Omit<Judged, 'deliveredById'>): string {
  const path = reviewPath(noticeAreaPath, ownerAreaPath)
  const from = pathUpTo(deliveredAreaId, ownerAreaPath)
  if (from === undefined || !covers(from, path)) return path
  return cityPath.test(from) ? from : from.replace(/\d+\/$/, '')
}

/**
 * Whether the user would judge what his own office handed in. The level above judges it; above the city there is none, so there it is
 * another person than the one who handed it in.
 */
export function isOwnProduct(user: Actor, task: Judged): boolean {
  const from = pathUpTo(task.deliveredAreaId, task.ownerAreaPath)
  if (from === undefined) return false
  return !judges(user, task).some(
    ({ areaPath }) =>
      (areaPath !== from && covers(areaPath, from)) ||
      (areaPath === from && cityPath.test(from) && task.deliveredById !== user.officialId),
  )
}
