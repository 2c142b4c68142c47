/** The books: every county over all months, and one county month by month. */
import { useState } from 'react'
import { useText } from '../../platform/web/text.tsx'
import type { Book } from '../books.ts'
import { registerText } from '../register-text.ts'

export type NamedBook = Book & { countyName: string | null }

const columns = [
  'received',
  'open',
  'verified',
  'founded',
  'beingDealtWith',
  'dealtWith',
  'unfounded',
  'notVerifiable',
  'handedOn',
] as const
type Figures = Pick<Book, (typeof columns)[number]>

const figuresOf = (rows: readonly Book[]): Figures => {
  const sum = (column: (typeof columns)[number]) => rows.reduce((total, row) => total + row[column], 0)
  return {
    received: sum('received'),
    open: sum('open'),
    verified: sum('verified'),
    founded: sum('founded'),
    beingDealtWith: sum('beingDealtWith'),
    dealtWith: sum('dealtWith'),
    unfounded: sum('unfounded'),
    notVerifiable: sum('notVerifiable'),
    handedOn: sum('handedOn'),
  }
}

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
        lines={counties.map(([code, name]) => ({ key: code, name, figures: figuresOf(of(code)) }))}
        total={figuresOf(rows)}
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
          .map((row) => ({ key: row.month, name: row.month, figures: row }))}
      />
    </>
  )
}

type Line = { key: string; name: string; figures: Figures }

function Table({ head, lines, total }: { head: string; lines: readonly Line[]; total?: Figures }) {
  const t = useText(registerText)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways has to be reached by the keyboard
    <section className="books" tabIndex={0} aria-label={head}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, figures }) => (
            <Row key={key} name={name} figures={figures} />
          ))}
        </tbody>
        {total && (
          <tfoot>
            <Row name={t('total')} figures={total} />
          </tfoot>
        )}
      </table>
    </section>
  )
}

function Row({ name, figures }: { name: string; figures: Figures }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((column) => (
        <td key={column}>{shown(figures[column])}</td>
      ))}
    </tr>
  )
}
