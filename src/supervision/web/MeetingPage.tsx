/** One meeting: why it is called, its agenda, who is summoned and came, the minutes and what came of them. */
import { useQuery } from '@tanstack/react-query'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useParam } from '../../platform/web/search.ts'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import type { Attendance } from '../meeting.ts'
import type { MeetingRecord } from '../meeting-contract.ts'
import { meetingText } from '../meeting-text.ts'
import { MeetingActs, ReplyAct } from './MeetingActs.tsx'
import { MeetingMark } from './MeetingsPage.tsx'
import { CitedPicks } from './PickGrounds.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

export default function MeetingPage() {
  const t = useText(meetingText)
  const id = useParam('id')
  const found = useQuery({ queryKey: ['meeting', id], queryFn: () => supervision.getMeeting({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('meeting')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const meeting = found.data
  return (
    <PageFrame
      title={meeting.subject}
      status={<MeetingMark status={meeting.status} />}
      actions={<MeetingActs meeting={meeting} />}
    >
      {meeting.cancelledReason && <p>{t('cancelledBecause', { reason: meeting.cancelledReason })}</p>}
      <Called meeting={meeting} />
      <Summoned meeting={meeting} />
      <Minutes meeting={meeting} />
      <RecordHistory subjectId={meeting.id} />
    </PageFrame>
  )
}

function Called({ meeting }: { meeting: MeetingRecord }) {
  const t = useText(meetingText)
  const pick = usePick()
  const format = useFormat()
  return (
    <>
      <Facts
        facts={[
          [t('caller'), `${pick(meeting.callerName)} · ${meeting.plannerName} · ${format.instant(meeting.plannedAt)}`],
          [
            t('cause'),
            <span key="cause" className="long-text">
              {meeting.cause}
            </span>,
          ],
          [
            t('agenda'),
            <ol key="agenda" className="plain-list numbered">
              {meeting.agenda.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ol>,
          ],
          [t('number'), meeting.number],
          [t('meetingAt'), meeting.meetingAt && format.instant(meeting.meetingAt)],
          [t('place'), meeting.place],
        ]}
      />
      <CitedPicks picks={meeting.picks} />
    </>
  )
}

const marks: Record<Attendance, MarkStatus> = { present: 'done', excused: 'suspended', absent: 'overdue' }

function Summoned({ meeting }: { meeting: MeetingRecord }) {
  const t = useText(meetingText)
  const pick = usePick()
  return (
    <>
      <h2 className="part">{t('summoned')}</h2>
      <ul className="attendee-list">
        {meeting.attendees.map((one) => (
          <li key={one.id}>
            <strong>{one.agencyName ? pick(one.agencyName) : one.areaName}</strong>
            <span>
              {one.reply ?? <StatusMark status="unknown" word={t('reply.none')} />}{' '}
              {one.replierName && <small className="soft">{one.replierName}</small>}
            </span>
            <span className="acts">
              {one.attendance && <StatusMark status={marks[one.attendance]} word={t(`attendance.${one.attendance}`)} />}
              {meeting.status === 'notified' && <ReplyAct meetingId={meeting.id} attendee={one} />}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Minutes({ meeting }: { meeting: MeetingRecord }) {
  const t = useText(meetingText)
  const { colon } = usePunctuation()
  const format = useFormat()
  const { minutes } = meeting
  if (minutes === null) return null
  const nameOf = (areaId: number) => meeting.attendees.find((one) => one.areaId === areaId)?.areaName ?? ''
  // of the demands on others the minutes on paper speak; here whoever is summoned sees its own
  const demands = minutes.demands.filter((one) => nameOf(one.areaId) !== '')
  return (
    <>
      <h2 className="part">{t('minuted')}</h2>
      <Facts
        facts={[
          [t('minutesNumber'), meeting.minutesNumber],
          [t('heldOn'), format.date(minutes.heldOn)],
          [t('chair'), minutes.chair],
          [
            t('proceedings'),
            <span key="said" className="long-text">
              {minutes.proceedings}
            </span>,
          ],
          [
            t('demands'),
            demands.length === 0 ? (
              t('demands.none')
            ) : (
              <ol key="demands" className="plain-list numbered">
                {demands.map((one) => (
                  <li key={`${one.areaId} ${one.problem} ${one.demand}`}>
                    {nameOf(one.areaId)}
                    {colon}
                    {one.problem} → {one.demand}
                    {one.dueOn && ` · ${format.date(one.dueOn)}`}
                  </li>
                ))}
              </ol>
            ),
          ],
        ]}
      />
      {demands.length > 0 && (
        <p>
          <ScreenLink to={`/supervision/rectifications?sourceId=${meeting.id}`}>{t('openItems')}</ScreenLink>
        </p>
      )}
    </>
  )
}
