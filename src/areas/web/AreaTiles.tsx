/** Areas as tiles: the counties at their rough places, any other areas side by side. */
import type { CSSProperties, ReactNode } from 'react'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import tileData from '../data/changzhou-tiles.json' with { type: 'json' }
import { areasText } from '../text.ts'
import './area-tiles.css'

type Props<R> = {
  rows: readonly R[]
  nameOf: (row: R) => string
  /** What stands on the tile of a row: its name as a link, then its state. */
  tile: (row: R, name: string) => ReactNode
}

const nameOfTile = ({ zone, name }: (typeof tileData.tiles)[number]): string => zone ?? name

export function AreaTiles<R>({ rows, nameOf, tile }: Props<R>) {
  const t = useText(areasText)
  const pick = usePick()
  const rowOf = new Map(rows.map((row) => [nameOf(row), row]))
  if (!tileData.tiles.some((place) => rowOf.has(nameOfTile(place))))
    return (
      <div className="area-tiles area-tiles-beside">
        {rows.map((row) => (
          <Tile key={nameOf(row)}>{tile(row, nameOf(row))}</Tile>
        ))}
      </div>
    )
  return (
    <figure className="area-map">
      <div className="area-tiles" style={{ gridTemplateColumns: `repeat(${tileData.columns}, minmax(0, 1fr))` }}>
        {tileData.tiles.map((place) => {
          const row = rowOf.get(nameOfTile(place))
          return (
            <Tile key={place.name} style={{ gridColumn: place.x + 1, gridRow: place.y + 1 }}>
              {row ? (
                tile(row, place.name)
              ) : (
                <>
                  <strong>{place.name}</strong>
                  <StatusMark status="unknown" word={t('notInScope')} />
                </>
              )}
            </Tile>
          )
        })}
      </div>
      <figcaption className="soft">{pick(tileData.note)}</figcaption>
    </figure>
  )
}

const Tile = ({ style, children }: { style?: CSSProperties; children: ReactNode }) => (
  <div className="area-tile" style={style}>
    {children}
  </div>
)
