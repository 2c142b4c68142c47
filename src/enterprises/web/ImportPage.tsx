import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { RecordHistory } from '../../platform/web/RecordDrawer.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { importText } from '../import-text.ts'
import { ImportRows } from './ImportRows.tsx'
import { ApplyImport, ImportFacts, ImportMark, ImportProgress, Written } from './ImportSteps.tsx'
import { useImport } from './ledger-client.ts'
import './ledger.css'

export default function ImportPage() {
  const t = useText(importText)
  const id = useParam('id')
  const found = useImport(id)
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  const one = found.data
  const working = one.status === 'reading' || one.status === 'applying'
  return (
    <PageFrame
      title={one.fileName ?? t('noFile')}
      status={<ImportMark status={one.status} />}
      actions={<ApplyImport ledgerImport={one} />}
    >
      {working && <ImportProgress ledgerImport={one} />}
      <ImportFacts ledgerImport={one} />
      {one.status === 'applied' && <Written written={one.written} />}
      {one.status !== 'reading' && one.status !== 'unreadable' && <ImportRows ledgerImport={one} />}
      <p>
        <ScreenLink to="/ledger/imports">{t('again')}</ScreenLink>
      </p>
      <RecordHistory subjectId={id} />
    </PageFrame>
  )
}
