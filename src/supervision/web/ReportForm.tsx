import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useMutationAct } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useText } from '../../platform/web/text.tsx'
import { type ReportTexts, reportTexts } from '../report.ts'
import { supervisionText } from '../text.ts'
import { supervision } from './supervision-client.ts'

type Values = Omit<ReportTexts, 'signatory' | 'weakPoints'> & {
  signatory?: string
  weakPoints: { problem?: string; measure?: string; owner?: string; dueOn?: string | undefined }[]
}

const toValues = (texts: ReportTexts): Values => ({
  ...texts,
  signatory: texts.signatory ?? '',
  weakPoints: texts.weakPoints.map((point) => ({ ...point, dueOn: point.dueOn ?? undefined })),
})

/** What is in the fields as texts; null while a field does not fit. */
export const toTexts = (values: Values): ReportTexts | null =>
  reportTexts.safeParse({
    ...values,
    signatory: values.signatory?.trim() || null,
    weakPoints: values.weakPoints.map((point) => ({ ...point, dueOn: point.dueOn ?? null })),
  }).data ?? null

/** The county's own words. @param onChange what stands in the fields now, for the preview. */
export function ReportForm({
  id,
  texts,
  onChange,
}: {
  id: string
  texts: ReportTexts
  onChange: (texts: ReportTexts) => void
}) {
  const t = useText(supervisionText)
  const [form] = Form.useForm<Values>()
  const { act, pending, error } = useMutationAct({
    run: (values: Values) => supervision.writeReport({ id, texts: toTexts(values) ?? texts }),
    done: t('saved'),
  })
  const area = (name: 'organisation' | 'measures' | 'nextSteps') => (
    <Form.Item name={name} label={t(name)} extra={t('required')}>
      <Input.TextArea autoSize={{ minRows: 3, maxRows: 14 }} maxLength={8000} />
    </Form.Item>
  )
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={toValues(texts)}
      onFinish={act}
      onValuesChange={(_, values) => {
        const now = toTexts(values)
        if (now) onChange(now)
      }}
      scrollToFirstError
      className="report-form"
    >
      <p className="soft">{t('texts.help')}</p>
      <Form.Item name="signatory" label={t('signatory')}>
        <Input maxLength={50} />
      </Form.Item>
      {area('organisation')}
      <WeakPoints />
      {area('measures')}
      {area('nextSteps')}
      {error && <ErrorPanel error={error} />}
      <div className="acts">
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('save')}
        </Button>
      </div>
    </Form>
  )
}

function WeakPoints() {
  const t = useText(supervisionText)
  const rules = [{ required: true, whitespace: true, message: t('required') }]
  return (
    <Form.List name="weakPoints">
      {(fields, { add, remove }) => (
        <div className="weak-points">
          <h3>{t('weakPoints')}</h3>
          {fields.map((field, i) => (
            <fieldset key={field.key}>
              <legend>{t('weakPoint', { number: i + 1 })}</legend>
              <Form.Item name={[field.name, 'problem']} label={t('problem')} rules={rules}>
                <Input.TextArea autoSize maxLength={500} />
              </Form.Item>
              <Form.Item name={[field.name, 'measure']} label={t('measure')} rules={rules}>
                <Input.TextArea autoSize maxLength={500} />
              </Form.Item>
              <div className="weak-point-end">
                <Form.Item name={[field.name, 'owner']} label={t('owner')} rules={rules}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name={[field.name, 'dueOn']} label={t('dueOn')}>
                  <DayField />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('removeWeakPoint')}
                  title={t('removeWeakPoint')}
                  onClick={() => remove(field.name)}
                />
              </div>
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({})}>
            {t('addWeakPoint')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
