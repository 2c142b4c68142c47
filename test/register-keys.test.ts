/** The keys of the public register: either kind, the change from one to the next, and what attacks on it by hand the audit names. */
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { registerSource } from '../src/apps/cli/register-source.ts'
import { signingKeyOf } from '../src/platform/server/event-heads.ts'
import { asProgram } from '../src/platform/server/http.ts'
import { Refusal } from '../src/platform/shared/refusal.ts'
import { checkpointText, readCheckpoint } from '../src/tips/checkpoint.ts'
import { tipsContract } from '../src/tips/contract.ts'
import { nodeCheckOf } from '../src/tips/node-check.ts'
import { nodeHashOf } from '../src/tips/node-hash.ts'
import { type NoteSigner, noteSigner, sm2KeyOfSecret, sm2NoteSigner } from '../src/tips/note-signer.ts'
import { type Receipt, readReceipt, receiptFormat } from '../src/tips/receipt.ts'
import { verifyReceipt } from '../src/tips/receipt-check.ts'
import { placeReceipt } from '../src/tips/receipt-proof.ts'
import { appendWaiting, type RecordedStep } from '../src/tips/register-acts.ts'
import { auditRegister } from '../src/tips/register-audit.ts'
import { followKeys, keyChangeText } from '../src/tips/register-key.ts'
import { type AskedChange, beginRegister, changeKey } from '../src/tips/register-key-acts.ts'
import { listKeys } from '../src/tips/register-key-store.ts'
import { findSigner, registerSigner } from '../src/tips/register-signer.ts'
import { keyText, noteText, readKey, readNote } from '../src/tips/signed-note.ts'
import { toolsFor } from '../src/tips/web/browser-tools.ts'
import { openTest, type Test } from './harness.ts'
import { publishedHead, stepOf, takeIn } from './register-ground.ts'

const tools = { hashOf: nodeHashOf, checkOf: nodeCheckOf }

const keysOf = (ground: Test) => ground.ok(null, tipsContract.getKeys, {})
const audit = (ground: Test, given: { key?: string; anchor?: string } = {}) =>
  auditRegister(registerSource(ground.url), {
    ...tools,
    now: ground.now(),
    trustedKey: given.key,
    anchor: given.anchor,
  })
const found = async (ground: Test, given: { key?: string; anchor?: string } = {}) =>
  (await audit(ground, given)).findings.map(({ code }) => code)
const change = (ground: Test, asked: Partial<AskedChange> = {}) =>
  asProgram(ground.app.platform, (context) => changeKey(context, { algorithm: 'sm2', lost: false, ...asked }))
const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  )

/** A receipt with its place under the newest head, as `register verify --url` makes it. */
async function placed(ground: Test, key: string, ...steps: RecordedStep[]): Promise<Receipt> {
  const receipt: Receipt = { format: receiptFormat, key, steps: steps.map((step) => step.receipt) }
  return placeReceipt(registerSource(ground.url), receipt, nodeHashOf)
}

const kinds: { name: string; settings: Record<string, string>; algorithm: 'ed25519' | 'sm2' }[] = [
  { name: 'an Ed25519 register', settings: {}, algorithm: 'ed25519' },
  { name: 'an SM2 register with SM3', settings: { GANGSHAO_SIGNATURE: 'sm2', GANGSHAO_HASH: 'sm3' }, algorithm: 'sm2' },
]

