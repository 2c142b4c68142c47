/** More time for a tip: asked for by whoever holds it, decided by somebody else of the city office. */
import { v7 as uuidv7 } from 'uuid'
import type { Handlers } from '../platform/server/context.ts'
import { meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findOpenExtension, insertExtension, saveExtension } from './extension-store.ts'
import { extendTipLimits, extensionLimit, refuseExtension } from './limit-acts.ts'
import { recordTip, takeSteps, tellReporters } from './office-acts.ts'
import type { tipOfficeContract } from './office-contract.ts'
import { withJoined } from './office-store.ts'
import { mayAskExtension, mayDecideExtension, mayHandle } from './tip.ts'
import { lockTip } from './tip-store.ts'

export const extensionHandlers: Pick<Handlers<typeof tipOfficeContract>, 'askExtension' | 'decideExtension'> = {
  async askExtension(context, { id, days, reason }) {
    const { db, user, now } = context
    const tip = await lockTip(db, id)
    if (!mayHandle(user, tip)) throw new Refusal('not-permitted')
    if (!mayAskExtension(user, tip) || (await findOpenExtension(db, id)))
      throw new Refusal('wrong-state', { move: 'askExtension', status: tip.status })
    await refuseExtension(context, tip, days)
    await insertExtension(db, { id: uuidv7(), tipId: id, days, reason, by: user.officialId, at: now })
    await recordTip(context, tip, 'tip.extensionAsked', tip.status, { days })
    return { status: tip.status }
  },

  async decideExtension(context, { id, approved }) {
    const { db, user, now } = context
    const tip = await lockTip(db, id)
    const asked = await findOpenExtension(db, id)
    if (asked === null) throw new Refusal('wrong-state', { move: 'decideExtension', status: tip.status })
    if (!mayDecideExtension(user, tip, asked.askedBy)) throw new Refusal('not-permitted')
    await saveExtension(db, asked.id, { state: approved ? 'approved' : 'refused', by: user.officialId, at: now })
    await meetLimits(db, id, extensionLimit, dateInChina(now))
    const { days, reason } = asked
    if (!approved) {
      await recordTip(context, tip, 'tip.extensionRefused', tip.status, { days })
      return { status: tip.status }
    }
    await refuseExtension(context, tip, days)
    await extendTipLimits(context, tip, { days, reason, approvedBy: user.officialId })
    const tips = await withJoined(db, tip)
    await tellReporters(context, tips, reason, asked.askedBy)
    await takeSteps(context, tips, 'extended', { days })
    await recordTip(context, tip, 'tip.extended', tip.status, { days })
    return { status: tip.status }
  },
}
