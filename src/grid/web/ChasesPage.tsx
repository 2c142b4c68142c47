/** Blind spots that were chased: who was reminded of what. */
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useText } from '../../platform/web/text.tsx'
import { gridText } from '../text.ts'
import { grid, useGridArea } from './grid-client.ts'

export default function ChasesPage() {
  const t = useText(gridText)
  const format = useFormat()
  const areaId = useGridArea()
  return (
    <PageFrame title={t('chases')} scope>
      {areaId === undefined ? (
        <EmptyPanel why="scope" />
      ) : (
        <RecordList
          name="chases"
          queryKey={['chases', areaId]}
          load={(after) => grid.listChases({ areaId, after })}
          sheet={{ list: 'grid.listChases', question: { areaId } }}
          rowKey={(row) => row.id}
          columns={[
            { key: 'area', title: t('area'), shown: 'first', render: (row) => row.areaName },
            { key: 'kind', title: t('kind'), render: (row) => t(row.kind) },
            { key: 'post', title: t('post'), render: (row) => t(`post.${row.post}`) },
            { key: 'to', title: t('chasedTo'), render: (row) => row.toName },
            { key: 'by', title: t('chasedBy'), render: (row) => row.chasedByName },
            { key: 'at', title: t('chasedAt'), width: 170, render: (row) => format.instant(row.chasedAt) },
          ]}
          emptyWords={t('noChases')}
        />
      )}
    </PageFrame>
  )
}
