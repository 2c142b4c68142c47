/**
 * Sign-in: better-auth keeps accounts, passwords, second factors and sessions; the lock-out by user name and the end of
 * idle and old sessions are ours, because the scope of a user is read with the session in one statement per request.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { twoFactor, username } from 'better-auth/plugins'
import type pg from 'pg'
import { Refusal } from '../shared/refusal.ts'

/** Limits from the rulebook (`session.*`). */
export type SessionRules = { failures: number; lockMinutes: number; idleMinutes: number; absoluteHours: number }

export type SessionOptions = {
  pool: pg.Pool
  secret: string
  baseUrl: string
  secure: boolean
  signInsPerMinute: number
  rules: SessionRules
}

const cookieName = 'gangshao.session_token'
/** The same names as agencies give: letters, digits, dot, underscore, hyphen. */
const userNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{2,29}$/
const addressHeader = 'x-gangshao-address'
/** The only doors of better-auth that are open; accounts are made by administrators, never by signing up. */
const openPaths = new Set([
  '/sign-in/username',
  '/sign-out',
  '/change-password',
  '/revoke-sessions',
  '/two-factor/enable',
  '/two-factor/disable',
  '/two-factor/get-totp-uri',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
])

export type Sessions = ReturnType<typeof openSessions>

function makeAuth({ pool, secret, baseUrl, secure, signInsPerMinute, rules }: SessionOptions) {
  return betterAuth({
    appName: '钢哨',
    baseURL: baseUrl,
    basePath: '/api/auth',
    database: pool,
    secret,
    // auth-routes.ts has refused every page that is not ours before a request comes here
    trustedOrigins: (request) => [request?.headers.get('origin') ?? baseUrl],
    telemetry: { enabled: false },
    // failed sign-ins are counted in the database, not written to a log with names
    logger: { level: 'error' },
    user: { modelName: 'auth_users' },
    session: { modelName: 'auth_sessions', expiresIn: rules.idleMinutes * 60, updateAge: 60 },
    account: { modelName: 'auth_accounts' },
    verification: { modelName: 'auth_verifications' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limits',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/username': { window: 60, max: signInsPerMinute },
        '/two-factor/*': { window: 60, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: 'gangshao',
      // The name stays the same with and without TLS; `secure` follows the public address.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      username({ usernameValidator: (name) => userNamePattern.test(name) }),
      twoFactor({ issuer: '钢哨', twoFactorTable: 'auth_two_factors' }),
    ],
  })
}

export function openSessions(options: SessionOptions) {
  const { pool, secret, rules } = options
  const auth = makeAuth(options)
  return {
    addressHeader,
    isOpen: (path: string): boolean => openPaths.has(path),
    /** Passes a request on to better-auth, with the lock-out around signing in. */
    async handle(request: Request, path: string, userName: string | undefined): Promise<Response> {
      if (path !== '/sign-in/username' || userName === undefined) return auth.handler(request)
      await countAttempt(pool, userName, rules)
      const response = await auth.handler(request)
      if (response.ok) await pool.query('delete from sign_in_failures where username = $1', [userName.toLowerCase()])
      else if (response.status !== 401) await takeBackAttempt(pool, userName, rules)
      return response
    },
    /** The session token of a cookie whose signature is ours, else undefined. */
    readToken: (cookie: string | undefined): string | undefined => readSigned(cookie, secret),
    cookieName,
    /** Makes an account with its password; the caller decides who may. @returns the account's id. */
    async createAccount(userName: string, password: string, name: string): Promise<string> {
      const context = await auth.$context
      const user = await context.internalAdapter.createUser(
        {
          name,
          email: `${userName.toLowerCase()}@accounts.invalid`,
          emailVerified: true,
          username: userName.toLowerCase(),
          displayUsername: userName,
        },
        { method: 'admin' },
      )
      await context.internalAdapter.linkAccount({
        accountId: user.id,
        providerId: 'credential',
        userId: user.id,
        password: await context.password.hash(password),
      })
      return user.id
    },
    /** Sets a new password; the old one is gone at once. */
    async resetPassword(accountId: string, password: string): Promise<void> {
      const context = await auth.$context
      await context.internalAdapter.updatePassword(accountId, await context.password.hash(password))
    },
    /** Ends every session of an account. */
    async endSessions(accountId: string): Promise<void> {
      await pool.query('delete from auth_sessions where "userId" = $1', [accountId])
    },
  }
}

function readSigned(cookie: string | undefined, secret: string): string | undefined {
  if (!cookie) return undefined
  const dot = cookie.lastIndexOf('.')
  if (dot < 1) return undefined
  const token = cookie.slice(0, dot)
  const given = Buffer.from(cookie.slice(dot + 1), 'base64')
  const expected = createHmac('sha256', secret).update(token).digest()
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined
}

/**
 * An attempt counts as failed before its password is looked at: many at the same time are no more guesses than one after another.
 * Refuses `account-locked` {minutes}.
 */
async function countAttempt(pool: pg.Pool, userName: string, rules: SessionRules): Promise<void> {
  const counted = await pool.query(
    `insert into sign_in_failures as f (username, failures, last_failed_at, locked_until)
       values ($1, 1, now(), case when $2 <= 1 then now() + make_interval(mins => $3) end)
     on conflict (username) do update set
       failures = case when f.last_failed_at < now() - make_interval(mins => $3) then 1 else f.failures + 1 end,
       last_failed_at = now(),
       locked_until = case when f.last_failed_at >= now() - make_interval(mins => $3) and f.failures + 1 >= $2
                           then now() + make_interval(mins => $3) end
     where f.locked_until is null or f.locked_until <= now()`,
    [userName.toLowerCase(), rules.failures, rules.lockMinutes],
  )
  if (counted.rowCount !== 0) return
  const { rows } = await pool.query<{ minutes: number }>(
    'select ceil(extract(epoch from locked_until - now()) / 60)::int as minutes from sign_in_failures where username = $1',
    [userName.toLowerCase()],
  )
  throw new Refusal('account-locked', { minutes: rows[0]?.minutes ?? rules.lockMinutes })
}

/** No password was looked at: the attempt was none. */
async function takeBackAttempt(pool: pg.Pool, userName: string, rules: SessionRules): Promise<void> {
  await pool.query(
    `update sign_in_failures set failures = failures - 1, locked_until = case when failures > $2 then locked_until end
      where username = $1 and failures > 0`,
    [userName.toLowerCase(), rules.failures],
  )
}
