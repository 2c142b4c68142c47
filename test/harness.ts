/** A real server on a real database of its own for one test file: `const test = await openTest()`, `await test.close()`. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject } from 'vitest'
import { type Application, openApplication } from '../src/apps/server/application.ts'
import { eventWords } from '../src/apps/server/event-words.ts'
import { answerUnknown } from '../src/apps/server/web.ts'
import { readConfig } from '../src/platform/server/config.ts'
import { type Db, transaction } from '../src/platform/server/db.ts'
import { type MeterStore, openMeterStore } from '../src/platform/server/meter-store.ts'
import { addressOf, bodyOf, type Question } from '../src/platform/shared/address.ts'
import type { Operation, Output } from '../src/platform/shared/contract.ts'
import { dropDatabase, onServer } from './postgres.ts'
import { foundWorld, type PersonKey, type World } from './world.ts'

const secret = randomBytes(32).toString('base64url')
const checkout = new URL('..', import.meta.url).pathname

/** What every refusal looks like: a stable code, and one whole sentence in either language, with no place left open in it. */
export const refusal = {
  code: expect.stringMatching(/^[a-z]+(-[a-z0-9]+)*$/),
  message: { zh: expect.stringMatching(/^[^{}]*。$/), en: expect.stringMatching(/^[^{}]*[.?]$/) },
}

export type Reply = { status: number; body: unknown; headers: Headers }

export type Test = World & {
  app: Application
  url: string
  /** The instant every request sees; move it freely. */
  setNow(now: string): void
  now(): Date
  /** Time passes, and everybody stays signed in. */
  goTo(instant: string): Promise<void>
  /** One request; null for somebody without account. */
  call(person: PersonKey | null, operation: Operation, question: unknown): Promise<Reply>
  /** The answer of a request that must succeed. */
  ok<O extends Operation>(person: PersonKey | null, operation: O, question: Question<O>): Promise<Output<O>>
  /** The code of a request that must be refused with an expected "no": a 500 or a success fails the test. */
  refused<O extends Operation>(person: PersonKey | null, operation: O, question: Question<O>): Promise<string>
  /** Takes a file in as a person would. @returns its id. */
  upload(person: PersonKey, areaId: number, purpose: string, name: string, content: Buffer): Promise<string>
  /** Looks into the database, or prepares it, as the program itself. */
  asSystem<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Looks into the database, or tampers with it, as the owner of the tables, whom no row is hidden from. */
  asOwner<T extends object>(text: string, values?: unknown[]): Promise<T[]>
  /** Kinds of the events of one record, oldest first. */
  eventsOf(subjectId: string): Promise<string[]>
  close(): Promise<void>
}

type Options = {
  now?: string
  /** Starts sealing and jobs in this process too. */
  work?: boolean
  /** Settings beyond the usual ones. */
  settings?: Record<string, string>
}

const day = '2018-02-09T02:00:00Z'

