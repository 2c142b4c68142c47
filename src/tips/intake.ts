/** A challenge as it is handed out and comes back: our text, its work and its end, signed, so that none has to be stored. */
import { z } from 'zod'

const challenge = z.tuple([z.literal('gangshao work'), z.int().min(0).max(40), z.int().positive(), z.string()])
export type Challenge = { bits: number; goodUntil: Date }

/** @param nonce random text that makes it one of its kind. */
export const challengeText = ({ bits, goodUntil }: Challenge, nonce: string): string =>
  ['gangshao work', bits, goodUntil.getTime(), nonce].join(' ')

/** @returns null for what is no challenge, or one whose time is over. */
export function readChallenge(text: string, now: Date): Challenge | null {
  const [head = '', work = '', bits = '', until = '', nonce = ''] = text.split(' ')
  const read = challenge.safeParse([`${head} ${work}`, Number(bits), Number(until), nonce])
  if (!read.success) return null
  const goodUntil = new Date(read.data[2])
  return goodUntil < now ? null : { bits: read.data[1], goodUntil }
}

/** A plain form as it is handed out: when, and of its kind. @param nonce random text. */
export const formText = (issuedAt: Date, nonce: string): string =>
  ['gangshao form', issuedAt.getTime(), nonce].join(' ')

/** When a form was handed out; null for what is no form. */
export function readForm(text: string): Date | null {
  const [, at] = /^gangshao form (\d{10,16}) \S+$/.exec(text) ?? []
  return at === undefined ? null : new Date(Number(at))
}
