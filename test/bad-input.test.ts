import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
import { pathParameters } from '../src/platform/shared/contract.ts'
import { openTest, refusal, type Test } from './harness.ts'
import { rubbish, sampleInput } from './sample.ts'
import { readerOfWhole, type WholeDatabase } from './whole-database.ts'
import { areas, type PersonKey, people, plays } from './world.ts'

let city: Test
let readWhole: WholeDatabase
beforeAll(async () => {
  city = await openTest()
  readWhole = await readerOfWhole(city)
})
afterAll(() => city.close())

const nobody = { uuid: '01900000-0000-7000-8000-000000000000', areaId: areas.villageA1.id }
const operations = modules.flatMap((module) =>
  Object.entries(module.contract).map(([name, operation]) => ({ title: `${module.name}.${name}`, operation })),
)

/** Somebody whom the door lets in, so that the input is really looked at. */
const insider: Record<string, PersonKey> = {
  cityOffice: 'cityOffice',
  countyOffice: 'countyOfficeA',
  townshipLeader: 'townshipLeaderA',
  gridWorker: 'gridWorkerA1',
  departmentOfficer: 'officerA1',
  powerLiaison: 'powerLiaison',
  superiorInspector: 'superiorInspector',
  legalReviewer: 'legalReviewer',
  systemAdmin: 'systemAdmin',
  securityAdmin: 'securityAdmin',
  auditAdmin: 'auditAdmin',
}
const insiderOf = (needs: (typeof operations)[number]['operation']['needs']): PersonKey | null =>
  needs === 'anyone' ? null : needs === 'signedIn' ? 'cityOffice' : (insider[needs[0] ?? ''] ?? 'cityOffice')

describe.each(operations)('$title', ({ operation }) => {
  const person = insiderOf(operation.needs)
  const sample = sampleInput(operation, nobody)

  test('answers rubbish in any field with a refusal that says what to do, and writes nothing', async () => {
    const before = await readWhole()
    let accepted = 0
    for (const field of Object.keys(sample)) {
      for (const value of rubbish) {
        if (
          pathParameters(operation.path).includes(field) &&
          (typeof value !== 'string' || value.length === 0 || value.length > 1000 || value.includes('\ud800'))
        )
          continue
        if (
          operation.method === 'GET' &&
          typeof value === 'string' &&
          (value.includes('\ud800') || value.length > 10_000)
        )
          continue
        const { status, body } = await city.call(person, operation, { ...sample, [field]: value })
        expect(
          status,
          `${field} = ${JSON.stringify(value)?.slice(0, 60)}: ${JSON.stringify(body)?.slice(0, 300)}`,
        ).toBeLessThan(500)
        if (status >= 400 && operation.body !== 'upload') expect(body).toMatchObject(refusal)
        if (status === 200) accepted += 1
      }
    }
    // odd text that is text all the same may be kept; whatever was refused left nothing behind
    if (operation.method !== 'GET' && accepted === 0) expect(await readWhole()).toEqual(before)
  })

  test('refuses a record that is not there, without a 500', async () => {
    const { status, body } = await city.call(person, operation, sample)
    expect(status, JSON.stringify(body)?.slice(0, 300)).toBeLessThan(500)
  })

  if (operation.needs !== 'anyone') {
    test('is closed to somebody without account', async () => {
      expect(await city.refused(null, operation, sample)).toBe('not-signed-in')
    })
  }

  if (Array.isArray(operation.needs)) {
    const allowed: readonly string[] = operation.needs
    test('is closed to every role it is not for', async () => {
      for (const outsider of people.filter((key) => !allowed.some((role) => plays(key, role)))) {
        expect(await city.refused(outsider, operation, sample), outsider).toBe('not-permitted')
      }
    })
  }

  if (operation.method !== 'GET' && operation.body !== 'upload') {
    test('refuses broken JSON, broken UTF-8, other content and a body without end', async () => {
      const url = city.url + operation.path.replace(/:[A-Za-z]+/g, nobody.uuid)
      const cookie = person ? city.persons[person].cookie : ''
      const send = (body: string | Buffer, type = 'application/json') =>
        fetch(url, {
          method: operation.method,
          headers: { cookie, 'content-type': type },
          body: typeof body === 'string' ? body : new Uint8Array(body),
        })
      for (const response of [
        await send('{"a":'),
        await send(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
        await send('<a/>', 'application/xml'),
        await send(JSON.stringify({ a: 'x'.repeat(3_000_000) })),
        await send('[]'),
        await send('null'),
      ]) {
        expect(response.status).toBeGreaterThanOrEqual(400)
        expect(response.status).toBeLessThan(500)
        expect(await response.json()).toMatchObject(refusal)
      }
    })
  }
})
