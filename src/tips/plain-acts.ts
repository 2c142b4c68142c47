/** Receiving what a plain form says. */
import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from '../platform/server/context.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { hasUnstorableText } from '../platform/server/text-guard.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule } from '../rulebook/store.ts'
import { hashTyped, keyFor, readSigned } from './code-hash.ts'
import { type Envelope, sealLetter } from './envelope.ts'
import { readForm } from './intake.ts'
import { type Letter, type LetterPart, letterLimits } from './letter.ts'
import type { Fields } from './plain-page.ts'
import { makeCode } from './receipt-code.ts'
import { report } from './tip.ts'
import { receiveTip } from './tip-acts.ts'
import type { TipReceipt } from './tip-contract.ts'
import { findRecipients, getReportedPlace, showTipOfCode, spendChallenge } from './tip-store.ts'

type Anyone = Context<null>

/**
 * Receives a plain form and gives the code. The code follows from the form's token, so that the same form sent again, because the answer
 * was lost, brings the same receipt; of the token itself only a digest is kept.
 * Refuses `bad-input`, `bad-text`, `form-early`, `form-old`, `custodians-missing`, and what `receiveTip` refuses.
 */
export async function receivePlain(context: Anyone, fields: Fields): Promise<{ code: string; receipt: TipReceipt }> {
  const { db, platform } = context
  const said = report.safeParse({
    placeAreaId: Number(fields.get('placeAreaId')),
    placeWords: fields.get('placeWords').replace(/\s+/g, ' '),
    kind: fields.get('kind'),
    runs: fields.get('runs') || 'unknown',
    signs: fields.signs,
    words: fields.get('words'),
    countyInvolved: fields.get('involved') === 'yes',
  })
  if (!said.success) throw new Refusal('bad-input', { field: String(said.error.issues[0]?.path[0] ?? '') })
  if (hasUnstorableText(said.data)) throw new Refusal('bad-text')
  const token = fields.get('token')
  const goodUntil = await checkAge(context, token)
  const code = makeCode(
    createHmac('sha256', keyFor(platform.signingKey, 'form')).update(`code ${token}`).digest().subarray(0, 10),
  )
  const codeHash = await hashTyped(platform.signingKey, 'code', code)
  const fresh = await spendChallenge(db, sha256Hex(token), goodUntil)
  if (!fresh && (await showTipOfCode(db, codeHash)) === null) throw new Refusal('form-old')
  const letter = letterIn(fields)
  const envelope = await sealHere(context, said.data.placeAreaId, said.data.countyInvolved, letter)
  return { code, receipt: await receiveTip(context, { channel: 'plainForm', codeHash, report: said.data, envelope }) }
}

/** Refuses `bad-input` where a part is longer than the form lets it be. */
function letterIn(fields: Fields): Letter {
  const part = (key: LetterPart): string => {
    const text = fields
      .get(key)
      .replace(/[^\P{Cc}\n]/gu, ' ')
      .trim()
    if (text.length > letterLimits[key]) throw new Refusal('bad-input', { field: key })
    return text
  }
  return { name: part('name'), contact: part('contact'), private: part('private') }
}

/** @returns until when the token would have been good. Refuses `form-early`, `form-old`. */
async function checkAge({ db, now, platform }: Anyone, token: string): Promise<Date> {
  const { youngestSeconds, oldestMinutes } = (await getRule(db, 'tips.plainForm', dateInChina(now))).value
  const text = readSigned(platform.signingKey, 'form', token)
  const issuedAt = text === null ? null : readForm(text)
  if (issuedAt === null) throw new Refusal('form-old')
  const goodUntil = new Date(issuedAt.getTime() + oldestMinutes * 60_000)
  if (goodUntil < now) throw new Refusal('form-old')
  if (now.getTime() - issuedAt.getTime() < youngestSeconds * 1000) throw new Refusal('form-early')
  return goodUntil
}

/** Seals in memory what a browser without script could not; null where nobody is named to keep it. Refuses `custodians-missing`. */
export async function sealHere(
  { db, now }: Anyone,
  placeAreaId: number,
  countyInvolved: boolean,
  letter: Letter,
): Promise<Envelope | null> {
  const { cityId, countyId } = await getReportedPlace(db, placeAreaId, dateInChina(now))
  if (countyId === null) throw new Refusal('place-not-exact')
  const keys = await findRecipients(db, countyId, cityId, countyInvolved)
  if (keys) return sealLetter(letter, keys, (length) => new Uint8Array(randomBytes(length)))
  if (letter.name + letter.contact + letter.private !== '') throw new Refusal('custodians-missing')
  return null
}
