import { useEffect, useState } from 'react'
import tileData from '../../areas/data/changzhou-tiles.json' with { type: 'json' }
import { reportText } from '../report-text.ts'
import type { ReportCounty } from '../tip-contract.ts'
import { listCounties } from './report-client.ts'
import { useWords } from './words.tsx'

const tileOf = ({ divisionCode, name }: ReportCounty) =>
  tileData.tiles.find((tile) => (divisionCode === null ? tile.zone === name : tile.divisionCode === divisionCode))

/** The counties at their rough places, to be pointed at; a plain list where the schematic does not know them all. */
export function CountyTiles({ onChoose }: { onChoose: (id: number, name: string) => void }) {
  const t = useWords(reportText)
  const [counties, setCounties] = useState<readonly ReportCounty[]>([])
  useEffect(() => {
    // without them the search by name is there, which says what is wrong
    listCounties().then(
      ({ rows }) => setCounties(rows),
      () => setCounties([]),
    )
  }, [])
  const placed = counties.every((county) => tileOf(county))
  return (
    <>
      <div className={placed ? 'tiles placed' : 'tiles'}>
        {counties.map((county) => {
          const tile = placed ? tileOf(county) : undefined
          return (
            <button
              type="button"
              key={county.id}
              style={tile && { gridColumn: tile.x + 1, gridRow: tile.y + 1 }}
              onClick={() => onChoose(county.id, county.name)}
            >
              {tile?.name ?? county.name}
            </button>
          )
        })}
      </div>
      <small>{t('where.map.note')}</small>
    </>
  )
}
