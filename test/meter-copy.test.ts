import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMeterStore } from '../src/platform/server/meter-store.ts'
import { createReadingTables, listParts, readDays, writeReadingPart } from '../src/platform/server/reading-parts.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp('/tmp/gangshao-copy-')
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** What the folder tells when it is opened. */
async function tellOf(folder: string) {
  const store = await openMeterStore({ folder })
  try {
    const accounts = Array.from({ length: 20 }, (_, n) => `A${n}`)
    const days = await readDays(store, { accounts, from: '2018-01-01', to: '2018-12-31', batchesInForce: ['b'] })
    return { parts: await listParts(store), days }
  } finally {
    await store.close()
  }
}

test('a copy of the folder of a stopped meter store, put elsewhere, tells the same', async () => {
  const folder = join(root, 'meters')
  const store = await openMeterStore({ folder })
  await createReadingTables(store)
  const rows = Array.from({ length: 20 }, (_, n) =>
    ['2018-01-31', '2018-02-01'].map((day) => ({
      account: `A${n}`,
      day,
      loadKw: Array.from({ length: 96 }, (_, slot) => (slot % 5 === 0 ? null : n + slot / 8)),
    })),
  ).flat()
  await writeReadingPart(store, { batch: 'b', part: 0, rows })
  await store.close()
  await cp(folder, join(root, 'restored'), { recursive: true })
  const before = await tellOf(folder)
  expect(before.days).toHaveLength(40)
  await rm(folder, { recursive: true })
  expect(await tellOf(join(root, 'restored'))).toEqual(before)
})
