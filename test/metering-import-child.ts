/**
 * A process of its own for the kill tests: imports a file of readings, and kills itself after the step asked for. Its argument is JSON:
 * `{ connection, folder, path, dieAfter }`; `dieAfter` null = it finishes. Prints `imported {…}` at the end.
 */
import { join } from 'node:path'
import { openApplication } from '../src/apps/server/application.ts'
import { importReadings } from '../src/metering/import-readings.ts'
import { clearDeadBatches } from '../src/metering/jobs.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { openMeterStore } from '../src/platform/server/meter-store.ts'

const { connection, folder, path, dieAfter, clear } = JSON.parse(process.argv[2] ?? '{}')
const secret = 'x'.repeat(43)
const meters = await openMeterStore({ folder: join(folder, 'meters') })
const app = await openApplication({
  config: readConfig({ GANGSHAO_LOG: 'error' }),
  connection,
  ownerConnection: connection,
  meters,
  dataFolder: folder,
  checkout: new URL('..', import.meta.url).pathname,
  secret,
  signingKey: secret,
  baseUrl: 'http://127.0.0.1',
  clock: () => new Date('2018-04-09T02:00:00Z'),
  onError: (error) => console.error(error),
})
if (clear) await clearDeadBatches(app.platform)
let steps = 0
process.stdout.write('ready\n')
const result = path
  ? await importReadings(app.platform, path, {
      agreement: '数据共享协议',
      purpose: '用电监测',
      basis: '协议约定',
      onProgress: () => {
        if (steps++ === dieAfter) process.kill(process.pid, 'SIGKILL')
      },
    })
  : null
process.stdout.write(`imported ${JSON.stringify({ result, steps })}\n`)
await app.close()
await meters.close()
