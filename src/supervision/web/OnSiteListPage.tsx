/** On-site supervision: all I may see, and the form that plans one. */
import { Checkbox, Form, Input } from 'antd'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { linesOf } from '../../platform/shared/text.ts'
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
import { type OnSitePoint, onSitePointKeys, onSiteStatuses } from '../on-site.ts'
import { onSiteText } from '../on-site-text.ts'
import { OnSiteMark } from './on-site-marks.tsx'
import { CitePick } from './PickGrounds.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const onSiteFilters = z.object({ status: z.enum(onSiteStatuses).optional() })

export default function OnSiteListPage() {
  const t = useText(onSiteText)
  const me = useMe()
  const format = useFormat()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(onSiteFilters)
  return (
    <PageFrame
      title={t('onSite')}
      lead={t('onSite.lead')}
      actions={hasRole(me, 'cityOffice', 'countyOffice') && <Plan />}
    >
      <RecordList
        name="onSite"
        queryKey={['onSite', filters]}
        load={(after) => supervision.listOnSite({ status: filters.status, after })}
        sheet={{ list: 'supervision.listOnSite', question: { status: filters.status } }}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/supervision/on-site/${row.id}`)}
        columns={[
          { key: 'area', title: t('area'), shown: 'first', render: (row) => row.areaName },
          { key: 'status', title: t('status'), width: 140, render: (row) => <OnSiteMark status={row.status} /> },
          { key: 'startsOn', title: t('startsOn'), width: 160, render: (row) => format.date(row.startsOn) },
          { key: 'endsOn', title: t('endsOn'), width: 160, render: (row) => format.date(row.endsOn) },
          { key: 'number', title: t('number'), width: 190, render: (row) => row.number ?? '—' },
        ]}
        filters={
          <FilterSelect
            label={t('status')}
            all={t('allStatuses')}
            value={filters.status}
            choices={onSiteStatuses}
            wordOf={(value) => t(value)}
            onChange={(status) => setFilters({ status })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('onSite.none')}
      />
    </PageFrame>
  )
}

type Written = {
  areaId: number
  cause: string
  members: string
  startsOn: string
  endsOn: string
  points: OnSitePoint[]
  citePick?: boolean
}

const toPlan = ({ members, citePick, ...plan }: Written) => ({
  ...plan,
  members: linesOf(members),
  citePick: citePick ?? false,
})

function Plan() {
  const t = useText(onSiteText)
  const navigate = useNavigateTo()
  const given = { required: true, message: t('required') }
  const several = { pattern: /\S[^\n]*\n+\s*\S/, message: t('members.help') }
  return (
    <FormAct<Written, { id: string }>
      primary
      width={640}
      label={t('plan')}
      help={t('plan.help')}
      initialValues={{ points: [...onSitePointKeys] }}
      run={(written) => supervision.planOnSite(toPlan(written))}
      done={t('plan.done')}
      onDone={({ id }) => navigate(`/supervision/on-site/${id}`)}
    >
      <Form.Item name="areaId" label={t('area')} rules={[given]}>
        <AreaField label={t('area')} placeholder={t('area.choose')} />
      </Form.Item>
      <Form.Item name="cause" label={t('cause')} rules={[{ ...given, whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="members" label={t('members')} extra={t('members.help')} rules={[given, several]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="startsOn" label={t('startsOn')} rules={[given]}>
        <DayField />
      </Form.Item>
      <Form.Item name="endsOn" label={t('endsOn')} rules={[given]}>
        <DayField />
      </Form.Item>
      <Form.Item name="points" label={t('points')} rules={[given]}>
        <Checkbox.Group options={onSitePointKeys.map((value) => ({ value, label: t(`point.${value}`) }))} />
      </Form.Item>
      <CitePick />
    </FormAct>
  )
}
