/** One task: what is demanded, by when, what was handed in, and what can be done. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { ActButton, useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel, PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { LastDay } from '../../platform/web/LimitMark.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { Present } from '../../platform/web/Present.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { TaskRecord, TaskRow } from '../contract.ts'
import { demands } from '../notice.ts'
import { mayDeliver, mayReview } from '../task.ts'
import { noticesText } from '../text.ts'
import { TaskMark } from './marks.tsx'
import { notices } from './notices-client.ts'
import { Products } from './Products.tsx'
import { ExtensionActs, TaskExtensions } from './TaskExtensions.tsx'
import { Owner } from './task-columns.tsx'

export default function TaskPage() {
  const t = useText(noticesText)
  const me = useMe()
  const id = useParam('id')
  const found = useQuery({ queryKey: ['task', id], queryFn: () => notices.getTask({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('task')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const task = found.data
  const open = task.status === 'open' || task.status === 'returned'
  return (
    <PageFrame title={task.title} status={<TaskMark task={task} />} actions={<TaskActs task={task} />}>
      <TaskFacts task={task} />
      {open && mayDeliver(me, task) && (
        <Present>
          <Deliver task={task} />
        </Present>
      )}
      <Products products={task.products} />
      <TaskExtensions task={task} />
      <RecordHistory subjectId={task.id} />
    </PageFrame>
  )
}

function TaskActs({ task }: { task: TaskRecord }) {
  return (
    <>
      <ReviewActs task={task} />
      <ExtensionActs task={task} />
    </>
  )
}

function TaskFacts({ task }: { task: TaskRow }) {
  const t = useText(noticesText)
  const format = useFormat()
  const notice = (
    <>
      <ScreenLink to={`/notices/${task.noticeId}`}>{task.noticeNumber ?? t('notice')}</ScreenLink>{' '}
      {t('ofParagraph', { number: task.paragraph })}
    </>
  )
  const file = task.productFileId && (
    <a key="file" href={`/api/files/${task.productFileId}`}>
      {t('file.download')}
    </a>
  )
  const record = task.productId && <ProductRecord key="record" task={task} />
  return (
    <Facts
      facts={[
        [t('fromNotice'), notice],
        [t('owner'), <Owner key="owner" task={task} />],
        [t('product'), t(`product.${task.product}`)],
        [t('dueOn'), <LastDay key="due" dueOn={task.dueOn} />],
        [t('deliveredOn'), task.deliveredOn && format.date(task.deliveredOn)],
        [t('deliver.file'), file ?? undefined],
        [t('deliver.record'), record ?? undefined],
        [t(task.status === 'cancelled' ? 'cancelledReason' : 'returnedReason'), task.returnedReason ?? undefined],
      ]}
    />
  )
}

function ProductRecord({ task }: { task: TaskRow }) {
  const t = useText(noticesText)
  const path = useSubjectPath()(task.productKind ?? '', task.productId ?? '')
  return path ? <ScreenLink to={path}>{t('openRecord')}</ScreenLink> : t(`product.${task.product}`)
}

function ReviewActs({ task }: { task: TaskRow }) {
  const t = useText(noticesText)
  const me = useMe()
  if (task.status !== 'delivered' || !mayReview(me, task)) return null
  return (
    <>
      <ActButton primary label={t('accept')} run={() => notices.acceptTask({ id: task.id })} done={t('accept.done')} />
      {demands(task.noticeStatus) && (
        <ActButton
          label={t('return')}
          reason="required"
          confirm={<p>{t('return.ask')}</p>}
          run={(reason) => notices.returnTask({ id: task.id, reason })}
          done={t('return.done')}
        />
      )}
    </>
  )
}

function Deliver({ task }: { task: TaskRow }) {
  const t = useText(noticesText)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  const [file] = files
  const { act, pending, error } = useMutationAct({
    run: (fileId: string) => notices.deliverTask({ id: task.id, fileId }),
    done: t('deliver.done'),
  })
  return (
    <section>
      <h2 className="part">{t('deliver')}</h2>
      <p className="soft">{t('deliver.help')}</p>
      <FilePick
        areaId={task.ownerAreaId}
        purpose="document"
        files={files}
        onChange={setFiles}
        single
        label={t('deliver.pick')}
      />
      {error && <ErrorPanel error={error} />}
      {file && (
        <Button type="primary" loading={pending} onClick={() => void act(file.id)}>
          {t('deliver')}
        </Button>
      )}
    </section>
  )
}
