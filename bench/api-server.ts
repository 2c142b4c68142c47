/** The server of bench:api: embedded PostgreSQL with fsync and synchronous_commit as shipped, events and sealer on. Speaks over IPC. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApplication } from '../src/apps/server/application.ts'
import { openGround } from '../src/apps/server/foundation.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { foundWorld } from '../test/world.ts'

const folder = await mkdtemp(join(tmpdir(), 'gangshao-bench-'))
await chmod(folder, 0o755)
const ground = await openGround(readConfig({ GANGSHAO_DATA: folder, GANGSHAO_LOG: 'error' }), () => {})
const app = await openApplication(ground)
const { pool } = app.platform.database
const world = await foundWorld(pool, ground.secret, new Date())
await app.work()
const url = await app.server.listen({ port: 0, host: '127.0.0.1' })
const settings = await pool.query<{ name: string; setting: string }>(
  `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
)

process.on('message', async (message) => {
  if (message !== 'stop') return
  await app.close()
  await ground.leave()
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
})
process.send?.({
  url,
  cookie: world.persons.gridWorkerA1.cookie,
  connection: ground.connection,
  settings: settings.rows,
})
