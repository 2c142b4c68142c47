/** The figures of a report as they stood at one instant: gathered once, kept with their digest, never counted again. */
import { z } from 'zod'
import { cardSituations } from '../cases/closure-card.ts'
import { date, instant } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { noticeItems, postKinds } from '../rulebook/values.ts'
import { figureCounts } from './figure.ts'

const count = z.number().int().nonnegative()

/** A required post of a level: how many the rulebook asks for, how many are held on the day. */
export const postFigure = z.object({
  level: z.enum(areaLevels),
  post: z.enum(postKinds),
  required: count,
  filled: count,
})
export type PostFigure = z.infer<typeof postFigure>

const place = z.object({ name: z.string(), townshipName: z.string() })

export const reportFigures = z.object({
  /** Shape of this snapshot; a later shape gets a later number, old ones stay readable. */
  edition: z.literal(1),
  area: z.object({ id: z.number().int(), name: z.string() }),
  day: date,
  asOf: instant,
  demonstration: z.boolean(),
  notice: z.object({ number: z.string(), title: z.string(), issuerName: z.string(), dueOn: date.nullable() }),
  agencyName: z.string(),
  posts: z.array(postFigure),
  sweep: z.object({ name: z.string(), startsOn: date, dueOn: date }).nullable(),
  total: figureCounts,
  townships: z.array(
    z.object({ areaId: z.number().int(), name: z.string(), required: count, filled: count, figures: figureCounts }),
  ),
  /** Since the sweep began: checks on site that were handed in, and observations from public space. */
  visits: count,
  observations: count,
  /** By name, because unvisited is never clean. Cut off at `unvisitedShown`; the counts are in `total`. */
  unvisited: z.object({ villages: z.array(place), sites: z.array(place) }),
  cases: z.array(
    z.object({
      number: z.string(),
      siteName: z.string(),
      status: z.enum(['open', 'closing', 'closed']),
      items: z.record(z.enum(noticeItems), z.enum(cardSituations)),
    }),
  ),
})
export type ReportFigures = z.infer<typeof reportFigures>

/** How many unvisited places of a kind a report lists by name. */
export const unvisitedShown = 1000

export const vacant = (posts: readonly Pick<PostFigure, 'required' | 'filled'>[]): number =>
  posts.reduce((sum, post) => sum + post.required - post.filled, 0)

export type SweepCounts = NonNullable<z.infer<typeof figureCounts>['sweep']>
export const villagesOf = (s: SweepCounts): number => s.villagesReported + s.villagesNothingSeen + s.villagesUnvisited
export const sitesOf = (s: SweepCounts): number => s.sitesVisited + s.sitesObserved + s.sitesUnvisited
