/** What only the program does with a lead that comes from a tip: to take it from whoever stays silent. */
import type { Context } from '../platform/server/context.ts'
import { endLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { saveAndRecord, startHandOver } from './acts.ts'
import { saveTakenBack } from './assignment-store.ts'
import { isUnverified, type LeadStatus, leadMoves } from './lead.ts'
import { lockLead, saveConfinedArea } from './store.ts'

/**
 * Takes a confined lead from an agency that stays silent, up to the area of whoever holds the matter now, where it is assigned anew;
 * what is decided already stays. An act of the program. Refuses `not-found`, `not-permitted`.
 */
export async function takeBackLead(
  context: Context<null>,
  leadId: string,
  area: { id: number; path: string },
  reason: string,
): Promise<void> {
  const { db, now } = context
  const day = dateInChina(now)
  const lead = await lockLead(db, leadId, day)
  if (!lead.confined) throw new Refusal('not-permitted')
  await saveConfinedArea(db, lead.id, area)
  if (!isUnverified(lead.status)) return
  await endLimits(db, lead.id, null, day, reason)
  await startHandOver(db, lead.id, area, day, true)
  if (lead.status === 'opened') return
  await saveTakenBack(db, lead.id, now, reason)
  await saveAndRecord(
    context,
    { ...lead, areaPath: area.path },
    { status: move<LeadStatus>(leadMoves, 'takeBack', lead.status), assignedAgencyId: null },
    'lead.takenBack',
    { agencyId: lead.assignedAgencyId },
    reason,
  )
}
