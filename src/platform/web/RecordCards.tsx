/** The list on a phone, and what stands in its place while it loads. */
import { Skeleton } from 'antd'
import type { RecordColumn } from './RecordList.tsx'

type Props<T> = {
  rows: readonly T[]
  columns: readonly RecordColumn<T>[]
  rowKey: (row: T) => string
  onOpen?: (row: T) => void
}

/** The first column heads the card, the others follow as name and value. */
export function RecordCards<T>({ rows, columns, rowKey, onOpen }: Props<T>) {
  const head = columns.find((column) => column.shown === 'first') ?? columns[0]
  const rest = columns.filter((column) => column !== head)
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={rowKey(row)} className="card">
          {onOpen && !head?.links ? (
            <button type="button" className="card-head" onClick={() => onOpen(row)}>
              {head?.render(row)}
            </button>
          ) : (
            <div className="card-head">{head?.render(row)}</div>
          )}
          <dl className="record-facts">
            {rest.map((column) => (
              <div key={column.key}>
                <dt>{column.title}</dt>
                <dd>{column.render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

const rowNumbers = [1, 2, 3, 4, 5, 6, 7, 8]

/** Rows of the real height, so that nothing jumps when they arrive. */
export function ListSkeleton({ columns, phone }: { columns: number; phone: boolean }) {
  return (
    <div className="list-skeleton" aria-busy="true">
      {rowNumbers.map((row) => (
        <div key={row} className={phone ? 'card' : 'skeleton-row'}>
          <Skeleton active title={false} paragraph={{ rows: phone ? Math.min(columns, 4) : 1, width: '100%' }} />
        </div>
      ))}
    </div>
  )
}
