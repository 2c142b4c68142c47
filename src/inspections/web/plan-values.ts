/** The plan of a visit as the form holds it, and the way to the contract. */
import type { VisitPlan } from '../visit.ts'

export type PlanValues = {
  agencyId: string
  plannedOn: string
  officerIds: string[]
  taskSource: VisitPlan['taskSource']
  leadId?: string
  sweepTargetId?: string
  basis?: string
  itemCode?: string
  approvalNumber?: string
  approvedBy?: string
  approvedOn?: string
  noticeKind?: 'given' | 'none'
  noticeOn?: string
  noticeReason?: string
  exemptReason?: string
}

const given = (text: string | undefined): string | null => text?.trim() || null

/** Fields that were not asked for are null. */
export function toPlan(siteId: string, values: PlanValues): VisitPlan {
  const { agencyId, plannedOn, officerIds, taskSource } = values
  return {
    siteId,
    agencyId,
    plannedOn,
    officerIds,
    taskSource,
    leadId: values.leadId ?? null,
    sweepTargetId: values.sweepTargetId ?? null,
    basis: given(values.basis),
    itemCode: given(values.itemCode),
    approval: toApproval(values),
    notice: toNotice(values),
    exemptReason: given(values.exemptReason),
  }
}

function toApproval({ approvalNumber, approvedBy, approvedOn }: PlanValues): VisitPlan['approval'] {
  const number = given(approvalNumber)
  const by = given(approvedBy)
  return number && by && approvedOn ? { number, approvedBy: by, approvedOn } : null
}

function toNotice({ noticeKind, noticeOn, noticeReason }: PlanValues): VisitPlan['notice'] {
  if (noticeKind === 'given') return noticeOn ? { givenOn: noticeOn } : null
  const reason = given(noticeReason)
  return noticeKind === 'none' && reason ? { reasonForNone: reason } : null
}
