/** What the ledger says of a usage point, and beside it what the open alarm says for and against. */
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useLanguage, useText } from '../../platform/web/text.tsx'
import type { AlarmRow } from '../alarm-contract.ts'
import { alarmAccount } from '../alarm-text.ts'
import type { UsagePointDetail } from '../contract.ts'
import { licenceLine } from '../licence-text.ts'
import { meteringText } from '../text.ts'
import { usagePointText } from '../usage-point-text.ts'
import { contractWords } from './contract-words.ts'
import { AlarmMark } from './marks.tsx'
import { SheetButton } from './SheetButton.tsx'

export function PointFacts({ point }: { point: UsagePointDetail }) {
  const alarm = point.alarms.find(({ status }) => status !== 'closed')
  return (
    <div className="point-head">
      <Ledger point={point} />
      <Weighed alarm={alarm} />
    </div>
  )
}

/** Both sides of the most suspicious alarm that is not closed: a curve is never shown with one of them only. */
function Weighed({ alarm }: { alarm: AlarmRow | undefined }) {
  const t = useText(meteringText)
  const u = useText(usagePointText)
  const { supports, against, caveats } = alarmAccount(alarm?.reasons ?? nothing, useLanguage())
  if (!alarm) return <p className="soft">{u('againstNoAlarm')}</p>
  return (
    <section className="bench-card" aria-label={t('why')}>
      <p>
        <ScreenLink to={`/metering/alarms/${alarm.id}`}>{t(`kind.${alarm.kind}`)}</ScreenLink>{' '}
        <AlarmMark status={alarm.status} />
      </p>
      <Sentences title={t('why')} sentences={supports.slice(0, 3)} />
      <Sentences title={u('againstTitle')} sentences={against.length > 0 ? against : [t('nothingAgainst')]} />
      <Sentences title={t('beside')} sentences={caveats} />
      <SheetButton alarmId={alarm.id} />
    </section>
  )
}

const nothing: AlarmRow['reasons'] = { reasons: [], caveats: [], measures: null, silence: null, practice: null }

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <>
      <strong>{title}</strong>
      <ul className="tight-list">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

function Ledger({ point }: { point: UsagePointDetail }) {
  const t = useText(meteringText)
  const format = useFormat()
  const language = useLanguage()
  const licences = point.licences.map((licence) => licenceLine(licence, language))
  const furnaces = point.furnaces.map(({ label, capacityT }) =>
    capacityT === null ? label : `${label} ${format.quantity(capacityT, 't', 1)}`,
  )
  const output = point.declaredOutput
  const declared =
    output === null
      ? t('nothingDeclared')
      : [format.quantity(output.tonnes, 't'), output.year].filter(Boolean).join(' · ')
  const siteStatus =
    point.siteStatus === 'operating' || point.siteStatus === 'idle' || point.siteStatus === 'closed'
      ? t(`siteStatus.${point.siteStatus}`)
      : point.siteStatus
  return (
    <Facts
      facts={[
        [
          t('site'),
          <ScreenLink key="site" to={`/ledger/sites/${point.siteId}`}>
            {point.siteName}
          </ScreenLink>,
        ],
        [t('siteStatus'), `${siteStatus}${point.siteClosedOn ? ` ${t('closedOn', { on: point.siteClosedOn })}` : ''}`],
        [t('enterprise'), point.enterpriseName],
        [t('declaredOutput'), declared],
        [t('place'), point.areaName],
        [t('contract'), contractWords(point, format)],
        [t('feeder'), point.feeder],
        [t('licences'), licences.length > 0 ? licences.join('; ') : t('noLicence')],
        [t('furnaces'), furnaces.length > 0 ? furnaces.join(', ') : t('noFurnace')],
        [t('lastReadOn'), point.lastReadOn ? format.date(point.lastReadOn) : null],
      ]}
    />
  )
}
