import { Form, Input } from 'antd'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import { metering } from './metering-client.ts'

type Values = { files: readonly FileRecord[]; agreement: string; purpose: string; basis: string }

/** Nothing is handed over without agreement, purpose and basis. */
export function DeliverReadings({ areaId, onDelivered }: { areaId: number; onDelivered: (id: string) => void }) {
  const t = useText(deliveryText)
  const required = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<Values, { id: string }>
      primary
      label={t('deliver')}
      help={t('deliverHelp')}
      run={({ files, ...terms }) => metering.deliverReadings({ fileId: files[0]?.id ?? '', ...terms })}
      done={t('delivered')}
      onDone={({ id }) => onDelivered(id)}
    >
      <Form.Item name="files" label={t('file')} rules={[{ required: true, message: t('chooseFile') }]}>
        <Files areaId={areaId} />
      </Form.Item>
      <Form.Item name="agreement" label={t('agreement')} rules={[required]}>
        <Input maxLength={200} placeholder={t('agreementHint')} />
      </Form.Item>
      <Form.Item name="purpose" label={t('purpose')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="basis" label={t('basis')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}

/** `value` and `onChange` come from the form. */
function Files({
  areaId,
  value = [],
  onChange,
}: {
  areaId: number
  value?: readonly FileRecord[]
  onChange?: (files: readonly FileRecord[]) => void
}) {
  return (
    <FilePick
      areaId={areaId}
      purpose="import"
      accept=".csv,.gz"
      single
      files={value}
      onChange={(files) => onChange?.(files)}
    />
  )
}
