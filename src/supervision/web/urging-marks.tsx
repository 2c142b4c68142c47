import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { UrgingStatus } from '../urging.ts'
import type { UrgingRow } from '../urging-contract.ts'
import { urgingText } from '../urging-text.ts'

const marks: Record<UrgingStatus, MarkStatus> = {
  listed: 'due',
  answered: 'due',
  struckOff: 'done',
  withdrawn: 'ended',
}

/** A listing that is or was late shows it. */
export function UrgingMark({ urging: { status, late } }: { urging: Pick<UrgingRow, 'status' | 'late'> }) {
  const t = useText(urgingText)
  const mark = late && status === 'listed' ? 'overdue' : late && status === 'struckOff' ? 'doneLate' : marks[status]
  return <StatusMark status={mark} word={t(status)} />
}
