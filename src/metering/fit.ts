/**
 * The trainer: fits the tables of a detector model to windows of which it is known whether a furnace melted. First one table a
 * feature, by small steps of the feature that explains most (logistic loss, Newton steps); then a few tables for pairs of features,
 * on what the single ones leave. Everything is a sum of looked-up points. Same windows, same tables: no chance is involved.
 */
import { binOf, type DetectorModel, type Scorer } from './detector-model.ts'
import { type FeatureName, featureNames, type WindowFeatures } from './features.ts'

/** Windows to learn from, as columns of equal length. */
export type TrainingWindows = {
  readonly count: number
  readonly features: Readonly<Record<FeatureName, Float32Array>>
  /** 1 = a furnace melted. */
  readonly melting: Uint8Array
  /** How much each window counts. */
  readonly weight: Float64Array
}

export const fitLimits = {
  version: 'fit-1',
  /** Bins of a feature, at quantiles of all windows and of the melting ones in turn. */
  bins: 24,
  /** Bins of a feature in a pair. */
  pairBins: 7,
  rounds: 400,
  step: 0.15,
  pairs: 30,
  pairRounds: 60,
  pairStep: 0.3,
  /** Holds points small where few windows speak. */
  ridge: 3,
  /** Weight that each side of a cut must have. */
  minWeight: 3,
  /** Melting windows weigh together this much of the others. */
  meltingWeight: 0.5,
  /** Points are kept to this many decimals. */
  decimals: 4,
} as const

type Tables = Pick<DetectorModel, 'basePoints' | 'features' | 'pairs'>
export type FitProgress = (share: number) => void

/** Fits base points, feature tables and pair tables. Throws RangeError without windows of both kinds. */
export function fitTables(windows: TrainingWindows, onProgress: FitProgress = () => {}): Tables {
  const fit = new Fit(windows)
  const { rounds, pairRounds } = fitLimits
  const steps = rounds + pairRounds
  for (let round = 0; round < rounds && fit.improveOneFeature(); round++) onProgress(round / steps)
  fit.choosePairs()
  for (let round = 0; round < pairRounds; round++) {
    fit.improvePairs()
    onProgress((rounds + round) / steps)
  }
  return fit.tables()
}

/** Shares of the melting windows and of the others that a model gives more than 0 points: what it reaches where it was fitted. */
export function figuresOn({ count, features, melting }: TrainingWindows, scorer: Scorer): Record<string, number> {
  const above = [0, 0]
  const all = [0, 0]
  for (let row = 0; row < count; row++) {
    // one value a name of the list
    const window = Object.fromEntries(featureNames.map((name) => [name, features[name][row]])) as WindowFeatures
    const kind = melting[row] ?? 0
    all[kind] = (all[kind] ?? 0) + 1
    if (scorer.score(window) > 0) above[kind] = (above[kind] ?? 0) + 1
  }
  const share = (kind: number) => rounded((above[kind] ?? 0) / Math.max(1, all[kind] ?? 0))
  return { meltingAboveZero: share(1), othersAboveZero: share(0) }
}

type Feature = { name: FeatureName; edges: number[]; bins: Uint8Array; points: Float64Array; coarse: Coarse }
/** The same feature in fewer bins, for pairs. */
type Coarse = { edges: number[]; ofBin: Uint8Array }
type Pair = { row: Feature; column: Feature; points: Float64Array; cells: Uint16Array }
type Cut = { feature: Feature; lastLeft: number; left: number; right: number }

class Fit {
  private readonly basePoints = Math.log(fitLimits.meltingWeight)
  private readonly features: Feature[]
  private readonly weight: Float64Array
  private readonly score: Float64Array
  private readonly gradient: Float64Array
  private readonly curvature: Float64Array
  private readonly windows: TrainingWindows
  private pairs: Pair[] = []

  constructor(windows: TrainingWindows) {
    this.windows = windows
    this.weight = balanced(windows)
    this.features = featureNames.map((name) => featureOf(name, windows))
    this.score = new Float64Array(windows.count).fill(this.basePoints)
    this.gradient = new Float64Array(windows.count)
    this.curvature = new Float64Array(windows.count)
  }

