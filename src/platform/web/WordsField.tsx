/** The field of a longer text that has to be written, as long as `words` of the contract may be. */
import { Form, Input } from 'antd'

type Props = {
  name: string
  label: string
  rows: number
  /** Said where it was left empty. */
  missing: string
}

export function WordsField({ name, label, rows, missing }: Props) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, whitespace: true, message: missing }]}>
      <Input.TextArea rows={rows} maxLength={4000} />
    </Form.Item>
  )
}
