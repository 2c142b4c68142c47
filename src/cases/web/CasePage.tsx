import { PrinterOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useParam } from '../../platform/web/search.ts'
import { usePick, usePunctuation, useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import type { CaseDetail } from '../contract.ts'
import { casesText } from '../text.ts'
import { CardActs } from './CardActs.tsx'
import { ClosureBoard } from './ClosureBoard.tsx'
import { CaseStatusMark } from './case-marks.tsx'
import { useCase } from './cases-client.ts'
import { Decisions } from './Decisions.tsx'
import { MissingList } from './MissingList.tsx'
import { NoticeFive } from './NoticeFive.tsx'
import './cases.css'

export default function CasePage() {
  const t = useText(casesText)
  const c = useText(cardText)
  const id = useParam('id')
  const found = useCase(id)
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  const caseFile = found.data
  return (
    <PageFrame
      title={t('case', { number: caseFile.number })}
      status={<CaseStatusMark status={caseFile.status} />}
      lead={caseFile.title}
      actions={
        <>
          <CardActs caseFile={caseFile} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {c('print')}
          </Button>
        </>
      }
    >
      {caseFile.card.returnedReason && (
        <Alert type="warning" showIcon title={c('returned', { reason: caseFile.card.returnedReason })} />
      )}
      <CaseFacts caseFile={caseFile} />
      <h2 className="part">{c('five')}</h2>
      <NoticeFive caseFile={caseFile} />
      <MissingList caseFile={caseFile} />
      <h2 className="part">{t('decisions')}</h2>
      <Decisions caseFile={caseFile} />
      <h2 className="part">{c('card')}</h2>
      <ClosureBoard caseFile={caseFile} />
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}

function CaseFacts({ caseFile }: { caseFile: CaseDetail }) {
  const t = useText(casesText)
  const { inBrackets } = usePunctuation()
  const c = useText(cardText)
  const pick = usePick()
  const format = useFormat()
  const { card } = caseFile
  return (
    <Facts
      facts={[
        [t('site'), `${caseFile.siteName}${inBrackets(t(`siteKind.${caseFile.siteKind}`))}`],
        [t('address'), caseFile.siteAddress],
        [t('place'), [caseFile.countyName, caseFile.areaName].filter(Boolean).join(' · ')],
        [t('agency'), pick(caseFile.agencyName)],
        [t('openedOn'), `${format.date(caseFile.openedOn)} ${caseFile.openedByName ?? ''}`],
        [t('closedOn'), caseFile.closedOn ? format.date(caseFile.closedOn) : undefined],
        [
          t('lead'),
          caseFile.leadId !== null ? (
            <ScreenLink key="lead" to={`/leads/${caseFile.leadId}`}>
              {caseFile.leadNumber}
            </ScreenLink>
          ) : undefined,
        ],
        [t('rulesOn'), format.date(caseFile.rulesOn)],
        [
          c('submit'),
          card.submittedAt
            ? c('submittedOf', { name: card.submittedByName ?? '', at: format.instant(card.submittedAt) })
            : undefined,
        ],
        [
          c('accept'),
          card.acceptedAt
            ? `${c('acceptedOf', { name: card.acceptedByName ?? '', at: format.instant(card.acceptedAt) })} ${card.acceptanceNote ?? ''}`
            : undefined,
        ],
      ]}
    />
  )
}
