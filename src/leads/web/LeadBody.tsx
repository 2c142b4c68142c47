/** What a lead says: its facts, what was found, who answers for the place, and who was charged. */
import { Alert } from 'antd'
import { hasRole } from '../../platform/shared/permission.ts'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useRecordParts, useSubjectPath } from '../../platform/web/screen.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { LeadDetail } from '../contract.ts'
import { decidedUnseen, isUnverified } from '../lead.ts'
import { surveyText } from '../survey-text.ts'
import { leadsText } from '../text.ts'
import { LeadDueMark } from './lead-marks.tsx'
import { AssignmentRows, ChainRows } from './lead-people.tsx'
import { OnSite } from './OnSite.tsx'

export function LeadBody({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  return (
    <>
      {lead.joinedTo && (
        <Alert
          type="info"
          showIcon
          title={t('joinedToHelp', { number: lead.joinedToNumber ?? '' })}
          action={<ScreenLink to={`/leads/${lead.joinedTo}`}>{lead.joinedToNumber}</ScreenLink>}
        />
      )}
      {lead.secondLook && <Alert type="info" showIcon title={t('secondLook')} />}
      {lead.status === 'founded' && (
        <Alert type="warning" showIcon title={t(lead.visitId === null ? 'foundedUnseen' : 'founded')} />
      )}
      <LeadFactList lead={lead} />
      <Found lead={lead} />
      <Verified lead={lead} />
      <h2 className="part">
        {t('chain')} <small className="soft">{t('chainHelp')}</small>
      </h2>
      <ChainRows chain={lead.chain} />
      <h2 className="part">{t('assignments')}</h2>
      <AssignmentRows assignments={lead.assignments} />
      {lead.joined.length > 0 && <Joined lead={lead} />}
      <LimitRules rules={lead.rules} />
    </>
  )
}

function LeadFactList({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  const pick = usePick()
  const format = useFormat()
  const place = [lead.countyName, lead.areaName].filter((name, index, all) => all.indexOf(name) === index).join(' ')
  const reasons = lead.facts.reasons ?? []
  return (
    <Facts
      facts={[
        [t('matter'), lead.title],
        [t('words'), lead.facts.words],
        [
          t('reasons'),
          reasons.length > 0 ? (
            <ul key="reasons">
              {reasons.map((reason) => (
                <li key={reason.zh}>{pick(reason)}</li>
              ))}
            </ul>
          ) : undefined,
        ],
        [t('due'), <LeadDueMark key="due" lead={lead} />],
        [t('place'), place],
        [t('site'), <SiteLink key="site" lead={lead} />],
        [t('source'), <SourceLink key="source" lead={lead} />],
        [t('openedAt'), `${format.instant(lead.openedAt)} · ${format.relative(lead.openedAt)}`],
        [t('openedBy'), lead.openedByName ?? t('program')],
        [t('agency'), lead.assignedAgencyName ? pick(lead.assignedAgencyName) : t('nobody')],
      ]}
    />
  )
}

function SiteLink({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  const pathOf = useSubjectPath()
  if (lead.siteId === null) return <span className="soft">{t('siteUnknown')}</span>
  const address = pathOf('site', lead.siteId)
  const name = lead.siteName ?? lead.siteId
  return address ? <ScreenLink to={address}>{name}</ScreenLink> : name
}

/** The record the lead came from, where a module shows its kind; a document or publication by its own words. */
function SourceLink({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  const pathOf = useSubjectPath()
  const word = t(`source.${lead.source}`)
  if (lead.source === 'superior' || lead.source === 'media') return `${word} · ${lead.sourceId}`
  // its holder finds it by the hand-over form; nobody else may learn which one it is
  if (lead.source === 'tip') return lead.confined ? `${word} · ${t('confined')}` : word
  const address = pathOf(lead.source, lead.sourceId)
  return address ? <ScreenLink to={address}>{word}</ScreenLink> : word
}

function Found({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  const format = useFormat()
  if (lead.outcome === null) return null
  const when = (name: string | null, at: string | null) => ({
    name: name ?? t('program'),
    at: at ? format.instant(at) : '',
  })
  const causeKey = `cause.${lead.cause}` as Parameters<typeof t>[0] // leads alone write causes, each with its word in the texts
  const causeWord = lead.cause === null ? undefined : t(causeKey)
  return (
    <>
      <h2 className="part">{t('outcome')}</h2>
      <Facts
        facts={[
          [t('outcome'), <strong key="outcome">{t(`outcome.${lead.outcome}`)}</strong>],
          [t('decisionReason'), lead.decisionReason],
          ['', t('decided', when(lead.decidedByName, lead.decidedAt))],
          [t('cause'), causeWord],
          [t('closeNote'), lead.closeNote ?? undefined],
          ['', lead.closedAt ? t('closed', when(lead.closedByName, lead.closedAt)) : undefined],
        ]}
      />
    </>
  )
}

/** Who has been there; while the result is open, what is missing for it and the visits that may bring it. */
function Verified({ lead }: { lead: LeadDetail }) {
  const t = useText(surveyText)
  const me = useMe()
  const open = isUnverified(lead.status)
  const visits = useRecordParts('leadVisits').filter(({ roles }) => !roles || hasRole(me, ...roles))
  if (lead.outcome === 'notOurs' && lead.visitId === null) return null
  return (
    <>
      <h2 className="part">{t('onSite')}</h2>
      <OnSite
        visit={lead}
        survey={lead.survey}
        surveyorNames={lead.survey?.officerNames ?? []}
        none={t(decidedUnseen(lead) ? 'unseen' : 'notYet')}
      />
      {open && lead.visitId === null && <p>{t(lead.siteId === null ? 'siteFirst' : 'visitFirst')}</p>}
      {(open || decidedUnseen(lead)) &&
        visits.map(({ component: Visits }) => <Visits key="visits" id={lead.joinedTo ?? lead.id} />)}
    </>
  )
}

function Joined({ lead }: { lead: LeadDetail }) {
  const t = useText(leadsText)
  const format = useFormat()
  return (
    <>
      <h2 className="part">{t('joined', { count: lead.joined.length })}</h2>
      <ul>
        {lead.joined.map((row) => (
          <li key={row.id}>
            <ScreenLink to={`/leads/${row.id}`}>{row.number}</ScreenLink> {t(`source.${row.source}`)} · {row.title}{' '}
            <span className="soft">{format.instant(row.openedAt)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function LimitRules({ rules }: { rules: LeadDetail['rules'] }) {
  const t = useText(leadsText)
  const pick = usePick()
  return (
    <>
      <h2 className="part">{t('rules')}</h2>
      <ul className="record-limits">
        {rules.map((rule) => (
          <li key={rule.key}>
            <strong>{pick(rule.title)}</strong>
            <StandingTag standing={rule.standing} />
            <span className="soft">{pick(rule.citation)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
