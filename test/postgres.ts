/** Test servers: the embedded PostgreSQL, or the one of TEST_DATABASE_URL, with one migrated template and a copy of it per test file. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareDatabase } from '../src/apps/server/application.ts'
import { prepareDataFolder } from '../src/platform/server/data-folder.ts'
import { startEmbeddedPostgres } from '../src/platform/server/embedded-postgres.ts'

const checkout = new URL('..', import.meta.url).pathname

declare module 'vitest' {
  export interface ProvidedContext {
    /** How to reach the server, without a database name. */
    server: pg.ClientConfig
    template: string
  }
}

/** Vitest calls this once before all test files and what it returns after them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await openServer()
  const template = `gangshao_template_${randomBytes(4).toString('hex')}`
  await onServer(server, `create database ${template} encoding 'UTF8' locale 'C.UTF-8' template template0`)
  await prepareDatabase({ ...server, database: template }, checkout)
  project.provide('server', server)
  project.provide('template', template)
  return async () => {
    await dropDatabase(server, template)
    await stop()
  }
}

async function openServer(): Promise<{ server: pg.ClientConfig; stop: () => Promise<void> }> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) {
    const { hostname, port, username, password } = new URL(url)
    return {
      server: {
        host: hostname,
        port: Number(port || 5432),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
      },
      stop: async () => {},
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'gangshao-test-'))
  await chmod(folder, 0o755)
  const postgres = await startEmbeddedPostgres(await prepareDataFolder({ checkout, dataFolder: folder }))
  return {
    server: { host: postgres.host, user: postgres.user },
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function onServer(server: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client({ ...server, database: 'postgres' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Drops a database once its last connection has gone; sessions that are ending are given time, not killed. */
export async function dropDatabase(server: pg.ClientConfig, name: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      return await onServer(server, `drop database if exists ${name}`)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  await onServer(server, `drop database if exists ${name} with (force)`)
}
