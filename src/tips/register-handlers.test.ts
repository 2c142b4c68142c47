import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { countyA, countyB, publishedHead, stepOf, takeIn } from '../../test/register-ground.ts'
import { areas } from '../../test/world.ts'
import { inContext } from '../platform/server/http.ts'
import { fromHex, hexOf, utf8 } from '../platform/shared/bytes.ts'
import { readCheckpoint } from './checkpoint.ts'
import { tipsContract } from './contract.ts'
import { leafHash, verifyConsistency, verifyInclusion } from './merkle-tree.ts'
import { nodeCheckOf } from './node-check.ts'
import { nodeHashOf } from './node-hash.ts'
import { type Receipt, receiptFormat } from './receipt.ts'
import { verifyReceipt } from './receipt-check.ts'
import type { RecordedStep } from './register-acts.ts'
import { registerJobs } from './register-jobs.ts'
import { openNote, readKey } from './signed-note.ts'
import { growTree, hashesOf, readBundle, rootOfEdge, tilePath } from './tile.ts'

const hash = nodeHashOf('sha256')
let ground: Test
beforeAll(async () => {
  ground = await openTest({ now: '2018-03-12T03:00:00Z' })
})
afterAll(() => ground.close())

const unhex = (text: string) => fromHex(text) ?? new Uint8Array()
const count = (table: string): Promise<number> =>
  ground.app.platform.database.pool.query(`select count(*) as n from ${table}`).then(({ rows }) => rows[0].n)

async function openHead(note: string) {
  const { key } = await ground.ok(null, tipsContract.getBooks, {})
  const read = readKey(key)
  const head = read && readCheckpoint(openNote(note, read, nodeCheckOf) ?? '')
  if (!head) throw new Error('the head is not signed')
  return head
}

const runAppend = () =>
  inContext(
    ground.app.platform,
    'system',
    null,
    (context) => registerJobs['register.append']?.run({ ...context, user: null }, {}) ?? Promise.resolve(),
  )

describe('before the first batch', () => {
  test('there is no head, and the books are empty', async () => {
    expect(await ground.refused(null, tipsContract.getCheckpoint, {})).toBe('register-empty')
    expect((await ground.ok(null, tipsContract.getBooks, {})).head).toBeNull()
  })
})

