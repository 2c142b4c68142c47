import { gridText } from '../../grid/text.ts'
import { useFormat } from '../../platform/web/format.ts'
import { DaysLeft, LastDay } from '../../platform/web/LimitMark.tsx'
import type { RecordColumn } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { TaskRow } from '../contract.ts'
import { noticesText } from '../text.ts'
import { TaskMark } from './marks.tsx'

/** Whoever has to deliver: a body, or a post with its holders of today; the name opens all that is his. */
export function Owner({ task }: { task: TaskRow }) {
  const t = useText(noticesText)
  const g = useText(gridText)
  const pick = usePick()
  const { ownerAgencyId, ownerAgencyName, ownerAreaId, ownerAreaName, ownerPost } = task
  const body = ownerAgencyName ? pick(ownerAgencyName) : ownerAreaName
  const own = [
    ownerAgencyId ? `agency=${ownerAgencyId}` : `ownerArea=${ownerAreaId}`,
    ...(ownerPost ? [`post=${ownerPost}`] : []),
  ]
  return (
    <>
      <ScreenLink to={`/tasks?area=all&${own.join('&')}`} label={`${body} ${t('owner.all')}`}>
        {ownerPost ? `${body} ${g(`post.${ownerPost}`)}` : body}
      </ScreenLink>{' '}
      {task.vacant ? (
        <StatusMark status="unknown" word={t('owner.vacant')} />
      ) : (
        <small className="soft">{task.holders.join(t('owner.and'))}</small>
      )}
    </>
  )
}

export function useTaskColumns(): RecordColumn<TaskRow>[] {
  const t = useText(noticesText)
  const format = useFormat()
  return [
    { key: 'title', title: t('task'), shown: 'first', render: (task) => task.title },
    { key: 'owner', title: t('owner'), render: (task) => <Owner task={task} /> },
    { key: 'product', title: t('product'), width: 130, render: (task) => t(`product.${task.product}`) },
    { key: 'status', title: t('status'), width: 150, render: (task) => <TaskMark task={task} /> },
    {
      key: 'dueOn',
      title: t('dueOn'),
      width: 270,
      render: (task) => (
        <span className="due-cell">
          <LastDay dueOn={task.dueOn} />{' '}
          {(task.status === 'open' || task.status === 'returned') && task.dueOn !== null && (
            <DaysLeft dueOn={task.dueOn} />
          )}
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
