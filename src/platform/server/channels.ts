/** The ways out of the program: e-mail by SMTP, a group of a messenger by its web-hook, text messages by a gateway over HTTP. */
import { createHmac } from 'node:crypto'
import nodemailer from 'nodemailer'
import { z } from 'zod'
import type { Attempt, MessageWords, OuterChannel } from '../shared/message.ts'
import type { Config } from './config.ts'

export type Contact = { email: string | null; mobile: string | null }

/** Sends one message under its key; the same key again is the same message. */
export type SendOne = (key: string, words: MessageWords, contact: Contact) => Promise<Attempt>
export type Channels = { send: Partial<Record<OuterChannel, SendOne>>; close(): void }

const patienceMs = 20_000

/** The channels that are set up; none without settings. */
export const channelsOf = ({ smtpUrl, messengerUrl, smsUrl }: Config): OuterChannel[] => [
  ...(smtpUrl === undefined ? [] : (['email'] as const)),
  ...(messengerUrl === undefined ? [] : (['messenger'] as const)),
  ...(smsUrl === undefined ? [] : (['sms'] as const)),
]

/** Whether a person can be told by a channel at all. */
export const reaches = (channel: OuterChannel, { email, mobile }: Contact): boolean =>
  (channel === 'email' ? email : mobile) !== null

export function openChannels(config: Config, clock: () => Date): Channels {
  const { smtpUrl, mailFrom, messengerUrl, messengerSecret, smsUrl, smsToken } = config
  const mail = smtpUrl === undefined || mailFrom === undefined ? undefined : openMail(smtpUrl, mailFrom)
  return {
    send: {
      ...(mail && { email: mail.send }),
      ...(messengerUrl !== undefined && { messenger: messengerOf(messengerUrl, messengerSecret, clock) }),
      ...(smsUrl !== undefined && { sms: gatewayOf(smsUrl, smsToken) }),
    },
    close: () => mail?.close(),
  }
}

function openMail(url: string, from: string): { send: SendOne; close(): void } {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    // what is sent is text of our own: nothing is fetched, no file is read
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    close: () => transport.close(),
    async send(key, words, { email }) {
      if (email === null) return { result: 'noAddress' }
      try {
        await transport.sendMail({
          from,
          to: email,
          messageId: `<${key}@${host}>`,
          textEncoding: 'base64',
          ...words,
        })
        return { result: 'sent' }
      } catch (error) {
        return failureOfMail(error)
      }
    },
  }
}

/** Of an error only the server's number and the kind are kept: its words may hold the address. */
function failureOfMail(error: unknown): Attempt {
  const parsed = z.object({ responseCode: z.number().optional(), code: z.string().optional() }).safeParse(error)
  const { responseCode, code } = parsed.success ? parsed.data : {}
  if (responseCode === undefined) return { result: 'failed', failure: unreachable(code), final: false }
  // the recipient's server says never; a refused sign-in is our own setting, and may be mended
  const final = responseCode >= 550 && responseCode < 560 && code !== 'EAUTH'
  return { result: 'failed', failure: `smtp-${responseCode}`, final }
}

const unreachable = (code: string | undefined): string => (code === 'ETIMEDOUT' ? 'timeout' : 'unreachable')

/** The robot of a group: the people's phones in the text let the messenger call on them; both common forms of it are given. */
function messengerOf(url: string, secret: string | undefined, clock: () => Date): SendOne {
  return async (key, words, { mobile }) => {
    if (mobile === null) return { result: 'noAddress' }
    return post(signed(url, secret, clock()), key, {
      msgtype: 'text',
      text: { content: words.text, mentioned_mobile_list: [mobile] },
      at: { atMobiles: [mobile], isAtAll: false },
    })
  }
}

/** Robots with a secret want instant and signature in the address. */
function signed(url: string, secret: string | undefined, now: Date): string {
  if (secret === undefined) return url
  const stamp = String(now.getTime())
  const address = new URL(url)
  address.searchParams.set('timestamp', stamp)
  address.searchParams.set('sign', createHmac('sha256', secret).update(`${stamp}\n${secret}`).digest('base64'))
  return address.toString()
}

function gatewayOf(url: string, token: string | undefined): SendOne {
  return async (key, words, { mobile }) => {
    if (mobile === null) return { result: 'noAddress' }
    return post(url, key, { messageId: key, mobile, text: words.subject }, token)
  }
}

/** Messengers answer 200 also where they refuse, with a code of their own. */
const answer = z.object({ errcode: z.number().optional() })

async function post(url: string, key: string, body: object, token?: string): Promise<Attempt> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await response.text()
    if (!response.ok) return { result: 'failed', failure: `http-${response.status}`, final: false }
    const code = answerCode(text)
    return code === 0 ? { result: 'sent' } : { result: 'failed', failure: `answer-${code}`, final: false }
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === 'TimeoutError'
    return { result: 'failed', failure: timedOut ? 'timeout' : 'unreachable', final: false }
  }
}

function answerCode(text: string): number {
  try {
    const parsed = answer.safeParse(JSON.parse(text))
    return parsed.success ? (parsed.data.errcode ?? 0) : 0
  } catch {
    // a gateway that answers with plain words has taken the message: the status said so
    return 0
  }
}
