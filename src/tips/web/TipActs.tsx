/** The next possible acts on a tip, in the order people use them; what is not possible is absent. */
import { useQuery } from '@tanstack/react-query'
import { Form, InputNumber } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { platform, useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { awaitsVerification, isOpen, mayConclude, mayGiveBack, mayHandle, mayOversee, mayRecheck } from '../tip.ts'
import { AskIdentity } from './AskIdentity.tsx'
import { ConcludeTip, DecideRecheck } from './FinishTip.tsx'
import { MoveTip, WithholdTip } from './KeepTip.tsx'
import { office } from './office-client.ts'

export function TipActs({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const me = useMe()
  const oversees = mayOversee(me, tip)
  return (
    <>
      {tip.recheck && mayRecheck(me, tip) && !awaitsVerification(tip) && <DecideRecheck tip={tip} />}
      {mayHandle(me, tip) && <AskReporter tip={tip} />}
      {mayConclude(me, tip) && <ConcludeTip tip={tip} />}
      {mayGiveBack(me, tip) && (
        <ActButton
          danger
          label={t('giveBack')}
          confirm={t('giveBackHelp')}
          reason="required"
          run={(reason) => office.giveTipBack({ id: tip.id, reason })}
        />
      )}
      {oversees && isOpen(tip.status) && tip.joinedTo === null && <LimitActs tip={tip} />}
      {oversees && tip.status === 'received' && <MoveTip tip={tip} />}
      {oversees && <WithholdTip tip={tip} />}
      {mayHandle(me, tip) && <AskIdentity tip={tip} />}
    </>
  )
}

function AskReporter({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  return (
    <FormAct<{ words: string }, unknown>
      label={t('ask')}
      help={t('askHelp')}
      primary={tip.messages.at(-1)?.sender === 'reporter'}
      run={({ words }) => office.askReporter({ id: tip.id, words })}
    >
      <WordsField name="words" label={t('ask')} rows={4} missing={t('required')} />
    </FormAct>
  )
}

/** What can be done with the handling's limit follows from the limit: it is extended or suspended while it runs. */
function LimitActs({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const { id } = tip
  const limits = useQuery({ queryKey: ['limits', id], queryFn: () => platform.listLimitsOf({ subjectId: id }) })
  const statuses = (limits.data?.rows ?? []).filter((row) => row.kind === 'limit.tipHandling').map((row) => row.status)
  const runs = statuses.includes('due') || statuses.includes('soon')
  return (
    <>
      {runs && <ExtendTip id={id} />}
      {runs && (
        <ActButton
          label={t('suspend')}
          confirm={t('suspendHelp')}
          reason="required"
          run={(reason) => office.suspendTip({ id, reason })}
        />
      )}
      {statuses.includes('suspended') && (
        <ActButton primary label={t('resume')} confirm={t('resumeHelp')} run={() => office.resumeTip({ id })} />
      )}
    </>
  )
}

function ExtendTip({ id }: { id: string }) {
  const t = useText(officeText)
  return (
    <FormAct<{ days: number; reason: string }, unknown>
      label={t('extend')}
      help={t('extendHelp')}
      initialValues={{ days: 5 }}
      run={(values) => office.extendTip({ id, ...values })}
    >
      <Form.Item name="days" label={t('days')} rules={[{ required: true, message: t('required') }]}>
        <InputNumber min={1} max={60} precision={0} />
      </Form.Item>
      <WordsField name="reason" label={t('reason')} rows={3} missing={t('required')} />
    </FormAct>
  )
}
