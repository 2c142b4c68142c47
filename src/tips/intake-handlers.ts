/** What a reporter does: without account, without address, by the code alone. */
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { prepared } from '../platform/server/db.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule } from '../rulebook/store.ts'
import { hashTyped, readSigned, signText } from './code-hash.ts'
import type { Envelope } from './envelope.ts'
import { challengeText, readChallenge } from './intake.ts'
import { bitsAsked, isWorkedFor, mostCounted } from './proof-of-work.ts'
import { publishedKeys } from './register-signer.ts'
import {
  cityOf,
  isOpen,
  refuseDispute,
  refuseMoreMessages,
  reopeningStep,
  type TipState,
  type TipStatus,
  tipMoves,
} from './tip.ts'
import { receiveTip, refuseUnsealed, takeStep } from './tip-acts.ts'
import type { MyTip, tipIntakeContract } from './tip-contract.ts'
import { listMyFiles } from './tip-file-store.ts'
import {
  countMessagesSince,
  countSince,
  findRecipients,
  findReward,
  getMyTip,
  getReportedPlace,
  getSealingCounty,
  insertEnvelope,
  insertMessage,
  listMessages,
  listReportCounties,
  listReportPlaces,
  listSteps,
  lockTip,
  reopenJoined,
  saveClaim,
  saveDisputed,
  showTip,
  showTipOfCode,
  spendChallenge,
} from './tip-store.ts'

type Anyone = Context<null>
const minute = 60_000
const day = 24 * 60 * minute
/** Work that was asked for before a flood is not taken in it, but one more doubling of the tips while somebody worked. */
const bitsForgiven = 1

export const intakeHandlers: Handlers<typeof tipIntakeContract> = {
  async getChallenge({ db, now, platform }) {
    const { asked, goodForMinutes } = await workOfNow(db, now)
    const goodUntil = new Date(now.getTime() + goodForMinutes * minute)
    const text = challengeText({ bits: asked, goodUntil }, randomBytes(12).toString('base64url'))
    return { challenge: signText(platform.signingKey, 'challenge', text), bits: asked }
  },

  listReportCounties: async ({ db, now }) => ({ rows: await listReportCounties(db, dateInChina(now)) }),

  listReportPlaces: async ({ db, now }, { within }) => ({
    rows: await listReportPlaces(db, within, dateInChina(now)),
  }),

  async getSealingKeys({ db, now }, { placeAreaId, countyInvolved = false }) {
    const day = dateInChina(now)
    const { cityId, countyId } = await getReportedPlace(db, placeAreaId, day)
    if (countyId === null) throw new Refusal('place-not-exact')
    return {
      keys: await findRecipients(db, countyId, cityId, countyInvolved),
      secondBody: countyInvolved ? (await getRule(db, 'tips.secondBody', day)).value.name : null,
    }
  },

  async sendTip(context, { challenge, answer, code, report, envelope }) {
    const { db, now, platform } = context
    const text = readSigned(platform.signingKey, 'challenge', challenge)
    const worked = text === null ? null : readChallenge(text, now)
    // before the slow hash, which would be work for the server alone
    if (worked === null || !isWorkedFor(challenge, answer, worked.bits)) throw new Refusal('work-not-done')
    const [{ asked }, fresh, codeHash] = await Promise.all([
      workOfNow(db, now),
      spendChallenge(prepared(db), challenge, worked.goodUntil),
      hashTyped(platform.signingKey, 'code', code),
    ])
    const enough = asked - worked.bits <= bitsForgiven
    // sent again because the answer was lost on the way: the code is known, and nothing is received twice
    if (!(fresh && enough) && (await showTipOfCode(db, codeHash)) === null) throw new Refusal('work-not-done')
    return receiveTip(context, { channel: 'web', codeHash, report, envelope })
  },

  async getMyTip(context, { token }) {
    return readMine(context, await showMine(context, token))
  },

  async writeToOffice(context, { token, words, envelope }) {
    const { db, now } = context
    const tip = await lockTip(db, await showMine(context, token))
    const { perDay } = (await getRule(db, 'tips.messages', dateInChina(now))).value
    refuseMoreMessages(await countMessagesSince(db, tip.id, new Date(now.getTime() - day)), perDay)
    await addWords(context, tip, words, envelope)
    await takeStep(context, tip, isOpen(tip.status) ? 'answered' : 'evidenceAdded')
    await note(context, tip, 'tip.messageReceived')
    return readMine(context, tip.id)
  },

  async disputeResult(context, { token, words, envelope }) {
    const { db, now } = context
    const tip = await lockTip(db, await showMine(context, token))
    refuseDispute(tip)
    const status = move<TipStatus>(tipMoves, 'reopen', tip.status)
    await addWords(context, tip, words, envelope)
    await saveDisputed(db, tip, status, now, uuidv7())
    await takeStep(context, tip, 'disputed')
    await takeStep(context, tip, reopeningStep(tip.status))
    await reopenWith(context, tip)
    await note(context, tip, 'tip.disputed', status)
    return readMine(context, tip.id)
  },

  async claimReward(context, { token, claimCode }) {
    const { db, now, platform } = context
    const tip = await lockTip(db, await showMine(context, token))
    const claimHash = await hashTyped(platform.signingKey, 'claim', claimCode)
    if (!(await saveClaim(db, tip.id, claimHash, now, dateInChina(now)))) throw new Refusal('reward-not-open')
    await takeStep(context, tip, 'rewardClaimed')
    await note(context, tip, 'tip.rewardClaimed')
    return readMine(context, tip.id)
  },
}

