/** One item of the ledger: what is asked, every answer with its evidence and what was said to it, the publicity, objections. */
import { useQuery } from '@tanstack/react-query'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { formatSize, useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { RectificationSource } from '../rectification.ts'
import type { RectificationAnswer, RectificationRecord } from '../rectification-contract.ts'
import { rectificationText } from '../rectification-text.ts'
import { RectificationActs } from './RectificationActs.tsx'
import { RectificationMark } from './rectification-marks.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

export default function RectificationPage() {
  const t = useText(rectificationText)
  const id = useParam('id')
  const found = useQuery({ queryKey: ['rectification', id], queryFn: () => supervision.getRectification({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('item')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const item = found.data
  return (
    <PageFrame
      title={`${t('item')} ${item.number}`}
      status={<RectificationMark item={item} />}
      actions={<RectificationActs item={item} />}
    >
      {item.withdrawnReason && <p>{t('withdrawnBecause', { reason: item.withdrawnReason })}</p>}
      <Asked item={item} />
      <Answers item={item} />
      <Publicity item={item} />
      <RecordHistory subjectId={item.id} />
    </PageFrame>
  )
}

/** Kinds of the records an item may come from. */
const recordKind: Record<RectificationSource, string> = {
  meeting: 'meeting',
  summons: 'summons',
  onSite: 'onSite',
  listing: 'listing',
  superior: '',
}

function Asked({ item }: { item: RectificationRecord }) {
  const t = useText(rectificationText)
  const format = useFormat()
  const path = useSubjectPath()(recordKind[item.source], item.sourceId ?? '')
  return (
    <Facts
      facts={[
        [t('area'), item.areaName],
        [t('superior'), item.superiorName],
        [
          t('source'),
          <>
            {t(`source.${item.source}`)} {item.sourceNumber}{' '}
            {path && item.sourceId && <ScreenLink to={path}>{t('openSource')}</ScreenLink>}
          </>,
        ],
        [
          t('problem'),
          <span key="problem" className="long-text">
            {item.problem}
          </span>,
        ],
        [
          t('demand'),
          <span key="demand" className="long-text">
            {item.demand}
          </span>,
        ],
        [t('dueOn'), format.date(item.dueOn)],
        [t('raised'), `${item.raiserName} · ${format.instant(item.raisedAt)}`],
        [t('endedOn'), item.status === 'struckOff' && item.endedOn ? format.date(item.endedOn) : undefined],
      ]}
    />
  )
}

function Answers({ item }: { item: RectificationRecord }) {
  const t = useText(rectificationText)
  return (
    <>
      <h2 className="part">{t('answers')}</h2>
      {item.answers.length === 0 && <p className="soft">{t('answers.none')}</p>}
      {item.answers.map((answer) => (
        <Answer key={answer.id} answer={answer} />
      ))}
    </>
  )
}

function Answer({ answer }: { answer: RectificationAnswer }) {
  const t = useText(rectificationText)
  const format = useFormat()
  return (
    <section className="rectification-answer">
      <p className="soft">
        {t('round', { count: answer.round })} · {answer.answererName} · {format.date(answer.answeredOn)}{' '}
        {answer.late && <StatusMark status="doneLate" word={t('round.late')} />}
      </p>
      <p className="long-text">{answer.answer}</p>
      {answer.files.length > 0 && (
        <ul className="plain-list">
          {answer.files.map((file) => (
            <li key={file.id}>
              <a href={`/api/files/${file.id}`}>{file.name}</a> <small className="soft">{formatSize(file.size)}</small>
            </li>
          ))}
        </ul>
      )}
      {answer.outcome && (
        <p>
          <StatusMark
            status={answer.outcome === 'accepted' ? 'done' : 'overdue'}
            word={t(`outcome.${answer.outcome}`)}
          />{' '}
          <span className="soft">
            {answer.reviewerName} · {answer.reviewedOn && format.date(answer.reviewedOn)}
          </span>
          <br />
          <span className="long-text">{answer.findings}</span>
        </p>
      )}
    </section>
  )
}

function Publicity({ item }: { item: RectificationRecord }) {
  const t = useText(rectificationText)
  const format = useFormat()
  return (
    <>
      {item.publicFrom && item.publicUntil && (
        <>
          <h2 className="part">{t('publicise')}</h2>
          <Facts
            facts={[
              [t('public.term'), `${format.date(item.publicFrom)} — ${format.date(item.publicUntil)}`],
              [t('public.problem'), item.publicProblem],
              [t('public.result'), item.publicResult],
            ]}
          />
          <p>
            <a href="/public/rectifications">{t('public.open')}</a>
          </p>
        </>
      )}
      {item.objections.length > 0 && (
        <>
          <h2 className="part">{t('objections')}</h2>
          <ul className="plain-list">
            {item.objections.map((one) => (
              <li key={one.id}>
                {format.date(one.recordedOn)} · {t(`channel.${one.channel}`)} ·{' '}
                <span className="long-text">{one.objection}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
