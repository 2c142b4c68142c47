import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { RectificationStatus } from '../rectification.ts'
import type { RectificationRow } from '../rectification-contract.ts'
import { rectificationText } from '../rectification-text.ts'

const marks: Record<RectificationStatus, MarkStatus> = {
  open: 'due',
  answered: 'due',
  accepted: 'due',
  publicised: 'due',
  struckOff: 'done',
  withdrawn: 'ended',
}

/** An item that is or was late shows it in every state. */
export function RectificationMark({ item: { status, late } }: { item: Pick<RectificationRow, 'status' | 'late'> }) {
  const t = useText(rectificationText)
  const mark = late && status === 'open' ? 'overdue' : late && status === 'struckOff' ? 'doneLate' : marks[status]
  return <StatusMark status={mark} word={t(status)} />
}
