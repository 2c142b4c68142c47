import { describe, expect, it } from 'vitest'
import { parseSearch, splitAddress, stringifySearch } from './search.ts'

describe('the query part of the address', () => {
  it('keeps figures and official numbers as the text they are', () => {
    expect(parseSearch('?area=012&number=〔2018〕8号')).toEqual({ area: '012', number: '〔2018〕8号' })
  })

  it('makes a list of a name that is there twice', () => {
    expect(parseSearch('status=due&status=overdue')).toEqual({ status: ['due', 'overdue'] })
  })

  it('leaves out what is empty', () => {
    expect(stringifySearch({ q: '', area: undefined, status: null, mine: true })).toBe('?mine=true')
    expect(stringifySearch({})).toBe('')
  })

  it('comes back the same', () => {
    const values = { q: '炉 & 料=?', status: ['due', 'soon'] }
    expect(parseSearch(stringifySearch(values))).toEqual(values)
  })

  it('splits a whole address for the router', () => {
    expect(splitAddress('/leads?status=due')).toEqual({ to: '/leads', search: { status: 'due' } })
    expect(splitAddress('/leads')).toEqual({ to: '/leads', search: {} })
  })
})
