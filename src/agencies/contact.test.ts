import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { agenciesContract as agencies } from './contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const mine = { email: 'a@example.cn', mobile: '13812345678' }

test('a person enters and reads the own addresses, and nobody else reads them', async () => {
  expect(await city.ok('gridWorkerA1', agencies.getMyContact, {})).toEqual({ email: null, mobile: null })
  await city.ok('gridWorkerA1', agencies.saveMyContact, mine)
  expect(await city.ok('gridWorkerA1', agencies.getMyContact, {})).toEqual(mine)
  expect(await city.ok('cityOffice', agencies.getMyContact, {})).toEqual({ email: null, mobile: null })
  const official = await city.ok('cityOffice', agencies.getOfficial, { id: city.persons.gridWorkerA1.officialId })
  expect(JSON.stringify(official)).not.toContain(mine.mobile)
})

test('the event of it holds no address', async () => {
  await city.ok('gridWorkerA1', agencies.saveMyContact, mine)
  const events = await city.asOwner<{ changed: unknown }>(
    `select changed from events where subject_id = $1 and kind = 'official.contactChanged'`,
    [city.persons.gridWorkerA1.officialId],
  )
  expect(events.length).toBeGreaterThan(0)
  expect(JSON.stringify(events)).not.toMatch(/example|138/)
})

test('a number that is no mobile number is refused', async () => {
  expect(await city.refused('gridWorkerA1', agencies.saveMyContact, { ...mine, mobile: '0519-1' })).toBe('bad-input')
})
