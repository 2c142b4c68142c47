import { Table } from 'antd'
import type { ReactNode } from 'react'
import { covers, scopePaths } from '../../platform/shared/permission.ts'
import { useFormat } from '../../platform/web/format.ts'
import { FigureLink, ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { ProgressRow, TargetRow } from '../contract.ts'
import type { TargetStatus } from '../sweep.ts'
import { inspectionsText } from '../text.ts'
import { TargetMark } from './marks.tsx'

type Part = { kind: TargetRow['kind']; status?: TargetStatus; count: number }

const villageParts = (row: ProgressRow): Part[] => [
  { kind: 'village', status: 'reported', count: row.villagesReported },
  { kind: 'village', status: 'nothingSeen', count: row.villagesNothingSeen },
  { kind: 'village', status: 'unvisited', count: row.villagesUnvisited },
]
const siteParts = (row: ProgressRow): Part[] => [
  { kind: 'site', status: 'visited', count: row.sitesVisited },
  { kind: 'site', status: 'observed', count: row.sitesObserved },
  { kind: 'site', status: 'unvisited', count: row.sitesUnvisited },
]

const listOf = (sweepId: string, areaId: number, { kind, status }: Omit<Part, 'count'>): string =>
  `/inspections/targets?sweep=${sweepId}&area=${areaId}&kind=${kind}${status ? `&status=${status}` : ''}`

/** Areas of my scope, and those above me through which I got here. */
function useVisible(rows: readonly ProgressRow[]): ProgressRow[] {
  const me = useMe()
  const scope = scopePaths(me)
  return rows.filter((row) => scope.some((path) => covers(path, row.areaPath) || covers(row.areaPath, path)))
}

/** The figures of one area, each of which opens its list. */
export function SweepFigures({ sweepId, row }: { sweepId: string; row: ProgressRow }) {
  const t = useText(inspectionsText)
  return (
    <div className="sweep-figures">
      <Figures
        title={t('progress.villages')}
        total={row.villages}
        sweepId={sweepId}
        areaId={row.areaId}
        parts={villageParts(row)}
      />
      <Figures
        title={t('progress.sites')}
        total={row.sites}
        sweepId={sweepId}
        areaId={row.areaId}
        parts={siteParts(row)}
      />
    </div>
  )
}

type FiguresProps = { title: string; total: number; sweepId: string; areaId: number; parts: Part[] }

function Figures({ title, total, sweepId, areaId, parts }: FiguresProps) {
  const t = useText(inspectionsText)
  const format = useFormat()
  const [first] = parts
  return (
    <section className="bench-card">
      <header>
        <h2>{title}</h2>
        {first && (
          <ScreenLink to={listOf(sweepId, areaId, { kind: first.kind })}>
            {t('progress.all')} {format.number(total)}
          </ScreenLink>
        )}
      </header>
      <CoverBar parts={parts} total={total} />
      <ul className="figure-row">
        {parts.map((part) => (
          <li key={part.status}>
            <FigureLink value={format.number(part.count)} to={listOf(sweepId, areaId, part)} />
            {part.status && <TargetMark status={part.status} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Shares side by side; what nobody visited is hatched. Without words: the figures stand beside it. */
function CoverBar({ parts, total }: { parts: readonly Part[]; total: number }) {
  return (
    <div className="cover-bar" aria-hidden>
      {parts.map((part) => (
        <span key={part.status} className={`cover-${part.status}`} style={{ flexGrow: total > 0 ? part.count : 0 }} />
      ))}
    </div>
  )
}

const covered = (row: ProgressRow): number => row.villagesReported + row.villagesNothingSeen + row.sitesVisited

/** The areas below as tiles: the share that is covered fills from below, the rest stays hatched. */
export function SweepTiles({ sweepId, rows }: { sweepId: string; rows: readonly ProgressRow[] }) {
  const t = useText(inspectionsText)
  const format = useFormat()
  const shown = useVisible(rows).filter((row) => row.villages + row.sites > 0)
  if (shown.length === 0) return null
  return (
    <ul className="area-tiles" aria-label={t('progress')}>
      {shown.map((row) => {
        const share = covered(row) / (row.villages + row.sites)
        return (
          <li key={row.areaId}>
            <ScreenLink to={`/inspections/sweeps/${sweepId}?area=${row.areaId}`} className="area-tile">
              {share > 0 && <span className="area-tile-fill" style={{ height: `${share * 100}%` }} aria-hidden />}
              <strong>{row.areaName}</strong>
              <span>{t('progress.share', { share: format.share(share) })}</span>
              <small>{t('coveredOf', { covered: covered(row), count: row.villages + row.sites })}</small>
            </ScreenLink>
          </li>
        )
      })}
    </ul>
  )
}

/** Progress of each area below, all figures open their lists. */
export function SweepTable({ sweepId, rows }: { sweepId: string; rows: readonly ProgressRow[] }) {
  const t = useText(inspectionsText)
  const shown = useVisible(rows)
  if (shown.length === 0) return <p className="soft">{t('progress.none')}</p>
  const column = (key: string, title: ReactNode, part: (row: ProgressRow) => Part) => ({
    key,
    title,
    align: 'right' as const,
    render: (_: unknown, row: ProgressRow) => <CountCell sweepId={sweepId} areaId={row.areaId} part={part(row)} />,
  })
  return (
    <Table<ProgressRow>
      className="sweep-table"
      dataSource={shown}
      rowKey="areaId"
      size="small"
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        {
          key: 'area',
          title: t('progress.area'),
          fixed: 'left',
          render: (_, row) => (
            <ScreenLink to={`/inspections/sweeps/${sweepId}?area=${row.areaId}`}>{row.areaName}</ScreenLink>
          ),
        },
        {
          title: t('progress.villages'),
          children: [
            column('villages', t('progress.all'), (row) => ({ kind: 'village', count: row.villages })),
            column('reported', t('target.reported'), (row) => ({
              kind: 'village',
              status: 'reported',
              count: row.villagesReported,
            })),
            column('nothingSeen', t('target.nothingSeen'), (row) => ({
              kind: 'village',
              status: 'nothingSeen',
              count: row.villagesNothingSeen,
            })),
            column('villagesUnvisited', t('target.unvisited'), (row) => ({
              kind: 'village',
              status: 'unvisited',
              count: row.villagesUnvisited,
            })),
          ],
        },
        {
          title: t('progress.sites'),
          children: [
            column('sites', t('progress.all'), (row) => ({ kind: 'site', count: row.sites })),
            column('visited', t('target.visited'), (row) => ({
              kind: 'site',
              status: 'visited',
              count: row.sitesVisited,
            })),
            column('observed', t('target.observed'), (row) => ({
              kind: 'site',
              status: 'observed',
              count: row.sitesObserved,
            })),
            column('sitesUnvisited', t('target.unvisited'), (row) => ({
              kind: 'site',
              status: 'unvisited',
              count: row.sitesUnvisited,
            })),
          ],
        },
      ]}
    />
  )
}

function CountCell({ sweepId, areaId, part }: { sweepId: string; areaId: number; part: Part }) {
  const t = useText(inspectionsText)
  const format = useFormat()
  if (part.count === 0) return <span className="soft">0</span>
  const label = `${t(`target.${part.kind}`)} ${part.status ? t(`target.${part.status}`) : t('progress.all')}`
  return (
    <span className={part.status === 'unvisited' ? 'small-figure hatched' : 'small-figure'}>
      <FigureLink value={format.number(part.count)} label={label} to={listOf(sweepId, areaId, part)} />
    </span>
  )
}
