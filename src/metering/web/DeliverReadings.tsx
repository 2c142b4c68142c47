import { Form, Input } from 'antd'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { FilesField, firstFile } from '../../platform/web/FilesField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import type { TimeMark } from '../long-days.ts'
import { metering } from './metering-client.ts'
import { TimeMarkField } from './TimeMarkField.tsx'

type Values = { files: readonly FileRecord[]; agreement: string; purpose: string; basis: string; timeMark: TimeMark }

/** Nothing is handed over without agreement, purpose and basis. */
export function DeliverReadings({ areaId, onDelivered }: { areaId: number; onDelivered: (id: string) => void }) {
  const t = useText(deliveryText)
  const required = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<Values, { id: string }>
      primary
      label={t('deliver')}
      help={t('deliverHelp')}
      initialValues={{ timeMark: 'start' }}
      run={({ files, ...terms }) => metering.deliverReadings({ fileId: firstFile(files), ...terms })}
      done={t('delivered')}
      onDone={({ id }) => onDelivered(id)}
    >
      <Form.Item name="files" label={t('file')} rules={[{ required: true, message: t('chooseFile') }]}>
        <FilesField areaId={areaId} purpose="import" accept=".csv,.gz" single />
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
      <TimeMarkField />
    </FormAct>
  )
}
