/** States of notices and tasks in the status language. */
import { today } from '../../platform/web/format.ts'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { NoticeRow, TaskRow } from '../contract.ts'
import { noticesText } from '../text.ts'

export function NoticeMark({
  notice,
}: {
  notice: Pick<NoticeRow, 'status' | 'addressees' | 'confirmed' | 'sealKind'>
}) {
  const t = useText(noticesText)
  const { status } = notice
  if (status === 'draft' || status === 'approved') return <StatusMark status="suspended" word={t(status)} />
  if (status === 'inReview') return <StatusMark status="due" word={t('inReview')} />
  if (status === 'discarded' || status === 'withdrawn' || status === 'superseded')
    return <StatusMark status="ended" word={t(status)} />
  if (notice.sealKind === null) return <StatusMark status="due" word={t('issuedUnsealed')} />
  const all = notice.addressees > 0 && notice.confirmed === notice.addressees
  return <StatusMark status={all ? 'done' : 'due'} word={t(all ? 'allConfirmed' : 'issued')} />
}

type Dated = Pick<TaskRow, 'dueOn' | 'deliveredOn'>
const wasLate = ({ dueOn, deliveredOn }: Dated) => dueOn !== null && deliveredOn !== null && deliveredOn > dueOn
const isLate = ({ dueOn }: Dated) => dueOn !== null && dueOn < today()

const wordOf = (task: Pick<TaskRow, 'status' | 'dueOn' | 'deliveredOn'>) => {
  if (task.status === 'accepted') return wasLate(task) ? 'acceptedLate' : 'accepted'
  if (task.status === 'open') return isLate(task) ? 'late' : 'open'
  return task.status
}

const markOf = (task: Pick<TaskRow, 'status' | 'dueOn' | 'deliveredOn'>): MarkStatus => {
  if (task.status === 'accepted') return wasLate(task) ? 'doneLate' : 'done'
  if (task.status === 'cancelled') return 'ended'
  const handedIn = task.status === 'delivered'
  return !handedIn && isLate(task) ? 'overdue' : 'due'
}

/** Late stays visible: what was delivered after its day is `doneLate` for good. */
export function TaskMark({ task }: { task: Pick<TaskRow, 'status' | 'dueOn' | 'deliveredOn'> }) {
  const t = useText(noticesText)
  return <StatusMark status={markOf(task)} word={t(`task.${wordOf(task)}`)} />
}
