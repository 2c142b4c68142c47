/** Open time limits, strictest first. */

import { useQuery } from '@tanstack/react-query'
import { Switch } from 'antd'
import { z } from 'zod'
import type { dueLimitRow } from '../shared/platform-contract.ts'
import { BenchCard } from './BenchCard.tsx'
import { ErrorPanel } from './ErrorPanel.tsx'
import { useFormat } from './format.ts'
import { DaysLeft } from './LimitMark.tsx'
import { dayOf } from './last-visit.ts'
import { platformText } from './platform-text.ts'
import { type RecordColumn, RecordList } from './RecordList.tsx'
import { ScreenLink } from './ScreenLink.tsx'
import { StatusMark } from './StatusMark.tsx'
import { useSubjectPath, useWords } from './screen.ts'
import { useFilters, useNavigateTo } from './search.ts'
import { platform } from './session.ts'
import { usePick, useText } from './text.tsx'

type DueLimit = z.infer<typeof dueLimitRow>

const benchFilters = z.object({ mine: z.enum(['true', 'false']).default('false') })

function useMatter(): (limit: DueLimit) => string {
  const wordOf = useWords('limitWords')
  const pick = usePick()
  return (limit) => {
    const word = wordOf(limit.kind)
    return word ? pick(word) : limit.kind
  }
}

export function DueLimits() {
  const t = useText(platformText)
  const { filters, setFilters } = useFilters(benchFilters)
  const pathOf = useSubjectPath()
  const navigate = useNavigateTo()
  const columns = useLimitColumns()
  const onlyMine = filters.mine === 'true'
  const mineSwitch = (
    <label className="switch-label" htmlFor="bench-mine">
      <Switch
        id="bench-mine"
        size="small"
        checked={onlyMine}
        onChange={(on) => setFilters({ mine: on ? 'true' : undefined })}
      />
      {t('bench.mine')}
    </label>
  )
  return (
    <section className="bench-part">
      <h2 className="part">{t('bench.today')}</h2>
      <RecordList
        name="due-limits"
        queryKey={['dueLimits', filters.mine]}
        sheet={{ list: 'platform.listDueLimits', question: { mine: filters.mine } }}
        load={(after) => platform.listDueLimits({ mine: filters.mine, limit: 10, after })}
        columns={columns}
        rowKey={(limit) => limit.id}
        filters={mineSwitch}
        onOpen={(limit) => {
          const path = pathOf(limit.subjectKind, limit.subjectId)
          if (path) navigate(path)
        }}
        emptyWords={t('bench.today.none')}
      />
    </section>
  )
}

function useLimitColumns(): RecordColumn<DueLimit>[] {
  const t = useText(platformText)
  const format = useFormat()
  const matterOf = useMatter()
  const pathOf = useSubjectPath()
  return [
    {
      key: 'matter',
      title: t('matter'),
      shown: 'first',
      links: true,
      render: (limit) => {
        const path = pathOf(limit.subjectKind, limit.subjectId)
        return path ? <ScreenLink to={path}>{matterOf(limit)}</ScreenLink> : matterOf(limit)
      },
    },
    { key: 'about', title: t('about'), render: (limit) => limit.title ?? '—' },
    { key: 'area', title: t('place'), width: 130, render: (limit) => limit.areaName },
    { key: 'status', title: t('status'), width: 120, render: (limit) => <StatusMark status={limit.status} /> },
    {
      key: 'dueOn',
      title: t('due'),
      width: 270,
      render: (limit) => (
        <span className="due-cell">
          {format.date(limit.dueOn)} <DaysLeft {...limit} />
        </span>
      ),
    },
    { key: 'startedOn', title: t('started'), shown: 'hidden', render: (limit) => format.date(limit.startedOn) },
  ]
}

/** Limits that started on or after the day of the last visit, among the strictest two hundred. */
export function NewLimits({ since }: { since: string }) {
  const t = useText(platformText)
  const matterOf = useMatter()
  const pathOf = useSubjectPath()
  const limits = useQuery({ queryKey: ['dueLimits', 'since'], queryFn: () => platform.listDueLimits({ limit: 200 }) })
  if (limits.isPending) return null
  if (limits.isError) return <ErrorPanel error={limits.error} onRetry={() => void limits.refetch()} />
  const started = limits.data.rows.filter((limit) => limit.startedOn >= dayOf(since))
  if (started.length === 0) return <p className="soft">{t('bench.since.none')}</p>
  return (
    <BenchCard title={t('bench.since.limits', { count: started.length })}>
      <ul className="plain-list">
        {started.map((limit) => {
          const path = pathOf(limit.subjectKind, limit.subjectId)
          const words = [matterOf(limit), limit.title, limit.areaName].filter(Boolean).join(' · ')
          return <li key={limit.id}>{path ? <ScreenLink to={path}>{words}</ScreenLink> : words}</li>
        })}
      </ul>
    </BenchCard>
  )
}
