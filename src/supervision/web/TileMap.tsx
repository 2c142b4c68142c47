import { AreaTiles } from '../../areas/web/AreaTiles.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { ProgressRow } from '../contract.ts'
import { sitesOf, villagesOf } from '../figures.ts'
import { supervisionText } from '../text.ts'
import { AreaStateMark } from './marks.tsx'

/** The areas below: state by colour, shape and word, and how much of the sweep is done. */
export function TileMap({ rows, query }: { rows: readonly ProgressRow[]; query: string }) {
  const t = useText(supervisionText)
  return (
    <AreaTiles
      rows={rows}
      nameOf={(row) => row.area.name}
      tile={({ area, figures }, name) => (
        <>
          <ScreenLink to={`/supervision/progress?area=${area.id}${query}`}>
            <strong>{name}</strong>
          </ScreenLink>
          <AreaStateMark figures={figures} />
          {figures.sweep && (
            <small className="soft">
              {t('family.villages')} {villagesOf(figures.sweep) - figures.sweep.villagesUnvisited}/
              {villagesOf(figures.sweep)}
              <br />
              {t('family.sites')} {figures.sweep.sitesVisited}/{sitesOf(figures.sweep)}
            </small>
          )}
        </>
      )}
    />
  )
}
