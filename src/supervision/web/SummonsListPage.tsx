/** Summons talks: all I may see, and the form that proposes one. */
import { Form, Input, Select } from 'antd'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { AreaField } from '../../platform/web/AreaField.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { grounds, summonsStatuses } from '../summons.ts'
import { summonsText } from '../summons-text.ts'
import { CitePick } from './PickGrounds.tsx'
import { SummonsMark } from './SummonsMark.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const summonsFilters = z.object({ status: z.enum(summonsStatuses).optional() })

export default function SummonsListPage() {
  const t = useText(summonsText)
  const me = useMe()
  const format = useFormat()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(summonsFilters)
  return (
    <PageFrame
      title={t('summons')}
      lead={t('summons.lead')}
      actions={hasRole(me, 'cityOffice', 'countyOffice') && <Propose />}
    >
      <RecordList
        name="summons"
        queryKey={['summons', filters]}
        load={(after) => supervision.listSummons({ status: filters.status, after })}
        sheet={{ list: 'supervision.listSummons', question: { status: filters.status } }}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/supervision/summons/${row.id}`)}
        columns={[
          { key: 'area', title: t('area'), shown: 'first', render: (row) => row.areaName },
          { key: 'status', title: t('status'), width: 150, render: (row) => <SummonsMark status={row.status} /> },
          { key: 'grounds', title: t('grounds'), render: (row) => t(`grounds.${row.grounds}`) },
          { key: 'number', title: t('number'), render: (row) => row.number ?? '' },
          { key: 'proposed', title: t('proposedBy'), render: (row) => format.instant(row.proposedAt) },
          { key: 'heldOn', title: t('heldOn'), render: (row) => (row.heldOn ? format.date(row.heldOn) : '') },
        ]}
        filters={
          <FilterSelect
            label={t('status')}
            all={t('allStatuses')}
            value={filters.status}
            choices={summonsStatuses}
            wordOf={(value) => t(value)}
            onChange={(status) => setFilters({ status })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('summons.none')}
      />
    </PageFrame>
  )
}

type Proposal = { areaId: number; grounds: (typeof grounds)[number]; facts: string; citePick?: boolean }

function Propose() {
  const t = useText(summonsText)
  const navigate = useNavigateTo()
  const given = { required: true, message: t('required') }
  return (
    <FormAct<Proposal, { id: string }>
      primary
      label={t('propose')}
      help={t('propose.help')}
      run={(values) => supervision.proposeSummons(values)}
      done={t('propose.done')}
      onDone={({ id }) => navigate(`/supervision/summons/${id}`)}
    >
      <Form.Item name="areaId" label={t('area')} rules={[given]}>
        <AreaField label={t('area')} placeholder={t('area.choose')} />
      </Form.Item>
      <Form.Item name="grounds" label={t('grounds')} rules={[given]}>
        <Select options={grounds.map((value) => ({ value, label: t(`grounds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="facts" label={t('facts')} rules={[{ ...given, whitespace: true }]}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <CitePick />
    </FormAct>
  )
}
