import { expect, test } from 'vitest'
import { type Rgb, shadeOf } from './load-shades.ts'

const lightness = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

test.each([false, true])('shades differ by lightness alone, all the way (dark ground: %s)', (dark) => {
  const steps = Array.from({ length: 21 }, (_, i) => lightness(shadeOf(i / 20, dark)))
  const falling = dark ? steps.toReversed() : steps
  // near the dark ground the first step is the ground itself
  for (let i = dark ? 0 : 1; i < 18; i++) expect(falling[i + 1]).toBeLessThan(falling[i] ?? 0)
  expect(shadeOf(Number.NaN, dark)).toEqual(shadeOf(0, dark))
  expect(shadeOf(7, dark)).toEqual(shadeOf(1, dark))
})
