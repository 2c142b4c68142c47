import { describe, expect, test } from 'vitest'
import { type Counted, inOrder, type PickKey, type PickRule, pickKeys, pickOf } from './pick.ts'

const rules = Object.fromEntries(
  pickKeys.map((key) => [key, { atLeast: key === 'foundByOthers' ? 0.5 : 2, of: 4, standing: 'inferred' }]),
) as Record<PickKey, PickRule> // one rule for each key
const zero = Object.fromEntries(pickKeys.map((key) => [key, { value: 0, of: null }])) as Record<PickKey, Counted> // one count for each key
const asOf = '2018-03-05T02:00:00.000Z'
const picked = (id: number, counted: Partial<Record<PickKey, Counted>>) =>
  pickOf({ id, name: `县${id}` }, { ...zero, ...counted }, rules, asOf)
const groundOf = (key: PickKey, counted: Counted) =>
  picked(1, { [key]: counted }).grounds.find((one) => one.key === key)

describe('a figure', () => {
  test.each([
    [1, false],
    [2, true],
    [9, true],
  ])('of %i against a threshold of 2 reaches it: %s', (value, reached) => {
    expect(groundOf('overdueTasks', { value, of: null })).toMatchObject({ value, atLeast: 2, reached })
  })

  test('that is not known reaches nothing and is not zero', () => {
    expect(groundOf('silentMonths', null)).toMatchObject({ value: null, reached: false })
    expect(picked(1, { silentMonths: null, foundByOthers: { value: 0, of: 0 } }).unknown).toBe(2)
  })

  test('that is a share of too few means nothing', () => {
    expect(groundOf('foundByOthers', { value: 3, of: 3 })).toMatchObject({ value: null, reached: false })
    expect(groundOf('foundByOthers', { value: 2, of: 4 })).toMatchObject({ value: 0.5, of: 4, reached: true })
  })
})

test('whoever reaches more thresholds comes first, then by how much, then the less known', () => {
  const n = (value: number): Counted => ({ value, of: null })
  const list = [
    picked(1, {}),
    picked(2, { overdueTasks: n(2) }),
    picked(3, { overdueTasks: n(6) }),
    picked(4, { overdueTasks: n(2), blindSpots: n(2) }),
    picked(5, { silentMonths: null }),
  ]
  expect(inOrder(list).map((one) => one.areaId)).toEqual([4, 3, 2, 5, 1])
  expect(inOrder(list.toReversed()).map((one) => one.areaId)).toEqual([4, 3, 2, 5, 1])
})

test('how much is counted against the threshold of each figure, and of places that are the same the first stands first', () => {
  const doubled = picked(2, { foundByOthers: { value: 4, of: 4 } })
  const half = picked(1, { overdueTasks: { value: 3, of: null } })
  expect(inOrder([half, doubled]).map((one) => one.areaId)).toEqual([2, 1])
  expect(inOrder([picked(7, {}), picked(6, {})]).map((one) => one.areaId)).toEqual([6, 7])
})

test('the reasons stand before the figures that are in order', () => {
  const { grounds } = picked(1, { unvisitedVillages: { value: 3, of: null }, silentMonths: { value: 6, of: null } })
  expect(grounds.slice(0, 2).map((one) => one.key)).toEqual(['silentMonths', 'unvisitedVillages'])
})
