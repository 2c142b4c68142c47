import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { DayField } from '../../platform/web/DayField.tsx'
import { useText } from '../../platform/web/text.tsx'
import { products } from '../notice.ts'
import { noticesText } from '../text.ts'
import { type DemandValues, emptyDemand, emptyParagraph, ownerChoices } from './draft-values.ts'
import { OwnerFields } from './OwnerFields.tsx'

/** Paragraphs of a draft, each with the tasks drawn from it. */
export function ParagraphFields() {
  const t = useText(noticesText)
  const required = { required: true, whitespace: true, message: t('required') }
  return (
    <Form.List name="paragraphs">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, i) => (
            <fieldset key={field.key} className="draft-paragraph">
              <legend>{t('paragraph', { number: i + 1 })}</legend>
              <Form.Item name={[field.name, 'heading']} label={t('heading')} rules={[required]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[field.name, 'text']} label={t('text')} rules={[required]}>
                <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={4000} />
              </Form.Item>
              <DemandFields paragraph={field.name} />
              {fields.length > 1 && (
                <Button type="text" icon={<DeleteOutlined />} onClick={() => remove(field.name)}>
                  {t('removeParagraph')}
                </Button>
              )}
            </fieldset>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(emptyParagraph)}>
            {t('addParagraph')}
          </Button>
        </>
      )}
    </Form.List>
  )
}

function DemandFields({ paragraph }: { paragraph: number }) {
  const t = useText(noticesText)
  return (
    <Form.List name={[paragraph, 'demands']}>
      {(fields, { add, remove }) => (
        <>
          {fields.length > 0 && <h3 className="draft-demands">{t('demands')}</h3>}
          {fields.map((field) => (
            <div key={field.key} className="draft-demand">
              <DemandRow paragraph={paragraph} demand={field.name} />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('removeDemand')}
                title={t('removeDemand')}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <Button type="link" icon={<PlusOutlined />} onClick={() => add(emptyDemand)}>
            {t('addDemand')}
          </Button>
        </>
      )}
    </Form.List>
  )
}

function DemandRow({ paragraph, demand }: { paragraph: number; demand: number }) {
  const t = useText(noticesText)
  const given = { required: true, message: t('required') }
  const limit: DemandValues['limit'] | undefined = Form.useWatch(['paragraphs', paragraph, 'demands', demand, 'limit'])
  return (
    <div className="draft-demand-fields">
      <Form.Item name={[demand, 'title']} label={t('demand.title')} rules={[{ ...given, whitespace: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={[demand, 'product']} label={t('demand.product')} rules={[given]}>
        <Select options={products.map((value) => ({ value, label: t(`product.${value}`) }))} />
      </Form.Item>
      <Form.Item name={[demand, 'of']} label={t('demand.of')} rules={[given]}>
        <Select options={ownerChoices.map((value) => ({ value, label: t(`of.${value}`) }))} />
      </Form.Item>
      <Form.Item name={[demand, 'limit']} label={t('demand.limit')} rules={[given]}>
        <Select
          options={(['date', 'working', 'calendar'] as const).map((value) => ({ value, label: t(`limit.${value}`) }))}
        />
      </Form.Item>
      {limit === 'date' ? (
        <Form.Item name={[demand, 'dueOn']} label={t('demand.dueOn')} rules={[given]}>
          <DayField />
        </Form.Item>
      ) : (
        <Form.Item name={[demand, 'days']} label={t('demand.days')} rules={[given]}>
          <InputNumber min={1} max={3650} precision={0} />
        </Form.Item>
      )}
      <OwnerFields paragraph={paragraph} demand={demand} />
    </div>
  )
}
