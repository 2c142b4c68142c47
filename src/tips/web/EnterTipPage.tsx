/** Where a clerk enters what came by other ways. Identity is sealed here, the code is made here, and neither can be read back. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, Radio, Select, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import { nationalOrigins } from '../../leads/lead.ts'
import { AreaField } from '../../platform/web/AreaField.tsx'
import { useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { ClerkChannel } from '../clerk.ts'
import { entryText } from '../entry-text.ts'
import { officeText } from '../office-text.ts'
import { runningTimes, signs, tipKinds } from '../report-choices.ts'
import { EnteredCode } from './EnteredCode.tsx'
import { type Entered, type Entry, sendEntry } from './entry.ts'
import { IdentityFields } from './IdentityFields.tsx'
import { office } from './office-client.ts'
import './office.css'

export default function EnterTipPage() {
  const t = useText(entryText)
  const [entered, setEntered] = useState<Entered | null>(null)
  const mine = useQuery({ queryKey: ['entryChannels'], queryFn: () => office.listEntryChannels({}) })
  const channels = mine.data?.channels ?? []
  return (
    <PageFrame title={t('title')} lead={t('lead')}>
      {mine.isPending && <Skeleton active />}
      {mine.isError && <ErrorPanel error={mine.error} onRetry={() => void mine.refetch()} />}
      {mine.data && channels.length === 0 && <Alert type="info" showIcon title={t('noChannel')} />}
      {entered ? (
        <EnteredCode entered={entered} onNext={() => setEntered(null)} />
      ) : (
        channels.length > 0 && <EntryForm channels={channels} onEntered={setEntered} />
      )}
    </PageFrame>
  )
}

type FormProps = { channels: readonly ClerkChannel[]; onEntered: (entered: Entered) => void }

function EntryForm({ channels, onEntered }: FormProps) {
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
      initialValues={{ channel: channels[0], nationalOrigin: '', runs: 'unknown', signs: [], countyInvolved: false }}
      onFinish={(entry) => void act(entry)}
    >
      <SourceFields channels={channels} />
      <ReportFields />
      <IdentityFields />
      {error && <ErrorPanel error={error} />}
      <Button type="primary" htmlType="submit" size="large" loading={pending}>
        {t('send')}
      </Button>
    </Form>
  )
}

function SourceFields({ channels }: { channels: readonly ClerkChannel[] }) {
  const t = useText(entryText)
  const word = useText(officeText)
  const channel = Form.useWatch('channel')
  return (
    <div className="entry-row">
      <Form.Item name="channel" label={t('channel')}>
        <Select options={channels.map((value) => ({ value, label: word(`channel.${value}`) }))} />
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
