/** More time for a task: what was asked for and what came of it, and the acts of whoever asks and whoever decides. */
import { Form } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { RecordLimits } from '../../platform/web/RecordLimits.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { TaskRecord, TaskRow } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { demands } from '../notice.ts'
import { mayDeliver } from '../task.ts'
import { type ExtensionState, isExtendable, mayDecideExtension, type TaskExtension } from '../task-extension.ts'
import { notices } from './notices-client.ts'

const marks: Record<ExtensionState, MarkStatus> = {
  asked: 'soon',
  approved: 'done',
  refused: 'ended',
  dropped: 'ended',
}

const waitingOf = ({ extensions }: TaskRecord) => extensions.find(({ state }) => state === 'asked')

export function ExtensionActs({ task }: { task: TaskRecord }) {
  const t = useText(deliveryText)
  const me = useMe()
  const { id } = task
  const asked = waitingOf(task)
  const extendable = isExtendable(task, today())
  if (!asked) return extendable && demands(task.noticeStatus) && mayDeliver(me, task) ? <Ask task={task} /> : null
  if (!mayDecideExtension(me, task, asked)) return null
  return (
    <>
      {extendable && (
        <ActButton
          primary
          label={t('extension.approve')}
          confirm={<p>{t('extension.approve.ask', { until: asked.until })}</p>}
          run={() => notices.approveTaskExtension({ id })}
          done={t('extension.approve.done')}
        />
      )}
      <ActButton
        label={t('extension.refuse')}
        reason="required"
        run={(reason) => notices.refuseTaskExtension({ id, reason })}
        done={t('extension.refuse.done')}
      />
    </>
  )
}

function Ask({ task }: { task: TaskRow }) {
  const t = useText(deliveryText)
  return (
    <FormAct<{ until: string; reason: string }, unknown>
      label={t('extension.request')}
      help={t('extension.request.help', { dueOn: task.dueOn ?? '' })}
      run={(values) => notices.askTaskExtension({ id: task.id, ...values })}
      done={t('extension.request.done')}
    >
      <Form.Item name="until" label={t('extension.until')} rules={[{ required: true, message: t('required') }]}>
        <DayField />
      </Form.Item>
      <WordsField name="reason" label={t('extension.reason')} rows={3} missing={t('required')} />
    </FormAct>
  )
}

export function TaskExtensions({ task }: { task: TaskRecord }) {
  const t = useText(deliveryText)
  if (task.extensions.length === 0) return null
  return (
    <section>
      <h2 className="part">{t('extensions')}</h2>
      <ol className="products">
        {task.extensions.map((extension) => (
          <li key={extension.id}>
            <Extension extension={extension} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Extension({ extension }: { extension: TaskExtension }) {
  const t = useText(deliveryText)
  const format = useFormat()
  const { dueOn, until, state, reason, askedBy, askedAt, decidedBy, decidedAt, answer } = extension
  return (
    <>
      <p className="acts">
        <strong>{t('extension.days', { from: format.date(dueOn), to: format.date(until) })}</strong>
        <StatusMark status={marks[state]} word={t(`extension.${state}`)} />
      </p>
      <p>{reason}</p>
      <p className="soft">
        {t('extension.askedBy', { name: askedBy, at: format.instant(askedAt) })}
        {decidedBy && decidedAt && (
          <> · {t('extension.decidedBy', { name: decidedBy, at: format.instant(decidedAt) })}</>
        )}
      </p>
      {answer && <p>{t('extension.answer', { answer })}</p>}
      {state === 'asked' && <RecordLimits subjectId={extension.id} />}
    </>
  )
}
