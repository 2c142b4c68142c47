/** Runs a command as the program itself: on database, files and accounts, beside a serving process too. */
import { readConfig, requireSecret } from '../../platform/server/config.ts'
import { prepareDataFolder, readOrCreateSecret } from '../../platform/server/data-folder.ts'
import { startEmbeddedPostgres } from '../../platform/server/embedded-postgres.ts'
import type { MeterStore } from '../../platform/server/meter-store.ts'
import { type Application, openApplication, prepareDatabase } from '../server/application.ts'
import { checkout, openGround } from '../server/foundation.ts'
import { note } from './print.ts'
import { sentenceOf } from './sentence.ts'

const onError = (error: unknown): void => note(`error / 错误: ${sentenceOf(error)}`)

/** Its folder has one process only, which may be serving: commands that need no readings leave it alone. */
export const noMeterStore: MeterStore = {
  kind: 'embedded',
  query: () => Promise.reject(new Error('this command has no meter store')),
  command: () => Promise.reject(new Error('this command has no meter store')),
  insertRows: () => Promise.reject(new Error('this command has no meter store')),
  insertBinary: () => Promise.reject(new Error('this command has no meter store')),
  ping: () => Promise.reject(new Error('this command has no meter store')),
  close: async () => {},
}

/** Opens the application for `work`, without pages, jobs or meter store, and leaves database and server as they were. */
export async function withApplication<T>(work: (app: Application) => Promise<T>): Promise<T> {
  const config = readConfig()
  const secretOfSettings = config.databaseUrl || config.secret ? requireSecret(config.secret) : undefined
  const folder = await prepareDataFolder({ checkout, dataFolder: config.dataFolder })
  const postgres = config.databaseUrl === undefined ? await startEmbeddedPostgres(folder) : undefined
  try {
    const connection = postgres
      ? { host: postgres.host, user: postgres.user, database: postgres.database }
      : { connectionString: config.databaseUrl }
    const ownerConnection = postgres ? connection : { connectionString: config.databaseOwnerUrl ?? config.databaseUrl }
    await prepareDatabase(ownerConnection, checkout)
    const app = await openApplication({
      config,
      connection,
      ownerConnection,
      checkout,
      onError,
      meters: noMeterStore,
      dataFolder: folder.dataDir,
      secret: secretOfSettings ?? (await readOrCreateSecret(folder.secretsDir, 'session')),
      signingKey: await readOrCreateSecret(folder.secretsDir, 'event-key'),
      baseUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
      clock: () => new Date(),
    })
    return await work(app).finally(() => app.close())
  } finally {
    await postgres?.stop()
  }
}

/** The same with the meter store: refused where another process has its folder. */
export async function withMeters<T>(work: (app: Application) => Promise<T>): Promise<T> {
  const ground = await openGround(readConfig(), () => {})
  try {
    const app = await openApplication(ground)
    return await work(app).finally(() => app.close())
  } finally {
    await ground.leave()
  }
}
