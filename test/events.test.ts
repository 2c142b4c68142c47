import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { headIsSigned, publishHead, signingKeyOf } from '../src/platform/server/event-heads.ts'
import { sealEvents, verifyChain } from '../src/platform/server/event-seals.ts'
import { insertEvent } from '../src/platform/server/events.ts'
import { openTest, type Test } from './harness.ts'

let city: Test
/** The owner of the tables, as an intruder with the highest rights would be. */
let owner: pg.Client

const write = (subject: string) =>
  city.asSystem(async (db) =>
    insertEvent(db, city.now(), null, null, 'sha256', 'test.written', {
      subject: 'test',
      id: subject,
      areaPath: '/1/',
      changed: { n: 1 },
    }),
  )

beforeAll(async () => {
  city = await openTest()
  const { rows } = await city.app.platform.database.pool.query<{ name: string }>('select current_database() as name')
  owner = new pg.Client({ ...inject('server'), database: rows[0]?.name })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await city.close()
})

/** Seals until nothing more can be sealed for half a second: open transactions of other test files hold back their own ids only. */
const seal = async () => {
  for (let idle = 0; idle < 10; ) {
    if ((await sealEvents(city.app.platform.database, 'sha256')) > 0) idle = 0
    else idle += 1
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
/** Seals until nothing is left unsealed: what other test files have open may hold the sealer back for longer than half a second. */
const sealAll = () =>
  expect
    .poll(
      async () => {
        await sealEvents(city.app.platform.database, 'sha256')
        const { rows } = await owner.query(
          'select count(*)::int as left from events e where not exists (select 1 from event_seals s where s.event_id = e.id)',
        )
        return rows[0].left
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(0)
const verify = (anchor: { seq: number; hash: string } | null = null) => verifyChain(city.app.platform.database, anchor)

describe('the chain over the events', () => {
  test('never passes the oldest open transaction: a slow one with a low id is sealed in its turn', async () => {
    const slow = new pg.Client({ ...inject('server'), database: owner.database })
    await slow.connect()
    await slow.query('begin')
    await slow.query(
      `insert into events (at, kind, subject_kind, subject_id, area_path) values (now(), 'test.slow', 'test', 'slow', '/1/')`,
    )
    await write('fast')
    await seal()
    const before = await owner.query(
      `select 1 from event_seals s join events e on e.id = s.event_id where e.subject_id = 'fast'`,
    )
    expect(before.rowCount).toBe(0)
    await slow.query('commit')
    await slow.end()
    await sealAll()
    const { rows } = await owner.query(
      `select e.subject_id from event_seals s join events e on e.id = s.event_id where e.subject_id in ('slow', 'fast') order by s.seq`,
    )
    expect(rows.map((row) => row.subject_id)).toEqual(['slow', 'fast'])
  })

  test('does not make writers wait while it seals', async () => {
    await write('a')
    const sealer = new pg.Client({ ...inject('server'), database: owner.database })
    await sealer.connect()
    await sealer.query('begin')
    await sealer.query('select pg_advisory_xact_lock(782018003)')
    await write('b')
    await sealer.query('rollback')
    await sealer.end()
  })

  test('verifies from the first event to the last', async () => {
    for (let i = 0; i < 20; i += 1) await write(`many-${i}`)
    const sealAndVerify = async () => {
      await sealAll()
      return verify()
    }
    await expect.poll(sealAndVerify, { timeout: 30_000 }).toMatchObject({ ok: true, unsealed: 0 })
  })

  test('passes through a head that was published before, whose signature holds', async () => {
    const key = signingKeyOf(Buffer.alloc(32, 7).toString('base64url'))
    const head = await publishHead(city.app.platform.database, key, '2018-02-09')
    expect(head && headIsSigned(head)).toBe(true)
    expect(head && headIsSigned({ ...head, seq: head.seq + 1 })).toBe(false)
    await write('after the head')
    await sealAll()
    expect(await verify(head)).toMatchObject({ ok: true })
    expect(await verify(head && { seq: head.seq, hash: '0'.repeat(64) })).toMatchObject({
      ok: false,
      broken: { reason: 'anchor-differs', seq: head?.seq },
    })
  })

  test('goes on with SM3 where that is the setting, and verifies across the change of hash', async () => {
    await write('of-sm3')
    const find = async () => {
      await sealEvents(city.app.platform.database, 'sm3')
      const { rows } = await owner.query<{ hash: Buffer; algorithm: string; text: string; before: Buffer }>(
        `select s.hash, s.algorithm, event_text(e) as text, p.hash as before from event_seals s
           join events e on e.id = s.event_id join event_seals p on p.seq = s.seq - 1 where e.subject_id = 'of-sm3'`,
      )
      return rows
    }
    // open transactions of other test files hold back their own ids only
    await expect.poll(find, { timeout: 30_000 }).toHaveLength(1)
    const rows = await find()
    const [sealed] = rows
    expect(sealed?.algorithm).toBe('sm3')
    const text = sealed?.text ?? ''
    expect(sealed?.hash).toEqual(
      createHash('sm3')
        .update(sealed?.before ?? '')
        .update(text)
        .digest(),
    )
    expect((await verify()).broken).toBeNull()
  })

  test('names the first row that was changed, even by the owner of the tables', async () => {
    await owner.query('begin')
    await owner.query(`update events set changed = '{"n": 2}' where subject_id = 'many-3'`)
    await owner.query('commit')
    const { rows } = await owner.query(
      `select s.seq from event_seals s join events e on e.id = s.event_id where e.subject_id = 'many-3'`,
    )
    expect(await verify()).toMatchObject({ ok: false, broken: { reason: 'event-changed', seq: Number(rows[0].seq) } })
  })
})

describe('the database itself', () => {
  test.each([
    'update events set kind = kind',
    'delete from events',
    'update event_seals set seq = seq',
    'delete from event_seals',
    'delete from event_heads',
  ])('refuses the program: %s', async (statement) => {
    await expect(
      city.asSystem(async (db) =>
        db.executeQuery({
          sql: statement,
          parameters: [],
          query: { kind: 'RawNode', sqlFragments: [statement], parameters: [] },
          queryId: { queryId: 'test' },
        }),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })
})
