import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { platformContract } from '../src/platform/shared/platform-contract.ts'
import { openTest, type Test } from './harness.ts'

let city: Test
const password = 'right-horse-battery'

beforeAll(async () => {
  city = await openTest({ now: new Date().toISOString() })
  for (const userName of ['zhangsan', 'lisi', 'wangwu'])
    await city.app.sessions.createAccount(userName, password, userName)
})
afterAll(() => city.close())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${city.url}/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const signIn = (username: string, given = password, headers: Record<string, string> = {}) =>
  post('/sign-in/username', { username, password: given }, headers)
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code

describe('sign-in', () => {
  test('opens a session with the right password, in a cookie that scripts cannot read', async () => {
    const response = await signIn('zhangsan')
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie().join()).toMatch(/HttpOnly/i)
  })

  test('tells nothing about whether a name exists', async () => {
    const [wrong, unknown] = [await signIn('zhangsan', 'wrong-password'), await signIn('nobody', 'wrong-password')]
    expect([wrong.status, await codeOf(wrong)]).toEqual([unknown.status, await codeOf(unknown)])
  })

  test('is locked after five failures, whatever the address, and says so', async () => {
    for (let i = 0; i < 5; i += 1)
      expect(await codeOf(await signIn('lisi', 'wrong-password', { 'x-forwarded-for': `10.0.0.${i}` }))).toBe(
        'sign-in-failed',
      )
    expect(await codeOf(await signIn('lisi'))).toBe('account-locked')
  })

  test('is locked after five failures though twenty are tried at the same time', async () => {
    const tries = await Promise.all(Array.from({ length: 20 }, (_, i) => signIn('zhaoliu', `wrong-password-${i}`)))
    const codes = await Promise.all(tries.map(codeOf))
    expect(codes.filter((code) => code === 'sign-in-failed')).toHaveLength(5)
    expect(codes.filter((code) => code === 'account-locked')).toHaveLength(15)
  })

  test('does not count what was refused before the password was looked at', async () => {
    for (let i = 0; i < 6; i += 1) expect((await post('/sign-in/username', { username: 'sunqi' })).status).toBe(400)
    expect(await codeOf(await signIn('sunqi', 'wrong-password'))).toBe('sign-in-failed')
    expect(await city.asOwner(`select failures from sign_in_failures where username = 'sunqi'`)).toEqual([
      { failures: 1 },
    ])
  })

  test('is limited by address in the database: a number of tries a minute, whatever the name', async () => {
    const narrow = await openTest({ now: new Date().toISOString(), settings: { GANGSHAO_SIGN_INS_PER_MINUTE: '3' } })
    const tries = ['a', 'b', 'c', 'd'].map((username) => JSON.stringify({ username, password: 'wrong-password' }))
    const statuses: number[] = []
    for (const body of tries) {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(`${narrow.url}/api/auth/sign-in/username`, { method: 'POST', headers, body })
      statuses.push(response.status)
    }
    const kept = await narrow.asOwner<{ count: number }>('select count from auth_rate_limits')
    await narrow.close()
    expect(statuses.map((status) => status === 429)).toEqual([false, false, false, true])
    expect(kept).toEqual([{ count: 3 }])
  })

  test.each([
    '/sign-up/email',
    '/admin/create-user',
    '/list-sessions',
    '/update-user',
    '/delete-user',
    '/forget-password',
  ])('keeps the door %s shut', async (path) => {
    expect(await codeOf(await post(path, {}))).toBe('not-found')
  })

  test('is refused from the page of another site', async () => {
    expect(await codeOf(await signIn('zhangsan', password, { origin: 'https://evil.example' }))).toBe('wrong-origin')
  })

  test('is refused and nothing worse where another host is named by a proxy or nobody knows whom', async () => {
    const proxied = await openTest({ now: new Date().toISOString(), settings: { GANGSHAO_TRUST_PROXY: 'yes' } })
    const codes = await Promise.all(
      ['a b/..', 'x:99999', '[', 'evil.example'].map(async (host) => {
        const headers = { 'content-type': 'application/json', 'x-forwarded-host': host, 'x-forwarded-proto': host }
        const body = JSON.stringify({ username: 'nobody', password: 'wrong-password' })
        return codeOf(await fetch(`${proxied.url}/api/auth/sign-in/username`, { method: 'POST', headers, body }))
      }),
    )
    await proxied.close()
    expect(codes).toEqual(['sign-in-failed', 'sign-in-failed', 'sign-in-failed', 'sign-in-failed'])
  })

  test.each([
    ['nothing', {}],
    ['other types', { username: 1, password: [] }],
    ['a very long name', { username: 'x'.repeat(100_000), password: 'y' }],
    ['a list', []],
    ['an object for a name', { username: { $gt: '' }, password }],
  ])('refuses rubbish: %s', async (_what, body) => {
    const response = await post('/sign-in/username', body)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
  })
})

