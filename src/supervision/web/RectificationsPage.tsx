/** The rectification ledger: all items I may see, and the form for findings from above. */
import { Form, Input } from 'antd'
import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { hasRole } from '../../platform/shared/permission.ts'
import { AreaField } from '../../platform/web/AreaField.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { rectificationSources, rectificationStatuses } from '../rectification.ts'
import { rectificationText } from '../rectification-text.ts'
import { RectificationMark } from './rectification-marks.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const ledgerFilters = z.object({
  status: z.enum(rectificationStatuses).optional(),
  source: z.enum(rectificationSources).optional(),
  area: areaIdInput.optional(),
  sourceId: z.uuid().optional(),
})

export default function RectificationsPage() {
  const t = useText(rectificationText)
  const me = useMe()
  const format = useFormat()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(ledgerFilters)
  const { status, source, area, sourceId } = filters
  return (
    <PageFrame
      title={t('rectifications')}
      lead={t('rectifications.lead')}
      actions={hasRole(me, 'cityOffice', 'countyOffice') && <Raise />}
    >
      <RecordList
        name="rectifications"
        queryKey={['rectifications', filters]}
        load={(after) => supervision.listRectifications({ status, source, sourceId, areaId: area, after })}
        sheet={{ list: 'supervision.listRectifications', question: { status, source, sourceId, areaId: area } }}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/supervision/rectifications/${row.id}`)}
        columns={[
          { key: 'area', title: t('area'), shown: 'first', width: 150, render: (row) => row.areaName },
          { key: 'status', title: t('status'), width: 160, render: (row) => <RectificationMark item={row} /> },
          { key: 'problem', title: t('problem'), render: (row) => <span className="clipped">{row.problem}</span> },
          { key: 'source', title: t('source'), width: 110, render: (row) => t(`source.${row.source}`) },
          { key: 'dueOn', title: t('dueOn'), width: 165, render: (row) => format.date(row.dueOn) },
          { key: 'number', title: t('number'), width: 130, render: (row) => row.number },
          { key: 'raised', title: t('raised'), shown: 'hidden', render: (row) => format.instant(row.raisedAt) },
        ]}
        filters={
          <>
            <FilterSelect
              label={t('status')}
              all={t('allStatuses')}
              value={status}
              choices={rectificationStatuses}
              wordOf={(value) => t(value)}
              onChange={(next) => setFilters({ status: next })}
            />
            <FilterSelect
              label={t('source')}
              all={t('allSources')}
              value={source}
              choices={rectificationSources}
              wordOf={(value) => t(`source.${value}`)}
              onChange={(next) => setFilters({ source: next })}
            />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('rectifications.none')}
      />
    </PageFrame>
  )
}

type Finding = { areaId: number; sourceNumber: string; problem: string; demand: string; dueOn?: string }

function Raise() {
  const t = useText(rectificationText)
  const navigate = useNavigateTo()
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<Finding, { id: string }>
      label={t('raise')}
      help={t('raise.help')}
      run={({ dueOn, ...finding }) => supervision.raiseRectification({ ...finding, dueOn: dueOn ?? null })}
      done={t('raise.done')}
      onDone={({ id }) => navigate(`/supervision/rectifications/${id}`)}
    >
      <Form.Item name="areaId" label={t('area')} rules={[{ required: true, message: t('required') }]}>
        <AreaField label={t('area')} placeholder={t('area.choose')} />
      </Form.Item>
      <Form.Item name="sourceNumber" label={t('sourceNumber')} extra={t('sourceNumber.help')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="problem" label={t('problem')} rules={[given]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="demand" label={t('demand')} rules={[given]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('dueOn')} extra={t('dueOn.help')}>
        <DayField />
      </Form.Item>
    </FormAct>
  )
}
