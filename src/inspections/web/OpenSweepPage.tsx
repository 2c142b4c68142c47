/** Opens a sweep over every village and target site of an area, from an issued notice (`?notice=`). */
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { agenciesContract } from '../../agencies/contract.ts'
import { noticesContract } from '../../notices/contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { useAreaName } from '../../platform/web/area-source.ts'
import { client } from '../../platform/web/client.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { ErrorPanel, PageError } from '../../platform/web/ErrorPanel.tsx'
import { today } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { SweepOpening } from '../sweep.ts'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'

const notices = client(noticesContract)
const agencies = client(agenciesContract)
const openSearch = z.object({ notice: z.uuid().optional() })

type Values = Omit<SweepOpening, 'planNumber' | 'planApprovedBy'> & { planNumber?: string; planApprovedBy?: string }

export default function OpenSweepPage() {
  const t = useText(inspectionsText)
  const navigate = useNavigateTo()
  const { filters } = useFilters(openSearch)
  const me = useMe()
  const [own] = me.grants.filter((grant) => grant.role === 'cityOffice' || grant.role === 'countyOffice')
  const [form] = Form.useForm<Values>()
  const { act, pending, error } = useMutationAct({
    run: ({ planNumber, planApprovedBy, ...values }: Values) =>
      inspections.openSweep({
        ...values,
        planNumber: planNumber?.trim() || null,
        planApprovedBy: planApprovedBy ?? null,
      }),
    done: t('openSweep.done'),
    onDone: ({ id }) => navigate(`/inspections/sweeps/${id}`),
  })
  const given = { required: true, message: t('required') }
  return (
    <PageFrame title={t('openSweep')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        className="sweep-form"
        initialValues={{ noticeId: filters.notice, areaId: own?.areaId, startsOn: today() }}
        onFinish={act}
      >
        <NoticeField />
        <Form.Item name="areaId" label={t('sweep.area')} rules={[given]}>
          <OwnAreaField />
        </Form.Item>
        <Form.Item name="name" label={t('sweep.name')} rules={[{ ...given, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="field-pair">
          <Form.Item name="startsOn" label={t('sweep.startsOn')} rules={[given]}>
            <DayField />
          </Form.Item>
          <Form.Item name="dueOn" label={t('sweep.dueOn')} rules={[given]}>
            <DayField />
          </Form.Item>
        </div>
        <PlanFields />
        {error && <ErrorPanel error={error} />}
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('openSweep')}
        </Button>
      </Form>
    </PageFrame>
  )
}

function NoticeField() {
  const t = useText(inspectionsText)
  const found = useQuery({
    queryKey: ['notices', 'forSweep'],
    queryFn: () => notices.listNotices({ status: 'issued', limit: 100 }),
  })
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  return (
    <Form.Item
      name="noticeId"
      label={t('sweep.notice')}
      rules={[{ required: true, message: t('required') }]}
      extra={found.data?.rows.length === 0 ? t('sweep.noticeNone') : undefined}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={found.isPending}
        options={found.data?.rows.map((row) => ({ value: row.id, label: `${row.number ?? ''} ${row.title}` }))}
      />
    </Form.Item>
  )
}

/** The areas whose office I am. */
function OwnAreaField({ id, value, onChange }: { id?: string; value?: number; onChange?: (areaId: number) => void }) {
  const me = useMe()
  const own = [
    ...new Set(me.grants.filter((g) => g.role === 'cityOffice' || g.role === 'countyOffice').map((g) => g.areaId)),
  ]
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      options={own.map((areaId) => ({ value: areaId, label: <AreaLabel areaId={areaId} /> }))}
    />
  )
}

function AreaLabel({ areaId }: { areaId: number }) {
  return <>{useAreaName(areaId) ?? areaId}</>
}

/** Number and approver of the plan; without them only observations are yielded. */
function PlanFields() {
  const t = useText(inspectionsText)
  const pick = usePick()
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['approvers', text],
    queryFn: () => agencies.listAgencies({ text: text || undefined, limit: 20 }),
  })
  return (
    <fieldset className="plan-fields">
      <p>{t('sweep.planHelp')}</p>
      <div className="field-pair">
        <Form.Item name="planNumber" label={t('sweep.plan')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="planApprovedBy" label={t('sweep.approver')} extra={t('sweep.approverHelp')}>
          <Select
            allowClear
            showSearch={{ filterOption: false, onSearch: setText }}
            loading={found.isFetching}
            options={found.data?.rows.map((row) => ({ value: row.id, label: `${pick(row.name)} · ${row.areaName}` }))}
          />
        </Form.Item>
      </div>
    </fieldset>
  )
}
