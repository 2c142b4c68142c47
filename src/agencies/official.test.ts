import { describe, expect, it } from 'vitest'
import type { Role } from '../platform/shared/permission.ts'
import { checkGrant, endGrant, makePassword } from './official.ts'

const by = { officialId: 'security' }
const wanted = {
  officialId: 'x',
  role: 'systemAdmin' as Role,
  agencyId: null,
  areaLevel: 'city' as const,
  validFrom: '2018-01-01',
  validTo: null,
} // widened for the cases
const held = (role: Role, validFrom: string, validTo: string | null) => ({
  role,
  agencyId: null,
  areaId: 1,
  validFrom,
  validTo,
})

const code = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return 'granted'
}

describe('granting a role', () => {
  it.each([
    [
      'an administrator beside another one is refused',
      wanted,
      [held('auditAdmin', '2017-01-01', null)],
      'administrators-apart',
    ],
    [
      'an administrator after the other role has ended is granted',
      wanted,
      [held('auditAdmin', '2017-01-01', '2017-12-31')],
      'granted',
    ],
    ['the same administrator role again is granted', wanted, [held('systemAdmin', '2017-01-01', null)], 'granted'],
    ['an administrator beside another role is granted', wanted, [held('cityOffice', '2017-01-01', null)], 'granted'],
    [
      'a department’s role without the department is refused',
      { ...wanted, role: 'departmentOfficer' as Role },
      [],
      'role-needs-agency',
    ],
    ['a village’s role at a city is refused', { ...wanted, role: 'gridWorker' as Role }, [], 'role-wrong-level'],
    ['a term that ends before it begins is refused', { ...wanted, validTo: '2017-12-31' }, [], 'term-reversed'],
    ['a role for oneself is refused', { ...wanted, officialId: 'security' }, [], 'grant-to-self'],
  ])('%s', (_title, grant, before, answer) => expect(code(() => checkGrant(by, grant, before))).toBe(answer))
})

describe('ending a role', () => {
  it('keeps the day named as the last', () =>
    expect(endGrant({ validFrom: '2018-01-01', validTo: null }, '2018-02-01').validTo).toBe('2018-02-01'))
  it('refuses one that has ended, and a day before the first', () => {
    expect(code(() => endGrant({ validFrom: '2018-01-01', validTo: '2018-01-31' }, '2018-02-01'))).toBe('wrong-state')
    expect(code(() => endGrant({ validFrom: '2018-01-01', validTo: null }, '2017-12-31'))).toBe('term-reversed')
  })
})

it('a first password has 16 signs that are not taken for one another, whatever the bytes', () => {
  let next = 0
  const password = makePassword((count) => Uint8Array.from({ length: count }, () => next++ % 256))
  expect(password).toMatch(/^[a-zA-Z2-9]{16}$/)
  expect(password).not.toMatch(/[lioIOBS]/)
})
