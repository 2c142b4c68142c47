/** The rows of a preview: every bad one with its number, column and reason, every change before and after. */
import { Segmented } from 'antd'
import { z } from 'zod'
import { useFormat } from '../../platform/web/format.ts'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { columnWords, type ImportColumnKey } from '../import-columns.ts'
import type { ImportView } from '../import-contract.ts'
import { importText } from '../import-text.ts'
import {
  contentOf,
  type ImportRow,
  type RowDifference,
  type RowProblem,
  type Verdict,
  verdicts,
} from '../ledger-import.ts'
import { ledger } from './ledger-client.ts'

const rowFilters = z.object({ verdict: z.enum([...verdicts, 'all']).optional() })
const marks: Readonly<Record<Verdict, MarkStatus>> = { bad: 'overdue', new: 'due', changed: 'soon', unchanged: 'done' }

export function ImportRows({ ledgerImport: { id, status, counts } }: { ledgerImport: ImportView }) {
  const t = useText(importText)
  const format = useFormat()
  const { filters, setFilters } = useFilters(rowFilters)
  const chosen = filters.verdict ?? ((counts.bad ?? 0) > 0 ? 'bad' : 'all')
  const verdict = chosen === 'all' ? undefined : chosen
  return (
    <RecordList
      name="ledgerImportRows"
      queryKey={['ledgerImportRows', id, status, verdict]}
      sheet={{ list: 'enterprises.listImportRows', question: { id, verdict } }}
      load={(after) => ledger.listImportRows({ id, verdict, after })}
      rowKey={(row) => String(row.rowNumber)}
      columns={[
        {
          key: 'row',
          title: t('rowNumber'),
          width: 100,
          shown: 'first',
          render: (row) => t('rowOf', { row: row.rowNumber }),
        },
        {
          key: 'verdict',
          title: t('verdict'),
          width: 110,
          render: (row) => <StatusMark status={marks[row.verdict]} word={t(`verdict.${row.verdict}`)} />,
        },
        { key: 'why', title: t('why'), render: (row) => <Why row={row} /> },
        { key: 'content', title: t('content'), render: (row) => <Content row={row} /> },
      ]}
      filters={
        <Segmented
          className="ledger-choice"
          aria-label={t('verdict')}
          value={chosen}
          onChange={(value) => setFilters({ verdict: value })}
          options={[
            ...verdicts.map((one) => ({
              value: one,
              label: `${t(`verdict.${one}`)} ${format.number(counts[one] ?? 0)}`,
            })),
            { value: 'all' as const, label: t('all') },
          ]}
        />
      }
      emptyWords={t('noRows')}
    />
  )
}

/** The header of a column as the reader knows it from the file. */
function useHeader(): (key: ImportColumnKey) => string {
  const pick = usePick()
  return (key) => pick(columnWords(key))
}

function Why({ row }: { row: ImportRow }) {
  if (row.problems.length + row.differences.length === 0) return '—'
  return (
    <ul className="import-reasons">
      {row.problems.map((problem) => (
        <Problem key={`${problem.column} ${problem.code}`} problem={problem} />
      ))}
      {row.differences.map((difference) => (
        <Difference key={difference.column} difference={difference} />
      ))}
    </ul>
  )
}

function Problem({ problem }: { problem: RowProblem }) {
  const t = useText(importText)
  const header = useHeader()
  const words =
    problem.row === undefined
      ? t(`why.${problem.code}`, { detail: problem.detail ?? '' })
      : t('asRow', { row: problem.row })
  return (
    <li>
      <strong>{header(problem.column)}</strong> {words}
    </li>
  )
}

function Difference({ difference: { column, before, after } }: { difference: RowDifference }) {
  const t = useText(importText)
  const header = useHeader()
  const word = (value: RowDifference['before']) => (value === null || value === '' ? t('empty') : String(value))
  return (
    <li>
      <strong>{header(column)}</strong> {t('becomes', { before: word(before), after: word(after) })}
    </li>
  )
}

const Content = ({ row }: { row: ImportRow }) => <span className="soft">{contentOf(row).join(' · ')}</span>
