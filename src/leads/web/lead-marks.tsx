/** How a lead's state and its strictest limit are shown, in lists and on the record. */
import { useFormat } from '../../platform/web/format.ts'
import { DaysLeft } from '../../platform/web/LimitMark.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { LeadRow } from '../contract.ts'
import type { LeadStatus } from '../lead.ts'
import { leadsText } from '../text.ts'

/** @param joined it is handled in an earlier lead, whose state this is. */
export function LeadStatusMark({ status, joined = false }: { status: LeadStatus; joined?: boolean }) {
  const t = useText(leadsText)
  return (
    <>
      <StatusMark status={status === 'closed' ? 'done' : 'due'} word={t(`status.${status}`)} />
      {joined && <small className="soft"> {t('joinedTo')}</small>}
    </>
  )
}

/** @param compact the mark and the date, for lists. */
export function LeadDueMark({ lead, compact }: { lead: Pick<LeadRow, 'dueOn' | 'dueStatus'>; compact?: boolean }) {
  const t = useText(leadsText)
  const format = useFormat()
  if (lead.dueOn === null || lead.dueStatus === null) return <span className="soft">{t('noLimit')}</span>
  return (
    <span className="limit-mark">
      <StatusMark status={lead.dueStatus} />
      <span className="limit-date">{format.date(lead.dueOn)}</span>
      {!compact && <DaysLeft dueOn={lead.dueOn} />}
    </span>
  )
}
