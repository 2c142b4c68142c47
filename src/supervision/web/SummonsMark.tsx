import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { SummonsStatus } from '../summons.ts'
import { summonsText } from '../summons-text.ts'

const marks: Record<SummonsStatus, MarkStatus> = {
  proposed: 'due',
  approved: 'due',
  declined: 'ended',
  notified: 'due',
  minuted: 'due',
  answered: 'due',
  verified: 'done',
}

export function SummonsMark({ status }: { status: SummonsStatus }) {
  const t = useText(summonsText)
  return <StatusMark status={marks[status]} word={t(status)} />
}