describe.each(kinds)('$name', ({ settings, algorithm }) => {
  let ground: Test
  let step: RecordedStep
  let key: string
  beforeAll(async () => {
    ground = await openTest({ now: '2018-03-12T18:00:00Z', settings })
    step = await stepOf(ground, 'received')
    for (let i = 0; i < 4; i += 1) await stepOf(ground, 'received')
    await takeIn(ground)
    key = (await ground.ok(null, tipsContract.getBooks, {})).key
  })
  afterAll(() => ground.close())

  test('signs with the kind that is set', async () => {
    expect(readKey(key)?.algorithm).toBe(algorithm)
    expect(await keysOf(ground)).toEqual({ keys: [{ key, from: null }], changes: [] })
  })

  test('is in order, and so is a receipt, on the command line and in a browser', async () => {
    expect(await audit(ground, { key, anchor: await publishedHead(ground) })).toMatchObject({ ok: true, findings: [] })
    const receipt = await placed(ground, key, step)
    const expected = { ok: true, steps: [{ state: 'included', faults: [] }] }
    expect(verifyReceipt(receipt, { ...tools, now: ground.now(), trustedKey: key })).toMatchObject(expected)
    const read = readReceipt(JSON.stringify(receipt))
    if (!read) throw new Error('the receipt cannot be read')
    expect(verifyReceipt(read, { ...(await toolsFor(read)), now: ground.now() })).toMatchObject(expected)
  })

  test('keeps its kind when the setting becomes another', async () => {
    const { platform } = ground.app
    const other = algorithm === 'sm2' ? 'ed25519' : 'sm2'
    await asProgram({ ...platform, config: { ...platform.config, signature: other } }, beginRegister)
    expect((await ground.ok(null, tipsContract.getBooks, {})).key).toBe(key)
  })

  test('is not signed by a key of the other kind with the same name', async () => {
    const name = readKey(key)?.name ?? ''
    const secret = Buffer.alloc(32, 'another secret').toString('base64url')
    const other =
      algorithm === 'sm2' ? noteSigner(name, signingKeyOf(secret)) : sm2NoteSigner(name, sm2KeyOfSecret(secret))
    const { text } = readNote(await publishedHead(ground)) ?? { text: '' }
    await signHeadBy(ground, other, text)
    expect(await audit(ground)).toMatchObject({ findings: [{ code: 'headByUnknownKey' }] })
    const receipt = { ...(await placed(ground, key)), checkpoint: other.sign(text) }
    expect(verifyReceipt(receipt, { ...tools, now: ground.now() }).faults).toContain('headByUnknownKey')
  })
})

/** As the owner of the tables, with the triggers taken away. */
async function byHand(ground: Test, ...statements: [string, unknown[]?][]): Promise<void> {
  for (const table of ['keys', 'heads', 'leaves', 'tiles', 'counts'])
    await ground.asOwner(`alter table register_${table} disable trigger user`)
  for (const [statement, values] of statements) await ground.asOwner(statement, values)
}

/** Puts a head of today's tree at the end that another key has signed. */
async function signHeadBy(ground: Test, signer: NoteSigner, text: string): Promise<void> {
  const head = readCheckpoint(text)
  if (!head) throw new Error('no head')
  await byHand(ground, [
    'insert into register_heads (size, root, algorithm, signed_at, note) values ($1, $2, $3, $4, $5)',
    [head.size, Buffer.from(head.root), head.algorithm, head.at, signer.sign(text)],
  ])
}

