import { afterAll, beforeAll, expect, test } from 'vitest'
import { modules } from '../src/apps/server/modules.ts'
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
    {
      role: 'gridWorker',
      agencyId: null,
      functionKind: null,
      areaId: 6,
      areaPath: '/1/2/4/6/',
      areaLevel: 'village',
      post: 'gridWorker',
    },
  ])
})

test('without a session nothing is answered', async () => {
  expect(await city.refused(null, platformContract.getMe, {})).toBe('not-signed-in')
})

test('health names every part', async () => {
  // the start of the program has recorded an event; open transactions of other test files may hold its seal back for a while
  const health = () => city.ok(null, platformContract.getHealth, {})
  await expect.poll(health, { timeout: 50_000, interval: 500 }).toMatchObject({
    ok: true,
    database: { ok: true },
    meterStore: { ok: true, detail: 'chDB' },
    jobs: { ok: true },
    sealer: { ok: true },
  })
})

test('what anybody may ask has no count and no second by which a report that comes in just now could be seen; who runs the program has both', async () => {
  const health = await city.ok(null, platformContract.getHealth, {})
  for (const part of [health.jobs, health.sealer])
    expect(part).toEqual({ ok: true, detail: expect.any(String), lagMinutes: 0 })
  expect(await city.refused(null, platformContract.getLag, {})).toBe('not-signed-in')
  expect(await city.refused('gridWorkerA1', platformContract.getLag, {})).toBe('not-permitted')
  expect(await city.ok('systemAdmin', platformContract.getLag, {})).toEqual({
    jobs: { waiting: expect.any(Number), oldestSeconds: expect.any(Number), failed: expect.any(Number) },
    sealer: { unsealed: expect.any(Number), oldestSeconds: expect.any(Number) },
  })
})

test('a scheduler that was silent for minutes, or whose rounds are days behind, is said to be dead', async () => {
  const health = () => city.ok(null, platformContract.getHealth, {})
  await city.asOwner(
    `update heartbeats set beat_at = $1::timestamptz - interval '6 minutes' where name = 'scheduler'`,
    [city.now()],
  )
  expect(await health()).toMatchObject({ ok: false, scheduler: { ok: false, detail: 'no heartbeat' } })
  await city.asOwner(`update heartbeats set beat_at = $1 where name = 'scheduler'`, [city.now()])
  await city.asOwner(
    `insert into heartbeats (name, beat_at, detail) values ('limits', now(), '{"day": "2018-02-07"}')
       on conflict (name) do update set detail = excluded.detail`,
  )
  expect(await health()).toMatchObject({
    ok: false,
    scheduler: { ok: false, detail: 'rounds behind', roundDay: '2018-02-07' },
  })
})

test('the OpenAPI document is version 3.1 and names every operation with its address, once', async () => {
  const response = await fetch(`${city.url}/api/openapi.json`)
  expect(response.status).toBe(200)
  const document = (await response.json()) as { openapi: string; paths: Record<string, Record<string, unknown>> }
  expect(document.openapi).toMatch(/^3\.1\./)
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const operations = modules.flatMap(({ contract }) =>
    Object.values(contract).map(
      ({ method, path }) => `${method} ${path.replace(/:([A-Za-z]+)/g, '{$1}').replace('*', '{*}')}`,
    ),
  )
  expect(operations.filter((operation) => !described.includes(operation))).toEqual([])
  expect(new Set(described).size).toBe(described.length)
})
