/** Supervision meetings: those I call or am summoned to, and the form that plans one. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { z } from 'zod'
import { noticesContract } from '../../notices/contract.ts'
import { AddresseeField } from '../../notices/web/AddresseeField.tsx'
import { hasRole } from '../../platform/shared/permission.ts'
import { linesOf } from '../../platform/shared/text.ts'
import { client } from '../../platform/web/client.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type MeetingStatus, meetingStatuses } from '../meeting.ts'
import { meetingText } from '../meeting-text.ts'
import { CitePick } from './PickGrounds.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const notices = client(noticesContract)
const meetingFilters = z.object({ status: z.enum(meetingStatuses).optional() })
const marks: Record<MeetingStatus, MarkStatus> = {
  planned: 'due',
  notified: 'due',
  minuted: 'done',
  cancelled: 'ended',
}

export function MeetingMark({ status }: { status: MeetingStatus }) {
  const t = useText(meetingText)
  return <StatusMark status={marks[status]} word={t(status)} />
}

export default function MeetingsPage() {
  const t = useText(meetingText)
  const me = useMe()
  const pick = usePick()
  const format = useFormat()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(meetingFilters)
  return (
    <PageFrame
      title={t('meetings')}
      lead={t('meetings.lead')}
      actions={hasRole(me, 'cityOffice', 'countyOffice') && <Plan />}
    >
      <RecordList
        name="meetings"
        queryKey={['meetings', filters]}
        load={(after) => supervision.listMeetings({ status: filters.status, after })}
        sheet={{ list: 'supervision.listMeetings', question: { status: filters.status } }}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/supervision/meetings/${row.id}`)}
        columns={[
          { key: 'subject', title: t('subject'), shown: 'first', render: (row) => row.subject },
          { key: 'status', title: t('status'), width: 150, render: (row) => <MeetingMark status={row.status} /> },
          { key: 'caller', title: t('caller'), render: (row) => pick(row.callerName) },
          {
            key: 'meetingAt',
            title: t('meetingAt'),
            width: 190,
            render: (row) => (row.meetingAt ? format.instant(row.meetingAt) : '—'),
          },
          {
            key: 'replies',
            title: t('replies'),
            width: 100,
            render: (row) => t('replies.of', { replied: row.repliedCount, summoned: row.summonedCount }),
          },
          { key: 'number', title: t('number'), width: 190, render: (row) => row.number ?? '—' },
        ]}
        filters={
          <FilterSelect
            label={t('status')}
            all={t('allStatuses')}
            value={filters.status}
            choices={meetingStatuses}
            wordOf={(value) => t(value)}
            onChange={(status) => setFilters({ status })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('meetings.none')}
      />
    </PageFrame>
  )
}

type Planned = { subject: string; cause: string; agenda: string; summoned: string[]; citePick?: boolean }

const toPlan = ({ agenda, summoned, citePick, ...plan }: Planned) => ({
  ...plan,
  agenda: linesOf(agenda),
  // the keys of the field of addressees: `4` a place, `4 uuid` a department of it
  summoned: summoned.map((key) => {
    const [areaId = '', agencyId = ''] = key.split(' ')
    return { areaId: Number(areaId), agencyId: agencyId || null }
  }),
  citePick: citePick ?? false,
})

function Plan() {
  const t = useText(meetingText)
  const navigate = useNavigateTo()
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<Planned, { id: string }>
      primary
      width={720}
      label={t('plan')}
      help={t('plan.help')}
      run={(values) => supervision.planMeeting(toPlan(values))}
      done={t('plan.done')}
      onDone={({ id }) => navigate(`/supervision/meetings/${id}`)}
    >
      <Form.Item name="subject" label={t('subject')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="cause" label={t('cause')} rules={[given]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="agenda" label={t('agenda')} extra={t('agenda.help')} rules={[given]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item
        name="summoned"
        label={t('summoned')}
        rules={[{ required: true, type: 'array', min: 1, message: t('summoned.missing') }]}
      >
        <Summoned />
      </Form.Item>
      <CitePick />
    </FormAct>
  )
}

/** Whom my office may call: what lies directly below it, and the departments beside it. */
function Summoned(props: { value?: string[]; onChange?: (value: string[]) => void }) {
  const found = useQuery({ queryKey: ['issuers'], queryFn: () => notices.listIssuers({}) })
  if (found.isError) return <ErrorPanel error={found.error} />
  if (!found.data) return null
  return <AddresseeField issuers={found.data} issuerAreaId={found.data.issuers[0]?.areaId} {...props} />
}
