/** One summons: why this place, what was said, what was demanded, what came of it. */
import { useQuery } from '@tanstack/react-query'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { useParam } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { SummonsRecord } from '../summons-contract.ts'
import { figureSentence } from '../summons-document.ts'
import { summonsText } from '../summons-text.ts'
import { CitedPicks } from './PickGrounds.tsx'
import { SummonsActs } from './SummonsActs.tsx'
import { SummonsMark } from './SummonsMark.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

export default function SummonsPage() {
  const t = useText(summonsText)
  const id = useParam('id')
  const found = useQuery({ queryKey: ['summons', id], queryFn: () => supervision.getSummons({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) {
    return (
      <PageFrame title={t('summons')}>
        <PageError error={found.error} onRetry={() => void found.refetch()} />
      </PageFrame>
    )
  }
  const summons = found.data
  return (
    <PageFrame
      title={`${t('summons')} ${summons.areaName}`}
      status={<SummonsMark status={summons.status} />}
      actions={<SummonsActs summons={summons} />}
    >
      {summons.declineReason && <p>{t('declinedBecause', { reason: summons.declineReason })}</p>}
      {summons.returnReason && <p>{t('returnedBecause', { reason: summons.returnReason })}</p>}
      <Why summons={summons} />
      <Talk summons={summons} />
      <Outcome summons={summons} />
      <RecordHistory subjectId={summons.id} />
    </PageFrame>
  )
}

function Why({ summons }: { summons: SummonsRecord }) {
  const t = useText(summonsText)
  const pick = usePick()
  const format = useFormat()
  const by = (name: string | null, at: string | null) => name && at && `${name} · ${format.instant(at)}`
  return (
    <>
      <Facts
        facts={[
          [t('grounds'), t(`grounds.${summons.grounds}`)],
          [t('facts'), summons.facts],
          [t('proposedBy'), `${pick(summons.issuerName)} · ${by(summons.proposerName, summons.proposedAt)}`],
          [t('decidedBy'), by(summons.deciderName, summons.decidedAt)],
        ]}
      />
      <CitedPicks picks={summons.picks} />
      <h2 className="part">{t('figures')}</h2>
      <p lang="zh-CN">{figureSentence(summons.figures)}</p>
      <p className="soft digest-line">
        {summons.intact
          ? t('figures.asOf', { at: format.instant(summons.asOf), digest: summons.digest })
          : t('figures.broken')}
      </p>
    </>
  )
}

function Talk({ summons }: { summons: SummonsRecord }) {
  const t = useText(summonsText)
  const format = useFormat()
  const { minutes } = summons
  if (summons.number === null) return null
  return (
    <>
      <h2 className="part">{t('notified')}</h2>
      <Facts
        facts={[
          [t('number'), summons.number],
          [t('talkAt'), summons.talkAt && format.instant(summons.talkAt)],
          [t('place'), summons.place],
          [t('attendees'), summons.attendees],
        ]}
      />
      {minutes && (
        <>
          <h2 className="part">{t('minute')}</h2>
          <Facts
            facts={[
              [t('minutesNumber'), summons.minutesNumber],
              [t('heldOn'), format.date(minutes.heldOn)],
              [t('present'), minutes.present],
              [t('problem'), minutes.problem],
              [t('explanation'), minutes.explanation],
              [
                t('demand'),
                <ol key="demands" className="plain-list">
                  {minutes.demands.map((demand) => (
                    <li key={`${demand.dueOn} ${demand.text}`}>
                      {demand.text} · {format.date(demand.dueOn)}
                    </li>
                  ))}
                </ol>,
              ],
              [t('commitment'), minutes.commitment],
            ]}
          />
        </>
      )}
    </>
  )
}

function Outcome({ summons }: { summons: SummonsRecord }) {
  const t = useText(summonsText)
  const format = useFormat()
  if (summons.answer === null) return null
  return (
    <>
      <h2 className="part">{t('answer')}</h2>
      <p className="soft">
        {t('answer.times', { count: summons.answers })} · {summons.answererName} ·{' '}
        {summons.answeredOn && format.date(summons.answeredOn)}
      </p>
      <p className="long-text">{summons.answer}</p>
      {summons.answerFileId && (
        <p>
          <a href={`/api/files/${summons.answerFileId}`}>{t('download')}</a>
        </p>
      )}
      {summons.findings && (
        <>
          <h2 className="part">{t('findings')}</h2>
          <p className="long-text">{summons.findings}</p>
          <p className="soft">
            {summons.verifierName} · {summons.verifiedOn && format.date(summons.verifiedOn)}
          </p>
        </>
      )}
    </>
  )
}
