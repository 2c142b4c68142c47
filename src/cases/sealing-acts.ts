/** A sealing is a measure of limited days: prolonged once, before it expires, with approval. */
import type { Context } from '../platform/server/context.ts'
import { checkFiles } from '../platform/server/platform-store.ts'
import { extendLimits, listAllLimitsOf } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { findSealingAgency } from './card-store.ts'
import { loadAtom, officerGrant } from './guard-acts.ts'
import { getSecondPerson } from './store.ts'

export const sealingLimit = 'limit.sealing'

/**
 * Prolongs a sealing once by what the rule allows, before it expires, approved by another person of the agency that sealed.
 * Refuses `not-found`, `wrong-state`, `not-permitted`, `approver-unfit`, `sealing-extended-before`, `limit-expired`.
 * @returns the last day, null where it lies in a year without calendar.
 */
export async function prolongSealing(
  context: Context,
  caseFileId: string,
  atomId: string,
  approval: { approvedBy: string; fileId: string; reason: string },
): Promise<string | null> {
  const { db, user, now, record } = context
  const { caseFile, atom } = await loadAtom(context, caseFileId, atomId, 'prolong')
  const agencyId = atom.state === 'sealed' ? await findSealingAgency(db, atomId) : undefined
  if (agencyId === undefined) throw new Refusal('wrong-state', { move: 'prolong', status: atom.state })
  officerGrant(context, caseFile, agencyId)
  const on = dateInChina(now)
  const approver = await getSecondPerson(db, approval.approvedBy, caseFile.areaPath, on)
  if (approver.id === user.officialId || approver.agencyId !== agencyId) throw new Refusal('approver-unfit')
  await checkFiles(db, [approval.fileId], 'fileId')
  const running = (await listAllLimitsOf(db, atomId)).find(
    (one) => one.kind === sealingLimit && one.state === 'running',
  )
  if (!running || running.extensions.length > 0) throw new Refusal('sealing-extended-before')
  const rule = await getRule(db, sealingLimit, running.startedOn)
  const days = rule.value.extension?.days
  if (days === undefined) throw new Refusal('rule-missing', { key: sealingLimit })
  await extendLimits(
    db,
    atomId,
    sealingLimit,
    { days, approvedBy: approver.id, reason: approval.reason, on },
    await loadCalendar(db),
  )
  const dueOn = (await listAllLimitsOf(db, atomId)).find((one) => one.id === running.id)?.dueOn ?? null
  await record('case.sealingProlonged', {
    subject: 'caseFile',
    id: caseFileId,
    areaPath: caseFile.areaPath,
    changed: { atom: atom.atom, atomId, days, dueOn, fileId: approval.fileId },
    personal: { approvedBy: approver.id, reason: approval.reason },
  })
  return dueOn
}
