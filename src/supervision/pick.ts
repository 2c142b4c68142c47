/**
 * Why a place is picked for supervision (peers: "why this district was picked"): figures the program has anyway, each against a threshold of
 * the rulebook. It proposes and gives its reasons; a person decides. What is unknown reaches no threshold and is never clean. Pure.
 */
import { z } from 'zod'
import { instant } from '../platform/shared/contract.ts'
import { standings } from '../rulebook/rule.ts'

export const pickKeys = [
  'overdueTasks',
  'unsignedNotices',
  'blindSpots',
  'unvisitedVillages',
  'lateVerifications',
  'overdueRectifications',
  'silentMonths',
  'foundByOthers',
] as const
export type PickKey = (typeof pickKeys)[number]

/** `atLeast` is a count, of `foundByOthers` a share; `of` says of how many at least a share must be for it to mean anything. */
export type PickRule = { atLeast: number; of?: number | undefined; standing: (typeof standings)[number] }

/** What is counted of a place. `of` is what a share is of. Null: not known. */
export type Counted = { value: number; of: number | null } | null

const ground = z.object({
  key: z.enum(pickKeys),
  /** Null: not known. */
  value: z.number().nullable(),
  of: z.number().nullable(),
  atLeast: z.number(),
  reached: z.boolean(),
  standing: z.enum(standings),
})
export type PickGround = z.infer<typeof ground>

export const pick = z.object({
  areaId: z.number(),
  areaName: z.string(),
  asOf: instant,
  /** Every figure of the rule, those that reach their threshold first. */
  grounds: z.array(ground),
  reached: z.number(),
  unknown: z.number(),
})
export type PlacePick = z.infer<typeof pick>

export const isShare = (key: PickKey): boolean => key === 'foundByOthers'

/** One figure against its threshold. A share of too few is not known. */
export function groundOf(key: PickKey, counted: Counted, rule: PickRule): PickGround {
  const known = counted !== null && !(isShare(key) && (counted.of ?? 0) < (rule.of ?? 1)) ? counted : null
  const value = known === null ? null : isShare(key) ? known.value / (known.of ?? 1) : known.value
  const { atLeast, standing } = rule
  return { key, value, of: known?.of ?? null, atLeast, reached: value !== null && value >= atLeast, standing }
}

/** How far a figure goes beyond its threshold; below it, nothing. */
const excess = ({ reached, value, atLeast }: PickGround): number => (reached && value !== null ? value / atLeast : 0)

export function pickOf(
  area: { id: number; name: string },
  counted: Readonly<Record<PickKey, Counted>>,
  rules: Readonly<Partial<Record<PickKey, PickRule>>>,
  asOf: string,
): PlacePick {
  const grounds = pickKeys
    .flatMap((key) => {
      const rule = rules[key]
      return rule ? [groundOf(key, counted[key], rule)] : []
    })
    .sort((a, b) => excess(b) - excess(a))
  return {
    areaId: area.id,
    areaName: area.name,
    asOf,
    grounds,
    reached: grounds.filter((one) => one.reached).length,
    unknown: grounds.filter((one) => one.value === null).length,
  }
}

/** Whoever reaches more thresholds comes first; among those who reach as many, whoever exceeds them by more; then the less known. */
export const inOrder = (picks: readonly PlacePick[]): PlacePick[] =>
  [...picks].sort(
    (a, b) =>
      b.reached - a.reached ||
      b.grounds.reduce((sum, one) => sum + excess(one), 0) - a.grounds.reduce((sum, one) => sum + excess(one), 0) ||
      b.unknown - a.unknown ||
      a.areaId - b.areaId,
  )

/** The list behind a figure: exactly the rows it counts. */
export function pickAddress(key: PickKey, areaId: number): string {
  switch (key) {
    case 'overdueTasks':
      return `/supervision/list?figure=tasks.missing&area=${areaId}`
    case 'unsignedNotices':
      return `/supervision/list?figure=receipts.missing&area=${areaId}`
    case 'unvisitedVillages':
      return `/supervision/list?figure=sweep.villagesUnvisited&area=${areaId}`
    case 'blindSpots':
      return `/grid/blind-spots?area=${areaId}`
    default:
      return `/supervision/picks/list?figure=${key}&area=${areaId}`
  }
}
/** The figures that have a list of their own here. */
export const listedPickKeys = ['lateVerifications', 'overdueRectifications', 'silentMonths', 'foundByOthers'] as const
export type ListedPickKey = (typeof listedPickKeys)[number]
