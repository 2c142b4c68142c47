import { describe, expect, it } from 'vitest'
import { type AreaSeed, changzhouSeeds, divisionCodeOf, placeAreas } from './area-seed.ts'

const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'none'
}

describe('the tree of Changzhou', () => {
  const seeds = changzhouSeeds()
  const count = (level: string) => seeds.filter((seed) => seed.level === level).length

  it('has 6 counties and one zone, 67 townships and 1,049 villages', () => {
    expect([count('city'), count('county'), count('township'), count('village')]).toEqual([1, 7, 67, 1049])
  })

  it('lets six towns and subdistricts answer to the zone and keep their own codes', () => {
    const placed = placeAreas(seeds, new Map(), 1)
    const zone = placed.find((area) => area.kind === 'zone')
    const below = placed.filter((area) => area.parentId === zone?.id)
    expect(below).toHaveLength(6)
    expect(
      below.every((area) => area.divisionCode?.startsWith('320412') && area.path.startsWith(zone?.path ?? '?')),
    ).toBe(true)
    expect(zone?.divisionCode).toBeNull()
  })
})

describe('division codes', () => {
  it.each([
    ['32', '320000'],
    ['3204', '320400'],
    ['320412', '320412'],
    ['320412001', '320412001000'],
    ['320412001201', '320412001201'],
    ['zone', null],
    ['32041', null],
  ])('%s is kept as %s', (code, kept) => expect(divisionCodeOf(code)).toBe(kept))
})

describe('placing areas', () => {
  const city: AreaSeed = { code: '4419', name: '东莞市', level: 'city', parentCode: null }

  it('gives a code to the first that bears it', () => {
    const placed = placeAreas(
      [city, { code: '441900', name: '东莞市', level: 'county', parentCode: '4419' }],
      new Map(),
      1,
    )
    expect(placed.map((area) => [area.path, area.divisionCode])).toEqual([
      ['/1/', '441900'],
      ['/1/2/', null],
    ])
  })

  it('puts new areas below known ones', () => {
    const placed = placeAreas(
      [{ code: '441901', name: '新', level: 'county', parentCode: '4419' }],
      new Map([['441900', { id: 7, path: '/7/' }]]),
      20,
    )
    expect(placed.map((area) => area.path)).toEqual(['/7/20/'])
  })

  it('refuses an unknown superior and a loop', () => {
    expect(refusal(() => placeAreas([{ ...city, parentCode: '99' }], new Map(), 1))).toBe('area-parent-unknown')
    const loop: AreaSeed[] = [
      { ...city, code: 'a', parentCode: 'b' },
      { ...city, code: 'b', parentCode: 'a' },
    ]
    expect(refusal(() => placeAreas(loop, new Map(), 1))).toBe('area-parent-loop')
  })
})
