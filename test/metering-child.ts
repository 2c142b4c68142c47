/**
 * A process of its own for the kill tests: imports a file of readings, or ends months whose years are over, and kills itself after the
 * step asked for. Its argument is JSON, see metering-process.ts. Says `ready`, `step NAME` after each step, and `done {…}` at the end.
 */
import { join } from 'node:path'
import { openApplication } from '../src/apps/server/application.ts'
import { importReadings } from '../src/metering/import-readings.ts'
import { clearDeadBatches } from '../src/metering/jobs.ts'
import { endReadings } from '../src/metering/reading-retention.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { openMeterStore } from '../src/platform/server/meter-store.ts'
import type { MeteringWork } from './metering-process.ts'

const work: MeteringWork = JSON.parse(process.argv[2] ?? '{}')
const { connection, folder, dieAfter = null } = work
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
  clock: () => new Date(work.now ?? '2018-04-09T02:00:00Z'),
  onError: (error) => console.error(error),
})
if (work.clear) await clearDeadBatches(app.platform)
let steps = 0
const onStep = (step: string) => {
  process.stdout.write(`step ${step}\n`)
  if (steps++ === dieAfter) process.kill(process.pid, 'SIGKILL')
}
process.stdout.write('ready\n')
const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议约定' }
const result = work.path
  ? await importReadings(app.platform, work.path, { ...terms, onProgress: ({ step }) => onStep(step) })
  : null
if (work.endReadings) await endReadings({ platform: app.platform }, onStep)
process.stdout.write(`done ${JSON.stringify({ result, steps })}\n`)
await app.close()
await meters.close()
