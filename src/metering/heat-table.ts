/** The heats of one usage point as columns, so that the features of half a million windows a city are plain loops over numbers. */

export const heatMeasures = [
  'heightKw',
  'energyKwh',
  'durationMin',
  'skew',
  'cliff',
  'flatness',
  'rise',
  'ramp',
  'fill',
  'bustle',
] as const
export type HeatMeasure = (typeof heatMeasures)[number]
export type HeatMeasures = Record<HeatMeasure, number>

export type HeatTable = {
  readonly count: number
  /** First slot and first slot after, counted from 00:00 of the first day of the series; ascending. */
  readonly start: Int32Array
  readonly end: Int32Array
  readonly columns: Readonly<Record<HeatMeasure, Float64Array>>
}

/** Takes heats one by one; its arrays grow and are used again for the next usage point. */
export class HeatRows {
  private count = 0
  private start = new Int32Array(1024)
  private end = new Int32Array(1024)
  private readonly columns: Record<HeatMeasure, Float64Array>

  constructor() {
    const column = () => new Float64Array(1024)
    this.columns = {
      heightKw: column(),
      energyKwh: column(),
      durationMin: column(),
      skew: column(),
      cliff: column(),
      flatness: column(),
      rise: column(),
      ramp: column(),
      fill: column(),
      bustle: column(),
    }
  }

  add(start: number, end: number, measures: HeatMeasures): void {
    if (this.count === this.start.length) this.grow()
    this.start[this.count] = start
    this.end[this.count] = end
    // name by name: a loop over the names would be slower than measuring
    const { columns, count } = this
    columns.heightKw[count] = measures.heightKw
    columns.energyKwh[count] = measures.energyKwh
    columns.durationMin[count] = measures.durationMin
    columns.skew[count] = measures.skew
    columns.cliff[count] = measures.cliff
    columns.flatness[count] = measures.flatness
    columns.rise[count] = measures.rise
    columns.ramp[count] = measures.ramp
    columns.fill[count] = measures.fill
    columns.bustle[count] = measures.bustle
    this.count++
  }

  /** The heats taken so far as a table of their own; begins anew. */
  finish(): HeatTable {
    const { count } = this
    this.count = 0
    const column = (measure: HeatMeasure) => this.columns[measure].slice(0, count)
    return {
      count,
      start: this.start.slice(0, count),
      end: this.end.slice(0, count),
      columns: {
        heightKw: column('heightKw'),
        energyKwh: column('energyKwh'),
        durationMin: column('durationMin'),
        skew: column('skew'),
        cliff: column('cliff'),
        flatness: column('flatness'),
        rise: column('rise'),
        ramp: column('ramp'),
        fill: column('fill'),
        bustle: column('bustle'),
      },
    }
  }

  private grow(): void {
    const length = 2 * this.start.length
    const longer = (values: Int32Array) => {
      const grown = new Int32Array(length)
      grown.set(values)
      return grown
    }
    this.start = longer(this.start)
    this.end = longer(this.end)
    for (const measure of heatMeasures) {
      const grown = new Float64Array(length)
      grown.set(this.columns[measure])
      this.columns[measure] = grown
    }
  }
}

/** Number of the first entry that is not below `value`, in an ascending array. */
export function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
