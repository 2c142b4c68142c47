/** Settings from the environment; the only file that reads it. */
import { z } from 'zod'
import { type KeyKind, keyKinds } from '../shared/key-kinds.ts'

const yes = z
  .enum(['yes', 'no'])
  .default('no')
  .transform((v) => v === 'yes')

const httpUrl = z.url({ protocol: /^https?$/ })

const environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    GANGSHAO_DATA: z.string().optional(),
    GANGSHAO_DEMO_PASSWORD: z.string().min(10).optional(),
    GANGSHAO_DEMO: yes,
    GANGSHAO_SECRET: z.string().optional(),
    GANGSHAO_HASH: z.enum(['sha256', 'sm3']).default('sha256'),
    GANGSHAO_SIGNATURE: z.enum(['ed25519', 'sm2']).default('ed25519'),
    GANGSHAO_SEALING: z.enum(keyKinds).default('x25519'),
    GANGSHAO_PUBLIC_URL: z.url().optional(),
    GANGSHAO_TRUST_PROXY: yes,
    GANGSHAO_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
    GANGSHAO_SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
    DATABASE_URL: z.string().optional(),
    DATABASE_OWNER_URL: z.string().optional(),
    CLICKHOUSE_URL: z.url().optional(),
    GANGSHAO_READINGS_FOLDER: z.string().optional(),
    GANGSHAO_REGISTER_ORIGIN: z
      .string()
      .regex(/^[^\s+]{1,200}$/)
      .optional(),
    GANGSHAO_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    GANGSHAO_MAIL_FROM: z
      .string()
      .regex(/^[^@\r\n]+@[^@\r\n]+$/)
      .optional(),
    GANGSHAO_MESSENGER_URL: httpUrl.optional(),
    GANGSHAO_MESSENGER_SECRET: z.string().optional(),
    GANGSHAO_SMS_URL: httpUrl.optional(),
    GANGSHAO_SMS_TOKEN: z.string().optional(),
  })
  .refine((e) => (e.GANGSHAO_SMTP_URL === undefined) === (e.GANGSHAO_MAIL_FROM === undefined), {
    error: 'GANGSHAO_SMTP_URL and GANGSHAO_MAIL_FROM go together / 须同时设置',
    path: ['GANGSHAO_MAIL_FROM'],
  })

export type HashAlgorithm = 'sha256' | 'sm3'
export type SignatureAlgorithm = 'ed25519' | 'sm2'

export type Config = {
  port: number
  host: string
  dataFolder: string | undefined
  demoPassword: string | undefined
  /** Whether the demo city was asked for although DATABASE_URL is set. */
  demoAsked: boolean
  secret: string | undefined
  hash: HashAlgorithm
  /** Kind of key with which a new register of tips begins, and of the next one of a register that changes it. */
  signature: SignatureAlgorithm
  /** Kind of the keys that custodians make, and that an identity or an original is sealed to. */
  sealing: KeyKind
  publicUrl: string | undefined
  trustProxy: boolean
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  signInsPerMinute: number
  databaseUrl: string | undefined
  databaseOwnerUrl: string | undefined
  clickhouseUrl: string | undefined
  /** Folder into which the power company puts files of readings. */
  readingsFolder: string | undefined
  /** Name of the public register in its heads and promises; it must not change once the register has begun. */
  registerOrigin: string
  /** Where e-mail goes out, and in whose name; undefined: none does. */
  smtpUrl: string | undefined
  mailFrom: string | undefined
  /** Web-hook of a group of a messenger, with the secret that signs its calls. */
  messengerUrl: string | undefined
  messengerSecret: string | undefined
  /** Gateway of text messages. */
  smsUrl: string | undefined
  smsToken: string | undefined
}

/** @throws Error with one line per wrong setting. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`wrong settings / 设置有误\n${lines.join('\n')}`)
  }
  const e = parsed.data
  return {
    port: e.PORT,
    host: e.HOST,
    dataFolder: e.GANGSHAO_DATA,
    demoPassword: e.GANGSHAO_DEMO_PASSWORD,
    demoAsked: e.GANGSHAO_DEMO,
    secret: e.GANGSHAO_SECRET,
    hash: e.GANGSHAO_HASH,
    signature: e.GANGSHAO_SIGNATURE,
    sealing: e.GANGSHAO_SEALING,
    publicUrl: e.GANGSHAO_PUBLIC_URL,
    trustProxy: e.GANGSHAO_TRUST_PROXY,
    logLevel: e.GANGSHAO_LOG,
    signInsPerMinute: e.GANGSHAO_SIGN_INS_PER_MINUTE,
    databaseUrl: e.DATABASE_URL,
    databaseOwnerUrl: e.DATABASE_OWNER_URL,
    clickhouseUrl: e.CLICKHOUSE_URL,
    readingsFolder: e.GANGSHAO_READINGS_FOLDER,
    registerOrigin: e.GANGSHAO_REGISTER_ORIGIN ?? `${hostOf(e.GANGSHAO_PUBLIC_URL)}/register`,
    smtpUrl: e.GANGSHAO_SMTP_URL,
    mailFrom: e.GANGSHAO_MAIL_FROM,
    messengerUrl: e.GANGSHAO_MESSENGER_URL,
    messengerSecret: e.GANGSHAO_MESSENGER_SECRET,
    smsUrl: e.GANGSHAO_SMS_URL,
    smsToken: e.GANGSHAO_SMS_TOKEN,
  }
}

const hostOf = (url: string | undefined): string => (url === undefined ? 'localhost' : new URL(url).host)

const knownSecrets = ['secret', 'changeme', 'change-me', 'password', 'better-auth-secret', 'gangshao', '12345678']

/**
 * The secret that signs sessions. Refuses a missing, short, repetitive or known one.
 * @throws Error that says how to make one.
 */
export function requireSecret(secret: string | undefined): string {
  const howTo =
    "make one with / 生成方法: node -e \"console.log(require('crypto').randomBytes(32).toString('base64url'))\""
  if (!secret) throw new Error(`GANGSHAO_SECRET is missing / 缺少 GANGSHAO_SECRET; ${howTo}`)
  const lower = secret.toLowerCase()
  const weak = secret.length < 32 || new Set(secret).size < 12 || knownSecrets.some((known) => lower.startsWith(known))
  if (weak) throw new Error(`GANGSHAO_SECRET is too short or known / GANGSHAO_SECRET 过短或为已知口令; ${howTo}`)
  return secret
}
