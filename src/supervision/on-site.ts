/**
 * On-site supervision of a government (督导检查), article 7 of the notice: what a government did is looked at point by point, beside the
 * figure the program knows. It judges no firm: that is an inspection, by those who are competent. Pure.
 */
import { z } from 'zod'
import { date, line, words } from '../platform/shared/contract.ts'
import type { Moves } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { PickKey } from './pick.ts'

export const onSiteStatuses = ['planned', 'underway', 'fedBack', 'cancelled'] as const
export type OnSiteStatus = (typeof onSiteStatuses)[number]

/** The whole life of a supervision. */
export const onSiteMoves = {
  start: { from: ['planned'], to: 'underway' },
  feedBack: { from: ['underway'], to: 'fedBack' },
  cancel: { from: ['planned'], to: 'cancelled' },
} as const satisfies Moves<OnSiteStatus>

/** What is looked at, by the articles of the notice, with the figure the program knows of it. */
export const onSitePoints = {
  notices: { article: 1, figure: 'unsignedNotices' },
  tasks: { article: 2, figure: 'overdueTasks' },
  grid: { article: 3, figure: 'blindSpots' },
  departments: { article: 4, figure: null },
  focus: { article: 5, figure: 'silentMonths' },
  sweep: { article: 6, figure: 'unvisitedVillages' },
  rectification: { article: 7, figure: 'overdueRectifications' },
  reports: { article: 8, figure: 'lateVerifications' },
  handling: { article: 9, figure: 'foundByOthers' },
  publicity: { article: 10, figure: null },
} as const satisfies Record<string, { article: number; figure: PickKey | null }>
export type OnSitePoint = keyof typeof onSitePoints
export const onSitePointKeys = Object.keys(onSitePoints) as [OnSitePoint, ...OnSitePoint[]] // keys of a constant object

export const onSiteVerdicts = ['matches', 'differs', 'notSeen'] as const

/** What was seen of a point; a problem says what is to be put right. */
export const seenPoint = z.object({
  verdict: z.enum(onSiteVerdicts),
  seen: words,
  problem: z.object({ problem: words, demand: words, dueOn: date.nullable() }).nullable(),
})
export type SeenPoint = z.infer<typeof seenPoint>
export type Seen = Partial<Record<OnSitePoint, SeenPoint>>

export const onSitePlan = z.object({
  cause: words,
  /** Never one alone. */
  members: z.array(line).min(2).max(20),
  startsOn: date,
  endsOn: date,
  points: z.array(z.enum(onSitePointKeys)).min(1),
})

/** Refuses `supervision-days` for days that lie behind or in the wrong order. */
export function checkOnSiteDays({ startsOn, endsOn }: { startsOn: string; endsOn: string }, today: string): void {
  if (startsOn < today || endsOn < startsOn) throw new Refusal('supervision-days')
}

/** Feedback speaks of every point of the plan. Refuses `points-unseen`. */
export function checkAllSeen(points: readonly OnSitePoint[], seen: Seen): void {
  const unseen = points.filter((point) => seen[point] === undefined)
  if (unseen.length > 0) throw new Refusal('points-unseen', { points: unseen.join(' ') })
}
