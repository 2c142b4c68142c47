import { describe, expect, it } from 'vitest'
import { type Moves, mayMove, move } from './moves.ts'

const moves = {
  start: { from: ['planned'], to: 'underway' },
  stop: { from: ['planned', 'underway'], to: 'stopped' },
} as const satisfies Moves<'planned' | 'underway' | 'stopped'>

describe('moves', () => {
  it('a listed move leads to its status', () => {
    expect(move(moves, 'start', 'planned')).toBe('underway')
    expect(mayMove(moves, 'stop', 'underway')).toBe(true)
  })

  it('a move from another status is refused and says which', () => {
    expect(mayMove(moves, 'start', 'stopped')).toBe(false)
    expect(() => move(moves, 'start', 'stopped')).toThrow(
      expect.objectContaining({ code: 'wrong-state', details: { move: 'start', status: 'stopped' } }),
    )
  })

  it.each(['finish', 'constructor', 'toString', '__proto__'])(
    'a name that is not in the table cannot happen: %s',
    (name) => {
      expect(mayMove(moves, name, 'planned')).toBe(false)
      expect(() => move(moves, name, 'planned')).toThrow(expect.objectContaining({ code: 'wrong-state' }))
    },
  )
})
