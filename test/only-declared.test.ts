/** A handler is given what its contract names, checked, and from where the contract says: nothing else of a request reaches it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tipOfficeContract as office } from '../src/tips/office-contract.ts'
import { openTest, type Test } from './harness.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const nobody = '01900000-0000-7000-8000-000000000000'
const ask = async (method: string, path: string, body?: object) => {
  const { cookie } = city.persons.cityOffice
  const response = await fetch(`${city.url}${path}`, {
    method,
    headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return ((await response.json()) as { code?: string }).code
}

test('a body takes the place of no id in the path', async () => {
  const path = office.resumeTip.path.replace(':id', nobody)
  expect(await ask('POST', path, {})).toBe('not-found')
  expect(await ask('POST', path, { id: ['x'] })).toBe('not-found')
  expect(await ask('POST', `${path}?id=x`, {})).toBe('not-found')
})
