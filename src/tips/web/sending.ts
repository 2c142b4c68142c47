/** From what was said to the receipt: seal, work, send. Failing leaves everything as it was, and the same code goes again. */
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

export async function sendDraft(draft: Draft, code: string, onPhase: (phase: Phase) => void): Promise<Sent> {
  const report = reportOf(draft)
  if (report === null) throw new Error('place and kind are missing')
  onPhase({ name: 'seal', share: 0 })
  const envelope = await sealFor(report.placeAreaId, report.countyInvolved, letterOf(draft))
  const place = { placeAreaId: report.placeAreaId, countyInvolved: report.countyInvolved }
  try {
    return { code, receipt: await workAndSend({ code, report, envelope }, onPhase), place, before: false }
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'code-taken') throw error
    return { code, receipt: await receiptOfMine(code), place, before: true }
  }
}

type Work = Omit<Parameters<typeof sendTip>[0], 'challenge' | 'answer'>

/** Where more work is asked for by the time it is done, it is done once more. */
async function workAndSend(work: Work, onPhase: (phase: Phase) => void, again = true): Promise<TipReceipt> {
  const { challenge, bits } = await getChallenge()
  const answer = await workOut(challenge, bits, (share) => onPhase({ name: 'work', share }))
  onPhase({ name: 'send', share: 1 })
  try {
    return await sendTip({ ...work, challenge, answer })
  } catch (error) {
    if (!again || !(error instanceof Refused) || error.code !== 'work-not-done') throw error
    return workAndSend(work, onPhase, false)
  }
}

async function receiptOfMine(code: string): Promise<TipReceipt> {
  const { receivedOn, countyName, key, changes, steps } = await getMyTip(code)
  return { receivedOn, countyName, key, changes, steps: steps.map(({ proof }) => proof) }
}
