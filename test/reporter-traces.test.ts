/**
 * What a reporter leaves behind on the machines of an operator who did as docs/nginx.conf says: the proxy's files, all the program
 * writes, its data folder with every table, and a backup of it. Name, contact, address and code are found in none of them.
 */
import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealLetter } from '../src/tips/envelope.ts'
import { freePort, onDatabase, openFolder, runProgram, type Started, startProgram } from './program.ts'
import { insertCustodian, newCode, random, said, workedOut } from './tip-ground.ts'
import { areas, foundWorld } from './world.ts'

/** From where the reporter's device connects to the proxy, and what another proxy before it would say. */
const addresses = ['127.0.0.77', '203.0.113.77'] as const
const letter = { name: '金丝雀己', contact: '13711112222', private: '我住在厂对面三楼' }
const plainLetter = { name: '金丝雀庚', contact: '13733334444', private: '我是门卫的亲戚' }
/** What everybody who handles the tip may read: it must be found, or the search finds nothing. */
const words = '夜里有红光，废钢车从北门进，天亮前走'

let place: Awaited<ReturnType<typeof openFolder>>
let other: Awaited<ReturnType<typeof openFolder>>
let settings: Record<string, string>
let server: Started
let proxy: ReturnType<typeof spawn>
let proxyPort = 0
const recipients: string[] = []
const code = newCode()
let plainCode = ''

beforeAll(async () => {
  place = await openFolder()
  other = await openFolder()
  const port = await freePort()
  settings = {
    GANGSHAO_DATA: place.folder,
    PORT: String(port),
    // the most talkative, and the most trusting
    GANGSHAO_LOG: 'debug',
    GANGSHAO_TRUST_PROXY: 'yes',
  }
  await onDatabase(place.folder, async ({ pool }, secret) => {
    await foundWorld(pool, secret, new Date())
    await nameCustodians(pool)
  })
  server = startProgram(['serve'], settings)
  await server.says(`:${port}`)
  proxyPort = await freePort()
  await startProxy(port)
}, 120_000)

afterAll(async () => {
  proxy?.kill('SIGTERM')
  server?.process.kill('SIGKILL')
  await place?.remove()
  await other?.remove()
})

async function nameCustodians(pool: pg.Pool): Promise<void> {
  for (const body of ['county', 'city'] as const) {
    const publicKey = await identityToRecipient(await generateX25519Identity())
    const area = body === 'county' ? areas.countyA : areas.city
    await insertCustodian((text, values) => pool.query(text, values), { body, area, publicKey })
    recipients.push(publicKey)
  }
}

const proxyFolder = () => join(other.folder, 'proxy')

