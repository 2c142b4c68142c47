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

/**
 * Pages and jobs in two processes need a store of readings that both can reach: the embedded one belongs to a single process, and whoever
 * comes second would be refused it half-way. @throws Error that says what to do.
 */
export function checkSharedStore({ clickhouseUrl }: Config): void {
  if (clickhouseUrl !== undefined) return
  throw new Error(
    '`serve --no-worker` and `worker` share the store of readings, and the embedded one belongs to one process:' +
      ' set CLICKHOUSE_URL to a ClickHouse server, or start `serve` alone, which works off the jobs too' +
      '\n网页与后台任务分开运行须共用用电数据库，而内置库只能由一个进程打开：请用 CLICKHOUSE_URL 指定 ClickHouse 服务器，或只启动 serve（后台任务在其中运行）',
  )
}

/** Says it where the public register would be named after this machine: its name stands under every head and in every receipt, for good. */
export function warnOfName({ databaseUrl, publicUrl, registerOrigin }: Config, say: (line: string) => void): void {
  if (databaseUrl === undefined || publicUrl !== undefined || !registerOrigin.startsWith('localhost/')) return
  say(
    `GANGSHAO_PUBLIC_URL is not set: the public register signs as ${registerOrigin}, and its name cannot change once it has begun. Stop and set it first.` +
      `\n未设置 GANGSHAO_PUBLIC_URL：公开登记簿将以 ${registerOrigin} 的名义签名，登记簿一旦开始，名称不能再改。请先停止程序，设置后再启动。`,
  )
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
