/** Marks of supervision, each by colour, shape and word. */
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import { areaState, type FigureCounts } from '../figure.ts'
import type { ReportStatus, Timing } from '../report.ts'
import { supervisionText } from '../text.ts'

const timingMarks: Record<Timing, MarkStatus> = { onTime: 'done', late: 'doneLate', missing: 'overdue', running: 'due' }

export function TimingMark({ timing }: { timing: Timing }) {
  const t = useText(supervisionText)
  return <StatusMark status={timingMarks[timing]} word={t(`timing.${timing}`)} />
}

const statusMarks: Record<ReportStatus, MarkStatus> = {
  draft: 'due',
  submitted: 'soon',
  accepted: 'done',
  returned: 'overdue',
}

export function ReportMark({ status }: { status: ReportStatus | null }) {
  const t = useText(supervisionText)
  if (status === null) return <StatusMark status="unknown" word={t('report.none')} />
  return <StatusMark status={statusMarks[status]} word={t(`status.${status}`)} />
}

export function AreaStateMark({ figures }: { figures: FigureCounts }) {
  const t = useText(supervisionText)
  const state = areaState(figures)
  return <StatusMark status={state} word={t(`state.${state}`)} />
}
