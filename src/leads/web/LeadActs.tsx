/** The next possible acts on a lead, in the order people use them; what is not possible is absent. */
import { ActButton } from '../../platform/web/act.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { LeadDetail } from '../contract.ts'
import {
  mayAssignLead,
  mayCloseLead,
  mayDecideLead,
  mayNameSite,
  mayReturnLead,
  mayTakeBackLead,
  mayTakeUpLead,
} from '../lead.ts'
import { leadsText } from '../text.ts'
import { AssignLead } from './AssignLead.tsx'
import { CloseLead, DecideLead } from './FinishLead.tsx'
import { leads } from './leads-client.ts'
import { NameSite } from './NameSite.tsx'

export function LeadActs({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  const me = useMe()
  const { id } = lead
  // an agency gives a lead back once; the second time the way is not offered
  const returnedBefore = lead.assignments.some(
    (assignment) => assignment.returnedAt !== null && lead.actingAgencyIds.includes(assignment.agencyId),
  )
  return (
    <>
      {mayAssignLead(me, lead) && <AssignLead lead={lead} />}
      {mayTakeUpLead(me, lead) && (
        <ActButton primary label={t('takeUp')} confirm={t('takeUpHelp')} run={() => leads.takeUpLead({ id })} />
      )}
      {mayDecideLead(me, lead) && <DecideLead lead={lead} />}
      {mayCloseLead(me, lead) && <CloseLead lead={lead} />}
      {mayTakeBackLead(me, lead) && (
        <ActButton
          primary
          label={t('takeBack')}
          confirm={t('takeBackHelp')}
          reason="required"
          run={(reason) => leads.takeBackLead({ id, reason })}
        />
      )}
      {mayNameSite(me, lead) && <NameSite lead={lead} />}
      {mayReturnLead(me, lead) && !returnedBefore && (
        <ActButton
          danger
          label={t('giveBack')}
          confirm={t('giveBackHelp')}
          reason="required"
          run={(reason) => leads.returnLead({ id, reason })}
        />
      )}
    </>
  )
}