describe('a new key', () => {
  let ground: Test
  let oldKey: string
  let oldHead: string
  let before: RecordedStep
  let after: RecordedStep
  const kept = ['keys', 'heads', 'counts', 'leaves', 'pending']
  beforeAll(async () => {
    ground = await openTest({ now: '2018-03-12T18:00:00Z' })
    oldKey = (await ground.ok(null, tipsContract.getBooks, {})).key
    before = await stepOf(ground, 'received')
    await takeIn(ground)
    oldHead = await publishedHead(ground)
  })
  afterAll(() => ground.close())

  test('is refused for today, and as a loss while the old one can sign', async () => {
    expect(await refusal(change(ground, { from: '2018-03-13' }))).toBe('register-key-day')
    expect(await refusal(change(ground, { lost: true }))).toBe('register-key-there')
    expect((await keysOf(ground)).keys).toHaveLength(1)
  })

  test('is announced by both keys, published, kept as the other secrets are, and an event', async () => {
    const made = await change(ground)
    expect(made).toMatchObject({ oldKey, number: 2, from: '2018-03-14T16:00:00.000Z', lost: false })
    const { keys, changes } = await keysOf(ground)
    expect(keys.map(({ key }) => key)).toEqual([oldKey, made.newKey])
    expect(readNote(changes[0]?.announcement ?? '')?.signatures).toHaveLength(2)
    expect(await ground.eventsOf('2')).toContain('register.keyChanged')
    const folder = join(ground.app.platform.exports.folder, '..', 'secrets')
    expect(await readdir(folder)).toEqual(['register-key-2-sm2'])
    expect((await stat(join(folder, 'register-key-2-sm2'))).mode & 0o777).toBe(0o600)
    expect(await refusal(change(ground, { from: '2018-03-15' }))).toBe('register-key-day')
  })

  test('signs nothing before its day, and everything from then on', async () => {
    ground.setNow('2018-03-13T18:00:00Z')
    await takeIn(ground)
    expect(await audit(ground, { key: oldKey, anchor: oldHead })).toMatchObject({ ok: true, key: oldKey })
    ground.setNow('2018-03-14T18:00:00Z')
    after = await stepOf(ground, 'founded')
    await takeIn(ground)
    const { key } = await ground.ok(null, tipsContract.getBooks, {})
    expect(readKey(key)?.algorithm).toBe('sm2')
    for (const trusted of [oldKey, key, undefined])
      expect(await audit(ground, { ...(trusted && { key: trusted }), anchor: oldHead })).toMatchObject({
        ok: true,
        findings: [],
      })
  })

  test('leaves old receipts good, and one with steps of both times', async () => {
    const { key } = await ground.ok(null, tipsContract.getBooks, {})
    for (const [named, steps] of [
      [oldKey, [before]],
      [key, [after]],
      [key, [before, after]],
      [oldKey, [before, after]],
    ] as const) {
      const receipt = await placed(ground, named, ...steps)
      for (const trustedKey of [undefined, oldKey, key])
        expect(verifyReceipt(receipt, { ...tools, now: ground.now(), trustedKey })).toMatchObject({
          ok: true,
          faults: [],
        })
      expect(verifyReceipt(receipt, { ...(await toolsFor(receipt)), now: ground.now() })).toMatchObject({ ok: true })
    }
    const alone: Receipt = { format: receiptFormat, key: oldKey, steps: [before.receipt], checkpoint: oldHead }
    expect(verifyReceipt(alone, { ...tools, now: ground.now() }).faults).toEqual([])
    const newest = { ...alone, checkpoint: await publishedHead(ground) }
    expect(verifyReceipt(newest, { ...tools, now: ground.now() }).faults).toEqual(['headByUnknownKey'])
  })

  describe('attacked by hand', () => {
    beforeAll(async () => {
      for (const name of kept) await ground.asOwner(`create table kept_${name} as table register_${name}`)
    })
    beforeEach(async () => {
      ground.setNow('2018-03-14T18:00:00Z')
      await byHand(ground, [`truncate ${kept.map((name) => `register_${name}`).join(', ')}`])
      for (const name of kept)
        await byHand(ground, [`insert into register_${name} overriding system value table kept_${name}`])
    })
    const signerOf = async (number: number): Promise<NoteSigner> => {
      const { platform } = ground.app
      const row = (await ground.asSystem(listKeys))[number - 1]
      const signer = row && (await findSigner(platform, row))
      if (!signer) throw new Error('no key')
      return signer
    }
    const stranger = () =>
      sm2NoteSigner('localhost/register', sm2KeyOfSecret(Buffer.alloc(32, 'of nobody').toString('base64url')))
    const headText = async () => readNote(await publishedHead(ground))?.text ?? ''

    test('a head by a key that was never announced', async () => {
      await signHeadBy(ground, stranger(), await headText())
      const { findings } = await audit(ground)
      expect(findings).toEqual([{ code: 'headByUnknownKey', key: expect.stringContaining('localhost/register+') }])
    })

    test('a head by the old key after its time, and by the new one before', async () => {
      await signHeadBy(ground, await signerOf(1), await headText())
      expect(await audit(ground)).toMatchObject({
        findings: [{ code: 'headByOldKey', key: oldKey, until: '2018-03-14T16:00:00.000Z' }],
      })
      const head = readCheckpoint(await headText())
      if (!head) throw new Error('no head')
      await signHeadBy(ground, await signerOf(2), checkpointText({ ...head, at: '2018-03-14T15:00:00.000Z' }))
      expect(await found(ground)).toEqual(['headByLaterKey'])
    })

    test('an announcement by the new key alone, by the old one alone, and one touched up', async () => {
      const { oldKey: from, newKey: to } = { oldKey: (await signerOf(1)).key, newKey: (await signerOf(2)).key }
      const text = keyChangeText({ oldKey: from, newKey: to, from: '2018-03-14T16:00:00.000Z', lost: false })
      const put = (note: string) =>
        byHand(ground, ['update register_keys set announcement = $1 where number = 2', [note]])
      await put(noteText(text, [(await signerOf(2)).line(text)]))
      expect(await found(ground)).toEqual(['keyDiffers', 'changeNotByOld', 'headByUnknownKey'])
      await put(noteText(text, [(await signerOf(1)).line(text)]))
      expect(await found(ground)).toContain('changeNotByNew')
      await put((await keysOf(ground)).changes[0]?.announcement.replace('2018-03-14T16', '2018-03-14T17') ?? '')
      expect(await found(ground)).toContain('changeNotByOld')
    })

    test('another key put in the place of the announced one', async () => {
      const [old, other] = [await signerOf(1), stranger()]
      const text = keyChangeText({ oldKey: old.key, newKey: other.key, from: '2018-03-14T16:00:00.000Z', lost: false })
      await byHand(ground, [
        'update register_keys set public_key = $1, announcement = $2 where number = 2',
        [Buffer.from(other.key.publicKey), noteText(text, [old.line(text), other.line(text)])],
      ])
      await signHeadBy(ground, other, await headText())
      // both keys signed it, but it is not what went into the tree
      expect(await found(ground)).toEqual(['changeProofFails'])
    })

    test('an announcement taken away: the tree still has it', async () => {
      await byHand(ground, ['delete from register_keys where number = 2'])
      await signHeadBy(ground, await signerOf(1), await headText())
      expect(await found(ground)).toEqual(['changeHidden'])
    })

    test('an announcement that never went into the tree', async () => {
      await change(ground, { from: '2018-03-20' })
      await byHand(ground, ['delete from register_pending'])
      expect(await found(ground)).toEqual([])
      ground.setNow('2018-03-16T18:00:00Z')
      await takeIn(ground)
      expect(await found(ground)).toEqual(['changeNotInRegister'])
    })

    test('the secret of the key gone: nothing is signed, and nothing pretended', async () => {
      const folder = join(ground.app.platform.exports.folder, '..', 'secrets')
      const platform = { ...ground.app.platform }
      await rm(join(folder, 'register-key-2-sm2'))
      const signing = ground.asSystem((db) => registerSigner({ db, platform }, ground.now()))
      expect(await refusal(signing)).toBe('register-key-gone')
      const attempt = (asked: Partial<AskedChange>) =>
        asProgram(platform, (context) => changeKey(context, { algorithm: 'ed25519', lost: false, ...asked }))
      expect(await refusal(attempt({}))).toBe('register-key-gone')
      await writeFile(join(folder, 'register-key-2-sm2'), 'A'.repeat(43))
      expect(await refusal(attempt({ lost: true }))).toContain('no secret of 32 random octets')
      await rm(join(folder, 'register-key-2-sm2'))
      const made = await attempt({ lost: true })
      expect(made).toMatchObject({ number: 3, lost: true, from: ground.now().toISOString() })
      await asProgram(platform, (context) =>
        import('../src/tips/register-acts.ts').then(({ appendWaiting }) => appendWaiting(context)),
      )
      expect(await audit(ground)).toMatchObject({ ok: false, findings: [{ code: 'keyLost', number: 2 }] })
      expect(await audit(ground, { key: oldKey })).toMatchObject({ findings: [{ code: 'keyLost' }] })
      const trusted = await audit(ground, { key: made.newKey, anchor: oldHead })
      expect(trusted).toMatchObject({ ok: true, losses: [made.from] })
      const receipt = await placed(ground, oldKey, before)
      const check = (trustedKey?: string) => verifyReceipt(receipt, { ...tools, now: ground.now(), trustedKey })
      expect(check().faults).toEqual(['keyLost'])
      expect(check(made.newKey)).toMatchObject({ ok: true, faults: [] })
      expect(keyText(stranger().key)).not.toBe(made.newKey)
    })
  })
})

