import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import type { VisitRecord } from '../contract.ts'
import { evidenceText } from '../evidence-text.ts'
import type { Findings } from '../visit.ts'
import { visitText } from '../visit-text.ts'
import { useJoin } from './words.ts'

/** The plan of a visit and how far it is. */
export function VisitFacts({ visit }: { visit: VisitRecord }) {
  const t = useText(visitText)
  const e = useText(evidenceText)
  const join = useJoin()
  const format = useFormat()
  const { approval, notice } = visit
  const officers = join(visit.officers.map(({ name, card }) => t('plan.officer', { name, card })))
  const lead = visit.leadId ? <RecordLink key="lead" kind="lead" id={visit.leadId} /> : undefined
  const caseFile = visit.caseFileId ? <RecordLink key="case" kind="caseFile" id={visit.caseFileId} /> : undefined
  return (
    <Facts
      facts={[
        [t('place'), visit.areaName],
        [t('plannedOn'), format.date(visit.plannedOn)],
        [t('taskSource'), e(`source.${visit.taskSource}`)],
        [t('lead'), lead],
        [t('case'), caseFile],
        [t('officers'), officers || null],
        [t('basis'), visit.basis || null],
        [t('item'), visit.itemCode ?? undefined],
        [
          t('approval'),
          approval ? `${approval.number} ${approval.approvedBy} ${format.date(approval.approvedOn)}` : undefined,
        ],
        [t('notice'), notice ? noticeWords(notice) : undefined],
        [t('exempt'), visit.exemptReason ?? undefined],
        [t('gateLogIn'), visit.gateLogIn ?? undefined],
        [t('startedAt'), visit.startedAt ? format.instant(visit.startedAt) : undefined],
        [t('submittedAt'), visit.submittedAt ? format.instant(visit.submittedAt) : undefined],
        visit.status === 'cancelled'
          ? [t('cancelledReason'), visit.returnedReason ?? t('cancelledReason.lead')]
          : [t('returnedReason'), visit.returnedReason ?? undefined],
      ]}
    />
  )

  function noticeWords(given: NonNullable<VisitRecord['notice']>): string {
    return 'givenOn' in given ? format.date(given.givenOn) : t('noNotice', { reason: given.reasonForNone })
  }
}

function RecordLink({ kind, id }: { kind: string; id: string }) {
  const t = useText(visitText)
  const path = useSubjectPath()(kind, id)
  return path ? <ScreenLink to={path}>{t('open')}</ScreenLink> : '—'
}

export function VisitFindings({ findings }: { findings: Findings }) {
  const t = useText(visitText)
  return (
    <section>
      <h2 className="part">{t('findings')}</h2>
      <p className="findings-words">{findings.words}</p>
      <Facts
        facts={[
          [t('couldEnter'), t(findings.couldEnter ? 'couldEnter.yes' : 'couldEnter.no')],
          [t('metPerson'), t(findings.metPerson ? 'yes' : 'no')],
          [t('signedByFirm'), t(findings.signedByFirm ? 'yes' : 'no')],
        ]}
      />
    </section>
  )
}
