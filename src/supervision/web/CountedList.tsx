/** The list behind a figure of the picking rule or of the ranking: exactly the rows it counts. */
import { Select } from 'antd'
import type { ComponentProps } from 'react'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { PickedRow } from '../pick-contract.ts'
import { pickText } from '../pick-text.ts'
import { usePickedColumns } from './picked-columns.tsx'
import './supervision.css'

type Props<K extends string> = Pick<
  ComponentProps<typeof RecordList<PickedRow>>,
  'name' | 'queryKey' | 'sheet' | 'load'
> & {
  figures: readonly K[]
  figure: K
  wordOf: (figure: K) => string
  onChoose: (figure: K) => void
}

export function CountedList<K extends string>({ figures, figure, wordOf, onChoose, ...list }: Props<K>) {
  const t = useText(pickText)
  return (
    <PageFrame title={wordOf(figure)} scope>
      <RecordList
        {...list}
        rowKey={(row) => row.id}
        columns={usePickedColumns()}
        filters={
          <Select<K>
            className="figure-choice"
            aria-label={t('list.title')}
            value={figure}
            onChange={onChoose}
            options={figures.map((value) => ({ value, label: wordOf(value) }))}
          />
        }
        emptyWords={t('list.none')}
      />
    </PageFrame>
  )
}