describe('the key in force lost before the day of an announced one', () => {
  let ground: Test
  let oldKey: string
  let heir: string
  let before: RecordedStep
  let platform: Test['app']['platform']
  const folder = () => join(ground.app.platform.exports.folder, '..', 'secrets')
  const attempt = (asked: Partial<AskedChange>) =>
    asProgram(platform, (context) => changeKey(context, { algorithm: 'sm2', lost: false, ...asked }))
  beforeEach(async () => {
    ground = await openTest({ now: '2018-03-12T18:00:00Z', settings: { GANGSHAO_SIGNATURE: 'sm2' } })
    oldKey = (await ground.ok(null, tipsContract.getBooks, {})).key
    before = await stepOf(ground, 'received')
    heir = (await change(ground, { from: '2018-03-20' })).newKey
    await takeIn(ground)
    await rm(join(folder(), 'register-key-1-sm2'))
    // a process that has not read the secret before
    platform = { ...ground.app.platform }
    ground.setNow('2018-03-13T18:00:00Z')
  })
  afterEach(() => ground.close())

  test('gives way at once; the announced one vouches for the new one, and every audit holds', async () => {
    expect(await refusal(attempt({}))).toBe('register-key-gone')
    const made = await attempt({ lost: true })
    expect(made).toMatchObject({ number: 3, oldKey, lost: true, vouched: true, from: ground.now().toISOString() })
    for (const day of ['2018-03-14', '2018-03-21']) {
      ground.setNow(`${day}T18:00:00Z`)
      const { key } = (await asProgram(platform, ({ db }) => registerSigner({ db, platform }, ground.now()))) ?? {}
      expect(key && keyText(key)).toBe(made.newKey)
      await asProgram(platform, appendWaiting)
      for (const trusted of [oldKey, heir, made.newKey])
        expect(await audit(ground, { key: trusted })).toMatchObject({ ok: true, findings: [], key: made.newKey })
    }
    expect((await keysOf(ground)).keys.map(({ from }) => from)).toEqual([null, made.from, made.from])
    const receipt = await placed(ground, oldKey, before)
    expect(verifyReceipt(receipt, { ...tools, now: ground.now() })).toMatchObject({ ok: true, faults: [] })
  })

  test('gives way without anybody to vouch where the announced one is gone too: the chain is broken', async () => {
    await rm(join(folder(), 'register-key-2-sm2'))
    const made = await attempt({ lost: true })
    expect(made).toMatchObject({ vouched: false, from: ground.now().toISOString() })
    await asProgram(platform, appendWaiting)
    expect(await found(ground, { key: oldKey })).toEqual(['keyLost'])
    expect(await found(ground, { key: heir })).toEqual(['keyLost'])
    expect(await found(ground, { key: made.newKey })).toEqual([])
  })

  test('cannot be made out later: once the announced one signs, a loss of the key before it does not hold', async () => {
    const { announcement = '' } = (await keysOf(ground)).changes[0] ?? {}
    const stranger = sm2NoteSigner(
      'localhost/register',
      sm2KeyOfSecret(Buffer.alloc(32, 'nobody').toString('base64url')),
    )
    const lossAt = (from: string) => {
      const text = keyChangeText({ oldKey: readKey(oldKey) ?? stranger.key, newKey: stranger.key, from, lost: true })
      return followKeys(oldKey, [announcement, noteText(text, [stranger.line(text)])], nodeCheckOf).faults
    }
    expect(lossAt('2018-03-19T15:00:00.000Z')).toMatchObject([{ code: 'keyLost' }])
    expect(lossAt('2018-03-19T16:00:00.000Z')).toMatchObject([{ code: 'changeOfOther' }])
  })
})