  /** One small step of the best cut; false when no cut explains anything more. */
  improveOneFeature(): boolean {
    this.differentiate()
    let best: Cut | null = null
    let most = 0
    for (const feature of this.features) {
      const { cut, gain } = this.bestCut(feature)
      if (gain <= most) continue
      most = gain
      best = cut
    }
    if (!best) return false
    const { feature, lastLeft, left, right } = best
    for (let bin = 0; bin < feature.points.length; bin++)
      feature.points[bin] = (feature.points[bin] ?? 0) + (bin <= lastLeft ? left : right)
    for (let i = 0; i < this.windows.count; i++)
      this.score[i] = (this.score[i] ?? 0) + ((feature.bins[i] ?? 0) <= lastLeft ? left : right)
    return true
  }

  choosePairs(): void {
    this.differentiate()
    const found: { pair: Pair; gain: number }[] = []
    this.features.forEach((row, index) => {
      for (const column of this.features.slice(index + 1)) {
        const pair = pairOf(row, column)
        const gain = this.sumsOf(pair.cells, pair.points.length).gains.reduce((sum, one) => sum + one, 0)
        found.push({ pair, gain })
        found.sort((a, b) => b.gain - a.gain)
        found.length = Math.min(found.length, fitLimits.pairs)
      }
    })
    this.pairs = found.map(({ pair }) => pair)
  }

  improvePairs(): void {
    for (const { points, cells } of this.pairs) {
      this.differentiate()
      const { steps } = this.sumsOf(cells, points.length)
      for (let cell = 0; cell < points.length; cell++)
        points[cell] = (points[cell] ?? 0) + fitLimits.pairStep * (steps[cell] ?? 0)
      for (let i = 0; i < cells.length; i++)
        this.score[i] = (this.score[i] ?? 0) + fitLimits.pairStep * (steps[cells[i] ?? 0] ?? 0)
    }
  }

  tables(): Tables {
    return {
      basePoints: rounded(this.basePoints),
      features: this.features
        .map(({ name, edges, points }) => ({ name, edges, points: Array.from(points, rounded) }))
        .filter(({ points }) => points.some((point) => point !== 0)),
      pairs: this.pairs.map(({ row, column, points }) => {
        const width = column.coarse.edges.length + 2
        return {
          names: [row.name, column.name] as [FeatureName, FeatureName],
          edges: [row.coarse.edges, column.coarse.edges] as [number[], number[]],
          points: Array.from({ length: row.coarse.edges.length + 2 }, (_, at) =>
            Array.from(points.subarray(at * width, (at + 1) * width), rounded),
          ),
        }
      }),
    }
  }

  /** Gradient and curvature of the logistic loss at the points so far. */
  private differentiate(): void {
    const { melting, count } = this.windows
    for (let i = 0; i < count; i++) {
      const chance = 1 / (1 + Math.exp(-(this.score[i] ?? 0)))
      const weight = this.weight[i] ?? 0
      this.gradient[i] = weight * ((melting[i] ?? 0) - chance)
      this.curvature[i] = weight * chance * (1 - chance)
    }
  }

