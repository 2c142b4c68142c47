/** One supervision: point by point the figure the program knew, what was seen, and what is to be put right. */
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { ActButton } from '../../platform/web/act.tsx'
import { DayField } from '../../platform/web/DayField.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import { type OnSitePoint, onSitePoints, onSiteVerdicts, type SeenPoint } from '../on-site.ts'
import type { OnSiteRecord } from '../on-site-contract.ts'
import { onSiteText } from '../on-site-text.ts'
import { isShare } from '../pick.ts'
import { actsAtLevel } from '../superior.ts'
import { OnSiteMark } from './on-site-marks.tsx'
import { PaperLinks } from './PaperLinks.tsx'
import { CitedPicks } from './PickGrounds.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

export default function OnSitePage() {
  const t = useText(onSiteText)
  const id = useParam('id')
  const found = useQuery({ queryKey: ['onSite', id], queryFn: () => supervision.getOnSite({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('onSite')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const record = found.data
  return (
    <PageFrame
      title={`${t('onSite')} ${record.areaName}`}
      status={<OnSiteMark status={record.status} />}
      actions={<Acts record={record} />}
    >
      {record.cancelledReason && <p>{t('cancelledBecause', { reason: record.cancelledReason })}</p>}
      <Planned record={record} />
      <Points record={record} />
      {record.summary && (
        <>
          <h2 className="part">{t('summary')}</h2>
          <p className="long-text">{record.summary}</p>
          <p>
            <ScreenLink to={`/supervision/rectifications?sourceId=${record.id}`}>{t('items')}</ScreenLink>
          </p>
        </>
      )}
      <RecordHistory subjectId={record.id} />
    </PageFrame>
  )
}

const useMine = (record: OnSiteRecord): boolean => actsAtLevel(useMe(), record.supervisorLevel, record)

function Acts({ record }: { record: OnSiteRecord }) {
  const t = useText(onSiteText)
  const mine = useMine(record)
  const { id, status } = record
  return (
    <>
      {status === 'planned' && mine && (
        <>
          <ActButton
            primary
            label={t('start')}
            confirm={<p>{t('start.confirm')}</p>}
            run={() => supervision.startOnSite({ id })}
            done={t('start.done')}
          />
          <ActButton
            label={t('cancel')}
            reason="required"
            run={(reason) => supervision.cancelOnSite({ id, reason })}
            done={t('cancel.done')}
          />
        </>
      )}
      {status === 'underway' && mine && (
        <FormAct<{ summary: string }, unknown>
          primary
          label={t('feedBack')}
          help={t('feedBack.help')}
          run={({ summary }) => supervision.feedBackOnSite({ id, summary })}
          done={t('feedBack.done')}
        >
          <WordsField name="summary" label={t('summary')} rows={4} missing={t('required')} />
        </FormAct>
      )}
      {record.number && (
        <PaperLinks address={`/api/supervision/on-site/${id}/document?`} word={t('word')} pdf={t('pdf')} />
      )}
    </>
  )
}

function Planned({ record }: { record: OnSiteRecord }) {
  const t = useText(onSiteText)
  const pick = usePick()
  const format = useFormat()
  return (
    <>
      <Facts
        facts={[
          [t('agency'), pick(record.agencyName)],
          [t('plannedBy'), `${record.plannerName} · ${format.instant(record.plannedAt)}`],
          [t('cause'), record.cause],
          [t('members'), record.members.join('、')],
          [t('startsOn'), format.date(record.startsOn)],
          [t('endsOn'), format.date(record.endsOn)],
          [t('number'), record.number],
          [t('fedBackOn'), record.fedBackOn ? format.date(record.fedBackOn) : undefined],
        ]}
      />
      <CitedPicks picks={record.picks} />
    </>
  )
}

function Points({ record }: { record: OnSiteRecord }) {
  const t = useText(onSiteText)
  const format = useFormat()
  const mine = useMine(record)
  return (
    <>
      <h2 className="part">{t('points')}</h2>
      {record.known && <p className="soft">{t('known.at', { at: format.instant(record.known.asOf) })}</p>}
      <ul className="attendee-list">
        {record.points.map((point) => (
          <li key={point}>
            <span>
              <strong>{t(`point.${point}`)}</strong>
              <br />
              <small className="soft">{t('article', { count: onSitePoints[point].article })}</small>
              <br />
              <Known point={point} record={record} />
            </span>
            <Seen seen={record.seen[point]} />
            {record.status === 'underway' && mine && (
              <RecordPoint id={record.id} point={point} seen={record.seen[point]} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Known({ point, record }: { point: OnSitePoint; record: OnSiteRecord }) {
  const t = useText(onSiteText)
  const key = onSitePoints[point].figure
  const ground = record.known?.grounds.find((one) => one.key === key)
  if (!ground || ground.value === null) return <StatusMark status="unknown" word={`${t('known')} ${t('unknown')}`} />
  const shown = isShare(ground.key) ? `${Math.round(ground.value * 100)}%` : ground.value
  return (
    <span>
      {t('known')} <b>{shown}</b>
    </span>
  )
}

const marks = { matches: 'done', differs: 'overdue', notSeen: 'unknown' } as const

function Seen({ seen }: { seen: SeenPoint | undefined }) {
  const t = useText(onSiteText)
  const { colon } = usePunctuation()
  const format = useFormat()
  if (!seen) return <span className="soft">{t('notRecorded')}</span>
  return (
    <span>
      <StatusMark status={marks[seen.verdict]} word={t(`verdict.${seen.verdict}`)} />
      <br />
      <span className="long-text">{seen.seen}</span>
      {seen.problem && (
        <>
          <br />
          {t('problem')}
          {colon}
          {seen.problem.problem} → {seen.problem.demand}
          {seen.problem.dueOn && ` · ${format.date(seen.problem.dueOn)}`}
        </>
      )}
    </span>
  )
}

type Written = {
  verdict: SeenPoint['verdict']
  seen: string
  problem?: string
  demand?: string
  dueOn?: string
}

const toSeen = ({ verdict, seen, problem = '', demand = '', dueOn }: Written): SeenPoint => ({
  verdict,
  seen,
  problem: problem.trim() ? { problem, demand, dueOn: dueOn ?? null } : null,
})

function RecordPoint({ id, point, seen }: { id: string; point: OnSitePoint; seen: SeenPoint | undefined }) {
  const t = useText(onSiteText)
  const given = { required: true, message: t('required') }
  return (
    <FormAct<Written, unknown>
      small
      label={t('record')}
      help={t('record.help')}
      initialValues={{ verdict: seen?.verdict, seen: seen?.seen, ...seen?.problem }}
      run={(written) => supervision.recordOnSitePoint({ id, point, ...toSeen(written) })}
      done={t('record.done')}
    >
      <Form.Item name="verdict" label={t('verdict')} rules={[given]}>
        <Select options={onSiteVerdicts.map((value) => ({ value, label: t(`verdict.${value}`) }))} />
      </Form.Item>
      <Form.Item name="seen" label={t('seen')} rules={[{ ...given, whitespace: true }]}>
        <Input.TextArea rows={3} maxLength={4000} />
      </Form.Item>
      <Form.Item name="problem" label={t('problem')} extra={t('problem.help')}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
      <Form.Item
        name="demand"
        label={t('demand')}
        dependencies={['problem']}
        rules={[
          ({ getFieldValue }) => ({
            required: Boolean(getFieldValue('problem')),
            whitespace: true,
            message: t('required'),
          }),
        ]}
      >
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
      <Form.Item name="dueOn" label={t('dueOn')}>
        <DayField />
      </Form.Item>
    </FormAct>
  )
}
