/** The books: every county over all months, and one county month by month. */
import { useState } from 'react'
import { useText } from '../../platform/web/text.tsx'
import type { Book } from '../books.ts'
import { registerText } from '../register-text.ts'
import { type BookColumn, bookColumns } from '../step.ts'

export type NamedBook = Book & { countyName: string | null }

const sumOf = (books: readonly Book[], column: BookColumn): number =>
  books.reduce((total, line) => total + line[column], 0)

/** Thousands apart, as everywhere. */
const shown = (figure: number): string => figure.toLocaleString('en')

export function BooksTable({ rows }: { rows: readonly NamedBook[] }) {
  const t = useText(registerText)
  const counties = [...new Map(rows.map((row) => [row.county, row.countyName ?? row.county]))]
  const [county, setCounty] = useState(counties[0]?.[0] ?? '')
  const of = (code: string) => rows.filter((row) => row.county === code)
  return (
    <>
      <Table
        head={t('county')}
        lines={counties.map(([code, name]) => ({ key: code, name, books: of(code) }))}
        total={rows}
      />
      <label className="field">
        <span>{t('books.byMonth')}</span>
        <select value={county} onChange={(event) => setCounty(event.currentTarget.value)}>
          {counties.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Table
        head={t('month')}
        lines={of(county)
          .toReversed()
          .map((row) => ({ key: row.month, name: row.month, books: [row] }))}
      />
    </>
  )
}

type Line = { key: string; name: string; books: readonly Book[] }

function Table({ head, lines, total }: { head: string; lines: readonly Line[]; total?: readonly Book[] }) {
  const t = useText(registerText)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways has to be reached by the keyboard
    <section className="books" tabIndex={0} aria-label={head}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {bookColumns.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, books }) => (
            <Row key={key} name={name} books={books} />
          ))}
        </tbody>
        {total && (
          <tfoot>
            <Row name={t('total')} books={total} />
          </tfoot>
        )}
      </table>
    </section>
  )
}

function Row({ name, books }: { name: string; books: readonly Book[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {bookColumns.map((column) => (
        <td key={column}>{shown(sumOf(books, column))}</td>
      ))}
    </tr>
  )
}