describe('a recorded step', () => {
  test('waits, and its receipt opens the leaf and holds a signed promise', async () => {
    const step = await stepOf(ground, 'received')
    expect(await count('register_pending')).toBe(1)
    expect(await count('register_leaves')).toBe(0)
    expect(step.promisedBy).toBe('2018-03-13T04:00:00.000Z')
    const { key } = await ground.ok(null, tipsContract.getBooks, {})
    const receipt: Receipt = { format: receiptFormat, key, steps: [step.receipt] }
    const before = verifyReceipt(receipt, { hashOf: nodeHashOf, checkOf: nodeCheckOf, now: ground.now() })
    expect(before).toMatchObject({
      ok: true,
      steps: [{ state: 'waiting', leaf: { kind: 'received', county: countyA } }],
    })
    const later = verifyReceipt(receipt, {
      hashOf: nodeHashOf,
      checkOf: nodeCheckOf,
      now: new Date('2018-03-14T00:00:00Z'),
    })
    expect(later.steps[0]?.state).toBe('unproven')
  })

  test('leaves nothing behind when its write is undone', async () => {
    const before = await count('register_pending')
    await expect(
      inContext(ground.app.platform, 'anyone', null, async (context) => {
        const { recordStep } = await import('./register-acts.ts')
        await recordStep(context, {
          kind: 'received',
          county: countyA,
          receivedOn: '2018-03-10',
          at: context.now,
          claim: {},
        })
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    expect(await count('register_pending')).toBe(before)
  })

  test('shows of two equal claims two unlike leaves', async () => {
    const [one, two] = [
      await stepOf(ground, 'received', { claim: {} }),
      await stepOf(ground, 'received', { claim: {} }),
    ]
    expect(one.leafHash).not.toBe(two.leafHash)
  })
})

describe('a batch', () => {
  const steps: RecordedStep[] = []

  test('takes everything in that waits, in an order that is not that of the steps', async () => {
    for (let i = 0; i < 300; i += 1) steps.push(await stepOf(ground, i % 3 === 2 ? 'founded' : 'received'))
    expect(await takeIn(ground)).toBe(303)
    expect(await count('register_pending')).toBe(0)
    const places = await Promise.all(
      steps
        .slice(0, 60)
        .map(async ({ leafHash: of }) => (await ground.ok(null, tipsContract.proveInclusion, { leafHash: of })).index),
    )
    expect(places).not.toEqual(places.toSorted((a, b) => a - b))
    expect(await ground.eventsOf('1')).toContain('register.appended')
  })

  test('is signed, and every leaf proves its place under the head', async () => {
    const head = await openHead(await publishedHead(ground))
    expect(head).toMatchObject({ origin: 'localhost/register', size: 303, at: ground.now().toISOString() })
    for (const { leafHash: of } of steps.slice(0, 40)) {
      const { index, size, proof } = await ground.ok(null, tipsContract.proveInclusion, { leafHash: of })
      expect(
        verifyInclusion(hash, { index, size, leafHash: unhex(of), proof: proof.map(unhex), root: head.root }),
      ).toBe(true)
    }
  })

  test('continues the one before, and a batch of nothing is signed too', async () => {
    const first = await openHead(await publishedHead(ground))
    ground.setNow('2018-03-13T03:00:00Z')
    for (let i = 0; i < 5; i += 1) await stepOf(ground, 'dealtWith', { county: countyB })
    await takeIn(ground)
    const second = await openHead(await publishedHead(ground))
    const { proof } = await ground.ok(null, tipsContract.proveConsistency, { first: first.size })
    const claim = { first: first.size, second: second.size, firstRoot: first.root, secondRoot: second.root }
    expect(verifyConsistency(hash, { ...claim, proof: proof.map(unhex) })).toBe(true)
    ground.setNow('2018-03-14T03:00:00Z')
    expect(await takeIn(ground)).toBe(0)
    expect(await openHead(await publishedHead(ground))).toMatchObject({ size: 308, at: '2018-03-14T03:00:00.000Z' })
  })

  test('is the work of one process at a time', async () => {
    const client = await ground.app.platform.database.pool.connect()
    try {
      await client.query('begin')
      await client.query('select pg_advisory_xact_lock(782021001)')
      expect(await takeIn(ground)).toBeUndefined()
    } finally {
      await client.query('rollback')
      client.release()
    }
  })

  test('comes when its hour has come, once', async () => {
    await stepOf(ground, 'received')
    await runAppend()
    expect(await count('register_pending')).toBe(1)
    ground.setNow('2018-03-14T18:05:00Z')
    await runAppend()
    expect(await count('register_pending')).toBe(0)
    const heads = await count('register_heads')
    await runAppend()
    expect(await count('register_heads')).toBe(heads)
  })
})

describe('what anyone reads', () => {
  const octets = async (path: string) => {
    const response = await fetch(`${ground.url}/api/register/${path}`)
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
  }

  test('entries and tiles make up the tree of the head; full ones may be kept for good', async () => {
    const head = await openHead(await publishedHead(ground))
    expect(head.size).toBe(309)
    const full = await octets(`tile/entries/${tilePath(0, 256)}`)
    const part = await octets(`tile/entries/${tilePath(1, 53)}`)
    expect(full.response.headers.get('cache-control')).toContain('immutable')
    expect(part.response.headers.get('cache-control')).toBe('no-cache')
    expect(full.response.headers.get('content-type')).toBe('application/octet-stream')
    const leaves = [full.bytes, part.bytes].flatMap((bytes) => readBundle(bytes) ?? [])
    const hashes = leaves.map((leaf) => leafHash(hash, leaf))
    const edge: Uint8Array[][] = []
    growTree(hash, edge, hashes, 0)
    expect(hexOf(rootOfEdge(hash, edge))).toBe(hexOf(head.root))
    const tiles = [await octets('tile/0/000'), await octets('tile/0/001.p/53')].flatMap(({ bytes }) => hashesOf(bytes))
    expect(tiles.map(hexOf)).toEqual(hashes.map(hexOf))
    expect((await octets('tile/1/000.p/1')).bytes.length).toBe(32)
    expect(utf8(await publishedHead(ground)).length).toBeGreaterThan(100)
  })

  test('a narrower tile at the edge is served too; what is not there is refused', async () => {
    expect((await octets('tile/0/001.p/7')).bytes.length).toBe(7 * 32)
    for (const path of [
      'tile/0/001',
      'tile/0/001.p/54',
      'tile/0/x000/001',
      'tile/1/000',
      'tile/entries/002.p/1',
      'tile/0/1',
    ])
      expect((await octets(path)).response.status, path).toBe(404)
    expect(await ground.refused(null, tipsContract.proveInclusion, { leafHash: '0'.repeat(64) })).toBe('leaf-unknown')
    expect(await ground.refused(null, tipsContract.proveConsistency, { first: 310 })).toBe('bad-input')
  })

  test('the books add up to what the leaves say', async () => {
    const { rows, head } = await ground.ok(null, tipsContract.getBooks, {})
    expect(head?.size).toBe(309)
    expect(rows.find((row) => row.county === countyA)).toMatchObject({
      countyName: '甲区',
      month: '2018-03',
      received: 204,
      open: 104,
      verified: 100,
      founded: 100,
      beingDealtWith: 100,
    })
  })

  test('the books name a zone, which has no division code, and leave a county without name that is no more', async () => {
    await stepOf(ground, 'received', { county: `zone-${areas.countyB.id}` })
    await stepOf(ground, 'received', { county: 'zone-999' })
    await takeIn(ground)
    const { rows } = await ground.ok(null, tipsContract.getBooks, {})
    const nameOf = (county: string) => rows.find((row) => row.county === county)?.countyName
    expect([nameOf('zone-3'), nameOf('zone-999')]).toEqual(['乙区', null])
  })
})

describe('the register', () => {
  test('is appended to by the program alone, and changed by nobody of it', async () => {
    const attempt = (role: string, statement: string) =>
      ground.app.platform.database.pool.query(`begin; set local role ${role}; ${statement}; commit`).then(
        () => 'done',
        async (error: Error) => {
          await ground.app.platform.database.pool.query('rollback')
          return error.message
        },
      )
    for (const role of ['gangshao_public', 'gangshao_app']) {
      expect(
        await attempt(role, "insert into register_leaves values (999, '\\x00', decode(repeat('00', 32), 'hex'))"),
      ).toMatch(/denied/)
      expect(await attempt(role, 'select * from register_pending')).toMatch(/denied/)
    }
    for (const table of ['register_leaves', 'register_tiles', 'register_heads', 'register_counts'])
      for (const statement of [`delete from ${table}`, `truncate ${table} cascade`]) {
        expect(await attempt('gangshao_system', statement), statement).toMatch(/denied/)
        expect(await attempt('none', statement), statement).toMatch(/only appended/)
      }
  })
})
