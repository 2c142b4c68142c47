/** One notice: the document, its chain, who has confirmed, what it demands, and what can be done with it. */

import { useQuery } from '@tanstack/react-query'
import { hasRole } from '../../platform/shared/permission.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { FigureLink, ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useNavigateTo, useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { Timeline } from '../../platform/web/Timeline.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { NoticeRecord } from '../contract.ts'
import { mayIssue } from '../notice.ts'
import { noticesText } from '../text.ts'
import { NoticeMark } from './marks.tsx'
import { NoticeChain } from './NoticeChain.tsx'
import { NoticeDocument } from './NoticeDocument.tsx'
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
      {notice.withdrawnReason && <p>{t('withdrawnBecause', { reason: notice.withdrawnReason })}</p>}
      <ConfirmReceipt notice={notice} />
      <NoticeChain notice={notice} />
      <div className="notice-columns">
        <div>
          <NoticeDocument notice={notice} />
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
      {notice.status !== 'draft' && <NoticeTasks noticeId={notice.id} />}
    </PageFrame>
  )
}

function ReceiptFigure({ notice }: { notice: NoticeRecord }) {
  const t = useText(noticesText)
  if (notice.status === 'draft') return null
  const to = `/notices/unconfirmed?notice=${notice.id}`
  return (
    <p>
      <FigureLink value={`${notice.confirmed}/${notice.addressees}`} unit={t('confirmed')} to={to} />{' '}
      {notice.confirmed < notice.addressees && notice.status === 'issued' && (
        <ScreenLink to={to}>{t('toUnconfirmed')}</ScreenLink>
      )}
    </p>
  )
}

function NoticeActs({ notice }: { notice: NoticeRecord }) {
  const t = useText(noticesText)
  const me = useMe()
  const { id, status } = notice
  const mine = mayIssue(me, notice)
  const mayPassOn = status === 'issued' && !mine && hasRole(me, 'countyOffice', 'townshipLeader')
  return (
    <>
      {mine && status === 'draft' && <LinkButton to={`/notices/draft?id=${id}`}>{t('changeDraft')}</LinkButton>}
      {mine && status === 'draft' && (
        <ActButton
          primary
          label={t('issue')}
          confirm={<p>{t('issue.ask', { count: notice.addresseeRows.length })}</p>}
          run={() => notices.issueNotice({ id })}
          done={t('issue.done')}
        />
      )}
      {mayPassOn && <LinkButton to={`/notices/draft?superior=${id}`}>{t('answerWith')}</LinkButton>}
      {mine && status === 'issued' && (
        <ActButton
          danger
          label={t('withdraw')}
          reason="required"
          confirm={<p>{t('withdraw.ask')}</p>}
          run={(reason) => notices.withdrawNotice({ id, reason })}
          done={t('withdraw.done')}
        />
      )}
    </>
  )
}

function NoticeTasks({ noticeId }: { noticeId: string }) {
  const t = useText(noticesText)
  const navigate = useNavigateTo()
  const columns = useTaskColumns().filter((column) => column.key !== 'notice')
  return (
    <section>
      <h2 className="part">{t('tasksOfNotice')}</h2>
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
