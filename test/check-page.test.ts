/** The page that checks a receipt from disk: one file, without a network, for either kind of key and hash. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import { createBuilder } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signingKeyOf } from '../src/platform/server/event-heads.ts'
import { hexOf } from '../src/platform/shared/bytes.ts'
import { checkpointText } from '../src/tips/checkpoint.ts'
import { leafHash } from '../src/tips/merkle-tree.ts'
import { nodeHashOf } from '../src/tips/node-hash.ts'
import { noteSigner, sm2KeyOfSecret, sm2NoteSigner } from '../src/tips/note-signer.ts'
import { promiseText } from '../src/tips/promise.ts'
import { type Receipt, receiptFormat, writeStep } from '../src/tips/receipt.ts'
import { commitmentOf, leafBytes } from '../src/tips/register-leaf.ts'
import { keyText } from '../src/tips/signed-note.ts'

const checkout = new URL('..', import.meta.url).pathname
let folder: string
let browser: Browser

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gangshao-check-page-'))
  // as a release is built: a test's own setting would build the page for development
  const given = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  const builder = await createBuilder({
    configFile: join(checkout, 'vite.config.ts'),
    logLevel: 'error',
    environments: { check: { build: { outDir: folder } } },
  })
  const environment = builder.environments['check']
  if (!environment) throw new Error('the page is not built')
  await builder.build(environment)
  process.env['NODE_ENV'] = given
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const page = () => join(folder, 'public/check.html')

/** A receipt of one step in a tree of one leaf. */
function receiptOf(kind: 'ed25519' | 'sm2', algorithm: 'sha256' | 'sm3', more: object = {}): Receipt {
  const origin = 'example.gov.cn/register'
  const secret = randomBytes(32).toString('base64url')
  const signer =
    kind === 'sm2' ? sm2NoteSigner(origin, sm2KeyOfSecret(secret)) : noteSigner(origin, signingKeyOf(secret))
  const hash = nodeHashOf(algorithm)
  const salt = randomBytes(32)
  const claim = { step: 'received', at: '2018-03-10T01:00:00.000Z', ...more }
  const months = { county: '320412', receivedMonth: '2018-03', stepMonth: '2018-03' }
  const leaf = leafBytes({ ...months, kind: 'received', algorithm, commitment: commitmentOf(hash, salt, claim) })
  const root = leafHash(hash, leaf)
  const promise = signer.sign(promiseText({ origin, algorithm, leafHash: root, by: '2018-03-11T02:00:00.000Z' }))
  const checkpoint = signer.sign(checkpointText({ origin, size: 1, root, at: '2018-03-11T01:00:00.000Z', algorithm }))
  const step = { ...writeStep({ leaf, salt, claim, promise }), inclusion: { index: 0, proof: [] } }
  expect(hexOf(root)).toHaveLength(64)
  return { format: receiptFormat, key: keyText(signer.key), steps: [step], checkpoint }
}

async function verdictOn(text: string): Promise<string | null> {
  return (await lookAt(text)).verdict
}

/** What the page says of a receipt: its verdict, and whether it is one of a demonstration system. */
async function lookAt(text: string): Promise<{ verdict: string | null; demonstration: boolean }> {
  const path = join(folder, 'receipt.json')
  await writeFile(path, text)
  const context = await browser.newContext({ offline: true })
  try {
    const opened = await context.newPage()
    await opened.goto(`file://${page()}`)
    await opened.setInputFiles('input[type=file]', path, { timeout: 10_000 })
    await opened.waitForSelector('.receipt, .notice')
    const verdict = await opened.locator('.receipt').getAttribute('data-verdict', { timeout: 1000 })
    const demonstration = (await opened.getByText(/演示系统的回执|receipt of a demonstration/).count()) > 0
    return { verdict, demonstration }
  } finally {
    await context.close()
  }
}

test('is one file that asks for no other, of at most 80 kB compressed', async () => {
  const text = await readFile(page(), 'utf8')
  expect(text.match(/<script/g)).toHaveLength(1)
  expect(text).not.toMatch(/__VITE_PRELOAD__|<link|\ssrc=/)
  expect(gzipSync(text, { level: 6 }).length).toBeLessThan(80_000)
})

test.each([
  ['ed25519', 'sha256'],
  ['ed25519', 'sm3'],
  ['sm2', 'sha256'],
  ['sm2', 'sm3'],
] as const)('checks a receipt of %s and %s without a network, and finds a changed one out', async (kind, algorithm) => {
  const text = JSON.stringify(receiptOf(kind, algorithm))
  expect(await verdictOn(text)).toBe('ok')
  expect(await verdictOn(text.replace('\\n2018-03-11T02', '\\n2018-03-12T02'))).toBe('wrong')
})

test('says of a receipt of the demo city that it is one; taking the mark out of it is found out', async () => {
  const text = JSON.stringify(receiptOf('ed25519', 'sha256', { demonstration: true }))
  expect(await lookAt(text)).toEqual({ verdict: 'ok', demonstration: true })
  const unmarked = text.replace(',"demonstration":true', '')
  expect(unmarked).not.toBe(text)
  expect(await lookAt(unmarked)).toEqual({ verdict: 'wrong', demonstration: false })
  expect(await lookAt(JSON.stringify(receiptOf('ed25519', 'sha256')))).toEqual({ verdict: 'ok', demonstration: false })
})