export async function openTest({ now = day, work = false, settings = {} }: Options = {}): Promise<Test> {
  const server = inject('server')
  const name = `gangshao_test_${randomBytes(6).toString('hex')}`
  await onServer(server, `create database ${name} template ${inject('template')}`)
  const dataFolder = await mkdtemp(join(tmpdir(), 'gangshao-files-'))
  let present = new Date(now)
  const connection = { ...server, database: name }
  const meters = lazyMeterStore(join(dataFolder, 'meters'))
  const app = await openApplication({
    config: readConfig({ GANGSHAO_LOG: 'error', GANGSHAO_SIGN_INS_PER_MINUTE: '1000', ...settings }),
    connection,
    ownerConnection: connection,
    meters,
    dataFolder,
    checkout,
    secret,
    signingKey: secret,
    baseUrl: 'http://127.0.0.1',
    clock: () => present,
    onError: (error) => console.error(error),
  })
  // what the owner prepares stands since the test began
  const pool = new pg.Pool({ ...connection, max: 2, options: `-c app.now=${present.toISOString()}` })
  const world = await foundWorld(pool, secret, present)
  if (work) await app.work()
  answerUnknown(app.server)
  const url = await app.server.listen({ port: 0, host: '127.0.0.1' })
  return {
    ...world,
    ...requests(url, world),
    app,
    url,
    setNow: (instant) => {
      present = new Date(instant)
    },
    now: () => present,
    async goTo(instant) {
      present = new Date(instant)
      await pool.query(
        `update auth_sessions set "createdAt" = $1, "expiresAt" = $1::timestamptz + interval '8 hours'`,
        [instant],
      )
    },
    asSystem: (job) => transaction(app.platform.database, 'system', job),
    asOwner: async <T extends object>(text: string, values?: unknown[]) => (await pool.query<T>(text, values)).rows,
    async eventsOf(subjectId) {
      const { rows } = await pool.query<{ kind: string }>('select kind from events where subject_id = $1 order by id', [
        subjectId,
      ])
      return rows.map((row) => row.kind)
    },
    async close() {
      await app.close()
      await meters.close()
      const { rows } = await pool.query<{ kind: string }>(
        "select distinct kind from events where kind not like 'test.%'",
      )
      await pool.end()
      await dropDatabase(server, name)
      await rm(dataFolder, { recursive: true, force: true })
      const wordless = rows.filter(({ kind }) => eventWords[kind] === undefined)
      if (wordless.length > 0) throw new Error(`events without a word: ${wordless.map(({ kind }) => kind).join(', ')}`)
    },
  }
}

function requests(url: string, world: World): Pick<Test, 'call' | 'ok' | 'refused' | 'upload'> {
  const call: Test['call'] = async (person, operation, question) => {
    const typed = question as Question<Operation> // tests may ask nonsense on purpose
    const body = bodyOf(operation, typed)
    const response = await fetch(url + addressOf(operation, typed), {
      method: operation.method,
      headers: {
        ...(person && { cookie: world.persons[person].cookie }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body ? JSON.stringify(body) : null,
    })
    const json = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      body: json ? await response.json() : Buffer.from(await response.arrayBuffer()),
      headers: response.headers,
    }
  }
  return {
    call,
    async ok(person, operation, question) {
      const { status, body } = await call(person, operation, question)
      if (status !== 200)
        throw new Error(`${operation.method} ${operation.path} as ${person}: ${status} ${JSON.stringify(body)}`)
      return body as Output<typeof operation> // the server serialises by the same schema
    },
    async refused(person, operation, question) {
      const { status, body } = await call(person, operation, question)
      const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
      if (status < 400 || status >= 500 || code === '')
        throw new Error(
          `${operation.method} ${operation.path} as ${person} was not refused: ${status} ${JSON.stringify(body)}`,
        )
      expect(body).toMatchObject(refusal)
      return code
    },
    async upload(person, areaId, purpose, name, content) {
      const form = new FormData()
      form.set('areaId', String(areaId))
      form.set('purpose', purpose)
      form.set('file', new Blob([new Uint8Array(content)]), name)
      const response = await fetch(`${url}/api/files`, {
        method: 'POST',
        headers: { cookie: world.persons[person].cookie },
        body: form,
      })
      const body = (await response.json()) as { id?: string; code?: string } // a file record or a refusal
      if (!body.id) throw new Error(`upload refused: ${body.code}`)
      return body.id
    },
  }
}

/** The meter store starts with the first question, so that tests without readings do not pay for it. */
function lazyMeterStore(folder: string): MeterStore {
  let opened: Promise<MeterStore> | undefined
  const open = () => {
    opened ??= openMeterStore({ folder })
    return opened
  }
  return new Proxy({} as MeterStore, {
    // every member is a method of the store, passed on below
    get: (_target, member: keyof MeterStore | 'then') => {
      if (member === 'then') return undefined
      if (member === 'close') return async () => (await opened)?.close()
      return async (...given: unknown[]) => {
        const store = await open()
        const method = store[member] as (...values: unknown[]) => unknown // a method by the type above
        return method.apply(store, given)
      }
    },
  })
}