describe('second factor', () => {
  test('whoever has switched it on needs its code after the password', async () => {
    const cookie = cookieOf(await signIn('wangwu'))
    const enabled = (await (await post('/two-factor/enable', { password }, { cookie })).json()) as { totpURI: string }
    const secret = new URL(enabled.totpURI).searchParams.get('secret') ?? ''
    expect((await post('/two-factor/verify-totp', { code: totp(secret) }, { cookie })).status).toBe(200)
    const again = await signIn('wangwu')
    expect(await again.json()).toMatchObject({ twoFactorRedirect: true })
    const half = cookieOf(again)
    expect(half).not.toContain('session_token=ey')
    expect((await post('/two-factor/verify-totp', { code: '000000' }, { cookie: half })).status).toBe(401)
    const whole = await post('/two-factor/verify-totp', { code: totp(secret) }, { cookie: half })
    expect(whole.status).toBe(200)
    expect(cookieOf(whole)).toContain('gangshao.session_token')
  })
})

describe('sessions', () => {
  test('a forged or unsigned cookie is nobody', async () => {
    const cookie = city.persons.cityOffice.cookie
    for (const forged of [
      cookie.replace(/.{6}$/, 'AAAAAA'),
      'gangshao.session_token=abc',
      'gangshao.session_token=%00',
    ]) {
      expect((await fetch(`${city.url}/api/me`, { headers: { cookie: forged } })).status).toBe(401)
    }
  })

  test('ends after thirty idle minutes, and after twelve hours of work', async () => {
    const start = city.now()
    const minutesLater = (minutes: number) => city.setNow(new Date(start.getTime() + minutes * 60_000).toISOString())
    minutesLater(20)
    await city.ok('gridWorkerA2', platformContract.getMe, {})
    minutesLater(45)
    await city.ok('gridWorkerA2', platformContract.getMe, {})
    minutesLater(80)
    expect(await city.refused('gridWorkerA2', platformContract.getMe, {})).toBe('not-signed-in')
    for (let minutes = 0; minutes <= 720; minutes += 20) {
      minutesLater(minutes)
      if (minutes < 720) await city.call('gridWorkerB', platformContract.getMe, {})
    }
    minutesLater(721)
    expect(await city.refused('gridWorkerB', platformContract.getMe, {})).toBe('not-signed-in')
    city.setNow(start.toISOString())
  })

  test('signing out everywhere ends every session of the account', async () => {
    const [here, there] = [cookieOf(await signIn('zhangsan')), cookieOf(await signIn('zhangsan'))]
    expect((await post('/revoke-sessions', {}, { cookie: here })).status).toBe(200)
    const { rows } = await city.app.platform.database.pool.query(
      `select 1 from auth_sessions s join auth_users u on u.id = s."userId" where u.username = 'zhangsan'`,
    )
    expect(rows.length).toBe(0)
    expect(there).not.toBe(here)
  })

  test('a role taken away is gone with the next request', async () => {
    await city.ok('auditAdmin', platformContract.listAudit, {})
    await city.app.platform.database.pool.query(
      `update role_grants set valid_to = '2018-01-01' where role = 'auditAdmin'`,
    )
    expect(await city.refused('auditAdmin', platformContract.listAudit, {})).toBe('not-permitted')
  })
})

/** RFC 6238 with the defaults every authenticator app has. */
function totp(base32: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...base32.replace(/=+$/, '')].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
