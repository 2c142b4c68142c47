/** What the offices do with a tip, short of the hand-over form (hand-over-handlers.ts). */
import type { Context, Handlers } from '../platform/server/context.ts'
import { withDueStatus } from '../platform/server/due-status.ts'
import { endLimits, meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule } from '../rulebook/store.ts'
import { channelsFor, mayEnter } from './clerk.ts'
import { hashTyped } from './code-hash.ts'
import { extensionHandlers } from './extension-handlers.ts'
import { findOpenExtension } from './extension-store.ts'
import { handOverHandlers } from './hand-over-handlers.ts'
import { discardDrafts, listHandOvers } from './hand-over-store.ts'
import { countWaiting } from './job-store.ts'
import { bringLeadAlong } from './joining-acts.ts'
import { recheckLimit, resumeTipLimits, suspendTipLimits } from './limit-acts.ts'
import { concludeTip, recordTip, reopenTip, takeSteps, tellReporters, verifyAgain } from './office-acts.ts'
import type { TipDetail, tipOfficeContract } from './office-contract.ts'
import {
  cameBefore,
  findOpenRecheck,
  getTip,
  giveTipBack,
  listJoinedTips,
  listNearby,
  listOfficeMessages,
  listStepKinds,
  listTips,
  listWithheld,
  replaceWithheld,
  saveJoinedTip,
  savePlace,
  saveRecheck,
  withJoined,
} from './office-store.ts'
import {
  awaitsVerification,
  cityOf,
  isOpen,
  mayConclude,
  mayGiveBack,
  mayHandle,
  mayOversee,
  mayRecheck,
  refuseMoreHops,
  resultBefore,
  resultSteps,
  type TipState,
  type TipStatus,
  tipMoves,
} from './tip.ts'
import { receiveTip, takeStep } from './tip-acts.ts'
import { listTipFiles } from './tip-file-store.ts'
import { getReportedPlace, lockTip } from './tip-store.ts'

