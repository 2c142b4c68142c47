/** A row of values as a step line in a box of pixels, zero always in sight. Pure. */

/** @returns the path and the height of zero, y counted downwards. */
export function stepPath(values: readonly number[], width: number, height: number): { path: string; zero: number } {
  const margin = 3
  const top = Math.max(0, ...values)
  const bottom = Math.min(0, ...values)
  const span = top - bottom || 1
  const round = (value: number) => Math.round(value * 10) / 10
  const y = (value: number) => round(margin + ((top - value) / span) * (height - 2 * margin))
  const step = width / Math.max(1, values.length)
  const parts = values.map(
    (value, index) => `${index === 0 ? 'M' : 'L'}${round(index * step)} ${y(value)}H${round((index + 1) * step)}`,
  )
  return { path: parts.join(''), zero: y(0) }
}
