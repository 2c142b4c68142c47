/** The figures of progress: each has a key, counts rows by one condition, and opens the list of exactly these rows. */
import { z } from 'zod'
import type { Role } from '../platform/shared/permission.ts'

/**
 * The figures of each family. Those before a family's overlapping ones add up to all its rows; what nobody visited,
 * judged or answered is a figure of its own and never counted as done.
 */
export const figureFamilies = {
  tasks: ['onTime', 'late', 'missing', 'running'],
  receipts: ['onTime', 'late', 'missing', 'running'],
  sweep: [
    'villagesReported',
    'villagesNothingSeen',
    'villagesUnvisited',
    'sitesVisited',
    'sitesObserved',
    'sitesUnvisited',
  ],
  leads: ['waiting', 'underVerification', 'founded', 'cleared', 'overdue'],
  furnaces: ['permitted', 'forbidden', 'expertNeeded', 'unjudged', 'forbiddenStanding'],
  closures: ['open', 'closing', 'closed'],
} as const
export type FigureFamily = keyof typeof figureFamilies
export const families = Object.keys(figureFamilies) as FigureFamily[] // keys of a constant object

type KeyOf<F extends FigureFamily> = F extends FigureFamily ? `${F}.${(typeof figureFamilies)[F][number]}` : never
export type FigureKey = KeyOf<FigureFamily>
export const figureKeys = families.flatMap((family) =>
  figureFamilies[family].map((name) => `${family}.${name}`),
) as FigureKey[] // built from the same table

/** Counted beside the others of their family, which they overlap. */
export const overlapping: readonly FigureKey[] = ['leads.overdue', 'furnaces.forbiddenStanding']

const count = z.number().int().nonnegative()
const counts = <const K extends readonly string[]>(names: K) => {
  const shape = Object.fromEntries(names.map((name) => [name, count])) as Record<K[number], typeof count> // one count for each name
  return z.object(shape)
}

export const figureCounts = z.object({
  tasks: counts(figureFamilies.tasks),
  receipts: counts(figureFamilies.receipts),
  /** Null: no sweep covers the area, so that nothing is known of what was visited. */
  sweep: counts(figureFamilies.sweep).nullable(),
  leads: counts(figureFamilies.leads),
  furnaces: counts(figureFamilies.furnaces),
  closures: counts(figureFamilies.closures),
})
export type FigureCounts = z.infer<typeof figureCounts>

const zeros = <const K extends readonly string[]>(names: K) =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<K[number], number> // one zero for each name

/** @param swept whether a sweep covers the area. */
export const noFigures = (swept: boolean): FigureCounts => ({
  tasks: zeros(figureFamilies.tasks),
  receipts: zeros(figureFamilies.receipts),
  sweep: swept ? zeros(figureFamilies.sweep) : null,
  leads: zeros(figureFamilies.leads),
  furnaces: zeros(figureFamilies.furnaces),
  closures: zeros(figureFamilies.closures),
})

function addFamily<K extends string>(a: Record<K, number>, b: Record<K, number>): Record<K, number> {
  const entries = Object.entries<number>(a).map(([name, value]) => [name, value + b[name as K]]) // keys of a
  return Object.fromEntries(entries) as Record<K, number> // the same keys
}

/** The sum, figure by figure; a sweep that is unknown on one side is taken from the other. */
export const addFigures = (a: FigureCounts, b: FigureCounts): FigureCounts => ({
  tasks: addFamily(a.tasks, b.tasks),
  receipts: addFamily(a.receipts, b.receipts),
  sweep: a.sweep && b.sweep ? addFamily(a.sweep, b.sweep) : (a.sweep ?? b.sweep),
  leads: addFamily(a.leads, b.leads),
  furnaces: addFamily(a.furnaces, b.furnaces),
  closures: addFamily(a.closures, b.closures),
})

/** The value of one figure; null where it is unknown. */
export function figureValue(figures: FigureCounts, key: FigureKey): number | null {
  const [family = '', name = ''] = key.split('.')
  const values: Record<string, number> | null = figures[family as FigureFamily] // the first part of a key is a family
  return values?.[name] ?? null
}

export type FigureScope = { areaId: number; noticeId?: string | undefined; sweepId?: string | undefined }

/** The address of the list behind a figure. */
export function figureAddress(key: FigureKey, { areaId, noticeId, sweepId }: FigureScope): string {
  const query = [`figure=${key}`, `area=${areaId}`, noticeId && `notice=${noticeId}`, sweepId && `sweep=${sweepId}`]
  return `/supervision/list?${query.filter(Boolean).join('&')}`
}

/**
 * How an area stands: what is missing, then what runs or is still unvisited, then what was late. No task at all is unknown,
 * not done; what nobody went to is never done either.
 */
export function areaState({
  tasks,
  receipts,
  sweep,
}: FigureCounts): 'overdue' | 'due' | 'doneLate' | 'done' | 'unknown' {
  if (tasks.missing + receipts.missing > 0) return 'overdue'
  const uncovered = sweep ? sweep.villagesUnvisited + sweep.sitesUnvisited + sweep.sitesObserved : 0
  if (tasks.running + receipts.running + uncovered > 0) return 'due'
  if (tasks.late + receipts.late > 0) return 'doneLate'
  return tasks.onTime + receipts.onTime > 0 ? 'done' : 'unknown'
}

/** Who follows the progress of others, each in the own scope. */
export const progressReaders = [
  'cityOffice',
  'countyOffice',
  'townshipLeader',
  'departmentOfficer',
  'superiorInspector',
  'legalReviewer',
] as const satisfies readonly Role[]