export const officeHandlers: Handlers<typeof tipOfficeContract> = {
  ...handOverHandlers,
  ...extensionHandlers,
  async listTips(context, input) {
    const { db, user, now } = context
    const ofCity = input.recheck ?? input.waiting
    if (ofCity && !user.grants.some(({ role }) => role === 'cityOffice')) throw new Refusal('not-permitted')
    const { rows, next } = await listTips(db, input, dateInChina(now))
    return { rows: await withDueStatus(context, rows), next }
  },

  countWaitingTips: ({ db }) => countWaiting(db),

  async getTip(context, { id }) {
    const { db, user, now, record } = context
    const day = dateInChina(now)
    const [tip] = await withDueStatus(context, [await getTip(db, id, day)])
    if (!tip) throw new Refusal('not-found', { tipId: id })
    await record('tip.read', { subject: 'tip', id, areaPath: tip.areaPath })
    const detail: TipDetail = {
      ...tip,
      // a hotline's work order leads straight to the caller
      sourceNumber: mayOversee(user, tip) ? tip.sourceNumber : null,
      joined: await listJoinedTips(db, id),
      nearby: await listNearby(db, tip),
      steps: await listStepKinds(db, id),
      messages: await listOfficeMessages(db, id),
      files: await listTipFiles(db, id),
      handOvers: await listHandOvers(db, id, day),
      withheldFrom: mayOversee(user, tip) ? await listWithheld(db, id) : [],
      recheck: mayOversee(user, tip) ? await findOpenRecheck(db, id) : null,
      extension: await findOpenExtension(db, id),
    }
    return detail
  },

  async listEntryChannels({ db, user, now }) {
    return { channels: channelsFor(user, (await getRule(db, 'tips.entry', dateInChina(now))).value.clerks) }
  },

  async enterTip(context, { code, ...entry }) {
    const { db, user, now, platform } = context
    const day = dateInChina(now)
    const { clerks } = (await getRule(db, 'tips.entry', day)).value
    const placePath = await platform.directory.areaPath(db, entry.report.placeAreaId, day)
    if (!mayEnter(user, clerks, entry.channel, placePath)) throw new Refusal('entry-elsewhere')
    const receipt = await receiveTip(context, {
      ...entry,
      codeHash: await hashTyped(platform.signingKey, 'code', code),
    })
    // the clerk goes on with it at once; what comes from outside waits for the minute
    await context.enqueue('tips.admit', {})
    return receipt
  },

  async askReporter(context, { id, words }) {
    const tip = await lockHandled(context, id)
    await tellReporters(context, [tip], words, context.user.officialId)
    await takeStep(context, tip, 'asked')
    await recordTip(context, tip, 'tip.reporterAsked', tip.status)
    return { status: tip.status }
  },

  async joinTip(context, { id, to }) {
    const { db, now } = context
    const [tip, head] = [await lockHandled(context, id), await lockHandled(context, to)]
    if (id === to || head.joinedTo !== null || tip.joinedTo !== null || !isOpen(tip.status))
      throw new Refusal('wrong-state', { move: 'join', status: tip.status })
    // the earlier one may go to the county, and what joins it goes with it
    if (tip.countyInvolved && !head.countyInvolved) throw new Refusal('tip-county-involved')
    if (!(await cameBefore(db, to, id))) throw new Refusal('tip-came-first')
    // the second look is for somebody else than whoever brings the two together
    if ((await findOpenRecheck(db, id)) !== null) throw new Refusal('wrong-state', { move: 'join', status: tip.status })
    const joining = await withJoined(db, tip)
    const { status } = await bringLeadAlong(context, tip, head)
    await saveJoinedTip(db, id, to)
    // what was drafted for it, or for one that has gone to its county by the later, is issued no more
    await discardDrafts(db, status === 'received' ? [id] : [id, to])
    // it is finished with the earlier one, and can run over with it alone
    await endLimits(db, id, null, dateInChina(now), 'joined')
    await takeSteps(context, joining, 'joined')
    // what the earlier one has come to is the result of these too
    for (const kind of resultSteps(status)) await takeSteps(context, joining, kind)
    await recordTip(context, tip, 'tip.joined', status, { to })
    return { status }
  },

  async moveTip(context, { id, placeAreaId, reason }) {
    const { db, now } = context
    const tip = await lockOverseen(context, id)
    if (tip.status !== 'received') throw new Refusal('wrong-state', { move: 'moveTip', status: tip.status })
    const { countyId, countyCode } = await getReportedPlace(db, placeAreaId, dateInChina(now))
    if (countyId === null || countyCode === null) throw new Refusal('place-not-exact')
    const moving = (await withJoined(db, tip)).filter((one) => one.countyCode !== countyCode)
    await savePlace(db, id, { placeAreaId, countyId, countyCode })
    await takeSteps(context, moving, 'movedOut')
    const moved = moving.map((one) => ({ ...one, countyCode }))
    await takeSteps(context, moved, 'movedIn')
    await context.record('tip.moved', {
      subject: 'tip',
      id,
      areaPath: tip.areaPath,
      changed: { county: countyCode },
      personal: { placeAreaId, reason },
    })
    return { status: tip.status }
  },

  async withholdTip(context, { id, officialIds }) {
    const { db, user, now, record } = context
    const tip = await lockOverseen(context, id)
    // whoever sets it up keeps seeing it: somebody must be able to mend a mistake
    const others = officialIds.filter((one) => one !== user.officialId)
    await replaceWithheld(db, id, others, user.officialId, now)
    await record('tip.withheld', { subject: 'tip', id, areaPath: tip.areaPath, personal: others })
    return { status: tip.status }
  },

  async giveTipBack(context, { id, reason }) {
    const { db, user, now, record } = context
    const tip = await lockTip(db, id)
    const status = move<TipStatus>(tipMoves, 'giveBack', tip.status)
    if (!mayGiveBack(user, tip)) throw new Refusal('not-permitted')
    refuseMoreHops(tip.hops, (await getRule(db, 'tips.hops', dateInChina(now))).value.most)
    await takeSteps(context, await withJoined(db, tip), 'givenBack')
    await record('tip.givenBack', {
      subject: 'tip',
      id,
      areaPath: tip.areaPath,
      from: tip.status,
      to: status,
      personal: reason,
    })
    await giveTipBack(db, id, cityOf(tip.areaPath))
    return { status }
  },

  async suspendTip(context, { id, until, reason }) {
    const tip = await lockOverseen(context, id)
    await suspendTipLimits(context, tip, until, reason)
    const tips = await withJoined(context.db, tip)
    await tellReporters(context, tips, reason, context.user.officialId)
    await takeSteps(context, tips, 'suspended')
    await recordTip(context, tip, 'tip.suspended', tip.status, { until })
    return { status: tip.status }
  },

  async resumeTip(context, { id }) {
    const tip = await lockOverseen(context, id)
    await resumeTipLimits(context, tip, dateInChina(context.now))
    await takeSteps(context, await withJoined(context.db, tip), 'resumed')
    await recordTip(context, tip, 'tip.resumed', tip.status)
    return { status: tip.status }
  },

  async concludeTip(context, { id, result, answer, acceptance }) {
    const { user } = context
    const tip = await lockHandled(context, id)
    move<TipStatus>(tipMoves, result, tip.status)
    if (!mayConclude(user, tip)) throw new Refusal('not-permitted')
    if (result === 'handedOn' && acceptance === null) throw new Refusal('reason-missing')
    if (result !== 'handedOn') await refuseUnverified(context, id)
    return { status: await concludeTip(context, tip, result, { answer, by: user.officialId, acceptance }) }
  },

  async decideRecheck(context, { id, outcome, answer }) {
    const { db, user, now } = context
    const tip = await lockOverseen(context, id)
    if (!mayRecheck(user, tip)) throw new Refusal('not-permitted')
    const recheck = await findOpenRecheck(db, id)
    if (recheck === null) throw new Refusal('wrong-state', { move: 'decideRecheck', status: tip.status })
    if (outcome === 'verifyAgain') return { status: await verifyAgain(context, tip) }
    if (answer === null) throw new Refusal('reason-missing')
    await refuseUnverified(context, id)
    const before = resultBefore((await listStepKinds(db, id)).map(({ kind }) => kind))
    // what somebody verified as ditiaogang, or nobody could, is put otherwise by a verification alone
    if (outcome === 'changed' && (isOpen(tip.status) ? before : tip.status) !== 'unfounded')
      throw new Refusal('recheck-must-verify')
    if (!isOpen(tip.status) && outcome === 'upheld') {
      // a sample that finds the result right changes nothing
      await saveRecheck(db, recheck.id, { outcome, words: answer, by: user.officialId, at: now })
      await meetLimits(db, id, recheckLimit, dateInChina(now))
      await takeStep(context, tip, 'rechecked')
      await recordTip(context, tip, 'tip.rechecked', tip.status, { outcome })
      return { status: tip.status }
    }
    const open = isOpen(tip.status) ? tip : await reopenTip(context, tip)
    const found = outcome === 'upheld' && before !== undefined ? before : 'notVerifiable'
    return { status: await concludeTip(context, open, found, { answer, by: user.officialId }) }
  },
}

/** Nobody says what a verification finds before it does. Refuses `tip-unverified`. */
async function refuseUnverified({ db, now }: Context, id: string): Promise<void> {
  if (awaitsVerification(await getTip(db, id, dateInChina(now)))) throw new Refusal('tip-unverified')
}

/** A tip of whoever handles it. Refuses `not-found`, `not-permitted`. */
async function lockHandled({ db, user }: Context, id: string): Promise<TipState> {
  const tip = await lockTip(db, id)
  if (!mayHandle(user, tip)) throw new Refusal('not-permitted')
  return tip
}

/** Refuses `not-found`, `not-permitted`. */
async function lockOverseen({ db, user }: Context, id: string): Promise<TipState> {
  const tip = await lockTip(db, id)
  if (!mayOversee(user, tip)) throw new Refusal('not-permitted')
  return tip
}
