import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import type { Progress, ProgressRow } from '../contract.ts'
import { type FigureCounts, type FigureKey, type FigureScope, figureValue } from '../figure.ts'
import { supervisionText } from '../text.ts'
import { Figure } from './Figure.tsx'
import { AreaStateMark } from './marks.tsx'

/** What stands together under one heading. */
const groups = {
  tasks: ['tasks.onTime', 'tasks.late', 'tasks.missing', 'tasks.running'],
  receipts: ['receipts.onTime', 'receipts.late', 'receipts.missing', 'receipts.running'],
  villages: ['sweep.villagesReported', 'sweep.villagesNothingSeen', 'sweep.villagesUnvisited'],
  sites: ['sweep.sitesVisited', 'sweep.sitesObserved', 'sweep.sitesUnvisited'],
  leads: ['leads.waiting', 'leads.underVerification', 'leads.founded', 'leads.cleared', 'leads.overdue'],
  furnaces: [
    'furnaces.permitted',
    'furnaces.forbidden',
    'furnaces.expertNeeded',
    'furnaces.unjudged',
    'furnaces.forbiddenStanding',
  ],
  closures: ['closures.open', 'closures.closing', 'closures.closed'],
} as const satisfies Record<string, readonly FigureKey[]>
const groupNames = Object.keys(groups) as (keyof typeof groups)[] // keys of a constant object

type Line = { key: string; name: string; to: string | null; figures: FigureCounts; scope: FigureScope }

/** Lines of the areas below; villages have nobody below them to look at. */
function useLines({ rows, total, area, noticeId, sweep }: Progress): Line[] {
  const t = useText(supervisionText)
  const { inBrackets } = usePunctuation()
  const shared = { noticeId: noticeId ?? undefined, sweepId: sweep?.id }
  const line = (row: ProgressRow): Line => ({
    key: row.own ? 'own' : String(row.area.id),
    name: row.own ? `${row.area.name}${inBrackets(t('own'))}` : row.area.name,
    to:
      row.own || row.area.level === 'village'
        ? null
        : `/supervision/progress?area=${row.area.id}${noticeId ? `&notice=${noticeId}` : ''}`,
    figures: row.figures,
    scope: { areaId: row.area.id, ...shared },
  })
  // what stands at the area itself is in the list of the whole area, so it opens none of its own
  return [
    ...rows.filter((row) => !row.own).map(line),
    { key: 'total', name: t('total'), to: null, figures: total, scope: { areaId: area.id, ...shared } },
  ]
}

export function ProgressTable({ progress }: { progress: Progress }) {
  const t = useText(supervisionText)
  const lines = useLines(progress)
  const phone = usePhone()
  if (phone) return <ProgressCards lines={lines} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways has to be reached by the keyboard
    <section className="progress-scroll" tabIndex={0} aria-label={t('progress')}>
      <table className="progress-table">
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {t('area')}
            </th>
            {groupNames.map((name) => (
              <th key={name} colSpan={groups[name].length} scope="colgroup">
                {t(`family.${name}`)}
              </th>
            ))}
          </tr>
          <tr>
            {groupNames.flatMap((name) =>
              groups[name].map((figure, i) => (
                <th key={figure} scope="col" className={i === 0 ? 'group-start' : undefined}>
                  {t(figure)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className={line.key === 'total' ? 'total' : undefined}>
              <th scope="row">
                {line.to ? <ScreenLink to={line.to}>{line.name}</ScreenLink> : line.name}{' '}
                <AreaStateMark figures={line.figures} />
              </th>
              {groupNames.flatMap((name) =>
                groups[name].map((figure, i) => (
                  <td key={figure} className={i === 0 ? 'group-start' : undefined}>
                    <Figure figure={figure} figures={line.figures} scope={line.scope} areaName={line.name} />
                  </td>
                )),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** On a phone figures that are zero are left out. */
const telling = (figures: readonly FigureKey[], counts: FigureCounts): readonly FigureKey[] =>
  figures.filter((figure) => figureValue(counts, figure) !== 0)

function ProgressCards({ lines }: { lines: readonly Line[] }) {
  const t = useText(supervisionText)
  return (
    <ul className="cards">
      {lines.map((line) => (
        <li key={line.key} className="card">
          <div className="card-head progress-card-head">
            {line.to ? <ScreenLink to={line.to}>{line.name}</ScreenLink> : <strong>{line.name}</strong>}{' '}
            <AreaStateMark figures={line.figures} />
          </div>
          <dl className="record-facts">
            {groupNames.map((name) => (
              <div key={name}>
                <dt>{t(`family.${name}`)}</dt>
                <dd className="progress-card-figures">
                  {telling(groups[name], line.figures).length === 0 && <span className="soft">0</span>}
                  {telling(groups[name], line.figures).map((figure) => (
                    <Figure
                      key={figure}
                      figure={figure}
                      figures={line.figures}
                      scope={line.scope}
                      areaName={line.name}
                      withWord
                    />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
