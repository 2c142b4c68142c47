/** The tables of points of a model, readable by an officer: per measure a small step chart and its boxes, then pairs of measures. */

import './metering.css'
import { useFormat } from '../../platform/web/format.ts'
import { useLanguage, useText } from '../../platform/web/text.tsx'
import type { DetectorModel } from '../detector-model.ts'
import { detectorText } from '../detector-text.ts'
import type { FeatureName } from '../features.ts'
import { pointBoxes } from '../point-boxes.ts'
import { measureSentence, measureText, reasonName } from '../reason-text.ts'
import { stepPath } from '../step-path.ts'

type FeatureTable = DetectorModel['features'][number]
type PairTable = DetectorModel['pairs'][number]

export function ModelPoints({ model }: { model: DetectorModel }) {
  const t = useText(detectorText)
  return (
    <section>
      <h2 className="part">{t('tables')}</h2>
      <p className="soft">{t('tablesLead')}</p>
      <div className="point-tables">
        {model.features.map((table) => (
          <FeaturePoints key={table.name} table={table} />
        ))}
      </div>
      <h2 className="part">{t('pairs')}</h2>
      <p className="soft">{t('pairsLead')}</p>
      {model.pairs.map((table) => (
        <PairPoints key={table.names.join(' ')} table={table} />
      ))}
    </section>
  )
}

/** Words of a box of a measure: below the first edge, between edges, from the last one on, or all there is. */
function useBoxWords(name: FeatureName): (from: number | null, to: number | null) => string {
  const t = useText(detectorText)
  const language = useLanguage()
  const word = (edge: number) => measureText(name, edge, language)
  return (from, to) => {
    if (from !== null && to !== null) return t('between', { from: word(from), to: word(to) })
    if (to !== null) return t('below', { edge: word(to) })
    return from === null ? t('anyValue') : t('from', { edge: word(from) })
  }
}

/** All boxes of a measure, what is not known first. */
function useBoxes(name: FeatureName, edges: readonly number[]): string[] {
  const t = useText(detectorText)
  const box = useBoxWords(name)
  return [t('notKnown'), ...[...edges, null].map((edge, index) => box(edges[index - 1] ?? null, edge))]
}

const width = 220
const height = 56

function FeaturePoints({ table }: { table: FeatureTable }) {
  const t = useText(detectorText)
  const language = useLanguage()
  const format = useFormat()
  const boxes = pointBoxes(table.edges, table.points)
  const box = useBoxWords(table.name)
  const name = reasonName({ code: table.name, pair: null }, language)
  const { path, zero } = stepPath(table.points.slice(1), width, height)
  return (
    <details className="point-table">
      <summary>
        <strong>{name}</strong>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
          <line x1="0" x2={width} y1={zero} y2={zero} stroke="var(--line)" />
          <path d={path} fill="none" stroke="var(--primary)" strokeWidth="1.6" />
        </svg>
        <small className="soft">{measureSentence(table.name, language)}</small>
      </summary>
      <table className="points">
        <tbody>
          <tr>
            <td>{t('notKnown')}</td>
            <td className="number">{t('pointsOf', { value: format.number(table.points[0] ?? 0, 2) })}</td>
          </tr>
          {boxes.map(({ from, to, points }) => (
            <tr key={from}>
              <td>{box(from, to)}</td>
              <td className="number">{t('pointsOf', { value: format.number(points, 2) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function PairPoints({ table }: { table: PairTable }) {
  const language = useLanguage()
  const format = useFormat()
  const [first, second] = table.names
  const rows = useBoxes(first, table.edges[0])
  const columns = useBoxes(second, table.edges[1])
  return (
    <details className="point-table">
      <summary>
        <strong>{reasonName({ code: first, pair: { code: second, value: null } }, language)}</strong>
      </summary>
      <div className="points-scroll">
        <table className="points">
          <thead>
            <tr>
              <th>{reasonName({ code: first, pair: null }, language)}</th>
              {columns.map((column) => (
                <th key={column}>{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.points.map((line, row) => (
              <tr key={rows[row]}>
                <th>{rows[row]}</th>
                {line.map((points, column) => (
                  <td key={columns[column]} className="number">
                    {format.number(points, 2)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
