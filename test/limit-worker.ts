/** The worker process of the simulation: does the daily round over time limits when it is told the instant, over IPC; made to be killed. */
import { randomBytes } from 'node:crypto'
import { openApplication } from '../src/apps/server/application.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { prepareDataFolder } from '../src/platform/server/data-folder.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'
import type { MeterStore } from '../src/platform/server/meter-store.ts'
import { supervisionJobs } from '../src/supervision/jobs.ts'

const checkout = new URL('..', import.meta.url).pathname
const folder = process.argv[2] ?? ''
const postgres = await startEmbeddedPostgres(await prepareDataFolder({ checkout, dataFolder: folder }))
const connection = { host: postgres.host, user: postgres.user, database: postgres.database }
let present = new Date()
const secret = randomBytes(32).toString('base64url')
const app = await openApplication({
  config: readConfig({ GANGSHAO_LOG: 'error' }),
  connection,
  ownerConnection: connection,
  // a round asks no meters
  meters: {} as MeterStore,
  dataFolder: folder,
  checkout,
  secret,
  signingKey: secret,
  baseUrl: 'http://127.0.0.1',
  clock: () => present,
  onError: () => {},
})
const job = supervisionJobs['supervision.limits']

process.on('message', async (message: { now: string } | 'stop') => {
  if (message === 'stop') {
    await app.close()
    await postgres.stop()
    process.exit(0)
  }
  present = new Date(message.now)
  try {
    // as the scheduler would start it; the job opens its own transactions
    await job?.run({ platform: app.platform } as Parameters<typeof job.run>[0], {})
    process.send?.('done')
  } catch (error) {
    process.send?.(`failed: ${error instanceof Error ? error.message : String(error)}`)
  }
})
process.send?.('ready')
