/** One JSON line per figure. */

export type Figure = { name: string; value: number; unit: string; target: number | null; ok: boolean }

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const round = (value: number): number => Math.round(value * 1000) / 1000

/** @param atLeast whether more is better; the target is met by reaching it from that side. */
export function figure(name: string, value: number, unit: string, target: number, atLeast: boolean): Figure {
  const line = { name, value: round(value), unit, target, ok: atLeast ? value >= target : value <= target }
  console.log(JSON.stringify(line))
  return line
}

export function note(name: string, value: number, unit: string): void {
  console.log(JSON.stringify({ name, value: round(value), unit, target: null, ok: true }))
}
