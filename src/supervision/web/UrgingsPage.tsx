/** Listed matters: all I may see, and the form that lists one. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { DayField } from '../../platform/web/DayField.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { urgedKinds, urgingStatuses } from '../urging.ts'
import { urgingText } from '../urging-text.ts'
import { CitePick } from './PickGrounds.tsx'
import { supervision } from './supervision-client.ts'
import { UrgingMark } from './urging-marks.tsx'
import './supervision.css'

const urgingFilters = z.object({ status: z.enum(urgingStatuses).optional() })

export default function UrgingsPage() {
  const t = useText(urgingText)
  const me = useMe()
  const format = useFormat()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(urgingFilters)
  return (
    <PageFrame
      title={t('urgings')}
      lead={t('urgings.lead')}
      actions={hasRole(me, 'cityOffice', 'countyOffice') && <ListMatter />}
    >
      <RecordList
        name="urgings"
        queryKey={['urgings', filters]}
        load={(after) => supervision.listUrgings({ status: filters.status, after })}
        sheet={{ list: 'supervision.listUrgings', question: { status: filters.status } }}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/supervision/urgings/${row.id}`)}
        columns={[
          { key: 'area', title: t('area'), shown: 'first', width: 150, render: (row) => row.areaName },
          { key: 'status', title: t('status'), width: 150, render: (row) => <UrgingMark urging={row} /> },
          { key: 'subject', title: t('subject'), render: (row) => <span className="clipped">{row.title}</span> },
          { key: 'level', title: t('level'), width: 100, render: (row) => t(`level.${row.listerLevel}`) },
          { key: 'dueOn', title: t('dueOn'), width: 165, render: (row) => format.date(row.dueOn) },
          { key: 'number', title: t('number'), width: 130, render: (row) => row.number },
        ]}
        filters={
          <FilterSelect
            label={t('status')}
            all={t('allStatuses')}
            value={filters.status}
            choices={urgingStatuses}
            wordOf={(value) => t(value)}
            onChange={(status) => setFilters({ status })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('urgings.none')}
      />
    </PageFrame>
  )
}

type Written = {
  subject: string
  reason: string
  dueOn?: string
  publicWords?: string
  demand?: string
  citePick?: boolean
}

const subjectOf = z.tuple([z.enum(urgedKinds), z.uuid()])

function toListing({ subject, reason, dueOn, publicWords, demand, citePick }: Written) {
  const [subjectKind, subjectId] = subjectOf.parse(subject.split(' '))
  return {
    subjectKind,
    subjectId,
    reason,
    dueOn: dueOn ?? null,
    citePick: citePick ?? false,
    publicWords: publicWords?.trim() || null,
    demand: demand?.trim() || null,
  }
}

function ListMatter() {
  const t = useText(urgingText)
  const navigate = useNavigateTo()
  const given = { required: true, message: t('required') }
  return (
    <FormAct<Written, { id: string }>
      primary
      width={640}
      label={t('list')}
      help={t('list.help')}
      run={(written) => supervision.listUrging(toListing(written))}
      done={t('list.done')}
      onDone={({ id }) => navigate(`/supervision/urgings/${id}`)}
    >
      <Form.Item name="subject" label={t('subject')} extra={t('subject.help')} rules={[given]}>
        <SubjectField label={t('subject')} />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={[{ ...given, whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('dueOn')} extra={t('dueOn.help')}>
        <DayField />
      </Form.Item>
      <Form.Item name="publicWords" label={t('publicWords')} extra={t('publicWords.help')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="demand" label={t('demand')} extra={t('demand.help')}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
      <CitePick />
    </FormAct>
  )
}

type FieldProps = { label: string; id?: string; value?: string; onChange?: (value: string) => void }

/** Finds an open matter by its number or title. */
function SubjectField({ label, ...field }: FieldProps) {
  const t = useText(urgingText)
  const [text, setText] = useState('')
  const found = useQuery({
    queryKey: ['urgeable', text],
    queryFn: () => supervision.findUrgeable({ text }),
    enabled: text.trim() !== '',
    placeholderData: (before) => before,
  })
  return (
    <Select
      {...field}
      aria-label={label}
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={found.isFetching}
      notFoundContent={text.trim() === '' ? t('subject.help') : t('subject.none')}
      options={found.data?.rows.map((row) => ({
        value: `${row.subjectKind} ${row.subjectId}`,
        label: `${t(`kind.${row.subjectKind}`)} · ${row.title} · ${row.areaName}`,
      }))}
    />
  )
}
