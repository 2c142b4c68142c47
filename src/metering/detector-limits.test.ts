import { expect, test } from 'vitest'
import { firstEdition } from '../rulebook/rules/first-edition.ts'
import { readRuleValue } from '../rulebook/values.ts'
import { limitNames, limitRules, ownLimits, ruleLimits } from './detector-limits.ts'
import { heatLimits } from './heat.ts'

const rules = Object.fromEntries(
  limitRules.map((key) => [key, { value: readRuleValue(key, firstEdition.find((rule) => rule.key === key)?.value) }]),
)

test('every limit is told once, by the program or by its row of the rulebook', () => {
  const told = [...ownLimits, ...ruleLimits(rules)].flatMap(({ lines }) => lines.map(({ name }) => name))
  expect([...told].sort()).toEqual([...limitNames].sort())
})

test('what is told is what is gone by: values are taken from the limits themselves, and name their version', () => {
  const threshold = ownLimits.find(({ group }) => group === 'threshold')
  expect(threshold?.versions).toEqual([heatLimits.version])
  expect(threshold?.lines[0]).toEqual({ name: 'leastThreshold', unit: 'kW', values: [heatLimits.minThresholdKw] })
  const silence = ruleLimits({ 'detection.silentMeter': { value: { silentDays: 5, gapsFromShare: 0.1 } } })
  expect(silence).toEqual([
    {
      rule: 'detection.silentMeter',
      lines: [
        { name: 'silentDays', unit: 'days', values: [5] },
        { name: 'gapsFromShare', unit: 'share', values: [0.1] },
      ],
    },
  ])
})
