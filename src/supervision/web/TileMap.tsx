import tileData from '../../areas/data/changzhou-tiles.json' with { type: 'json' }
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { ProgressRow } from '../contract.ts'
import { sitesOf, villagesOf } from '../figures.ts'
import { supervisionText } from '../text.ts'
import { AreaStateMark } from './marks.tsx'

type Tile = (typeof tileData.tiles)[number]

const isOf = (tile: Tile, { area }: ProgressRow): boolean =>
  tile.divisionCode === null ? area.kind === 'zone' && tile.zone === area.name : area.divisionCode === tile.divisionCode

/** Whether these areas are the ones the schematic knows. */
export const hasTiles = (rows: readonly ProgressRow[]): boolean =>
  tileData.tiles.some((tile) => rows.some((row) => isOf(tile, row)))

/** The counties at their rough places: state by colour, shape and word, and how much of the sweep is done. */
export function TileMap({ rows, query }: { rows: readonly ProgressRow[]; query: string }) {
  const t = useText(supervisionText)
  return (
    <figure className="tile-map">
      <div className="county-tiles" style={{ gridTemplateColumns: `repeat(${tileData.columns}, minmax(0, 1fr))` }}>
        {tileData.tiles.map((tile) => (
          <TileOf key={tile.name} tile={tile} row={rows.find((row) => isOf(tile, row))} query={query} />
        ))}
      </div>
      <figcaption className="soft">{t('tiles.note')}</figcaption>
    </figure>
  )
}

function TileOf({ tile, row, query }: { tile: Tile; row: ProgressRow | undefined; query: string }) {
  const t = useText(supervisionText)
  const place = { gridColumn: tile.x + 1, gridRow: tile.y + 1 }
  if (!row)
    return (
      <div className="county-tile tile-unknown" style={place}>
        <strong>{tile.name}</strong>
        <StatusMark status="unknown" word={t('notInScope')} />
      </div>
    )
  const { sweep } = row.figures
  return (
    <div className="county-tile" style={place}>
      <ScreenLink to={`/supervision/progress?area=${row.area.id}${query}`}>
        <strong>{tile.name}</strong>
      </ScreenLink>
      <AreaStateMark figures={row.figures} />
      {sweep && (
        <small className="soft">
          {t('family.villages')} {villagesOf(sweep) - sweep.villagesUnvisited}/{villagesOf(sweep)}
          <br />
          {t('family.sites')} {sweep.sitesVisited}/{sitesOf(sweep)}
        </small>
      )}
    </div>
  )
}
