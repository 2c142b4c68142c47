/** What whoever holds an overdue verification does with it: an office does not inspect itself, it charges another body. */
import type { Context } from '../platform/server/context.ts'
import { endLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { saveAndRecord, startHandOver } from './acts.ts'
import { saveReturned } from './assignment-store.ts'
import { type LeadStatus, leadMoves, mayTakeBackLead } from './lead.ts'
import { lockLead } from './store.ts'

/**
 * Takes a lead back from the agency whose verification ran over, to be assigned anew by whom it has risen to, who holds the limit of
 * that hand-over. Refuses `not-found`, `wrong-state`, `not-permitted`.
 */
export async function takeBackOverdue(context: Context, leadId: string, reason: string): Promise<LeadStatus> {
  const { db, user, now } = context
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  const status = move<LeadStatus>(leadMoves, 'takeBack', lead.status)
  if (!mayTakeBackLead(user, lead)) throw new Refusal('not-permitted')
  await saveReturned(db, lead.id, user.officialId, now, reason)
  await endLimits(db, lead.id, 'limit.leadVerification', day, 'takenBack')
  await startHandOver(db, lead.id, { id: lead.areaId, path: lead.areaPath }, day, lead.confined, user.officialId)
  await saveAndRecord(
    context,
    lead,
    { status, assignedAgencyId: null },
    'lead.takenBack',
    { agencyId: lead.assignedAgencyId },
    reason,
  )
  return status
}
