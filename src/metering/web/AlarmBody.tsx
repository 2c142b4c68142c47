/** One alarm: why, what speaks against, what must be said beside it, and what became of it. */
import { surveyText } from '../../leads/survey-text.ts'
import { OnSite } from '../../leads/web/OnSite.tsx'
import { hasRole } from '../../platform/shared/permission.ts'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useRecordParts } from '../../platform/web/screen.ts'
import { stringifySearch } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useLanguage, usePick, useText } from '../../platform/web/text.tsx'
import { needsSurvey } from '../alarm.ts'
import type { AlarmDetail } from '../alarm-contract.ts'
import { alarmAccount } from '../alarm-text.ts'
import { outputText } from '../output-text.ts'
import { meteringText } from '../text.ts'
import { placeOfAlarm } from './metering-client.ts'
import { OutputComparison } from './OutputComparison.tsx'

export function AlarmBody({ alarm }: { alarm: AlarmDetail }) {
  const t = useText(meteringText)
  const { supports, against, caveats } = alarmAccount(alarm.reasons, useLanguage())
  const curve = `${placeOfAlarm(alarm)}${stringifySearch({ from: alarm.windowFrom, to: alarm.windowTo })}`
  return (
    <>
      <AlarmFacts alarm={alarm} />
      <Sentences title={t('why')} sentences={supports} />
      <Sentences title={t('against')} sentences={against.length > 0 ? against : [t('nothingAgainst')]} />
      {caveats.length > 0 && <Sentences title={t('beside')} sentences={caveats} />}
      {alarm.usagePointId && <Output id={alarm.usagePointId} to={alarm.windowTo} />}
      <p>
        <ScreenLink to={alarm.feederId ? placeOfAlarm(alarm) : curve}>
          {t(alarm.feederId ? 'openFeeder' : 'openCurve')}
        </ScreenLink>{' '}
        {!alarm.feederId && <span className="soft">{t('viewLogged')}</span>}
      </p>
      <Verified alarm={alarm} />
    </>
  )
}

/** Who has been there; while nobody has said what was found, what is missing for it and the visits that may bring it. */
function Verified({ alarm }: { alarm: AlarmDetail }) {
  const t = useText(surveyText)
  const me = useMe()
  const visits = useRecordParts('siteVisits').filter(({ roles }) => !roles || hasRole(me, ...roles))
  const { siteId, visitId, status, cause } = alarm
  if (cause === 'readingsBack') return null
  const waits = status === 'open' || status === 'assigned'
  const unseen = cause === 'registerWrong' && alarm.verifiedAt === null ? 'explained' : 'unseenAlarm'
  return (
    <>
      <h2 className="part">{t('onSite')}</h2>
      <OnSite
        visit={alarm}
        survey={alarm.survey}
        surveyorNames={alarm.surveyorNames}
        none={t(waits ? 'notYet' : unseen)}
      />
      {waits && needsSurvey(alarm) && <p>{t('surveyFirstAlarm')}</p>}
      {waits && !needsSurvey(alarm) && visitId === null && <p>{t('visitFirstAlarm')}</p>}
      {status !== 'closed' &&
        visitId === null &&
        siteId !== null &&
        visits.map(({ component: Visits }) => <Visits key="visits" id={siteId} />)}
    </>
  )
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <>
      <h2 className="part">{title}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  )
}

function Output({ id, to }: { id: string; to: string }) {
  const t = useText(outputText)
  return (
    <>
      <h2 className="part">{t('title')}</h2>
      <OutputComparison id={id} to={to} />
    </>
  )
}

function AlarmFacts({ alarm }: { alarm: AlarmDetail }) {
  const t = useText(meteringText)
  const pick = usePick()
  const format = useFormat()
  const verified = alarm.verifiedAt === null ? undefined : (alarm.found ?? t('foundByLead'))
  return (
    <Facts
      facts={[
        [t('kind'), t(`kind.${alarm.kind}`)],
        [
          t('score'),
          alarm.score > 0
            ? `${t('scoreOf', { score: format.number(alarm.score, 1) })} · ${t('model')} ${alarm.modelVersion ?? '—'}`
            : undefined,
        ],
        [t(alarm.feederId ? 'feeder' : 'site'), alarm.siteName],
        [
          t('account'),
          <ScreenLink key="account" to={placeOfAlarm(alarm)}>
            {alarm.account}
          </ScreenLink>,
        ],
        [t('place'), alarm.areaName],
        [t('window'), t('showing', { from: alarm.windowFrom, to: alarm.windowTo })],
        [t('raisedAt'), format.instant(alarm.raisedAt)],
        [
          t('lead'),
          alarm.leadId ? (
            <ScreenLink key="lead" to={`/leads/${alarm.leadId}`}>
              {alarm.leadNumber ?? t('lead')}
            </ScreenLink>
          ) : (
            t('noLead')
          ),
        ],
        [t('agency'), alarm.assignedAgencyName ? pick(alarm.assignedAgencyName) : t('nobody')],
        [
          t('registerChecked'),
          alarm.registerCheckedAt === null || alarm.cause === 'registerWrong'
            ? undefined
            : t('registerCheckedBy', {
                name: alarm.registerCheckedByName ?? '',
                at: format.instant(alarm.registerCheckedAt),
              }),
        ],
        [t('found'), verified],
        [t('verifiedBy'), alarm.verifiedByName ?? undefined],
        [t('cause'), alarm.cause ? t(`cause.${alarm.cause}`) : undefined],
        [t('closedBy'), alarm.closedByName ?? undefined],
        [t('closeNote'), alarm.closeNote ?? undefined],
      ]}
    />
  )
}
