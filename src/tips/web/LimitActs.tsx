/** What can be done with the limits of a tip. */
import { useQuery } from '@tanstack/react-query'
import { Form, InputNumber } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { platform, useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import { limitText } from '../limit-text.ts'
import type { TipDetail } from '../office-contract.ts'
import { mayDecideExtension, mayOversee } from '../tip.ts'
import { office } from './office-client.ts'

/** What can be done with the handling's limit follows from the limit: it is extended or suspended while it runs. */
export function LimitActs({ tip }: { tip: TipDetail }) {
  const t = useText(limitText)
  const me = useMe()
  const { id, extension } = tip
  const oversees = mayOversee(me, tip)
  const limits = useQuery({ queryKey: ['limits', id], queryFn: () => platform.listLimitsOf({ subjectId: id }) })
  const statuses = (limits.data?.rows ?? []).filter((row) => row.kind === 'limit.tipHandling').map((row) => row.status)
  const runs = statuses.includes('due') || statuses.includes('soon')
  return (
    <>
      {extension && mayDecideExtension(me, tip, extension.askedBy) && (
        <>
          <ActButton
            primary
            label={t('approve')}
            confirm={t('approveHelp')}
            run={() => office.decideExtension({ id, approved: true })}
          />
          <ActButton
            label={t('refuse')}
            confirm={t('refuseHelp')}
            run={() => office.decideExtension({ id, approved: false })}
          />
        </>
      )}
      {runs && extension === null && <ExtendTip id={id} />}
      {runs && oversees && <SuspendTip id={id} />}
      {oversees && statuses.includes('suspended') && (
        <ActButton primary label={t('resume')} confirm={t('resumeHelp')} run={() => office.resumeTip({ id })} />
      )}
    </>
  )
}

function ExtendTip({ id }: { id: string }) {
  const t = useText(limitText)
  return (
    <FormAct<{ days: number; reason: string }, unknown>
      label={t('extend')}
      help={t('extendHelp')}
      initialValues={{ days: 5 }}
      run={(values) => office.askExtension({ id, ...values })}
    >
      <Form.Item name="days" label={t('days')} rules={[{ required: true, message: t('required') }]}>
        <InputNumber min={1} precision={0} />
      </Form.Item>
      <WordsField name="reason" label={t('reason')} rows={3} missing={t('required')} />
    </FormAct>
  )
}

function SuspendTip({ id }: { id: string }) {
  const t = useText(limitText)
  return (
    <FormAct<{ until: string; reason: string }, unknown>
      label={t('suspend')}
      help={t('suspendHelp')}
      run={(values) => office.suspendTip({ id, ...values })}
    >
      <Form.Item name="until" label={t('until')} rules={[{ required: true, message: t('required') }]}>
        <DayField label={t('until')} />
      </Form.Item>
      <WordsField name="reason" label={t('reason')} rows={3} missing={t('required')} />
    </FormAct>
  )
}
