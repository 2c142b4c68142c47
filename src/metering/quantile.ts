/** Quantiles of plain numbers: the few order statistics the features need. */

/** Quantile `share` (0–1) of some values, linear between neighbours; NaN for none. The input is left alone. */
export function quantileOf(values: Iterable<number>, share: number): number {
  const copy = Float64Array.from(values)
  if (copy.length === 0) return Number.NaN
  const position = (copy.length - 1) * share
  const below = Math.floor(position)
  const low = selectInPlace(copy, below)
  // the first selection has left everything above the low one behind it
  const high = below + 1 < copy.length ? selectInPlace(copy, below + 1, below + 1) : low
  return low + (high - low) * (position - below)
}

/**
 * The value that would stand at `rank` (0 = lowest) if the array were sorted, by quickselect (Hoare); NaN for none. **Reorders the
 * array** between `first` and `last`, which must hold the rank: it runs on scratch copies, where sorting would take a third of the
 * whole run.
 */
export function selectInPlace(values: Float64Array, rank: number, first = 0, last = values.length - 1): number {
  let left = first
  let right = last
  while (left < right) {
    const pivot = values[(left + right) >> 1] ?? 0
    let i = left
    let j = right
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++
      while ((values[j] ?? 0) > pivot) j--
      if (i > j) break
      const swap = values[i] ?? 0
      values[i++] = values[j] ?? 0
      values[j--] = swap
    }
    if (rank <= j) right = j
    else if (rank >= i) left = i
    else break
  }
  return values[rank] ?? Number.NaN
}

/**
 * The value at a share (0–1) of the way through the first `count` values if they were sorted, without interpolation; NaN for none.
 * **Reorders them**: for the half million windows of a city.
 */
export function quantileInPlace(values: Float64Array, share: number, count = values.length): number {
  return count === 0 ? Number.NaN : selectInPlace(values, Math.floor((count - 1) * share), 0, count - 1)
}

/** The three quartiles of the first `count` values, as `quantileInPlace` gives them: the outer ones are sought in their half only. */
export function quartilesInPlace(values: Float64Array, count: number): { low: number; median: number; high: number } {
  if (count === 0) return { low: Number.NaN, median: Number.NaN, high: Number.NaN }
  const last = count - 1
  const middle = Math.floor(last * 0.5)
  return {
    median: selectInPlace(values, middle, 0, last),
    low: selectInPlace(values, Math.floor(last * 0.25), 0, middle),
    high: selectInPlace(values, Math.floor(last * 0.75), middle, last),
  }
}
