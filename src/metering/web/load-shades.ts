/** Shades of a load, from nothing to the peak: lightness falls all the way, so that they are told apart without hue. Pure. */

export type Rgb = readonly [red: number, green: number, blue: number]

/** Light to dark on paper; on a dark ground dark to light. Blue to yellow-brown never meets red and green. */
const onLight: readonly Rgb[] = [
  [247, 245, 240],
  [214, 224, 236],
  [160, 187, 219],
  [93, 138, 190],
  [38, 83, 139],
  [15, 34, 66],
]
const onDark: readonly Rgb[] = [
  [38, 36, 32],
  [34, 56, 84],
  [48, 92, 140],
  [96, 146, 198],
  [170, 204, 235],
  [240, 247, 255],
]

export const shades = (dark: boolean): readonly Rgb[] => (dark ? onDark : onLight)

/** @param share of the peak, 0–1; below and above it the ends. */
export function shadeOf(share: number, dark: boolean): Rgb {
  const steps = shades(dark)
  const place = Math.max(0, Math.min(1, Number.isNaN(share) ? 0 : share)) * (steps.length - 1)
  const low = steps[Math.floor(place)] ?? [0, 0, 0]
  const high = steps[Math.ceil(place)] ?? low
  const part = place - Math.floor(place)
  const mix = (index: 0 | 1 | 2) => Math.round(low[index] + (high[index] - low[index]) * part)
  return [mix(0), mix(1), mix(2)]
}
