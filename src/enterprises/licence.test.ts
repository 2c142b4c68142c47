import { expect, test } from 'vitest'
import { checkLicence, endLicence, readHours, spanMinutes } from './licence.ts'

test.each([
  ['22:00-06:00', ['22:00-06:00']],
  ['8：00—11：30、13:00~17:00', ['08:00-11:30', '13:00-17:00']],
  ['6:00至14:00；18:00-24:00', ['06:00-14:00', '18:00-24:00']],
  ['25:00-06:00', null],
  ['夜里', null],
  ['22:00', null],
  ['22:00-23:00-24:00', null],
  ['22:00--06:00', ['22:00-06:00']],
  ['8:00-12:00,13:00-17:00,', ['08:00-12:00', '13:00-17:00']],
  ['', null],
] as const)('hours written as %j are read as %j', (text, hours) => {
  expect(readHours(text)).toEqual(hours)
})

test('a span may end on the next day, or with the day', () => {
  expect(spanMinutes('22:00-06:00')).toEqual({ fromMinute: 1320, toMinute: 360 })
  expect(spanMinutes('00:00-24:00')).toEqual({ fromMinute: 0, toMinute: 1440 })
  expect(spanMinutes('06:45-17:30')).toEqual({ fromMinute: 405, toMinute: 1050 })
})

const fields = { shift: 'day' as const, hours: null, yearlyVolumeT: null, validFrom: '2018-01-01', validTo: null }
test.each([
  ['hours that end when they begin', { hours: ['08:00-08:00'] }, 'licence-hours-empty'],
  ['hours that overlap', { hours: ['08:00-12:00', '11:00-13:00'] }, 'licence-hours-overlap'],
  ['hours that overlap over midnight', { hours: ['22:00-06:00', '05:00-07:00'] }, 'licence-hours-overlap'],
  ['hours that begin together', { hours: ['08:00-12:00', '08:00-10:00'] }, 'licence-hours-overlap'],
  ['hours that begin within others over midnight', { hours: ['22:00-06:00', '23:00-23:30'] }, 'licence-hours-overlap'],
  ['hours of a licence that allows no melting', { shift: 'none', hours: ['08:00-12:00'] }, 'licence-without-melting'],
  ['a volume of a licence that allows no melting', { shift: 'none', yearlyVolumeT: 10 }, 'licence-without-melting'],
  ['an end before the start', { validTo: '2017-12-31' }, 'end-before-start'],
] as const)('%s are refused', (_what, change, code) => {
  const given = { ...fields, ...change, hours: 'hours' in change ? [...change.hours] : null }
  expect(() => checkLicence(given)).toThrow(expect.objectContaining({ code }))
})

test('hours that touch, and a shift without hours, are taken', () => {
  expect(checkLicence({ ...fields, hours: ['08:00-12:00', '12:00-16:00', '22:00-08:00'] }).hours).toHaveLength(3)
  expect(checkLicence(fields)).toEqual(fields)
  expect(checkLicence({ ...fields, validTo: fields.validFrom }).validTo).toBe(fields.validFrom)
  expect(checkLicence({ ...fields, shift: 'none' }).shift).toBe('none')
})

test('a licence ends on its last day, once, and not before it began', () => {
  expect(endLicence(fields, '2018-06-30').validTo).toBe('2018-06-30')
  expect(endLicence({ ...fields, validTo: '2018-12-31' }, '2018-06-30').validTo).toBe('2018-06-30')
  for (const validTo of ['2018-06-30', '2018-01-31'])
    expect(() => endLicence({ ...fields, validTo }, '2018-06-30')).toThrow('wrong-state')
  expect(() => endLicence(fields, '2017-12-31')).toThrow('end-before-start')
})
