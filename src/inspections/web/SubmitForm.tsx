import { Alert, Button, Form, Switch } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { VisitRecord } from '../contract.ts'
import type { Findings } from '../visit.ts'
import { visitText } from '../visit-text.ts'
import { inspections } from './inspections-client.ts'

/** What was found on site; not getting in is a finding too. */
export function SubmitForm({ visit }: { visit: VisitRecord }) {
  const t = useText(visitText)
  const [form] = Form.useForm<Findings>()
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  const before = visit.photoIds.filter((id) => !files.some((file) => file.id === id))
  const { act, pending, error } = useMutationAct({
    run: (values: Findings) =>
      inspections.submitVisit({ ...values, id: visit.id, photoIds: [...before, ...files.map((file) => file.id)] }),
    done: t('submit.done'),
  })
  const couldEnter = Form.useWatch('couldEnter', form)
  const unjudged = visit.furnaces.filter((furnace) => furnace.judgement === null).length
  const start = visit.findings ?? { words: '', couldEnter: true, metPerson: true, signedByFirm: false }
  return (
    <section>
      <h2 className="part">{t('submit')}</h2>
      {couldEnter !== false && unjudged > 0 && (
        <Alert type="warning" showIcon className="cap-line" title={t('submit.unjudged', { count: unjudged })} />
      )}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={start}
        onFinish={act}
        className="submit-form"
      >
        <WordsField name="words" label={t('submit.words')} rows={4} missing={t('required')} />
        <SwitchField name="couldEnter" label={t('submit.couldEnter')} help={t('submit.couldEnterHelp')} />
        <SwitchField name="metPerson" label={t('submit.metPerson')} />
        <SwitchField name="signedByFirm" label={t('submit.signedByFirm')} />
        <p>{t('submit.photos')}</p>
        <FilePick
          areaId={visit.areaId}
          purpose="evidence"
          files={files}
          onChange={setFiles}
          accept="image/*"
          camera
          label={t('takePhotos')}
        />
        {error && <ErrorPanel error={error} />}
        <Button type="primary" size="large" htmlType="submit" loading={pending} className="form-end">
          {t('submit')}
        </Button>
      </Form>
    </section>
  )
}

function SwitchField({ name, label, help }: { name: keyof Findings; label: string; help?: string }) {
  return (
    <div className="switch-field">
      <Form.Item name={name} valuePropName="checked" noStyle>
        <Switch id={name} />
      </Form.Item>
      <label htmlFor={name}>
        {label}
        {help && <small className="soft">{help}</small>}
      </label>
    </div>
  )
}
