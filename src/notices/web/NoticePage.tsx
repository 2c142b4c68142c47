/** One notice: the document, its chain, who has confirmed, what it demands, and what can be done with it. */

import { useQuery } from '@tanstack/react-query'
import { DocumentPreview } from '../../platform/web/DocumentPreview.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { FigureLink, ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useNavigateTo, useParam } from '../../platform/web/search.ts'
import { Timeline } from '../../platform/web/Timeline.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { NoticeRecord } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { noticeDocument } from '../notice-document.ts'
import { noticesText } from '../text.ts'
import { NoticeMark } from './marks.tsx'
import { NoticeActs } from './NoticeActs.tsx'
import { Forwards, NoticeFacts } from './NoticeFacts.tsx'
import { NoticeTree } from './NoticeTree.tsx'
import { notices } from './notices-client.ts'
import { ConfirmReceipt, Receipts } from './Receipts.tsx'
import { useTaskColumns } from './task-columns.tsx'

export default function NoticePage() {
  const t = useText(noticesText)
  const id = useParam('id')
  const found = useQuery({ queryKey: ['notice', id], queryFn: () => notices.getNotice({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('notice')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const notice = found.data
  return (
    <PageFrame
      title={notice.number ?? notice.title}
      status={<NoticeMark notice={notice} />}
      lead={notice.number ? notice.title : undefined}
      actions={<NoticeActs notice={notice} />}
    >
      <NoticeFacts notice={notice} />
      <ConfirmReceipt notice={notice} />
      <NoticeTree noticeId={notice.id} />
      <Forwards noticeId={notice.id} />
      <div className="notice-columns">
        <div>
          <DocumentPreview input={noticeDocument(notice.paper)} />
          {notice.fileId && (
            <p>
              <a href={`/api/files/${notice.fileId}`}>{t('file.download')}</a>
            </p>
          )}
        </div>
        <aside>
          <h2 className="part">{t('receipts')}</h2>
          <ReceiptFigure notice={notice} />
          <Receipts notice={notice} />
          <h2 className="part">{t('timeline')}</h2>
          <Timeline subjectId={notice.id} />
        </aside>
      </div>
      {notice.number !== null && <NoticeTasks noticeId={notice.id} />}
    </PageFrame>
  )
}

function ReceiptFigure({ notice }: { notice: NoticeRecord }) {
  const t = useText(noticesText)
  const d = useText(deliveryText)
  if (notice.number === null) return null
  const to = `/notices/unconfirmed?notice=${notice.id}`
  return (
    <p>
      <FigureLink value={`${notice.confirmed}/${notice.addressees}`} unit={t('confirmed')} to={to} />
      {' · '}
      {notice.confirmed < notice.addressees && notice.status === 'issued' && (
        <>
          <ScreenLink to={to}>{t('toUnconfirmed')}</ScreenLink>
          {' · '}
        </>
      )}
      <ScreenLink to={`/notices/${notice.id}/receipts`}>{d('allReceipts')}</ScreenLink>
    </p>
  )
}

/** Posts that own a task of the notice and have no holder: nobody is left out in silence. */
function VacantOwners({ noticeId }: { noticeId: string }) {
  const t = useText(noticesText)
  const found = useQuery({
    queryKey: ['tasks', 'notice', noticeId, 'vacant'],
    queryFn: () => notices.listTasks({ noticeId, vacant: 'true', limit: 1 }),
  })
  if (!found.data?.rows[0]) return null
  return (
    <p>
      <StatusMark status="unknown" word={t('onlyVacant')} /> {t('vacantTasks')}{' '}
      <ScreenLink to={`/tasks?area=all&notice=${noticeId}&vacant=true`}>{t('vacantTasks.open')}</ScreenLink>
    </p>
  )
}

function NoticeTasks({ noticeId }: { noticeId: string }) {
  const t = useText(noticesText)
  const navigate = useNavigateTo()
  const columns = useTaskColumns().filter((column) => column.key !== 'notice')
  return (
    <section>
      <h2 className="part">{t('tasksOfNotice')}</h2>
      <VacantOwners noticeId={noticeId} />
      <RecordList
        name="tasks-of-notice"
        queryKey={['tasks', 'notice', noticeId]}
        load={(after) => notices.listTasks({ noticeId, after })}
        rowKey={(task) => task.id}
        columns={columns}
        onOpen={(task) => navigate(`/tasks/${task.id}`)}
        emptyWords={t('tasksOfNotice.none')}
      />
    </section>
  )
}
