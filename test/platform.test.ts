import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealEvents } from '../src/platform/server/event-seals.ts'
import { platformContract } from '../src/platform/shared/platform-contract.ts'
import { openTest, type Test } from './harness.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ work: true })
})
afterAll(() => city.close())

test('who is signed in is answered with the grants of today', async () => {
  const me = await city.ok('gridWorkerA1', platformContract.getMe, {})
  expect(me.grants).toEqual([
    { role: 'gridWorker', agencyId: null, functionKind: null, areaId: 6, areaPath: '/1/2/4/6/', areaLevel: 'village' },
  ])
})

test('without a session nothing is answered', async () => {
  expect(await city.refused(null, platformContract.getMe, {})).toBe('not-signed-in')
})

test('health names every part', async () => {
  // no worker seals here; what the start of the program has recorded waits for one
  await expect.poll(() => sealEvents(city.app.platform.database, 'sha256'), { timeout: 20_000 }).toBeGreaterThan(0)
  const health = await city.ok(null, platformContract.getHealth, {})
  expect(health).toMatchObject({
    ok: true,
    database: { ok: true },
    meterStore: { ok: true, detail: 'chDB' },
    jobs: { ok: true },
    sealer: { ok: true },
  })
})
