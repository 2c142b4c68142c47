/** Sends what a clerk has entered: the keys are asked for anew, identity is sealed here, the code is made here. */
import type { NationalOrigin } from '../../leads/lead.ts'
import type { Channel, Report } from '../tip.ts'
import type { TipReceipt } from '../tip-contract.ts'
import { office } from './office-client.ts'
import { loadEnvelope } from './sealing.ts'

export type Entry = Pick<Report, 'placeAreaId' | 'kind' | 'runs' | 'signs' | 'countyInvolved'> & {
  channel: Exclude<Channel, 'web' | 'plainForm'>
  sourceNumber?: string
  nationalOrigin?: NationalOrigin | ''
  placeWords?: string
  words?: string
  name?: string
  contact?: string
  private?: string
}

export type Entered = { code: string; receipt: TipReceipt }

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** @param attempt what was sent before without an answer: the same again keeps its code, so that it is one tip. */
export async function sendEntry(
  entry: Entry,
  attempt: { current: { said: string; code: string } | null },
): Promise<Entered> {
  const { channel, sourceNumber, placeAreaId, kind, runs, signs, countyInvolved } = entry
  const placeWords = entry.placeWords?.trim() ?? ''
  const words = entry.words?.trim() ?? ''
  const report = { placeAreaId, placeWords, position: null, kind, runs, signs, words, countyInvolved }
  const [{ sealLetter }, { makeCode }] = [await loadEnvelope(), await import('../receipt-code.ts')]
  const { keys } = await office.getSealingKeys({ placeAreaId, countyInvolved: countyInvolved ? 'true' : 'false' })
  const letter = { name: entry.name ?? '', contact: entry.contact ?? '', private: entry.private ?? '' }
  const said = JSON.stringify(report)
  const code = attempt.current?.said === said ? attempt.current.code : makeCode(random(10))
  attempt.current = { said, code }
  const receipt = await office.enterTip({
    channel,
    sourceNumber: sourceNumber?.trim() || null,
    nationalOrigin: (channel === 'superior' && entry.nationalOrigin) || null,
    code,
    report,
    envelope: keys && (await sealLetter(letter, keys, random)),
  })
  attempt.current = null
  return { code, receipt }
}
