import { describe, expect, test } from 'vitest'
import { bandStretches, bandsFrom, curveBands } from './curve-bands.ts'

const licence = {
  number: null,
  furnacePowerKw: 600,
  shift: 'night' as const,
  hours: null,
  yearlyVolumeT: null,
  validFrom: '2018-01-01',
  validTo: null,
}
const curve = {
  from: '2018-02-14',
  to: '2018-02-18',
  heats: [],
  licences: [],
  daysOff: ['2018-02-15', '2018-02-16', '2018-02-17', '2018-02-18'],
  night: null,
}
const of = (bands: ReturnType<typeof curveBands>, kind: string) =>
  bands.filter((band) => band.kind === kind).map(({ from, to }) => [from, to])

describe('bands of a curve', () => {
  test('hours across midnight are one stretch from evening to morning', () => {
    const bands = curveBands({ ...curve, daysOff: [], licences: [licence], night: { from: '22:00', to: '06:00' } })
    expect(of(bands, 'licensed').slice(0, 2)).toEqual([
      [0, 36],
      [78, 132],
    ])
    expect(of(bands, 'night')[1]).toEqual([88, 120])
  })

  test('exact hours are shaded to the minute, in place of the shift', () => {
    const exact = { ...licence, hours: ['08:05-11:30', '23:00-01:00'] }
    expect(of(curveBands({ ...curve, daysOff: [], to: curve.from, licences: [exact] }), 'licensed')).toEqual([
      [0, 4],
      [32 + 1 / 3, 46],
      [92, 96],
    ])
  })

  test('a licence that has ended shades nothing', () => {
    const bands = curveBands({ ...curve, licences: [{ ...licence, shift: 'any', validTo: '2018-02-15' }] })
    expect(of(bands, 'licensed')).toEqual([[0, 192]])
  })

  test('a weekend that belongs to a holiday is holiday; one by itself is weekend', () => {
    expect(of(curveBands(curve), 'holiday')).toEqual([[96, 480]])
    const alone = curveBands({ ...curve, from: '2018-03-09', to: '2018-03-12', daysOff: ['2018-03-10', '2018-03-11'] })
    expect(of(alone, 'weekend')).toEqual([[96, 288]])
    expect(of(alone, 'holiday')).toEqual([])
  })

  test('days off and tariff that nobody knows draw nothing', () => {
    const bands = curveBands({
      ...curve,
      daysOff: null,
      tariff: [{ from: '2018-02-14', to: '2018-02-18', periods: null, standing: null }],
    })
    expect(bands).toEqual([])
  })

  test('the tariff changes where its table does', () => {
    const valley = (from: string, to: string) => [{ from, to, band: 'valley' as const }]
    const bands = curveBands({
      ...curve,
      daysOff: [],
      tariff: [
        { from: '2018-02-14', to: '2018-02-15', periods: valley('00:00', '08:00'), standing: 'secondary' },
        { from: '2018-02-16', to: '2018-02-18', periods: valley('11:00', '13:00'), standing: 'secondary' },
      ],
    })
    expect(of(bands, 'valley').slice(0, 3)).toEqual([
      [0, 32],
      [96, 128],
      [236, 244],
    ])
  })

  test('a heat keeps its quarter hours, also counted from another day and cut to its week', () => {
    const heat = {
      from: '2018-02-15T23:30:00+08:00',
      to: '2018-02-16T01:00:00+08:00',
      energyKwh: 500,
      heightKw: 400,
      durationMin: 90,
      unlicensed: true,
      unlicensedKwh: 500,
    }
    const bands = curveBands({ ...curve, daysOff: [], heats: [heat] })
    expect(of(bands, 'heatNotCovered')).toEqual([[190, 196]])
    const moved = bandsFrom(bands, '2018-02-14', '2018-02-16')
    expect(bandStretches(moved, 'heatNotCovered', '2018-02-16', '2018-02-16')).toEqual([[0, 4]])
  })
})
