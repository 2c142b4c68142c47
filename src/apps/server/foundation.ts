/** Where the program stands: its data folder, its database, its meter store, its secrets; embedded unless told otherwise. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { type Config, requireSecret } from '../../platform/server/config.ts'
import { type DataFolder, prepareDataFolder, readOrCreateSecret } from '../../platform/server/data-folder.ts'
import { startEmbeddedPostgres } from '../../platform/server/embedded-postgres.ts'
import { openMeterStore } from '../../platform/server/meter-store.ts'
import { type Foundation, prepareDatabase } from './application.ts'

export type Ground = Foundation & {
  embedded: boolean
  folder: DataFolder
  /** Leaves the stores as they should be left; the embedded server stops with its last user. */
  leave(): Promise<void>
}

export const checkout = fileURLToPath(new URL('../../..', import.meta.url)).replace(/dist\/?$/, '')

export type Log = (line: string) => void

/** Opens everything below the application and brings the schema up to date. */
export async function openGround(config: Config, log: Log): Promise<Ground> {
  const secretOfSettings = config.databaseUrl || config.secret ? requireSecret(config.secret) : undefined
  const folder = await prepareDataFolder({ checkout, dataFolder: config.dataFolder })
  if (folder.moved) log(`data folder / 数据目录: ${folder.dataDir}`)
  const database = await openConnection(config, folder, log)
  try {
    const applied = await prepareDatabase(database.ownerConnection, checkout)
    if (applied.length > 0) log(`schema / 数据库结构: ${applied.join(', ')}`)
    const meters = await openMeterStore(
      config.clickhouseUrl ? { clickhouseUrl: config.clickhouseUrl } : { folder: join(folder.dataDir, 'meters') },
    )
    return {
      config,
      connection: database.connection,
      ownerConnection: database.ownerConnection,
      meters,
      dataFolder: folder.dataDir,
      checkout,
      secret: secretOfSettings ?? (await readOrCreateSecret(folder.secretsDir, 'session')),
      signingKey: await readOrCreateSecret(folder.secretsDir, 'event-key'),
      baseUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
      clock: () => new Date(),
      onError: (error) => log(`error / 错误: ${error instanceof Error ? error.message : String(error)}`),
      embedded: config.databaseUrl === undefined,
      folder,
      async leave() {
        await meters.close()
        await database.leave()
      },
    }
  } catch (error) {
    await database.leave()
    throw error
  }
}

type OpenConnection = { connection: pg.PoolConfig; ownerConnection: pg.PoolConfig; leave(): Promise<void> }

async function openConnection(config: Config, folder: DataFolder, log: Log): Promise<OpenConnection> {
  if (config.databaseUrl !== undefined) {
    const connection = { connectionString: config.databaseUrl }
    return {
      connection,
      ownerConnection: { connectionString: config.databaseOwnerUrl ?? config.databaseUrl },
      leave: async () => {},
    }
  }
  const postgres = await startEmbeddedPostgres({ ...folder, log })
  const { host, user, database } = postgres
  return {
    connection: { host, user, database },
    ownerConnection: { host, user, database },
    leave: async () => void (await postgres.stop()),
  }
}
