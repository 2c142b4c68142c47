/** The watch of article nine: what came from the national conference, and how long is left before a joint investigation. */
import { z } from 'zod'
import { daysBetween } from '../../platform/shared/calendar.ts'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { TodayOnly } from '../../platform/web/ErrorPanel.tsx'
import { today, useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath, useWords } from '../../platform/web/screen.ts'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { WatchedRow, WatchState } from '../joint-watch.ts'
import { limitsText } from '../limits-text.ts'
import { supervision } from './supervision-client.ts'
import './limits.css'

const filterShape = z.object({ area: areaIdInput.optional() })

const markOf: Record<WatchState, MarkStatus> = {
  noLimit: 'unknown',
  met: 'overdue',
  pressing: 'soon',
  inTime: 'due',
  suspended: 'suspended',
}

export default function JointWatchPage() {
  const t = useText(limitsText)
  const { filters } = useFilters(filterShape)
  const pathOf = useSubjectPath()
  const navigate = useNavigateTo()
  return (
    <PageFrame title={t('watch')} lead={t('watch.lead')} scope>
      <TodayOnly why="today-only-tips">
        <RecordList
          name="joint-watch"
          queryKey={['jointWatch', filters.area]}
          sheet={{ list: 'supervision.listJointWatch', question: { areaId: filters.area } }}
          load={(after) => supervision.listJointWatch({ areaId: filters.area, after })}
          columns={useColumns()}
          rowKey={(row) => row.recordId}
          onOpen={(row) => {
            const path = pathOf(row.recordKind, row.recordId)
            if (path) navigate(path)
          }}
          emptyWords={t('watch.noneHelp')}
        />
      </TodayOnly>
    </PageFrame>
  )
}

function useColumns(): RecordColumn<WatchedRow>[] {
  const t = useText(limitsText)
  const format = useFormat()
  const pick = usePick()
  const pathOf = useSubjectPath()
  const wordOf = useWords('limitWords')
  return [
    {
      key: 'matter',
      title: t('watch.matter'),
      shown: 'first',
      links: true,
      render: (row) => {
        const path = pathOf(row.recordKind, row.recordId)
        return path ? <ScreenLink to={path}>{row.title}</ScreenLink> : row.title
      },
    },
    {
      key: 'state',
      title: t('watch.state'),
      width: 130,
      render: (row) => <StatusMark status={markOf[row.state]} word={t(`state.${row.state}`)} />,
    },
    { key: 'left', title: t('watch.left'), width: 170, render: (row) => <Left row={row} /> },
    {
      key: 'limit',
      title: t('watch.limit'),
      width: 230,
      render: (row) => {
        const word = row.limitKind && wordOf(row.limitKind)
        return row.dueOn ? `${word ? pick(word) : ''} ${format.date(row.dueOn)}` : '—'
      },
    },
    { key: 'place', title: t('watch.place'), width: 110, render: (row) => placeOf(row) },
    { key: 'origin', title: t('watch.origin'), width: 180, render: (row) => t(`origin.${row.origin}`) },
    { key: 'phase', title: t('watch.phase'), shown: 'hidden', width: 90, render: (row) => t(`phase.${row.phase}`) },
  ]
}

const placeOf = ({ countyName, areaName }: WatchedRow): string =>
  countyName && countyName !== areaName ? `${countyName} ${areaName}` : areaName

function Left({ row }: { row: WatchedRow }) {
  const t = useText(limitsText)
  if (row.dueOn === null) return <span className="soft">{t('left.unknown')}</span>
  if (row.daysLeft === null)
    return <span className="late">{t('left.met', { days: daysBetween(row.dueOn, today()) })}</span>
  if (row.daysLeft === 0) return <span>{t('left.today')}</span>
  return <span>{t('left.days', { days: row.daysLeft, working: row.workingDaysLeft ?? 0 })}</span>
}
