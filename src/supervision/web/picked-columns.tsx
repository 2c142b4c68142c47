import { useFormat } from '../../platform/web/format.ts'
import type { RecordColumn } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useText } from '../../platform/web/text.tsx'
import type { PickedRow } from '../pick-contract.ts'
import { pickText } from '../pick-text.ts'

/** Columns of the lists behind the figures of the picking rule and of the ranking. */
export function usePickedColumns(): RecordColumn<PickedRow>[] {
  const t = useText(pickText)
  const format = useFormat()
  return [
    { key: 'record', title: t('record'), shown: 'first', render: (row) => <RecordOf row={row} /> },
    { key: 'place', title: t('place'), width: 200, render: (row) => row.areaName },
    { key: 'dueOn', title: t('dueOn'), width: 160, render: (row) => (row.dueOn ? format.date(row.dueOn) : '—') },
    { key: 'doneOn', title: t('doneOn'), width: 160, render: (row) => (row.doneOn ? format.date(row.doneOn) : '—') },
  ]
}

function RecordOf({ row }: { row: PickedRow }) {
  const t = useText(pickText)
  const path = useSubjectPath()(row.recordKind, row.recordId ?? '')
  if (row.recordKind === 'month') return <span>{t('month', { month: row.title })}</span>
  return path && row.recordId ? <ScreenLink to={path}>{row.title}</ScreenLink> : <span>{row.title}</span>
}
