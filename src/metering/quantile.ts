/** Quantiles of plain numbers: the few order statistics the features need. */

/** Quantile `share` (0–1) of values sorted ascending, linear between neighbours; NaN for none. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN
  const position = (sorted.length - 1) * share
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN
  return low + (high - low) * (position - below)
}

/** NaN for none. */
export const medianOf = (values: Iterable<number>): number => quantileOfSorted(sortedCopy(values), 0.5)

/** Ascending copy; the input is left alone. */
export function sortedCopy(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort()
}

/**
 * The value that would stand at `rank` (0 = lowest) if the array were sorted, by quickselect (Hoare); NaN for none. **Reorders the
 * array**: it runs on scratch copies of 2,688 values a week and meter, where sorting would take a third of the whole run.
 */
export function selectInPlace(values: Float64Array, rank: number): number {
  let left = 0
  let right = values.length - 1
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
