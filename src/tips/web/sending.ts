/** From what was said to the receipt: seal, work, send. Failing leaves everything as it was, and the same code goes again. */
import type { Envelope } from '../envelope.ts'
import type { Letter } from '../letter.ts'
import type { TipReceipt } from '../tip-contract.ts'
import { type Draft, isEmptyLetter, letterOf, reportOf } from './draft.ts'
import { getChallenge, getMyTip, getSealingKeys, Refused, sendTip } from './report-client.ts'
import { workOut } from './work.ts'

export type Phase = { name: 'seal' | 'work' | 'send'; share: number }
export type Sent = {
  code: string
  receipt: TipReceipt
  /** To whom what is added later is sealed. */
  place: { placeAreaId: number; countyInvolved: boolean }
  /** An earlier attempt had arrived, and what was changed since is not in it. */
  before: boolean
}

/** The sealing part comes after the page; whoever needs it waits for it here. */
export const loadSealing = () => import('./seal.ts')

/** An envelope for a place, empty or not; null where nobody is named to keep it. Refuses `custodians-missing`. */
export async function sealFor(placeAreaId: number, countyInvolved: boolean, letter: Letter) {
  const { keys } = await getSealingKeys(placeAreaId, countyInvolved)
  if (keys === null && !isEmptyLetter(letter)) throw new Refused('custodians-missing', null)
  return keys && (await loadSealing()).seal(letter, keys)
}

/** Seals and sends; where the custodians have changed since they were asked for, once more to those of now. */
export async function sealAndSend<T>(
  seal: () => Promise<Envelope | null>,
  send: (envelope: Envelope | null) => Promise<T>,
): Promise<T> {
  try {
    return await send(await seal())
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'custodians-changed') throw error
    return send(await seal())
  }
}

export async function sendDraft(draft: Draft, code: string, onPhase: (phase: Phase) => void): Promise<Sent> {
  const report = reportOf(draft)
  if (report === null) throw new Error('place and kind are missing')
  const place = { placeAreaId: report.placeAreaId, countyInvolved: report.countyInvolved }
  const seal = () => {
    onPhase({ name: 'seal', share: 1 })
    return sealFor(place.placeAreaId, place.countyInvolved, letterOf(draft))
  }
  try {
    return { code, receipt: await workAndSend({ code, report }, seal, onPhase), place, before: false }
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'code-taken') throw error
    return { code, receipt: await receiptOfMine(code), place, before: true }
  }
}

type Work = Pick<Parameters<typeof sendTip>[0], 'code' | 'report'>

/** Works, seals to the custodians of that moment, and sends. Where more work is asked for by then, it is done once more. */
async function workAndSend(
  work: Work,
  seal: () => Promise<Envelope | null>,
  onPhase: (phase: Phase) => void,
  again = true,
): Promise<TipReceipt> {
  const { challenge, bits } = await getChallenge()
  const answer = await workOut(challenge, bits, (share) => onPhase({ name: 'work', share }))
  const send = (envelope: Envelope | null) => {
    onPhase({ name: 'send', share: 1 })
    return sendTip({ ...work, challenge, answer, envelope })
  }
  try {
    return await sealAndSend(seal, send)
  } catch (error) {
    if (!again || !(error instanceof Refused) || error.code !== 'work-not-done') throw error
    return workAndSend(work, seal, onPhase, false)
  }
}

async function receiptOfMine(code: string): Promise<TipReceipt> {
  const { receivedOn, countyName, key, changes, steps } = await getMyTip(code)
  return { receivedOn, countyName, key, changes, steps: steps.map(({ proof }) => proof) }
}
