/**
 * The points of the detector as data: one table a feature, a few tables for pairs of features, and the points of the register. A
 * score is nothing but the sum of what is looked up here, so an officer can add it up by hand. Versions come from the trainer
 * (fit.ts) and score nothing before a person has approved them.
 */
import { z } from 'zod'
import { type FeatureName, featureNames, type WindowFeatures } from './features.ts'

const edges = z.array(z.number())
/** Points of one feature: `points[0]` where it is not known, `points[1]` below the first edge, `points[n + 1]` from the last one on. */
const featureTable = z
  .object({ name: z.enum(featureNames), edges, points: z.array(z.number()) })
  .refine((table) => table.points.length === table.edges.length + 2, { message: 'points must be two more than edges' })
/** Points of two features together, row by row of the first; rows and columns as in a feature table. */
const pairTable = z
  .object({
    names: z.tuple([z.enum(featureNames), z.enum(featureNames)]),
    edges: z.tuple([edges, edges]),
    points: z.array(z.array(z.number())),
  })
  .refine(
    ({ edges: [rows, columns], points }) =>
      points.length === rows.length + 2 && points.every((row) => row.length === columns.length + 2),
    { message: 'points must be two more than edges, in rows and columns' },
  )

/** What the register adds, in points. Set by hand ([derived]): outcomes of site checks do not teach law. */
const registerPoints = z.object({
  /** Share of the heats' energy outside the licence from which it counts as broken; below it, overtime is likelier. */
  brokenFromShare: z.number(),
  /** Points that the load alone must reach before a licence is called broken. */
  brokenFromScore: z.number(),
  licenceBroken: z.number(),
  withinLicence: z.number(),
  /** Points that the load alone must reach before it matters that the declared trade works no metal. */
  tradeFromScore: z.number(),
  tradeWithoutMetal: z.number(),
  /** The heats could have melted more than this many times the declared output, counted with the most energy a tonne. */
  aboveDeclaredFrom: z.number(),
  outputAboveDeclared: z.number(),
})

export const modelVersion = z.string().regex(/^[a-z0-9.-]{3,60}$/)

export const detectorModel = z.object({
  version: modelVersion,
  /** Log odds before anything is known of a window. */
  basePoints: z.number(),
  /** Of a window with fewer than three unlicensed heats of one machine. */
  noHeatsPoints: z.number(),
  features: z.array(featureTable),
  pairs: z.array(pairTable),
  register: registerPoints,
  /** Weeks whose mean is the score of a usage point; a week is the mean of the windows that end with it. */
  topWeeks: z.int().positive(),
  /** Score from which a usage point is worth a telephone call and a look at the register. */
  alarmScore: z.number(),
  /** Energy to melt a tonne of steel, the least and the most, kWh. */
  kwhPerTonne: z.object({ low: z.number(), high: z.number(), source: z.string() }),
  /** What it was fitted on and what it reached there. */
  training: z.object({
    madeOn: z.iso.date(),
    kind: z.enum(['semiSynthetic', 'siteChecks', 'mixed']),
    cases: z.array(z.string()),
    meters: z.int(),
    windows: z.int(),
    siteChecks: z.int(),
    /** Mean precision on the fitted cases themselves; what it reaches elsewhere is measured apart. */
    figures: z.record(z.string(), z.number()),
  }),
})
export type DetectorModel = z.infer<typeof detectorModel>

export const registerCodes = ['licenceBroken', 'withinLicence', 'tradeWithoutMetal', 'outputAboveDeclared'] as const
export type RegisterCode = (typeof registerCodes)[number]
/** `volumeExceeded`: a line of the rulebook, in no model and on no case. */
export const reasonCodes = ['base', 'noHeats', ...registerCodes, 'volumeExceeded', ...featureNames] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** One line of the account; points may be negative, then it speaks against. `pair`: the second feature of a pair and its value. */
export type Reason = {
  readonly code: ReasonCode
  readonly value: number | null
  readonly pair: { readonly code: FeatureName; readonly value: number | null } | null
  readonly points: number
}

/** A model prepared for looking up half a million windows. */
export type Scorer = {
  readonly model: DetectorModel
  /** Points of the load alone: base, features and pairs. */
  score(features: WindowFeatures): number
  /** The lines that add up to `score`, those of 0 points left out. */
  reasons(features: WindowFeatures): Reason[]
}

/** Where a window lies in a table: the feature's place in the list, and the bin of the window looked at. */
type Lookup = { readonly place: number; readonly edges: Float64Array; bin: number }

export function scorerOf(model: DetectorModel): Scorer {
  const { basePoints, features: tables, pairs } = model
  // pairs share their edges, feature by feature: each place in a table is looked up once
  const lookups = new Map<string, Lookup>()
  const lookup = (name: FeatureName, edges: readonly number[]): Lookup => {
    const key = `${name} ${edges.join()}`
    const known = lookups.get(key) ?? { place: featureNames.indexOf(name), edges: Float64Array.from(edges), bin: 0 }
    lookups.set(key, known)
    return known
  }
  const columns = tables.map(({ name, edges, points }) => ({
    at: lookup(name, edges),
    points: Float64Array.from(points),
  }))
  const grids = pairs.map(({ names, edges, points }) => ({
    row: lookup(names[0], edges[0]),
    column: lookup(names[1], edges[1]),
    width: edges[1].length + 2,
    points: Float64Array.from(points.flat()),
  }))
  const all = [...lookups.values()]
  const values = new Float64Array(featureNames.length)
  return {
    model,
    score(features) {
      for (let place = 0; place < values.length; place++) values[place] = features[featureNames[place] ?? 'heats']
      for (const one of all) one.bin = binOf(one.edges, values[one.place] ?? Number.NaN)
      let sum = basePoints
      for (const { at, points } of columns) sum += points[at.bin] ?? 0
      for (const { row, column, width, points } of grids) sum += points[row.bin * width + column.bin] ?? 0
      return sum
    },
    reasons(features) {
      const known = (name: FeatureName) => (Number.isNaN(features[name]) ? null : features[name])
      const lines: Reason[] = [
        { code: 'base', value: null, pair: null, points: basePoints },
        ...tables.map(({ name, edges, points }) => ({
          code: name,
          value: known(name),
          pair: null,
          points: points[binOf(edges, features[name])] ?? 0,
        })),
        ...pairs.map(({ names: [name, other], edges, points }) => ({
          code: name,
          value: known(name),
          pair: { code: other, value: known(other) },
          points: points[binOf(edges[0], features[name])]?.[binOf(edges[1], features[other])] ?? 0,
        })),
      ]
      return lines.filter(({ points }) => points !== 0)
    },
  }
}

/** Place of a value in a table: 0 = not known, 1 = below the first edge. */
export function binOf(edges: ArrayLike<number>, value: number): number {
  if (Number.isNaN(value)) return 0
  let bin = 0
  while (bin < edges.length && value >= (edges[bin] ?? Infinity)) bin++
  return bin + 1
}

/** Tonnes that an energy could have melted, as a range: never one figure, since consumption per tonne is not known from outside. */
export function impliedTonnes(
  energyKwh: number,
  { kwhPerTonne }: Pick<DetectorModel, 'kwhPerTonne'>,
): { low: number; high: number } {
  return { low: energyKwh / kwhPerTonne.high, high: energyKwh / kwhPerTonne.low }
}
