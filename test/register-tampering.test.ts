/** What somebody with every right in the database can do to the public register, and which check shows it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { registerSource } from '../src/apps/cli/register-source.ts'
import { hexOf } from '../src/platform/shared/bytes.ts'
import { checkpointText } from '../src/tips/checkpoint.ts'
import { tipsContract } from '../src/tips/contract.ts'
import { leafHash } from '../src/tips/merkle-tree.ts'
import { nodeCheckOf } from '../src/tips/node-check.ts'
import { nodeHashOf } from '../src/tips/node-hash.ts'
import { type Receipt, receiptFormat } from '../src/tips/receipt.ts'
import { verifyReceipt } from '../src/tips/receipt-check.ts'
import { placeReceipt } from '../src/tips/receipt-proof.ts'
import type { RecordedStep } from '../src/tips/register-acts.ts'
import { auditRegister, type Finding } from '../src/tips/register-audit.ts'
import { registerSigner } from '../src/tips/register-signer.ts'
import { growTree, rootOfEdge, tileBytes } from '../src/tips/tile.ts'
import { openTest, type Test } from './harness.ts'
import { runProgram } from './program.ts'
import { publishedHead, stepOf, takeIn } from './register-ground.ts'

const hash = nodeHashOf('sha256')
let ground: Test
let key: string
/** What a witness kept after the first batch. */
let anchor: string
const steps: RecordedStep[] = []

const tables = ['pending', 'heads', 'counts', 'tiles', 'leaves'].map((name) => `register_${name}`)

beforeAll(async () => {
  ground = await openTest({ now: '2018-03-12T18:00:00Z' })
  steps.push(...(await Promise.all(Array.from({ length: 280 }, () => stepOf(ground, 'received')))))
  await takeIn(ground)
  anchor = await publishedHead(ground)
  key = (await ground.ok(null, tipsContract.getBooks, {})).key
  ground.setNow('2018-03-13T18:00:00Z')
  steps.push(await stepOf(ground, 'founded'), await stepOf(ground, 'unfounded'))
  await takeIn(ground)
  for (const table of tables) await byHand(`create table kept_${table} as table ${table}`)
})
afterAll(() => ground.close())

/** Every test begins with the register as it was. */
beforeEach(async () => {
  ground.setNow('2018-03-13T18:00:00Z')
  await byHand(`truncate ${tables.join(', ')}`)
  for (const table of tables) await byHand(`insert into ${table} overriding system value table kept_${table}`)
})

/** As the owner of the tables, with the triggers taken away. */
async function byHand(...statements: string[]): Promise<void> {
  const { pool } = ground.app.platform.database
  for (const table of ['leaves', 'tiles', 'heads', 'counts'])
    await pool.query(`alter table register_${table} disable trigger user`)
  for (const statement of statements) await pool.query(statement)
}

const audit = async (options: { anchor?: string; key?: string } = {}) =>
  auditRegister(registerSource(ground.url), {
    hashOf: nodeHashOf,
    checkOf: nodeCheckOf,
    now: ground.now(),
    anchor: options.anchor,
    trustedKey: options.key ?? key,
  })
const codes = (findings: readonly Finding[]) => [...new Set(findings.map(({ code }) => code))].sort()

/** The check of the receipt of one step against what the register proves now. */
async function check(step: RecordedStep | undefined, now = ground.now()) {
  if (!step) throw new Error('no step')
  const receipt: Receipt = { format: receiptFormat, key, steps: [step.receipt] }
  const placed = await placeReceipt(registerSource(ground.url), receipt, nodeHashOf)
  return verifyReceipt(placed, { hashOf: nodeHashOf, checkOf: nodeCheckOf, now, trustedKey: key })
}

const signerNow = () => ground.asSystem((db) => registerSigner({ db, platform: ground.app.platform }, ground.now()))

/** Makes the whole tree anew out of the leaves as they stand, tiles and counts included, and signs its head with the real key. */
async function rebuild(): Promise<void> {
  const { pool } = ground.app.platform.database
  const { rows } = await pool.query<{ leaf: Buffer }>('select leaf from register_leaves order by seq')
  await byHand(...['tiles', 'counts', 'heads', 'leaves'].map((table) => `delete from register_${table}`))
  const hashes = rows.map(({ leaf }) => leafHash(hash, leaf))
  for (const [seq, { leaf }] of rows.entries())
    await pool.query('insert into register_leaves values ($1, $2, $3)', [seq, leaf, hashes[seq]])
  const edge: Uint8Array[][] = []
  for (const tile of growTree(hash, edge, hashes, 0))
    await pool.query('insert into register_tiles values ($1, $2, $3, $4)', [
      tile.level,
      tile.index,
      tileBytes(tile.hashes),
      tile.root,
    ])
  const signer = await signerNow()
  const head = {
    origin: signer.key.name,
    size: rows.length,
    root: rootOfEdge(hash, edge),
    at: ground.now().toISOString(),
  }
  const note = signer.sign(checkpointText({ ...head, algorithm: 'sha256' }))
  await pool.query(
    "insert into register_heads (size, root, algorithm, signed_at, note) values ($1, $2, 'sha256', $3, $4)",
    [head.size, head.root, head.at, note],
  )
  await pool.query(`
    insert into register_counts (head_id, county, month, kind, steps)
    select (select max(id) from register_heads), split_part(t, E'\\n', 3), split_part(t, E'\\n', 4), split_part(t, E'\\n', 2), count(*)
      from (select convert_from(leaf, 'UTF8') as t from register_leaves) l group by 1, 2, 3, 4`)
}

