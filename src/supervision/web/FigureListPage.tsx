/** The list behind a figure: exactly the rows it counts. */
import { Select } from 'antd'
import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useFilters } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { FigureRow } from '../contract.ts'
import { type FigureKey, figureFamilies, figureKeys } from '../figure.ts'
import { supervisionText } from '../text.ts'
import { supervision } from './supervision-client.ts'
import './supervision.css'

const listFilters = z.object({
  figure: z.enum(figureKeys).default('tasks.missing'),
  area: areaIdInput.optional(),
  notice: z.uuid().optional(),
  sweep: z.uuid().optional(),
})

/** Which heading a figure stands under. */
function familyOf(figure: FigureKey) {
  if (figure.startsWith('sweep.villages')) return 'family.villages'
  if (figure.startsWith('sweep.')) return 'family.sites'
  for (const family of ['tasks', 'receipts', 'leads', 'furnaces', 'closures'] as const)
    if (figureFamilies[family].some((name) => `${family}.${name}` === figure)) return `family.${family}` as const
  return 'family.tasks'
}

export default function FigureListPage() {
  const t = useText(supervisionText)
  const format = useFormat()
  const { filters, setFilters } = useFilters(listFilters)
  const { figure, area, notice, sweep } = filters
  const words = (key: FigureKey) => `${t(familyOf(key))} · ${t(key)}`
  return (
    <PageFrame title={words(figure)} scope>
      <RecordList
        name="figure"
        queryKey={['figure', filters]}
        sheet={{ list: 'supervision.listFigure', question: { figure, areaId: area, noticeId: notice, sweepId: sweep } }}
        load={(after) => supervision.listFigure({ figure, areaId: area, noticeId: notice, sweepId: sweep, after })}
        rowKey={(row) => row.id}
        columns={[
          { key: 'record', title: t('record'), shown: 'first', render: (row) => <RecordOf row={row} /> },
          { key: 'place', title: t('place'), width: 200, render: (row) => row.areaName },
          { key: 'dueOn', title: t('dueOn'), width: 160, render: (row) => (row.dueOn ? format.date(row.dueOn) : '—') },
          {
            key: 'doneOn',
            title: t('doneOn'),
            width: 160,
            render: (row) => (row.doneOn ? format.date(row.doneOn) : '—'),
          },
        ]}
        filters={
          <Select
            className="figure-choice"
            aria-label={t('figure')}
            value={figure}
            onChange={(next) => setFilters({ figure: next })}
            options={figureKeys.map((value) => ({ value, label: words(value) }))}
          />
        }
        emptyWords={t('list.none')}
      />
    </PageFrame>
  )
}

/** A record with the way to it, where its module shows it. */
function RecordOf({ row }: { row: FigureRow }) {
  const path = useSubjectPath()(row.recordKind, row.recordId)
  return path ? <ScreenLink to={path}>{row.title}</ScreenLink> : <span>{row.title}</span>
}
