/** The voltage of a feeder in a form; left blank where nobody knows it. */
import { Form, Select } from 'antd'
import { useText } from '../../platform/web/text.tsx'
import { feederVoltages } from '../feeder.ts'
import { feederText } from '../feeder-text.ts'

export function VoltageField() {
  const t = useText(feederText)
  return (
    <Form.Item name="voltage" label={t('voltage')}>
      <Select
        allowClear
        placeholder={t('voltageUnknown')}
        options={feederVoltages.map((value) => ({ value, label: t(`voltage.${value}`) }))}
      />
    </Form.Item>
  )
}
