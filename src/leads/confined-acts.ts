/** What happens to a lead that comes from a tip when the tip changes hands. */
import { endLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type AnyContext, saveAndRecord, startHandOver } from './acts.ts'
import { saveTakenBack } from './assignment-store.ts'
import { isUnverified, type LeadStatus, leadMoves, withdrawnCause } from './lead.ts'
import { lockLead, saveConfinedArea } from './store.ts'

/**
 * Takes a confined lead from whoever had it to the area of whoever holds the matter now, where it is assigned anew under a limit of its
 * own; what is decided already stays, and what waits there already goes on. By the program, or with the hand-over of its tip.
 * @returns whether it is still to be verified there. Refuses `not-found`, `not-permitted`.
 */
export async function takeBackLead(
  context: AnyContext,
  leadId: string,
  area: { id: number; path: string },
  reason: string,
): Promise<boolean> {
  const { db, now } = context
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  if (!lead.confined) throw new Refusal('not-permitted')
  if (lead.areaPath === area.path) return isUnverified(lead.status)
  await saveConfinedArea(db, lead.id, area)
  if (!isUnverified(lead.status)) return false
  await endLimits(db, lead.id, null, day, reason)
  await startHandOver(db, lead.id, area, day, true)
  if (lead.status === 'opened') return true
  await saveTakenBack(db, lead.id, now, reason)
  await saveAndRecord(
    context,
    { ...lead, areaPath: area.path },
    { status: move<LeadStatus>(leadMoves, 'takeBack', lead.status), assignedAgencyId: null },
    'lead.takenBack',
    { agencyId: lead.assignedAgencyId },
    reason,
  )
  return true
}

/**
 * Ends a confined lead whose tip has ended otherwise: whoever was charged is charged no more, its limits have lost their object, and it
 * stays readable to those who had it. What a verification has found already stays. Refuses `not-found`, `not-permitted`.
 */
export async function withdrawLead(context: AnyContext, leadId: string): Promise<void> {
  const { db, user, now } = context
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  if (!lead.confined) throw new Refusal('not-permitted')
  if (!isUnverified(lead.status)) return
  await endLimits(db, lead.id, null, day, withdrawnCause)
  if (lead.status !== 'opened') await saveTakenBack(db, lead.id, now, withdrawnCause)
  const status = move<LeadStatus>(leadMoves, 'withdraw', lead.status)
  const closing = { cause: withdrawnCause, note: null, at: now, by: user?.officialId ?? null }
  await saveAndRecord(context, lead, { status, closing }, 'lead.closed', { cause: withdrawnCause })
}
