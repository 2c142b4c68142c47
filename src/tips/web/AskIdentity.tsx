/** Asks for the sealed identity. The key for this one request is made here and stays in this page until its user saves it. */
import { Form, Input } from 'antd'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { custodianText } from '../custodian-text.ts'
import type { TipDetail } from '../office-contract.ts'
import { custodians } from './office-client.ts'
import { keptKeys, makeOwnKey } from './sealing.ts'

type Values = { purpose: string; body?: string; number?: string }

export function AskIdentity({ tip }: { tip: TipDetail }) {
  const t = useText(custodianText)
  const required = [{ required: true, whitespace: true, message: t('required') }]
  const hasLead = tip.leadNumber !== null
  const run = async ({ purpose, body, number }: Values) => {
    // one without the other is refused by the server, not left out in silence
    const outside = body || number ? { body: body ?? '', number: number ?? '' } : null
    const key = await makeOwnKey()
    const { id } = await custodians.requestIdentity({ id: tip.id, purpose, outside, recipient: key.recipient })
    keptKeys.set(id, key)
  }
  return (
    <FormAct<Values, void> label={t('ask')} help={t('askHelp')} run={run}>
      <Form.Item name="purpose" label={t('purpose')} rules={required}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      {hasLead && <p>{t('ownCase', { number: tip.leadNumber ?? '' })}</p>}
      <Form.Item name="body" label={t('outsideBody')} rules={hasLead ? [] : required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="number" label={t('outsideNumber')} rules={hasLead ? [] : required}>
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}
