import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTest, type Test } from '../../../test/harness.ts'
import { prepared, sendWithCommit, transaction } from './db.ts'
import { insertEvent } from './events.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const database = () => city.app.platform.database
const beatsOf = async (name: string) =>
  (await database().pool.query<{ name: string }>('select name from heartbeats where name = $1', [name])).rows.length
const beat = (name: string) => sql`insert into heartbeats (name, beat_at) values (${name}, now())`

test('a connection at rest has the rights of the public and no scope', async () => {
  const client = await database().atRest.connect()
  try {
    await expect(client.query('select 1 from observations')).rejects.toMatchObject({ code: '42501' })
    const { rows } = await client.query('select current_user as "user", my_scope() as scope')
    expect(rows).toEqual([{ user: 'gangshao_public', scope: null }])
  } finally {
    client.release()
  }
})

test('statements that are asked together are answered each with its own rows', async () => {
  const answers = await transaction(database(), 'system', (db) =>
    Promise.all(
      [1, 2, 3, 4].map(async (n) => {
        const { rows } = await sql<{ n: number }>`select ${n}::int as n`.execute(n % 2 ? db : prepared(db))
        return rows[0]?.n
      }),
    ),
  )
  expect(answers).toEqual([1, 2, 3, 4])
})

test('an error swallowed by the work is still not acknowledged as written', async () => {
  await expect(
    transaction(database(), 'system', async (db) => {
      await beat('swallowed').execute(db)
      await sql`select 1 / 0`.execute(db).catch(() => undefined)
    }),
  ).rejects.toThrow('aborted')
  expect(await beatsOf('swallowed')).toBe(0)
})

test('an event that the database refuses takes the write with it', async () => {
  await expect(
    transaction(database(), 'system', async (db) => {
      await beat('refused').execute(db)
      // jsonb keeps no NUL
      const changed = { words: '\u0000' }
      insertEvent(db, new Date(), null, null, 'sha256', 'test.refused', {
        subject: 'test',
        id: 1,
        areaPath: '/1/',
        changed,
      })
    }),
  ).rejects.toBeInstanceOf(pg.DatabaseError)
  expect(await beatsOf('refused')).toBe(0)
})

test('what goes out with the commit is there after it, and the connection serves the next one', async () => {
  const insert = `insert into heartbeats (name, beat_at) values ($1, now())`
  await transaction(database(), 'system', async (db) =>
    sendWithCommit(db, { name: 'test-beat', text: insert, values: ['committed'] }),
  )
  expect(await beatsOf('committed')).toBe(1)
  await expect(
    transaction(database(), 'system', async (db) => {
      sendWithCommit(db, { name: 'test-beat', text: insert, values: ['thrown'] })
      throw new Error('refused by a rule')
    }),
  ).rejects.toThrow('refused by a rule')
  expect(await beatsOf('thrown')).toBe(0)
})
