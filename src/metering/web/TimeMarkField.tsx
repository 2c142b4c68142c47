import { Form, Radio } from 'antd'
import { useText } from '../../platform/web/text.tsx'
import { timeMarks } from '../long-days.ts'
import { tokenText } from '../token-text.ts'

/** Whether times name the start or the end of their interval: the agreement says. */
export function TimeMarkField() {
  const t = useText(tokenText)
  return (
    <Form.Item name="timeMark" label={t('timeMark')} help={t('timeMarkHelp')} style={{ marginBottom: 24 }}>
      <Radio.Group
        style={{ display: 'grid', gap: 4 }}
        options={timeMarks.map((value) => ({ value, label: t(`timeMark.${value}`) }))}
      />
    </Form.Item>
  )
}
