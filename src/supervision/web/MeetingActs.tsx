/** What can be done with a meeting, step by step. */
import { Button, Form, Input, Select } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type Attendance, attendances, mayCall, mayReply } from '../meeting.ts'
import type { Attendee, MeetingRecord } from '../meeting-contract.ts'
import { meetingText } from '../meeting-text.ts'
import { PaperLinks } from './PaperLinks.tsx'
import { supervision } from './supervision-client.ts'

export function MeetingActs({ meeting }: { meeting: MeetingRecord }) {
  const t = useText(meetingText)
  const me = useMe()
  const { id, status } = meeting
  const calls = mayCall(me, meeting)
  const address = `/api/supervision/meetings/${id}/document`
  return (
    <>
      {status === 'planned' && calls && <Notify id={id} />}
      {status === 'notified' && calls && <RecordMinutes meeting={meeting} />}
      {(status === 'planned' || status === 'notified') && calls && (
        <ActButton
          label={t('cancel')}
          reason="required"
          run={(reason) => supervision.cancelMeeting({ id, reason })}
          done={t('cancel.done')}
        />
      )}
      {meeting.number && <PaperLinks address={`${address}?paper=notice`} word={t('noticeWord')} pdf={t('noticePdf')} />}
      {meeting.minutesNumber && (
        <PaperLinks address={`${address}?paper=minutes`} word={t('minutesWord')} pdf={t('minutesPdf')} />
      )}
    </>
  )
}

export function ReplyAct({ meetingId, attendee }: { meetingId: string; attendee: Attendee }) {
  const t = useText(meetingText)
  if (!mayReply(useMe(), attendee)) return null
  return (
    <FormAct<{ who: string }, unknown>
      small
      label={t('reply')}
      help={t('reply.help')}
      run={({ who }) => supervision.replyToMeeting({ id: meetingId, attendeeId: attendee.id, who })}
      done={t('reply.done')}
    >
      <Form.Item name="who" label={t('who')} rules={[{ required: true, whitespace: true, message: t('required') }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}

function Notify({ id }: { id: string }) {
  const t = useText(meetingText)
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<{ meetingAt: string; place: string }, unknown>
      primary
      label={t('notify')}
      help={t('notify.help')}
      run={({ meetingAt, place }) => supervision.notifyMeeting({ id, place, meetingAt: `${meetingAt}:00+08:00` })}
      done={t('notify.done')}
    >
      <Form.Item name="meetingAt" label={t('meetingAt')} extra={t('meetingAt.help')} rules={[given]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="place" label={t('place')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}

type Written = {
  heldOn: string
  chair: string
  proceedings: string
  attendance: Record<string, Attendance>
  demands?: { areaId: number; problem: string; demand: string; dueOn?: string }[]
}

const toMinutes = ({ attendance, demands = [], ...rest }: Written) => ({
  ...rest,
  attendance: Object.entries(attendance).map(([attendeeId, one]) => ({ attendeeId, attendance: one })),
  demands: demands.map(({ dueOn, ...one }) => ({ ...one, dueOn: dueOn ?? null })),
})

function RecordMinutes({ meeting }: { meeting: MeetingRecord }) {
  const t = useText(meetingText)
  const pick = usePick()
  const given = { required: true, whitespace: true, message: t('required') }
  return (
    <FormAct<Written, unknown>
      primary
      width={760}
      label={t('minute')}
      help={t('minute.help')}
      initialValues={{ attendance: Object.fromEntries(meeting.attendees.map((one) => [one.id, 'present'])) }}
      run={(written) => supervision.recordMeetingMinutes({ id: meeting.id, ...toMinutes(written) })}
      done={t('minute.done')}
    >
      <Form.Item name="heldOn" label={t('heldOn')} rules={[{ required: true, message: t('required') }]}>
        <DayField />
      </Form.Item>
      <Form.Item name="chair" label={t('chair')} rules={[given]}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="attendance-fields">
        {meeting.attendees.map((one) => (
          <Form.Item
            key={one.id}
            name={['attendance', one.id]}
            label={one.agencyName ? pick(one.agencyName) : one.areaName}
          >
            <Select options={attendances.map((value) => ({ value, label: t(`attendance.${value}`) }))} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="proceedings" label={t('proceedings')} rules={[given]}>
        <Input.TextArea rows={4} maxLength={4000} />
      </Form.Item>
      <Demands meeting={meeting} />
    </FormAct>
  )
}

function Demands({ meeting }: { meeting: MeetingRecord }) {
  const t = useText(meetingText)
  const given = { required: true, message: t('required') }
  const governments = meeting.attendees
    .filter((one) => one.agencyId === null)
    .map((one) => ({ value: one.areaId, label: one.areaName }))
  return (
    <Form.List name="demands">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <fieldset key={field.key} className="meeting-demand">
              <Form.Item name={[field.name, 'areaId']} label={t('demandArea')} rules={[given]}>
                <Select options={governments} />
              </Form.Item>
              <Form.Item name={[field.name, 'dueOn']} label={t('dueOn')}>
                <DayField />
              </Form.Item>
              <Form.Item name={[field.name, 'problem']} label={t('problem')} rules={[{ ...given, whitespace: true }]}>
                <Input.TextArea rows={2} maxLength={4000} />
              </Form.Item>
              <Form.Item name={[field.name, 'demand']} label={t('demand')} rules={[{ ...given, whitespace: true }]}>
                <Input.TextArea rows={2} maxLength={4000} />
              </Form.Item>
              <Button type="link" onClick={() => remove(field.name)}>
                {t('removeDemand')}
              </Button>
            </fieldset>
          ))}
          <Button type="link" onClick={() => add({})}>
            {t('addDemand')}
          </Button>
        </>
      )}
    </Form.List>
  )
}
