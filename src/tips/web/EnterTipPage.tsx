/** Where a clerk enters what came by other ways. Identity is sealed here, the code is made here, and neither can be read back. */
import { Button, Checkbox, Form, Input, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { nationalOrigins } from '../../leads/lead.ts'
import { AreaField } from '../../platform/web/AreaField.tsx'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { useText } from '../../platform/web/text.tsx'
import { entryText } from '../entry-text.ts'
import { officeText } from '../office-text.ts'
import { runningTimes, signs, tipKinds } from '../report-choices.ts'
import { clerkChannels } from '../tip.ts'
import { EnteredCode } from './EnteredCode.tsx'
import { type Entered, type Entry, sendEntry } from './entry.ts'
import { IdentityFields } from './IdentityFields.tsx'
import './office.css'

export default function EnterTipPage() {
  const t = useText(entryText)
  const [entered, setEntered] = useState<Entered | null>(null)
  return (
    <PageFrame title={t('title')} lead={t('lead')}>
      {entered ? (
        <EnteredCode entered={entered} onNext={() => setEntered(null)} />
      ) : (
        <EntryForm onEntered={setEntered} />
      )}
    </PageFrame>
  )
}

function EntryForm({ onEntered }: { onEntered: (entered: Entered) => void }) {
  const t = useText(entryText)
  const [form] = Form.useForm<Entry>()
  // sent again after the line broke, it is the same tip with the same code
  const attempt = useRef<{ said: string; code: string } | null>(null)
  const { act, pending, error } = useMutationAct<Entry, void>({
    run: async (entry) => onEntered(await sendEntry(entry, attempt)),
    done: null,
  })
  return (
    <Form<Entry>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="entry-form"
      initialValues={{ channel: 'phone12345', nationalOrigin: '', runs: 'unknown', signs: [], countyInvolved: false }}
      onFinish={(entry) => void act(entry)}
    >
      <SourceFields />
      <ReportFields />
      <IdentityFields />
      {error && <ErrorPanel error={error} />}
      <Button type="primary" htmlType="submit" size="large" loading={pending}>
        {t('send')}
      </Button>
    </Form>
  )
}

function SourceFields() {
  const t = useText(entryText)
  const word = useText(officeText)
  const channel = Form.useWatch('channel')
  return (
    <div className="entry-row">
      <Form.Item name="channel" label={t('channel')}>
        <Select options={clerkChannels.map((value) => ({ value, label: word(`channel.${value}`) }))} />
      </Form.Item>
      <Form.Item name="sourceNumber" label={t('sourceNumber')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      {channel === 'superior' && (
        <Form.Item name="nationalOrigin" label={t('nationalOrigin')} extra={t('nationalOriginHelp')}>
          <Select
            options={[
              { value: '', label: t('nationalOrigin.none') },
              ...nationalOrigins.map((value) => ({ value, label: t(`nationalOrigin.${value}`) })),
            ]}
          />
        </Form.Item>
      )}
    </div>
  )
}

function ReportFields() {
  const t = useText(entryText)
  const word = useText(officeText)
  return (
    <>
      <div className="entry-row">
        <Form.Item
          name="placeAreaId"
          label={t('place')}
          extra={t('placeHelp')}
          rules={[{ required: true, message: t('choosePlace') }]}
        >
          <AreaField label={t('place')} placeholder={t('choosePlace')} />
        </Form.Item>
        <Form.Item name="placeWords" label={t('placeWords')}>
          <Input maxLength={300} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="kind" label={t('kind')} rules={[{ required: true, message: t('chooseKind') }]}>
        <Radio.Group options={tipKinds.map((value) => ({ value, label: word(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="runs" label={t('runs')}>
        <Radio.Group options={runningTimes.map((value) => ({ value, label: word(`runs.${value}`) }))} />
      </Form.Item>
      <Form.Item name="signs" label={t('signs')}>
        <Checkbox.Group options={signs.map((value) => ({ value, label: word(`sign.${value}`) }))} />
      </Form.Item>
      <Form.Item name="words" label={t('words')} extra={t('wordsHelp')}>
        <Input.TextArea rows={5} maxLength={2000} />
      </Form.Item>
    </>
  )
}
