/**
 * Nobody can keep the program from answering others by asking it for more at once than it has connections to its database, or by not going
 * on with what he began to send.
 */
import { connect, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { meteringContract } from '../src/metering/contract.ts'
import { transaction } from '../src/platform/server/db.ts'
import { openTest, type Test } from './harness.ts'
import { areas } from './world.ts'

/** More than there are connections in any pool. */
const many = 40

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const held: Socket[] = []
afterEach(() => {
  for (const socket of held.splice(0)) socket.destroy()
})

const ask = (path: string, init?: RequestInit) => fetch(`${city.url}${path}`, init)
const statuses = async (path: string, init?: RequestInit) =>
  new Set((await Promise.all(Array.from({ length: many }, () => ask(path, init)))).map(({ status }) => status))
/** A reporter's first question. */
const reporterIsAnswered = async () => expect((await ask('/api/tips/challenge')).status).toBe(200)

/** A request that says it is long and stops after its first octets. @returns when the program has had time to begin with it. */
async function beginAndStop(path: string, headers: Record<string, string>, start: string): Promise<void> {
  const { hostname, port } = new URL(city.url)
  const socket = connect(Number(port), hostname)
  held.push(socket)
  socket.on('error', () => {})
  const lines = Object.entries({ host: hostname, 'content-length': '100000', ...headers }).map((h) => h.join(': '))
  await new Promise<void>((done) =>
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${start}`, () => done()),
  )
}
const beginMany = async (...request: Parameters<typeof beginAndStop>) => {
  await Promise.all(Array.from({ length: many }, () => beginAndStop(...request)))
  // asked after them on a connection of its own, and answered without the database
  expect((await ask('/api/nothing-here')).status).toBe(404)
}

describe('more requests at once than there are connections', () => {
  test('for the health of the program, by anybody, are answered, and a reporter after them', async () => {
    expect(await statuses('/api/health')).toEqual(new Set([200]))
    await reporterIsAnswered()
  })

  test('with readings under no token are refused, and a reporter is answered after them', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer none' }
    expect(await statuses('/api/metering/readings', { method: 'POST', headers, body: '{}' })).toEqual(new Set([401]))
    await reporterIsAnswered()
  })

  test('that need a transaction within theirs end', async () => {
    const { database } = city.app.platform
    const one = () => transaction(database, 'system', async (db) => (await sql`select 1`.execute(db)).rows.length)
    const within = Array.from({ length: many }, () => transaction(database, 'system', one))
    expect(await Promise.all(within)).toEqual(Array.from({ length: many }, () => 1))
  })
})

describe('bodies that do not come on', () => {
  test('of files by officials hold nothing that a reporter needs', async () => {
    const part = (name: string, value: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const file = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n\xff\xd8\xff'
    await beginMany(
      '/api/files',
      { cookie: city.persons.gridWorkerA1.cookie, 'content-type': 'multipart/form-data; boundary=b' },
      part('areaId', String(areas.villageA1.id)) + part('purpose', 'evidence') + file,
    )
    await reporterIsAnswered()
  })

  test('of readings under a token hold nothing that a reporter needs', async () => {
    const { token } = await city.ok('powerLiaison', meteringContract.issueToken, {
      name: '供电公司',
      areaId: areas.city.id,
      validTo: '2018-12-31',
      agreement: '甲供函〔2018〕1号',
      purpose: '核查',
      basis: '协议',
      timeMark: 'start',
    })
    await beginMany(
      '/api/metering/readings',
      { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      '甲,乙\n',
    )
    await reporterIsAnswered()
  })
})
