import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { OnSiteStatus } from '../on-site.ts'
import { onSiteText } from '../on-site-text.ts'

const marks: Record<OnSiteStatus, MarkStatus> = {
  planned: 'due',
  underway: 'due',
  fedBack: 'done',
  cancelled: 'ended',
}

export function OnSiteMark({ status }: { status: OnSiteStatus }) {
  const t = useText(onSiteText)
  return <StatusMark status={marks[status]} word={t(status)} />
}