describe('a register nobody touched', () => {
  test('is in order, with the key and a head kept earlier, and so are its receipts', async () => {
    expect(await audit({ anchor })).toMatchObject({ ok: true, findings: [], head: { size: 282 } })
    expect(await check(steps[3])).toMatchObject({ ok: true, steps: [{ state: 'included' }] })
    expect(await check(steps[280])).toMatchObject({
      ok: true,
      steps: [{ state: 'included', leaf: { kind: 'founded' } }],
    })
  })

  test('is not in order for another key, or when its heads stopped', async () => {
    const other = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
    expect(codes((await audit({ key: other })).findings)).toEqual(['keyDiffers'])
    ground.setNow('2018-03-16T18:00:00Z')
    expect(codes((await audit()).findings)).toEqual(['headOld'])
  })
})

describe('a leaf', () => {
  test('dropped: entries are missing', async () => {
    await byHand('delete from register_leaves where seq = 77')
    expect((await audit()).findings).toContainEqual({ code: 'entriesMissing', from: 0, to: 255 })
  })

  test('dropped at the end, with a head of the shorter tree: the register became shorter than the kept head', async () => {
    const newest = await publishedHead(ground)
    await byHand('delete from register_leaves where seq >= 280')
    await rebuild()
    expect(codes((await audit({ anchor: newest })).findings)).toEqual(['shrunk'])
    expect((await check(steps[280], new Date('2018-03-20T00:00:00Z'))).steps[0]?.state).toBe('unproven')
    ground.setNow('2018-03-20T00:00:00Z')
    await takeIn(ground)
    expect(await check(steps[280])).toMatchObject({ ok: false, steps: [{ faults: ['promiseBroken'] }] })
  })

  test('altered: the root differs, the tile names the place, the books differ', async () => {
    await byHand(
      `update register_leaves set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'received', 'unfounded'), 'UTF8') where seq = 12`,
    )
    const { findings } = await audit()
    expect(findings).toContainEqual({ code: 'rootDiffers' })
    expect(findings).toContainEqual({ code: 'tileDiffers', level: 0, index: 0, entry: 12 })
    expect(codes(findings)).toContain('booksDiffer')
  })

  test('back-dated: the root differs, and the books of both months', async () => {
    await byHand(
      `update register_leaves set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '2018-03', '2018-02'), 'UTF8') where seq = 270`,
    )
    const { findings } = await audit()
    expect(codes(findings)).toEqual(['booksDiffer', 'rootDiffers', 'tileDiffers'])
    expect(findings).toContainEqual(expect.objectContaining({ code: 'booksDiffer', month: '2018-02', published: 0 }))
  })

  test('back-dated with tree, books and head made anew and signed: only a kept head or a receipt shows it', async () => {
    const { leafHash: victim } = steps[5] ?? { leafHash: '' }
    await byHand(
      `update register_leaves set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '2018-03', '2018-02'), 'UTF8') where leaf_hash = decode('${victim}', 'hex')`,
    )
    await rebuild()
    expect((await audit()).ok).toBe(true)
    expect(codes((await audit({ anchor })).findings)).toEqual(['anchorDiffers', 'consistencyFails'])
    ground.setNow('2018-03-14T18:00:00Z')
    await takeIn(ground)
    expect(await check(steps[5])).toMatchObject({ ok: false, steps: [{ faults: ['promiseBroken'] }] })
    expect(await check(steps[6])).toMatchObject({ ok: true })
  })
})

