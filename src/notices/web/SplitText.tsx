import { Form, type FormInstance, Input } from 'antd'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { deliveryText } from '../delivery-text.ts'
import { splitParagraphs } from '../paragraphs.ts'
import { noticesText } from '../text.ts'
import type { DraftValues } from './draft-values.ts'

/** Takes the whole text of a document and makes its numbered parts paragraphs. */
export function SplitText({ form }: { form: FormInstance<DraftValues> }) {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const run = async ({ whole }: { whole: string }) => {
    const paragraphs = splitParagraphs(whole)
    if (paragraphs.length > 0) form.setFieldsValue({ paragraphs })
  }
  return (
    <p>
      <FormAct<{ whole: string }, void> label={t('split')} help={t('split.help')} width={720} run={run} done={null}>
        <Form.Item
          name="whole"
          label={t('split.text')}
          rules={[{ required: true, whitespace: true, message: n('required') }]}
        >
          <Input.TextArea rows={14} maxLength={100_000} />
        </Form.Item>
      </FormAct>
    </p>
  )
}
