import { describe, expect, test } from 'vitest'
import { type LicencePeriod, licenceOn } from './held-licence.ts'

const from = '2018-01-01'
const licence = (given: Partial<LicencePeriod> = {}): LicencePeriod => ({
  furnacePowerKw: 600,
  shift: 'day',
  hours: null,
  yearlyVolumeT: null,
  validFrom: '2017-01-01',
  validTo: null,
  ...given,
})

describe('a licence on a day', () => {
  test('is none before and after its days, at a closed site, and where it allows no melting', () => {
    const licences = [licence({ validFrom: '2018-01-10', validTo: '2018-01-20' })]
    const shiftOn = (day: string, siteClosedOn: string | null = null) =>
      licenceOn({ licences, siteClosedOn }, day).shift
    expect([shiftOn('2018-01-09'), shiftOn('2018-01-10'), shiftOn('2018-01-20'), shiftOn('2018-01-21')]).toEqual([
      'none',
      'day',
      'day',
      'none',
    ])
    expect(shiftOn('2018-01-15', '2018-01-15')).toBe('none')
    expect(licenceOn({ licences: [licence({ shift: 'none' })], siteClosedOn: null }, from).shift).toBe('none')
  })

  test('adds powers of several, and believes the widest hours', () => {
    expect(licenceOn({ licences: [licence(), licence()], siteClosedOn: null }, from)).toEqual({
      powerKw: 1200,
      shift: 'day',
    })
    expect(licenceOn({ licences: [licence(), licence({ shift: 'night' })], siteClosedOn: null }, from).shift).toBe(
      'any',
    )
  })

  test('covers its exact hours where it names them, and of several licences all hours', () => {
    const on = (...licences: LicencePeriod[]) => licenceOn({ licences, siteClosedOn: null }, from)
    const late = licence({ shift: 'night', hours: ['22:00-06:00'] })
    expect(on(late)).toEqual({ powerKw: 600, shift: 'night', hours: ['22:00-06:00'] })
    expect(on(late, licence())).toEqual({ powerKw: 1200, shift: 'any', hours: ['22:00-06:00', '05:30-21:00'] })
    expect(on(late, licence({ shift: 'any' }))).toEqual({ powerKw: 1200, shift: 'any' })
    expect(on(late, licence({ validTo: '2017-12-31' }))).toEqual({
      powerKw: 600,
      shift: 'night',
      hours: ['22:00-06:00'],
    })
  })
})
