/** Changes of the areas of a place: what was and what is ordered, and the orders themselves. */
import { useQuery } from '@tanstack/react-query'
import { mayChangeTree } from '../../areas/area.ts'
import type { AreaChange } from '../../areas/change-contract.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { changeText } from '../change-text.ts'
import { areas, CloseArea, OpenArea, RenameArea, SplitArea } from './AreaChanges.tsx'
import { useGridArea } from './grid-client.ts'
import { MoveArea } from './MoveArea.tsx'

export default function ChangesPage() {
  const t = useText(changeText)
  const areaId = useGridArea()
  return (
    <PageFrame title={t('changes')} lead={t('changesLead')} scope>
      {areaId === undefined ? (
        <EmptyPanel why="scope" />
      ) : (
        <>
          <Orders areaId={areaId} />
          <History areaId={areaId} />
          <ChangeList areaId={areaId} />
        </>
      )}
    </PageFrame>
  )
}

function Orders({ areaId }: { areaId: number }) {
  const me = useMe()
  const found = useQuery({ queryKey: ['area', areaId, undefined], queryFn: () => areas.getArea({ id: areaId }) })
  const area = found.data
  if (!area || !mayChangeTree(me, area.path)) return null
  return (
    <div className="acts acts-above">
      <OpenArea area={area} />
      <RenameArea area={area} />
      <SplitArea area={area} />
      <MoveArea areaId={areaId} />
      <CloseArea area={area} />
    </div>
  )
}

/** Names and superiors of the area itself. */
function History({ areaId }: { areaId: number }) {
  const t = useText(changeText)
  const format = useFormat()
  const history = useQuery({ queryKey: ['areaHistory', areaId], queryFn: () => areas.getAreaHistory({ id: areaId }) })
  if (!history.data) return null
  const { versions, statutorySuperior } = history.data
  return (
    <>
      <h2 className="part">{t('history', { name: versions.at(-1)?.name ?? '' })}</h2>
      <ul className="plain-list">
        {versions.map((version) => (
          <li key={version.validFrom}>
            <strong>{version.name}</strong> {version.superior}{' '}
            <small className="soft">
              {version.validTo
                ? t('during', { from: format.date(version.validFrom), to: format.date(version.validTo) })
                : t('since', { from: format.date(version.validFrom) })}
            </small>
          </li>
        ))}
        {statutorySuperior && <li className="soft">{t('statutory', { name: statutorySuperior })}</li>}
      </ul>
    </>
  )
}

function ChangeList({ areaId }: { areaId: number }) {
  const t = useText(changeText)
  const format = useFormat()
  const tell = ({ kind, areaName, fromName, toName, intoName }: AreaChange) =>
    t(`tell.${kind}`, { area: areaName, from: fromName ?? '', to: toName ?? '', into: intoName ?? '' })
  return (
    <RecordList
      name="areaChanges"
      queryKey={['areaChanges', areaId]}
      sheet={{ list: 'areas.listAreaChanges', question: { areaId } }}
      load={(after) => areas.listAreaChanges({ areaId, after })}
      rowKey={(row) => row.id}
      columns={[
        { key: 'what', title: t('what'), shown: 'first', render: tell },
        { key: 'kind', title: t('kind'), width: 110, render: (row) => t(`change.${row.kind}`) },
        { key: 'on', title: t('on'), width: 170, render: (row) => format.date(row.on) },
        { key: 'reason', title: t('reason'), render: (row) => row.reason },
        { key: 'state', title: t('state'), width: 150, render: (row) => t(row.followed ? 'followed' : 'waiting') },
      ]}
      emptyWords={t('noChanges')}
    />
  )
}
