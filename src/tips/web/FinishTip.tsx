/** Stating a result, and what a second look says of it. */
import { Form, Input, Radio } from 'antd'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { awaitsVerification, isOpen } from '../tip.ts'
import { office } from './office-client.ts'

const column = { display: 'grid', gap: 8 } as const
const results = ['notVerifiable', 'handedOn'] as const
type Conclusion = { result: (typeof results)[number]; answer: string; acceptance?: string }

export function ConcludeTip({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const awaits = awaitsVerification(tip)
  return (
    <FormAct<Conclusion, unknown>
      label={t('conclude')}
      help={t(awaits ? 'concludeAwaits' : 'concludeHelp')}
      run={({ result, answer, acceptance }) =>
        office.concludeTip({ id: tip.id, result, answer, acceptance: acceptance?.trim() || null })
      }
    >
      <ConclusionFields offered={awaits ? ['handedOn'] : results} />
    </FormAct>
  )
}

function ConclusionFields({ offered }: { offered: readonly (typeof results)[number][] }) {
  const t = useText(officeText)
  const required = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <>
      <Form.Item name="result" label={t('result')} rules={[{ required: true, message: t('required') }]}>
        <Radio.Group style={column} options={offered.map((value) => ({ value, label: t(`result.${value}`) }))} />
      </Form.Item>
      {Form.useWatch('result') === 'handedOn' && (
        <Form.Item name="acceptance" label={t('acceptance')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      )}
      <Form.Item name="answer" label={t('answerField')} rules={required}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
    </>
  )
}

const outcomes = ['upheld', 'changed', 'verifyAgain'] as const
type Recheck = { outcome: (typeof outcomes)[number]; answer?: string }

export function DecideRecheck({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  return (
    <FormAct<Recheck, unknown>
      primary
      label={t('recheck')}
      help={t('recheckHelp')}
      run={({ outcome, answer }) => office.decideRecheck({ id: tip.id, outcome, answer: answer ?? null })}
    >
      <RecheckFields status={tip.status} />
    </FormAct>
  )
}

function RecheckFields({ status }: Pick<TipDetail, 'status'>) {
  const t = useText(officeText)
  const required = [{ required: true, message: t('required') }]
  const outcome: unknown = Form.useWatch('outcome')
  const offered = outcomes.filter((one) =>
    isOpen(status) ? one !== 'verifyAgain' : one !== 'changed' || status === 'unfounded',
  )
  return (
    <>
      <Form.Item name="outcome" label={t('outcome')} rules={required}>
        <Radio.Group style={column} options={offered.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
      </Form.Item>
      {outcome !== 'verifyAgain' && (
        <WordsField name="answer" label={t('recheckWords')} rows={4} missing={t('required')} />
      )}
    </>
  )
}