/** The work that is asked for now. */
async function workOfNow(db: Anyone['db'], now: Date): Promise<{ asked: number; goodForMinutes: number }> {
  const { value } = await getRule(prepared(db), 'tips.work', dateInChina(now))
  const { bits, mostBits, normalPerMinute, goodForMinutes } = value
  const most = mostCounted(bits, normalPerMinute, mostBits)
  const lastMinute = await countSince(prepared(db), new Date(now.getTime() - minute), most)
  return { asked: bitsAsked(bits, lastMinute, normalPerMinute, mostBits), goodForMinutes }
}

/** The tip of a code, and none else, is what the rest of the request sees. Refuses `code-wrong`. */
async function showMine({ db, platform }: Pick<Anyone, 'db' | 'platform'>, token: string): Promise<string> {
  const id = await showTipOfCode(db, await hashTyped(platform.signingKey, 'code', token))
  if (id === null) throw new Refusal('code-wrong')
  return id
}

/** Words of the reporter with their envelope, empty or not. Refuses `envelope-missing`. */
async function addWords({ db, now }: Anyone, tip: TipState, words: string, envelope: Envelope | null): Promise<void> {
  const countyId = await getSealingCounty(db, tip, dateInChina(now))
  if (envelope === null) await refuseUnsealed(db, countyId, cityOf(tip.areaPath).areaId, tip.countyInvolved)
  const messageId = uuidv7()
  await insertMessage(db, { id: messageId, tipId: tip.id, sender: 'reporter', words, at: now, by: null })
  if (envelope) await insertEnvelope(db, { id: uuidv7(), tipId: tip.id, messageId, sealed: envelope, countyId })
}

/** Those that joined a disputed tip share its result no more: each is open again, by a step of the own. */
async function reopenWith(context: Anyone, tip: TipState): Promise<void> {
  for (const joined of await reopenJoined(context.db)) {
    await showTip(context.db, joined.id)
    await takeStep(context, joined, reopeningStep(tip.status))
  }
  await showTip(context.db, tip.id)
}

const note = ({ record }: Anyone, tip: TipState, kind: string, to?: TipStatus): Promise<void> =>
  record(kind, { subject: 'tip', id: tip.id, areaPath: tip.areaPath, from: tip.status, to: to ?? tip.status })

async function readMine(context: Anyone, id: string): Promise<MyTip> {
  const { db, now } = context
  const tip = await getMyTip(db, id, dateInChina(now))
  return {
    receivedOn: tip.receivedOn,
    placeAreaId: tip.placeAreaId,
    countyInvolved: tip.countyInvolved,
    countyName: tip.countyName,
    status: tip.status,
    waiting: tip.waiting,
    dueOn: isOpen(tip.status) ? tip.dueOn : null,
    answer: isOpen(tip.status) ? null : tip.answer,
    steps: await listSteps(db, id),
    ...(await publishedKeys(context)),
    messages: await listMessages(db, id),
    files: await listMyFiles(db, id),
    mayDispute: !isOpen(tip.status) && tip.disputedAt === null,
    reward: await findReward(db, id),
  }
}
