/** Which counties have published how they answer reports, the form to publish a new version, and the posters. */
import './response-plans.css'
import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { client } from '../../platform/web/client.ts'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import { custodiansOfBody } from '../custodian.ts'
import { custodianText } from '../custodian-text.ts'
import { posterSizes } from '../response-plan.ts'
import { responsePlanContract } from '../response-plan-contract.ts'
import { responsePlanText } from '../response-plan-text.ts'

const plans = client(responsePlanContract)
type Row = Awaited<ReturnType<typeof plans.listResponsePlans>>['rows'][number]
type Plan = Awaited<ReturnType<typeof plans.getResponsePlan>>

export default function ResponsePlansPage() {
  const t = useText(responsePlanText)
  return (
    <PageFrame title={t('plans')} lead={t('plansLead')}>
      <RecordList
        name="responsePlans"
        queryKey={['responsePlans']}
        sheet={{ list: 'tips.listResponsePlans', question: {} }}
        load={async () => ({ ...(await plans.listResponsePlans({})), next: null })}
        rowKey={(row) => String(row.areaId)}
        columns={useColumns()}
        filtered={false}
        emptyWords={t('empty')}
      />
    </PageFrame>
  )
}

function useColumns(): RecordColumn<Row>[] {
  const t = useText(responsePlanText)
  const format = useFormat()
  return [
    { key: 'area', title: t('area'), shown: 'first', render: (row) => row.areaName },
    {
      key: 'version',
      title: t('version'),
      width: 140,
      render: (row) => (row.version === null ? t('notPublished') : t('versionNumber', { version: row.version })),
    },
    {
      key: 'publishedAt',
      title: t('publishedAt'),
      width: 170,
      render: (row) => (row.publishedAt === null ? '—' : format.instant(row.publishedAt)),
    },
    {
      key: 'poster',
      title: t('poster'),
      width: 220,
      render: (row) => (row.version === null ? '—' : <Posters areaId={row.areaId} />),
    },
    { key: 'custodians', title: t('custodians'), width: 200, render: (row) => <Custodians row={row} /> },
    { key: 'acts', title: '', width: 160, render: (row) => row.mayPublish && <Publish areaId={row.areaId} /> },
  ]
}

/** Two keep each half; fewer is said in words. */
function Custodians({ row }: { row: Row }) {
  const t = useText(responsePlanText)
  const c = useText(custodianText)
  return row.custodians.map(({ body, inUse }) => (
    <div key={body}>
      {row.custodians.length > 1 && `${c(`body.${body}`)} `}
      <StatusMark
        status={inUse >= custodiansOfBody ? 'done' : 'unknown'}
        word={t(inUse === 0 ? 'custodians.none' : 'custodians.count', { count: inUse, all: custodiansOfBody })}
      />
    </div>
  ))
}

function Posters({ areaId }: { areaId: number }) {
  const t = useText(responsePlanText)
  return (
    <span className="acts">
      {posterSizes.map((size) => (
        <Button key={size} size="small" href={`/api/tips/response-plans/${areaId}/poster?size=${size}`} download>
          {t(`poster.${size}`)}
        </Button>
      ))}
    </span>
  )
}

type Values = NonNullable<Plan['published']>['content']
const emptyPhone = { label: '', number: '', hours: '' }

function Publish({ areaId }: { areaId: number }) {
  const t = useText(responsePlanText)
  const plan = useQuery({ queryKey: ['responsePlan', areaId], queryFn: () => plans.getResponsePlan({ areaId }) })
  // of its real size, so that nothing jumps when it comes
  if (!plan.data)
    return (
      <Button size="small" disabled>
        {t('publish')}
      </Button>
    )
  return (
    <FormAct<Values, { version: number }>
      key={plan.data.published?.version ?? 0}
      small
      width={720}
      label={t('publish')}
      help={t('publishHelp')}
      initialValues={plan.data.published?.content ?? { phones: [emptyPhone] }}
      run={(values) => plans.publishResponsePlan({ areaId, ...values })}
      done={t('published', { version: (plan.data.published?.version ?? 0) + 1 })}
    >
      <PlanFields />
    </FormAct>
  )
}

function PlanFields() {
  const t = useText(responsePlanText)
  const given = { required: true, whitespace: true }
  return (
    <>
      <Form.Item name="scope" label={t('scope')} rules={[given]}>
        <Input.TextArea autoSize maxLength={400} />
      </Form.Item>
      <p>{t('phones')}</p>
      <Form.List name="phones">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="plan-phone">
                {(['label', 'number', 'hours'] as const).map((part) => (
                  <Form.Item key={part} name={[name, part]} label={t(`phone.${part}`)} rules={[given]}>
                    <Input maxLength={part === 'number' ? 24 : 40} inputMode={part === 'number' ? 'tel' : 'text'} />
                  </Form.Item>
                ))}
                {fields.length > 1 && (
                  <Button
                    type="text"
                    icon={<MinusCircleOutlined />}
                    aria-label={t('removePhone')}
                    onClick={() => remove(name)}
                  />
                )}
              </div>
            ))}
            {fields.length < 6 && (
              <Button className="plan-more" size="small" icon={<PlusOutlined />} onClick={() => add(emptyPhone)}>
                {t('addPhone')}
              </Button>
            )}
          </>
        )}
      </Form.List>
      <Form.Item name="address" label={t('address')} rules={[given]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="answers" label={t('answers')} rules={[given]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize maxLength={300} />
      </Form.Item>
    </>
  )
}
