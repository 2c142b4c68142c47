/** Writes down a lead from a superior body or the media. */
import { App, Form, Input, Segmented, Select } from 'antd'
import { AreaField } from '../../platform/web/AreaField.tsx'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useText } from '../../platform/web/text.tsx'
import { type NationalOrigin, nationalOrigins, writtenSources } from '../lead.ts'
import { leadsText } from '../text.ts'
import { leads } from './leads-client.ts'

type Values = {
  source: (typeof writtenSources)[number]
  sourceId: string
  nationalOrigin?: NationalOrigin | ''
  areaId: number
  title: string
  words: string
}

/** @param onWritten opens the new lead. */
export function WriteLead({ onWritten }: { onWritten: (id: string) => void }) {
  const t = useText(leadsText)
  const { message } = App.useApp()
  const { areaId } = useAreaChoice()
  return (
    <FormAct<Values, Awaited<ReturnType<typeof leads.openLead>>>
      label={t('write')}
      help={t('writeHelp')}
      initialValues={{ source: 'superior', nationalOrigin: '', areaId }}
      run={({ nationalOrigin, ...values }) => leads.openLead({ ...values, nationalOrigin: nationalOrigin || null })}
      done={null}
      onDone={({ id, number, joinedTo }) => {
        message.success(t(joinedTo === null ? 'written' : 'writtenJoined', { number }))
        onWritten(id)
      }}
    >
      <WriteFields />
    </FormAct>
  )
}

function WriteFields() {
  const t = useText(leadsText)
  const source = Form.useWatch('source')
  const required = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <>
      <Form.Item name="source" label={t('source')}>
        <Segmented block options={writtenSources.map((value) => ({ value, label: t(`source.${value}`) }))} />
      </Form.Item>
      <Form.Item name="sourceId" label={t(source === 'media' ? 'sourceIdMedia' : 'sourceIdSuperior')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      {source === 'superior' && (
        <Form.Item name="nationalOrigin" label={t('nationalOrigin')} extra={t('nationalOriginHelp')}>
          <Select
            options={[
              { value: '', label: t('nationalOrigin.none') },
              ...nationalOrigins.map((value) => ({ value, label: t(`nationalOrigin.${value}`) })),
            ]}
          />
        </Form.Item>
      )}
      <Form.Item name="areaId" label={t('area')} rules={[{ required: true, message: t('chooseArea') }]}>
        <AreaField label={t('area')} placeholder={t('chooseArea')} />
      </Form.Item>
      <Form.Item name="title" label={t('titleField')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="words" label={t('words')} rules={required}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
    </>
  )
}