/** The documented file, on a port of this machine and without a certificate. */
async function startProxy(port: number): Promise<void> {
  const documented = await readFile(new URL('../docs/nginx.conf', import.meta.url), 'utf8')
  const ours = documented
    .replace('listen 443 ssl;', `listen 127.0.0.1:${proxyPort};`)
    .replace(/^\s*ssl_certificate.*$/gm, '')
    .replace('server 127.0.0.1:3000;', `server 127.0.0.1:${port};`)
    .replace('/var/log/nginx/', `${proxyFolder()}/`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${proxyFolder()}/${name};`,
  )
  await mkdir(proxyFolder())
  await writeFile(
    join(proxyFolder(), 'nginx.conf'),
    `daemon off; pid ${proxyFolder()}/pid; error_log ${proxyFolder()}/error.log debug; events {} http { ${temporary.join(' ')} ${ours} }`,
  )
  proxy = spawn('/usr/sbin/nginx', ['-c', join(proxyFolder(), 'nginx.conf')], { stdio: 'ignore' })
  for (let tries = 0; (await ask('GET', '/api/health')).status !== 200; tries += 1) {
    if (tries > 100) throw new Error(await readFile(join(proxyFolder(), 'error.log'), 'utf8'))
    await sleep(100)
  }
}

/** One request of the reporter's device through the proxy. @returns status 0 where nobody answers. */
function ask(method: string, path: string, type = '', body = ''): Promise<{ status: number; body: string }> {
  return new Promise((done) => {
    const sent = request(
      {
        method,
        path,
        host: '127.0.0.1',
        port: proxyPort,
        localAddress: addresses[0],
        headers: {
          ...(body !== '' && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
          'x-forwarded-for': addresses[1],
          forwarded: `for=${addresses[1]}`,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => done({ status: response.statusCode ?? 0, body: text }))
      },
    )
    sent.on('error', () => done({ status: 0, body: '' }))
    sent.end(body)
  })
}

const json = (path: string, body: object) => ask('POST', path, 'application/json', JSON.stringify(body))
const form = (path: string, fields: Record<string, string>) =>
  ask('POST', path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString())

/** Every file below a folder that holds one of the texts, with the text. */
async function foundIn(folder: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const octets = await readFile(join(entry.parentPath, entry.name))
    for (const text of texts) if (octets.includes(text)) found.push(`${entry.name}: ${text}`)
  }
  return found
}

/** Every table with a row that says one of the texts anywhere. */
async function foundInTables(texts: readonly string[]): Promise<string[]> {
  return onDatabase(place.folder, async ({ pool }) => {
    const { rows } = await pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    const found: string[] = []
    for (const { name } of rows) {
      const { rows: said } = await pool.query<{ text: string }>(
        `select searched as text from unnest($1::text[]) as searched where exists (select from ${name} as whole_row
            where position(searched in whole_row::text) > 0 or position(encode(convert_to(searched, 'UTF8'), 'hex') in whole_row::text) > 0)`,
        [texts],
      )
      found.push(...said.map(({ text }) => `${name}: ${text}`))
    }
    return found
  })
}

const secrets = () => [
  ...Object.values(letter),
  ...Object.values(plainLetter),
  ...addresses,
  ...[code, plainCode].flatMap((one) => [one, one.replaceAll('-', '')]),
]

describe.skipIf(process.env['TEST_DATABASE_URL'])('a reporter who comes through the documented proxy', () => {
  test('is received at both doors, and reads on under the code', async () => {
    const { challenge, bits } = JSON.parse((await ask('GET', '/api/tips/challenge')).body)
    const [halfA, halfB] = [recipients.slice(0, 1), recipients.slice(1)]
    const tip = {
      challenge,
      answer: workedOut(challenge, bits),
      code,
      report: said({ words }),
      envelope: await sealLetter(letter, { halfA, halfB }, random),
    }
    expect((await json('/api/tips', tip)).status).toBe(200)
    // what is refused leaves as little
    expect((await json('/api/tips', { ...tip, code: newCode(), report: { ...letter } })).status).toBe(400)
    const fields = {
      lang: 'zh',
      place: '甲一村',
      placeAreaId: String(areas.villageA1.id),
      kind: 'maker',
      runs: 'night',
    }
    const token = /name="token" value="([^"]+)"/.exec((await form('/public/plain/form', fields)).body)?.[1] ?? ''
    // a form sent within five seconds is taken for a machine's
    await sleep(5500)
    const sent = await form('/public/plain/send', { ...fields, ...plainLetter, token, words, involved: 'no' })
    plainCode = /class="code">([^<]+)</.exec(sent.body)?.[1] ?? ''
    expect(plainCode).toMatch(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/)
    expect((await form('/public/plain/mine', { code: plainCode, lang: 'zh' })).body).toContain('您的举报已收到')
  }, 60_000)

  test('leaves nothing with the proxy either when the program is down, while other requests are kept without address', async () => {
    server.process.kill('SIGTERM')
    await server.ended
    expect((await json('/api/tips', { code, ...letter })).status).toBe(502)
    expect((await form('/public/plain/send', { ...plainLetter })).status).toBe(502)
    proxy.kill('SIGTERM')
    await new Promise((done) => proxy.once('exit', done))
    const kept = await readFile(join(proxyFolder(), 'gangshao.log'), 'utf8')
    expect(kept).toContain('GET /api/health 200')
    expect(kept).not.toContain('/api/tips')
    expect(kept).not.toContain('/public')
    expect(await foundIn(proxyFolder(), [...secrets(), words])).toEqual([])
  }, 60_000)

  test('is named by no line the program wrote', () => {
    for (const secret of secrets()) expect(server.output()).not.toContain(secret)
  })

  test('is named in no table', async () => {
    expect(await foundInTables(secrets())).toEqual([])
    expect(await foundInTables([words])).toEqual([`public.tips: ${words}`])
  }, 60_000)

  test('is named in no file of the data folder and of its backup', async () => {
    expect(await foundIn(place.folder, secrets())).toEqual([])
    const out = join(other.folder, 'backup')
    const made = await runProgram(['backup', '--out', out], settings)
    expect(made.code, made.stderr).toBe(0)
    expect(await foundIn(out, secrets())).toEqual([])
    // the words of the tip are there: the search finds what is there to be found
    expect((await foundIn(out, [words])).length).toBeGreaterThan(0)
  }, 120_000)
})
