import { Button } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useNavigateTo } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { enterprisesContract } from '../contract.ts'
import { isKeeperGrant } from '../enterprise.ts'
import { importText } from '../import-text.ts'
import { ImportMark } from './ImportSteps.tsx'
import { ledger } from './ledger-client.ts'

export default function ImportsPage() {
  const t = useText(importText)
  const format = useFormat()
  const go = useNavigateTo()
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      scope
      actions={<Button href={enterprisesContract.getImportTemplate.path}>{t('template')}</Button>}
    >
      <StartImport onStarted={(id) => go(`/ledger/imports/${id}`)} />
      <h2 className="part">{t('past')}</h2>
      <RecordList
        name="ledgerImports"
        queryKey={['ledgerImports']}
        sheet={{ list: 'enterprises.listImports', question: {} }}
        load={(after) => ledger.listImports({ after })}
        rowKey={(one) => one.id}
        columns={[
          { key: 'file', title: t('file'), shown: 'first', render: (one) => one.fileName ?? t('noFile') },
          { key: 'status', title: t('status'), render: (one) => <ImportMark status={one.status} /> },
          { key: 'rows', title: t('rows'), align: 'right', render: (one) => format.number(one.totalRows) },
          { key: 'bad', title: t('verdict.bad'), align: 'right', render: (one) => format.number(one.counts.bad ?? 0) },
          { key: 'by', title: t('by'), render: (one) => one.startedByName ?? '—' },
          { key: 'at', title: t('startedAt'), render: (one) => format.instant(one.startedAt) },
        ]}
        onOpen={(one) => go(`/ledger/imports/${one.id}`)}
        emptyWords={t('none')}
      />
    </PageFrame>
  )
}

/** The file goes under the area chosen, else under the caller's own. */
function StartImport({ onStarted }: { onStarted: (id: string) => void }) {
  const t = useText(importText)
  const { areaId } = useAreaChoice()
  const own = useMe().grants.find(isKeeperGrant)?.areaId
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  const file = files[0]
  const { act, pending, error } = useMutationAct({
    run: (fileId: string) => ledger.startImport({ fileId }),
    done: null,
    onDone: (made) => onStarted(made.id),
  })
  const area = areaId ?? own
  if (area === undefined) return <p>{t('chooseArea')}</p>
  return (
    <>
      <FilePick
        areaId={area}
        purpose="import"
        files={files}
        onChange={setFiles}
        accept=".xlsx,.csv,.txt"
        single
        label={t('pick')}
      />
      <p className="soft">{t('pickHelp')}</p>
      <Button type="primary" disabled={!file} loading={pending} onClick={() => file && void act(file.id)}>
        {t('start')}
      </Button>
      {error && <ErrorPanel error={error} />}
    </>
  )
}