  /** Newton step and gain of each group that `groups` names. */
  private sumsOf(groups: ArrayLike<number>, count: number) {
    const gradients = new Float64Array(count)
    const curvatures = new Float64Array(count)
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] ?? 0
      gradients[group] = (gradients[group] ?? 0) + (this.gradient[i] ?? 0)
      curvatures[group] = (curvatures[group] ?? 0) + (this.curvature[i] ?? 0)
    }
    const steps = gradients.map((sum, group) => sum / ((curvatures[group] ?? 0) + fitLimits.ridge))
    return { gradients, curvatures, steps, gains: steps.map((step, group) => step * (gradients[group] ?? 0)) }
  }

  private bestCut(feature: Feature): { cut: Cut | null; gain: number } {
    const { ridge, minWeight, step } = fitLimits
    const { gradients, curvatures } = this.sumsOf(feature.bins, feature.points.length)
    const allGradient = gradients.reduce((sum, one) => sum + one, 0)
    const allCurvature = curvatures.reduce((sum, one) => sum + one, 0)
    let [gradient, curvature, most] = [0, 0, 0]
    let cut: Cut | null = null
    for (let bin = 0; bin < gradients.length - 1; bin++) {
      gradient += gradients[bin] ?? 0
      curvature += curvatures[bin] ?? 0
      if (curvature < minWeight || allCurvature - curvature < minWeight) continue
      const left = gradient / (curvature + ridge)
      const right = (allGradient - gradient) / (allCurvature - curvature + ridge)
      const gain = left * gradient + right * (allGradient - gradient) - allGradient ** 2 / (allCurvature + ridge)
      if (gain <= most) continue
      most = gain
      cut = { feature, lastLeft: bin, left: step * left, right: step * right }
    }
    return { cut, gain: most }
  }
}

/** Weights with the melting windows brought to their share of the others. */
function balanced({ count, melting, weight }: TrainingWindows): Float64Array {
  const sums = [0, 0]
  for (let i = 0; i < count; i++) sums[melting[i] ?? 0] = (sums[melting[i] ?? 0] ?? 0) + (weight[i] ?? 0)
  const [others = 0, meltings = 0] = sums
  if (others === 0 || meltings === 0) throw new RangeError('windows of both kinds are needed')
  const factor = (fitLimits.meltingWeight * others) / meltings
  return weight.map((one, i) => (melting[i] === 1 ? one * factor : one))
}

function featureOf(name: FeatureName, { features, melting }: TrainingWindows): Feature {
  const values = features[name]
  const edges = edgesOf(values, melting)
  const bins = Uint8Array.from(values, (value) => binOf(edges, value))
  return { name, edges, bins, points: new Float64Array(edges.length + 2), coarse: coarseOf(edges) }
}

/** Edges at quantiles of all values and of the melting ones in turn, so that both kinds are resolved. */
function edgesOf(values: Float32Array, melting: Uint8Array): number[] {
  const known = (keep: (index: number) => boolean) =>
    values.filter((value, index) => !Number.isNaN(value) && keep(index)).sort()
  const sorted = [known(() => true), known((index) => melting[index] === 1)] as const
  const { bins } = fitLimits
  const edges = new Set<number>()
  for (let bin = 1; bin < bins; bin++) {
    const of = sorted[bin % 2 === 1 ? 0 : 1]
    const edge = of[Math.floor((bin / bins) * of.length)]
    if (edge !== undefined) edges.add(Number(edge.toPrecision(5)))
  }
  return [...edges].sort((a, b) => a - b)
}

function coarseOf(edges: readonly number[]): Coarse {
  const every = (edges.length + 1) / fitLimits.pairBins
  const kept: number[] = []
  for (let group = 1; group < fitLimits.pairBins; group++) {
    const edge = edges[Math.round(group * every) - 1]
    if (edge !== undefined && edge !== kept.at(-1)) kept.push(edge)
  }
  const ofBin = new Uint8Array(edges.length + 2)
  for (let bin = 1; bin < ofBin.length; bin++) ofBin[bin] = binOf(kept, edges[bin - 2] ?? Number.NEGATIVE_INFINITY)
  return { edges: kept, ofBin }
}

function pairOf(row: Feature, column: Feature): Pair {
  const width = column.coarse.edges.length + 2
  const cells = new Uint16Array(row.bins.length)
  for (let i = 0; i < cells.length; i++)
    cells[i] = (row.coarse.ofBin[row.bins[i] ?? 0] ?? 0) * width + (column.coarse.ofBin[column.bins[i] ?? 0] ?? 0)
  return { row, column, cells, points: new Float64Array(width * (row.coarse.edges.length + 2)) }
}

const rounded = (value: number): number => Math.round(value * 10 ** fitLimits.decimals) / 10 ** fitLimits.decimals
