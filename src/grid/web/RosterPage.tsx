/** Import of a roster: choose a file, look at the preview, write its good rows. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Table } from 'antd'
import { useState } from 'react'
import type { FileRecord } from '../../platform/shared/platform-contract.ts'
import { useMutationAct } from '../../platform/web/act.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { FilePick } from '../../platform/web/FilePick.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useText } from '../../platform/web/text.tsx'
import { postKinds } from '../../rulebook/values.ts'
import type { PostKind } from '../appointment.ts'
import type { RosterPreview } from '../roster.ts'
import { gridText } from '../text.ts'
import { grid, useGridArea } from './grid-client.ts'

export default function RosterPage() {
  const t = useText(gridText)
  const areaId = useGridArea()
  return (
    <PageFrame title={t('roster')} lead={t('rosterLead')} scope>
      {areaId === undefined ? (
        <EmptyPanel why="scope" words={t('chooseArea')} />
      ) : (
        <RosterImport key={areaId} areaId={areaId} />
      )}
    </PageFrame>
  )
}

function RosterImport({ areaId }: { areaId: number }) {
  const t = useText(gridText)
  const [files, setFiles] = useState<readonly FileRecord[]>([])
  const [written, setWritten] = useState<string | null>(null)
  const fileId = files[0]?.id
  const preview = useQuery({
    queryKey: ['rosterPreview', areaId, fileId],
    queryFn: () => grid.previewRoster({ areaId, fileId: fileId ?? '' }),
    enabled: fileId !== undefined,
    retry: false,
  })
  const { act, pending, error } = useMutationAct({
    run: (id: string) => grid.applyRoster({ areaId, fileId: id }),
    done: null,
    onDone: (result) => setWritten(t('applied', result)),
  })
  const counts = preview.data?.counts
  const toWrite = counts ? counts.new + counts.changed : 0
  return (
    <>
      <p className="soft">{t('rosterColumns')}</p>
      <FilePick
        areaId={areaId}
        purpose="import"
        files={files}
        single
        accept=".xlsx,.csv"
        onChange={(chosen) => {
          setFiles(chosen)
          setWritten(null)
        }}
      />
      {fileId && preview.isPending && <PageSkeleton />}
      {preview.isError && <ErrorPanel error={preview.error} />}
      {counts && (
        <p role="status">
          {t('verdict.new')} <b>{counts.new}</b> · {t('verdict.changed')} <b>{counts.changed}</b> ·{' '}
          {t('verdict.unchanged')} <b>{counts.unchanged}</b> · {t('bad')} <b>{counts.bad}</b>
        </p>
      )}
      {fileId && toWrite > 0 && (
        <Button type="primary" loading={pending} onClick={() => void act(fileId)}>
          {t('applyGood', { count: toWrite })}
        </Button>
      )}
      {written && <Alert type="success" showIcon title={written} />}
      {error && <ErrorPanel error={error} />}
      {preview.data && <PreviewTables preview={preview.data} />}
    </>
  )
}

const isPost = (text: string): text is PostKind => postKinds.some((kind) => kind === text)

function PreviewTables({ preview }: { preview: RosterPreview }) {
  const t = useText(gridText)
  return (
    <>
      {preview.bad.length > 0 && (
        <>
          <h2 className="part">{t('bad')}</h2>
          <Table
            dataSource={preview.bad}
            rowKey={(row) => `${row.row} ${row.column}`}
            size="small"
            pagination={preview.bad.length > 50 ? { pageSize: 50 } : false}
            scroll={{ x: 'max-content' }}
            columns={[
              { key: 'row', title: t('row'), dataIndex: 'row', width: 80, align: 'right' },
              { key: 'column', title: t('column'), render: (_, row) => t(`column.${row.column}`) },
              { key: 'value', title: t('value'), dataIndex: 'value' },
              { key: 'problem', title: t('problem'), render: (_, row) => t(`problem.${row.reason}`) },
            ]}
          />
        </>
      )}
      {preview.sample.length > 0 && (
        <>
          <h2 className="part">{t('sample', { count: preview.sample.length })}</h2>
          <Table
            dataSource={preview.sample}
            rowKey={(row) => String(row.row)}
            size="small"
            pagination={preview.sample.length > 50 ? { pageSize: 50 } : false}
            scroll={{ x: 'max-content' }}
            columns={[
              { key: 'row', title: t('row'), dataIndex: 'row', width: 80, align: 'right' },
              { key: 'area', title: t('area'), dataIndex: 'areaName' },
              {
                key: 'post',
                title: t('post'),
                render: (_, row) => (isPost(row.post) ? t(`post.${row.post}`) : row.post),
              },
              {
                key: 'before',
                title: t('before'),
                render: (_, row) =>
                  row.before.map(({ name, phone }) => (
                    <div key={`${name} ${phone}`} className="soft">
                      {name} {phone}
                    </div>
                  )),
              },
              { key: 'name', title: t('holder'), dataIndex: 'name' },
              { key: 'phone', title: t('phone'), render: (_, row) => row.phone ?? '—' },
              { key: 'from', title: t('from'), dataIndex: 'validFrom' },
              { key: 'result', title: t('result'), render: (_, row) => t(`verdict.${row.verdict}`) },
            ]}
          />
        </>
      )}
    </>
  )
}
