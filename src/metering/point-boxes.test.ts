import { expect, it } from 'vitest'
import { pointBoxes } from './point-boxes.ts'

it.each([
  [
    'each box that differs from its neighbour is there',
    [1, 2],
    [9, 0.1, 0.2, 0.3],
    [
      [null, 1, 0.1],
      [1, 2, 0.2],
      [2, null, 0.3],
    ],
  ],
  [
    'neighbours of the same points are one, at either end and in the middle',
    [1, 2, 3, 4],
    [9, 0.1, 0.1, 0.2, 0.2, 0.3],
    [
      [null, 2, 0.1],
      [2, 4, 0.2],
      [4, null, 0.3],
    ],
  ],
  [
    'the same points again behind others are a box of their own',
    [1, 2],
    [9, 0.1, 0.2, 0.1],
    [
      [null, 1, 0.1],
      [1, 2, 0.2],
      [2, null, 0.1],
    ],
  ],
  ['what is not known is no box of the scale', [1], [0.1, 0.1, 0.1], [[null, null, 0.1]]],
])('%s', (_rule, edges, points, boxes) => {
  expect(pointBoxes(edges, points).map(({ from, to, points: each }) => [from, to, each])).toEqual(boxes)
})
