/** The server of bench:readings, with its worker in the same process and the meter store in its own. Speaks over IPC. */
import { openApplication } from '../src/apps/server/application.ts'
import { openGround } from '../src/apps/server/foundation.ts'
import { importReadings } from '../src/metering/import-readings.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { countDays } from '../src/platform/server/reading-parts.ts'
import { foundWorld } from '../test/world.ts'

const [folder = ''] = process.argv.slice(2)
const ground = await openGround(readConfig({ GANGSHAO_DATA: folder, GANGSHAO_LOG: 'error' }), () => {})
const app = await openApplication(ground)
const known = await app.platform.database.pool.query('select 1 from areas limit 1')
if (known.rowCount === 0) await foundWorld(app.platform.database.pool, ground.secret, new Date())
await app.work()
await app.server.listen({ port: 0, host: '127.0.0.1' })

async function importFile(path: string): Promise<void> {
  const result = await importReadings(app.platform, path, {
    agreement: 'bench',
    purpose: 'bench',
    basis: 'bench',
    channel: 'folder',
    onProgress: ({ step, share }) => {
      if (step === 'part') process.send?.({ kind: 'progress', share })
    },
  })
  process.send?.({ kind: 'imported', result })
}

async function report(): Promise<void> {
  const { rows } = await app.platform.database.pool.query<{ id: string; days: number }>(
    `select id, days from reading_batches where state = 'inForce' order by version`,
  )
  const resumed = await app.platform.database.pool.query<{ days: number }>(
    `select (changed ->> 'days')::int as days from events where kind = 'readings.resumed' order by id`,
  )
  let held = 0
  for (const { id } of rows) held += await countDays(app.platform.meters, id)
  process.send?.({ kind: 'report', batches: rows.length, held, resumed: resumed.rows.map(({ days }) => days) })
}

process.on('message', async (message: { kind: 'import'; path: string } | { kind: 'report' } | { kind: 'stop' }) => {
  if (message.kind === 'import') return importFile(message.path)
  if (message.kind === 'report') return report()
  await app.close()
  await ground.leave()
  process.exit(0)
})
process.send?.({ kind: 'ready' })