describe('the rest', () => {
  test('a head forked: the leaves do not give it', async () => {
    const signer = await signerNow()
    const note = signer.sign(
      checkpointText({
        origin: signer.key.name,
        size: 282,
        root: new Uint8Array(32),
        at: ground.now().toISOString(),
        algorithm: 'sha256',
      }),
    )
    await byHand(
      `insert into register_heads (size, root, algorithm, signed_at, note) values (282, decode(repeat('00', 32), 'hex'), 'sha256', now(), '${note}')`,
    )
    expect(codes((await audit({ anchor })).findings)).toEqual(['consistencyFails', 'rootDiffers'])
    expect(await check(steps[3])).toMatchObject({ ok: false, steps: [{ faults: ['proofFails'] }] })
  })

  test('a head signed by somebody else is not believed', async () => {
    await byHand(`update register_heads set note = replace(note, '282', '281')`)
    expect(codes((await audit()).findings)).toEqual(['headNotSigned'])
  })

  test('a tile altered: it is named', async () => {
    await byHand(
      `update register_tiles set hashes = set_byte(hashes, 5 * 32, (get_byte(hashes, 5 * 32) + 1) % 256) where level = 0`,
    )
    expect((await audit()).findings).toContainEqual({ code: 'tileDiffers', level: 0, index: 0, entry: 5 })
  })

  test('figures touched up: the term is named with what the leaves give', async () => {
    await byHand(`update register_counts set steps = steps - 7 where kind = 'received' and steps > 7`)
    const { findings } = await audit()
    expect(findings).toContainEqual({
      code: 'booksDiffer',
      county: '329902',
      month: '2018-03',
      term: 'received',
      published: 273,
      counted: 280,
    })
  })

  test('a step that waits taken away: only its receipt shows it, and the promise is the proof', async () => {
    const step = await stepOf(ground, 'received')
    await byHand('delete from register_pending')
    expect(await check(step)).toMatchObject({ ok: true, steps: [{ state: 'waiting' }] })
    ground.setNow('2018-03-14T20:00:00Z')
    await takeIn(ground)
    expect((await audit({ anchor })).ok).toBe(true)
    expect(await check(step)).toMatchObject({ ok: false, steps: [{ state: 'wrong', faults: ['promiseBroken'] }] })
  })
})

describe('a receipt', () => {
  test('with another claim, salt, promise or leaf does not hold', () => {
    const [own, other] = [steps[0]?.receipt, steps[1]?.receipt]
    if (!own || !other) throw new Error('no steps')
    const faultsOf = (step: typeof own) =>
      verifyReceipt(
        { format: receiptFormat, key, steps: [step] },
        { hashOf: nodeHashOf, checkOf: nodeCheckOf, now: ground.now() },
      ).steps[0]?.faults
    expect(faultsOf(own)).toEqual([])
    expect(faultsOf({ ...own, claim: { ...own.claim, state: 'founded' } })).toEqual(['claimDiffers'])
    expect(faultsOf({ ...own, claim: { ...own.claim, at: '2018-04-01T00:00:00.000Z' } })).toEqual([
      'claimDiffers',
      'monthDiffers',
    ])
    expect(faultsOf({ ...own, salt: other.salt })).toEqual(['claimDiffers'])
    expect(faultsOf({ ...own, promise: other.promise })).toEqual(['promiseOfOther'])
    expect(faultsOf({ ...own, promise: own.promise.replace('2018-03-13T19', '2018-05-13T19') })).toEqual([
      'promiseNotSigned',
    ])
    expect(faultsOf({ ...own, leaf: own.leaf.replace('2018-03', '2018-02') })).toContain('promiseOfOther')
    expect(hexOf(leafHash(hash, Buffer.from(own.leaf)))).toBe(steps[0]?.leafHash)
  })

  // real processes: against a second database there is nothing new to learn
  test.skipIf(process.env['TEST_DATABASE_URL'])(
    'and the whole register are checked from the command line: 0 in order, 3 not',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'gangshao-register-'))
      try {
        const [head, paper] = [join(folder, 'head'), join(folder, 'receipt.json')]
        const audited = await runProgram(['register', 'audit', ground.url, '--key', key, '--keep', head], {})
        // the heads of this test are years old
        expect(audited.code).toBe(3)
        expect(audited.stdout).toMatch(/2018-03-13.*超过一天半[\s\S]*more than a day and a half ago\n$/)
        await writeFile(head, anchor)
        await byHand('delete from register_leaves where seq = 77')
        const tampered = await runProgram(['register', 'audit', ground.url, '--anchor', head, '--json'], {})
        expect(JSON.parse(tampered.stdout).findings).toContainEqual({ code: 'entriesMissing', from: 0, to: 255 })
        // of the second batch: entry 77, deleted above, is one of the first, whose order is drawn by lot
        const receipt = { format: receiptFormat, key, steps: [steps[280]?.receipt] }
        await writeFile(paper, JSON.stringify(receipt))
        expect(await runProgram(['register', 'verify', paper, '--url', ground.url], {})).toMatchObject({
          code: 0,
          stdout: expect.stringContaining('已收录 / Included'),
        })
        await writeFile(paper, JSON.stringify(receipt).replace('"state":"founded"', '"state":"unfounded"'))
        expect(await runProgram(['register', 'verify', paper], {})).toMatchObject({
          code: 3,
          stdout: expect.stringContaining('内容与记录不符'),
        })
        expect((await runProgram(['register', 'verify', head], {})).code).toBe(1)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
    240_000,
  )

  test('before the first head there is nothing to check, with an exit code of its own; whoever kept a head knows better', async () => {
    await byHand(`truncate ${tables.join(', ')}`)
    expect(await audit()).toMatchObject({ ok: false, empty: true, findings: [] })
    expect(await audit({ anchor })).toMatchObject({ ok: false, empty: false, findings: [{ code: 'headMissing' }] })
    const audited = await runProgram(['register', 'audit', ground.url], {})
    expect(audited.code).toBe(4)
    expect(audited.stdout).toMatch(/no head yet, nothing to check/)
    expect(audited.stdout).not.toContain('WRONG')
  }, 120_000)
})
