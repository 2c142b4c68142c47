import { useFormat } from '../../platform/web/format.ts'
import { FigureLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import { type FigureCounts, type FigureKey, type FigureScope, figureAddress, figureValue } from '../figure.ts'
import { supervisionText } from '../text.ts'

/** Figures that are bad news when they are not zero. */
const warning: readonly FigureKey[] = [
  'tasks.missing',
  'receipts.missing',
  'leads.overdue',
  'furnaces.forbiddenStanding',
]
/** Figures that say what nobody knows. */
const unknown: readonly FigureKey[] = ['sweep.villagesUnvisited', 'sweep.sitesUnvisited', 'furnaces.unjudged']

type Props = { figure: FigureKey; figures: FigureCounts; scope: FigureScope; areaName: string; withWord?: boolean }

/** A figure with the way to its list; one that is unknown says so, one that is zero has nothing to open. */
export function Figure({ figure, figures, scope, areaName, withWord = false }: Props) {
  const t = useText(supervisionText)
  const format = useFormat()
  const value = figureValue(figures, figure)
  const mark =
    value === null || value === 0
      ? ''
      : warning.includes(figure)
        ? ' is-warning'
        : unknown.includes(figure)
          ? ' is-unknown'
          : ''
  return (
    <span className={`supervision-figure${mark}`}>
      {value === null && <span className="soft">{t('unknown')}</span>}
      {value === 0 && <span className="soft">0</span>}
      {value !== null && value > 0 && (
        <FigureLink value={format.number(value)} to={figureAddress(figure, scope)} label={`${areaName} ${t(figure)}`} />
      )}
      {withWord && <small className="soft">{t(figure)}</small>}
    </span>
  )
}
