/** The fields of a form that reads a key file: the file, and its passphrase where it has one. */
import { Button, Form, Input } from 'antd'
import { useRef, useState } from 'react'
import { useText } from '../../platform/web/text.tsx'
import { custodianText } from '../custodian-text.ts'

export function KeyFields() {
  const t = useText(custodianText)
  const file: unknown = Form.useWatch('file')
  const locked = typeof file === 'string' && file.includes('AGE ENCRYPTED FILE')
  return (
    <>
      <Form.Item name="file" label={t('keyFile')} rules={[{ required: true, message: t('keyFileFirst') }]}>
        <FileText />
      </Form.Item>
      {locked && (
        <Form.Item name="passphrase" label={t('enterPassphrase')} rules={[{ required: true, message: t('required') }]}>
          <Input.Password autoComplete="off" />
        </Form.Item>
      )}
    </>
  )
}

/** A small file as text. `onChange` comes from the form. */
function FileText({ id, onChange }: { id?: string; onChange?: (text: string) => void }) {
  const t = useText(custodianText)
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const take = async (file: File | undefined) => {
    if (!file) return
    setName(file.name)
    onChange?.(await file.text())
  }
  return (
    <span className="key-pick">
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        aria-label={t('keyFile')}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button onClick={() => input.current?.click()}>{t('chooseFile')}</Button> {name}
    </span>
  )
}
