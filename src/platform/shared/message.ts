/**
 * A message: one person is told by one channel, on one occasion, that there is a matter and its number. Never what the matter is
 * about and never a name: what leaves the program may be read by anybody on its way.
 */
import { type Moves, move } from './moves.ts'
import type { Bilingual } from './text.ts'

/** `inApp` needs no sending: it is there as soon as it is written. */
export const channels = ['inApp', 'email', 'messenger', 'sms'] as const
export type Channel = (typeof channels)[number]
export type OuterChannel = Exclude<Channel, 'inApp'>
export const channelWords: Readonly<Record<Channel, Bilingual>> = {
  inApp: { zh: '站内', en: 'this program' },
  email: { zh: '邮件', en: 'e-mail' },
  messenger: { zh: '工作群', en: 'work group' },
  sms: { zh: '短信', en: 'text message' },
}

export const messageStatuses = ['waiting', 'sending', 'sent', 'noAddress', 'givenUp', 'cancelled'] as const
export type MessageStatus = (typeof messageStatuses)[number]

/** The whole life of a message. One that is `sending` when its sender dies is taken up again: it may arrive twice, under one key. */
export const messageMoves = {
  take: { from: ['waiting', 'sending'], to: 'sending' },
  send: { from: ['sending'], to: 'sent' },
  putOff: { from: ['sending'], to: 'waiting' },
  missAddress: { from: ['sending'], to: 'noAddress' },
  giveUp: { from: ['sending'], to: 'givenUp' },
  sendAgain: { from: ['givenUp', 'noAddress'], to: 'waiting' },
  cancel: { from: ['waiting'], to: 'cancelled' },
} as const satisfies Moves<MessageStatus>

/** Minutes before each further attempt; after the last one it is given up. */
export const pausesMinutes = [1, 5, 15, 60, 240, 720] as const

/** What came of one attempt, in words that name no address. */
export type Attempt =
  | { result: 'sent' }
  | { result: 'noAddress' }
  /** `final`: the channel says that it will never take this one. */
  | { result: 'failed'; failure: string; final: boolean }

export type MessageState = {
  status: MessageStatus
  attempts: number
  dueAt: Date
  endedAt: Date | null
  failure: string | null
}

/** Where a message stands after an attempt, the `attempts`th. */
export function afterAttempt(attempts: number, attempt: Attempt, now: Date): MessageState {
  const ended = { attempts, dueAt: now, endedAt: now }
  if (attempt.result === 'sent') return { ...ended, status: move(messageMoves, 'send', 'sending'), failure: null }
  if (attempt.result === 'noAddress')
    return { ...ended, status: move(messageMoves, 'missAddress', 'sending'), failure: null }
  const pause = pausesMinutes[attempts - 1]
  if (attempt.final || pause === undefined)
    return { ...ended, status: move(messageMoves, 'giveUp', 'sending'), failure: attempt.failure }
  return {
    status: move(messageMoves, 'putOff', 'sending'),
    attempts,
    dueAt: new Date(now.getTime() + pause * 60_000),
    endedAt: null,
    failure: attempt.failure,
  }
}

export type MessageWords = { readonly subject: string; readonly text: string }

/** Kind of the message that says how many matters a person was told of on a day; its number is that figure. */
export const digestKind = 'digest'

/**
 * All that is said outside. The figure of a digest is that of the day on which it was made: it may be sent later, or again.
 * @param putOn day in China on which the message was put into the outbox.
 */
export function matterWords({
  matterKind,
  number,
  putOn,
}: {
  matterKind: string
  number: string
  putOn: string
}): MessageWords {
  if (matterKind === digestKind) return digestWords(Number(number), putOn)
  return {
    subject: `您有一件事项，编号 ${number}`,
    text: `您有一件事项，编号 ${number}，请登录系统查看。\nA matter is waiting for you, number ${number}. Sign in to read it.`,
  }
}

const digestWords = (count: number, asOf: string): MessageWords => ({
  subject: `截至 ${asOf} 您有 ${count} 件事项需要办理`,
  text: `截至 ${asOf} 您有 ${count} 件事项需要办理，请登录系统查看。\nAs of ${asOf}, ${count === 1 ? '1 matter was' : `${count} matters were`} waiting for you. Sign in to read more.`,
})

/** How a message is called in lists of the program. */
export const messageTitle = ({ matterKind, number }: { matterKind: string; number: string }): Bilingual | string =>
  matterKind === digestKind ? { zh: `每日提醒（${number} 件）`, en: `Daily digest (${number})` } : number
