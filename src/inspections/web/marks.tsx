/** States of sweeps, targets, visits and judgements in the status language. */
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { JudgementOutcome } from '../../rulebook/values.ts'
import { evidenceText } from '../evidence-text.ts'
import type { SweepStatus, TargetStatus } from '../sweep.ts'
import { inspectionsText } from '../text.ts'
import type { VisitStatus } from '../visit.ts'
import { visitText } from '../visit-text.ts'

/** Unvisited is unknown, never clean; a site seen from outside is under way, not done. */
const targetMarks: Readonly<Record<TargetStatus, MarkStatus>> = {
  unvisited: 'unknown',
  nothingSeen: 'done',
  reported: 'done',
  observed: 'due',
  visited: 'done',
}

export function TargetMark({ status }: { status: TargetStatus }) {
  const t = useText(inspectionsText)
  return <StatusMark status={targetMarks[status]} word={t(`target.${status}`)} />
}

export function SweepMark({ status }: { status: SweepStatus }) {
  const t = useText(inspectionsText)
  return <StatusMark status={status === 'running' ? 'due' : 'ended'} word={t(status)} />
}

const visitMarks: Readonly<Record<VisitStatus, MarkStatus>> = {
  proposed: 'suspended',
  planned: 'due',
  underway: 'due',
  submitted: 'due',
  accepted: 'done',
  cancelled: 'ended',
}

export function VisitMark({ status }: { status: VisitStatus }) {
  const t = useText(visitText)
  return <StatusMark status={visitMarks[status]} word={t(`status.${status}`)} />
}

/** Red is for forbidden; what experts have to settle is not known yet. */
const outcomeMarks: Readonly<Record<JudgementOutcome, MarkStatus>> = {
  permitted: 'done',
  forbidden: 'overdue',
  expertNeeded: 'unknown',
}

export function OutcomeMark({ outcome }: { outcome: JudgementOutcome | null }) {
  const t = useText(visitText)
  const e = useText(evidenceText)
  if (outcome === null) return <StatusMark status="unknown" word={t('notJudged')} />
  return <StatusMark status={outcomeMarks[outcome]} word={e(`outcome.${outcome}`)} />
}
