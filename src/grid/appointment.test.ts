import { describe, expect, it } from 'vitest'
import type { Actor, Role } from '../platform/shared/permission.ts'
import {
  checkAppointment,
  endAppointment,
  mayAppoint,
  mayChangePhone,
  type PostKind,
  refuseEnded,
} from './appointment.ts'
import { dayBefore } from './blind-spot.ts'

const actor = (role: Role, areaPath: string): Actor => ({
  accountId: 'a',
  officialId: '00000000-0000-7000-8000-000000000001',
  name: 'a',
  enforcementCard: null,
  grants: [{ role, agencyId: null, functionKind: null, areaId: 1, areaPath, areaLevel: 'city' }],
})

describe('who appoints', () => {
  it.each([
    ['the city office fills posts of counties', 'cityOffice', '/1/', { path: '/1/2/', level: 'county' }, true],
    ['the city office fills posts of its own', 'cityOffice', '/1/', { path: '/1/', level: 'city' }, true],
    [
      'the city office leaves villages to the counties',
      'cityOffice',
      '/1/',
      { path: '/1/2/4/6/', level: 'village' },
      false,
    ],
    ['a county fills posts of its townships', 'countyOffice', '/1/2/', { path: '/1/2/4/', level: 'township' }, true],
    ['a county does not fill its own posts', 'countyOffice', '/1/2/', { path: '/1/2/', level: 'county' }, false],
    ['a county does not fill posts of another', 'countyOffice', '/1/2/', { path: '/1/3/5/', level: 'township' }, false],
    [
      'a township fills posts of its villages',
      'townshipLeader',
      '/1/2/4/',
      { path: '/1/2/4/6/', level: 'village' },
      true,
    ],
    ['a grid worker fills none', 'gridWorker', '/1/2/4/6/', { path: '/1/2/4/6/', level: 'village' }, false],
  ] as const)('%s', (_title, role, path, area, allowed) => expect(mayAppoint(actor(role, path), area)).toBe(allowed))
})

it('a phone number is put right by its holder and by whoever appoints there, and by nobody else', () => {
  const held = { officialId: 'x', path: '/1/2/4/6/', level: 'village' } as const
  const holder = { ...actor('gridWorker', '/1/2/4/6/'), officialId: 'x' }
  expect(mayChangePhone(holder, held)).toBe(true)
  expect(mayChangePhone(actor('townshipLeader', '/1/2/4/'), held)).toBe(true)
  expect(mayChangePhone(actor('gridWorker', '/1/2/4/6/'), held)).toBe(false)
  expect(mayChangePhone(actor('townshipLeader', '/1/2/5/'), held)).toBe(false)
})

describe('an appointment', () => {
  const wanted = {
    officialId: 'x',
    post: 'gridWorker' as PostKind,
    level: 'village' as const,
    agencyId: null,
    validFrom: '2018-02-01',
    validTo: null,
  } // widened for the cases
  it.each([
    ['fits its level', wanted, [], 'made'],
    ['of a post of another level is refused', { ...wanted, post: 'gridLeader' as PostKind }, [], 'post-wrong-level'],
    ['that ends before it begins is refused', { ...wanted, validTo: '2018-01-01' }, [], 'term-reversed'],
    [
      'of a liaison without department is refused',
      { ...wanted, level: 'county' as const, post: 'liaison' as PostKind },
      [],
      'liaison-needs-agency',
    ],
    [
      'to the same post in the same time is refused',
      wanted,
      [{ ...wanted, validFrom: '2017-01-01' }],
      'already-appointed',
    ],
    [
      'to the same post after the former ended is made',
      wanted,
      [{ ...wanted, validFrom: '2017-01-01', validTo: '2018-01-31' }],
      'made',
    ],
    ['that ends the day it begins is made', { ...wanted, validTo: '2018-02-01' }, [], 'made'],
    [
      'to the same post before the later one begins is made',
      { ...wanted, validTo: '2018-02-28' },
      [{ ...wanted, validFrom: '2018-03-01' }],
      'made',
    ],
    [
      'to the same post up to the day the later one begins is refused',
      { ...wanted, validTo: '2018-03-01' },
      [{ ...wanted, validFrom: '2018-03-01' }],
      'already-appointed',
    ],
    [
      'to the same post on the last day of the former is refused',
      wanted,
      [{ ...wanted, validFrom: '2017-01-01', validTo: '2018-02-01' }],
      'already-appointed',
    ],
    ['of a second person to the post is made', wanted, [{ ...wanted, officialId: 'y' }], 'made'],
    ['of a department to a post of the village is refused', { ...wanted, agencyId: 'd' }, [], 'liaison-needs-agency'],
    [
      'as liaison of a second department is made',
      { ...wanted, level: 'county' as const, post: 'liaison' as PostKind, agencyId: 'd' },
      [{ ...wanted, post: 'liaison', agencyId: 'e' }],
      'made',
    ],
    [
      'as substitute after the own term ended is made',
      { ...wanted, post: 'substitute' as PostKind },
      [{ ...wanted, validFrom: '2017-01-01', validTo: '2018-01-31' }],
      'made',
    ],
    [
      'as substitute of oneself is refused',
      { ...wanted, post: 'substitute' as PostKind },
      [{ ...wanted, validFrom: '2017-01-01' }],
      'substitute-of-oneself',
    ],
    [
      'to a post whose substitute one is, is refused',
      wanted,
      [{ ...wanted, post: 'substitute', validFrom: '2017-01-01' }],
      'substitute-of-oneself',
    ],
    [
      'as substitute of another is made',
      { ...wanted, post: 'substitute' as PostKind },
      [{ ...wanted, officialId: 'y' }],
      'made',
    ],
    [
      'as substitute in a county is refused',
      { ...wanted, level: 'county' as const, post: 'substitute' as PostKind },
      [],
      'post-wrong-level',
    ],
  ])('%s', (_title, one, present, answer) => {
    const code = (() => {
      try {
        checkAppointment(one, present)
        return 'made'
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
    })()
    expect(code).toBe(answer)
  })

  it('ends on the day named, once', () => {
    expect(endAppointment(wanted, '2018-03-01').validTo).toBe('2018-03-01')
    expect(() => endAppointment({ ...wanted, validTo: '2018-02-15' }, '2018-03-01')).toThrow('wrong-state')
    expect(() => endAppointment({ ...wanted, validTo: '2018-03-01' }, '2018-03-01')).toThrow('wrong-state')
    expect(endAppointment({ ...wanted, validTo: '2018-04-01' }, '2018-03-01').validTo).toBe('2018-03-01')
    expect(endAppointment(wanted, wanted.validFrom).validTo).toBe(wanted.validFrom)
    expect(() => endAppointment(wanted, '2018-01-01')).toThrow('term-reversed')
  })

  it('that has ended is left as it was; on its last day it has not', () => {
    expect(() => refuseEnded({ ...wanted, validTo: '2018-02-15' }, '2018-02-16')).toThrow('wrong-state')
    expect(() => refuseEnded({ ...wanted, validTo: '2018-02-15' }, '2018-02-15')).not.toThrow()
    expect(() => refuseEnded(wanted, '2018-02-16')).not.toThrow()
  })
})

it('the day a term of days back is counted by the rule’s kind of day', () => {
  const calendar = { years: new Set([2018]), offDays: new Set<string>(), makeUpDays: new Set<string>() }
  expect(dayBefore('2018-03-10', 30, 'calendar', calendar)).toBe('2018-02-08')
  expect(dayBefore('2018-03-12', 5, 'working', calendar)).toBe('2018-03-05')
})
