/** What becomes of the lead of a tip that joins an earlier one: the earlier one takes it over, or it ends. Nothing is left to nobody. */
import { takeBackLead, withdrawLead } from '../leads/confined-acts.ts'
import type { Context } from '../platform/server/context.ts'
import { meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { passTipLimits } from './limit-acts.ts'
import { recordTip, takeSteps } from './office-acts.ts'
import { findOpenRecheck, saveLeadLeft, saveTip } from './office-store.ts'
import type { StepKind } from './step.ts'
import { isOpen, type TipState, type TipStatus } from './tip.ts'

/** Steps by which an earlier tip comes to where the later one is. */
const stepsTo = (status: TipStatus): StepKind[] =>
  status === 'handedOver' ? ['handedOver'] : status === 'verifying' ? ['handedOver', 'takenUp'] : []

/** A lead is taken over where the earlier tip is open and has none, of today or before: a second look is for another body. */
const takesOver = (head: TipState, recheckOpen: boolean): boolean =>
  isOpen(head.status) && head.leadId === null && head.formerLeadId === null && !recheckOpen

/**
 * The verification of the later tip goes on for the earlier one, whose holder is from now on that of the later; where the county may be
 * involved in the earlier, the lead comes to the city instead. In every other case it is withdrawn. @returns the earlier tip as it stands.
 */
export async function bringLeadAlong(context: Context, tip: TipState, head: TipState): Promise<TipState> {
  const { db, now } = context
  const { leadId } = tip
  if (leadId === null || leadId === head.leadId) return head
  if (!takesOver(head, (await findOpenRecheck(db, head.id)) !== null)) {
    await withdrawLead(context, leadId)
    await saveLeadLeft(db, tip.id, leadId)
    return head
  }
  if (head.countyInvolved && tip.holderLevel === 'county') {
    await takeBackLead(context, leadId, { id: head.areaId, path: head.areaPath }, 'joined')
    await saveTip(db, head.id, { status: head.status, leadId })
    return { ...head, leadId }
  }
  const { status, holderLevel: level, areaId, areaPath } = tip
  const joined = await saveTip(db, head.id, { status, holder: { level, areaId, areaPath }, leadId })
  const day = dateInChina(now)
  if (status !== 'received') await meetLimits(db, head.id, 'limit.tipHandOver', day)
  await passTipLimits(db, head.id, { id: areaId, path: areaPath }, day)
  for (const kind of stepsTo(status)) await takeSteps(context, [head, ...joined], kind)
  await recordTip(context, head, 'tip.leadTakenOver', status, { from: tip.id, toAreaId: areaId })
  return { ...head, status, holderLevel: level, areaId, areaPath, leadId }
}
