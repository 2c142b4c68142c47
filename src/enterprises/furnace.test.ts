import { describe, expect, test } from 'vitest'
import { bringFurnaceTo, type FurnaceState, furnaceStates, moveFurnace, transferFlag } from './furnace.ts'
import { moveSite } from './site.ts'

const at = (state: FurnaceState) => ({ state, whereabouts: state === 'removed' ? '外市' : null })

describe('the life of a furnace', () => {
  const reachable: Record<FurnaceState, FurnaceState[]> = {
    standing: ['idle', 'sealed', 'dismantled', 'destroyed', 'removed'],
    idle: ['standing', 'sealed', 'dismantled', 'destroyed', 'removed'],
    sealed: ['idle', 'dismantled', 'destroyed', 'removed'],
    dismantled: ['destroyed', 'removed'],
    destroyed: [],
    removed: ['idle', 'destroyed'],
  }
  for (const from of furnaceStates) {
    test(`from ${from} it comes to ${reachable[from].join(', ') || 'nothing else'}`, () => {
      const possible = furnaceStates.filter((to) => {
        try {
          return bringFurnaceTo(at(from), to, '某处').state === to && to !== from
        } catch {
          return false
        }
      })
      expect([...possible].sort()).toEqual([...reachable[from]].sort())
    })
  }

  test('it does not go away without a place it went to', () => {
    expect(() => moveFurnace(at('standing'), 'remove', null)).toThrow('whereabouts-missing')
    expect(() => moveFurnace(at('standing'), 'remove', '')).toThrow('whereabouts-missing')
  })

  test('brought back it is no longer elsewhere; what is left of a destroyed one stays known', () => {
    expect(moveFurnace(at('removed'), 'return', null)).toEqual({ state: 'idle', whereabouts: null })
    expect(moveFurnace(at('removed'), 'destroy', null)).toEqual({ state: 'destroyed', whereabouts: '外市' })
  })
})

test('a transfer is flagged unless the furnace was judged to be permitted', () => {
  expect([
    transferFlag(null),
    transferFlag('expertNeeded'),
    transferFlag('forbidden'),
    transferFlag('permitted'),
  ]).toEqual(['unjudged', 'unjudged', 'eliminated', null])
})

test('a closed site is opened again, never restarted, and then has no day of closing', () => {
  const closed = moveSite({ status: 'idle', closedOn: null }, 'close', '2018-02-09')
  expect(closed).toEqual({ status: 'closed', closedOn: '2018-02-09' })
  expect(() => moveSite(closed, 'restart', '2018-03-01')).toThrow('wrong-state')
  expect(moveSite(closed, 'reopen', '2018-03-01')).toEqual({ status: 'operating', closedOn: null })
})
