import { useEffect, useState } from 'react'
import { reportText } from '../report-text.ts'
import type { ListedPlace } from '../tip-contract.ts'
import { listPlaces } from './report-client.ts'
import { useWords } from './words.tsx'

type Props = { within: number; onChoose: (place: ListedPlace) => void }

/** What lies in the place that was chosen, to be pointed at in its turn: townships, then villages. Asked for when it is shown. */
export function PlaceList({ within, onChoose }: Props) {
  const t = useWords(reportText)
  const [rows, setRows] = useState<readonly ListedPlace[] | 'failed'>([])
  useEffect(() => {
    let wanted = true
    setRows([])
    listPlaces(within).then(
      (found) => wanted && setRows(found.rows),
      () => wanted && setRows('failed'),
    )
    return () => {
      wanted = false
    }
  }, [within])
  if (rows === 'failed') return <p className="notice">{t('where.list.failed')}</p>
  if (rows.length === 0) return null
  return (
    <fieldset className="place-list">
      <legend>{t('where.list')}</legend>
      <div>
        {rows.map((row) => (
          <button type="button" key={row.id} onClick={() => onChoose(row)}>
            {row.name}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
