import { useFormat } from '../../platform/web/format.ts'
import { DaysLeft } from '../../platform/web/LimitMark.tsx'
import type { RecordColumn } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { TaskRow } from '../contract.ts'
import { noticesText } from '../text.ts'
import { TaskMark } from './marks.tsx'

/** Name of whoever has to deliver. */
export function useOwnerName(): (task: TaskRow) => string {
  const pick = usePick()
  return (task) => (task.ownerAgencyName ? pick(task.ownerAgencyName) : task.ownerAreaName)
}

export function useTaskColumns(): RecordColumn<TaskRow>[] {
  const t = useText(noticesText)
  const format = useFormat()
  const ownerOf = useOwnerName()
  return [
    { key: 'title', title: t('task'), shown: 'first', render: (task) => task.title },
    { key: 'owner', title: t('owner'), render: ownerOf },
    { key: 'product', title: t('product'), width: 130, render: (task) => t(`product.${task.product}`) },
    { key: 'status', title: t('status'), width: 150, render: (task) => <TaskMark task={task} /> },
    {
      key: 'dueOn',
      title: t('dueOn'),
      width: 270,
      render: (task) => (
        <span className="due-cell">
          {format.date(task.dueOn)}{' '}
          {(task.status === 'open' || task.status === 'returned') && <DaysLeft dueOn={task.dueOn} />}
        </span>
      ),
    },
    {
      key: 'notice',
      title: t('fromNotice'),
      render: (task) => <ScreenLink to={`/notices/${task.noticeId}`}>{task.noticeNumber ?? t('notice')}</ScreenLink>,
    },
    {
      key: 'paragraph',
      title: t('paragraphs'),
      shown: 'hidden',
      render: (task) => t('ofParagraph', { number: task.paragraph }),
    },
    {
      key: 'deliveredOn',
      title: t('deliveredOn'),
      shown: 'hidden',
      render: (task) => (task.deliveredOn ? format.date(task.deliveredOn) : '—'),
    },
  ]
}
