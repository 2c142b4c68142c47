/** What is looked at before and after a start that fails: whether the port is free, whether the disk is full. */
import { once } from 'node:events'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import type { Config } from '../../platform/server/config.ts'
import { checkout } from '../server/foundation.ts'

/** Fails at once where the server could not listen, not after minutes of loading. @throws Error EADDRINUSE, EADDRNOTAVAIL, EACCES. */
export async function checkPort({ port, host }: Config): Promise<void> {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

/** Two segments of PostgreSQL's log: with less it can neither write nor come back. */
const leastFreeBytes = 32 * 1_048_576

/** The error as it came, or that the disk is full where that is the likely reason: the database only says that it is gone. */
export async function withDiskChecked(error: unknown, config: Config): Promise<unknown> {
  const found = await statfs(resolve(checkout, config.dataFolder ?? 'data')).catch(() => null)
  if (!found || found.bavail * found.bsize >= leastFreeBytes) return error
  return Object.assign(new Error(error instanceof Error ? error.message : String(error), { cause: error }), {
    code: 'ENOSPC',
  })
}
