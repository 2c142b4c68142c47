/** A list of records: pages by keyset, columns by choice, a table on desks and cards on phones, and a reason when it is empty. */
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { type Key, type ReactNode, useState } from 'react'
import { belowBar } from './below-bar.ts'
import { ColumnChoice, useColumnChoice } from './column-choice.tsx'
import { EmptyPanel, type EmptyWhy } from './EmptyPanel.tsx'
import { PageError } from './ErrorPanel.tsx'
import { ExportButton, type ExportedList } from './ExportButton.tsx'
import { platformText } from './platform-text.ts'
import { ListSkeleton, RecordCards } from './RecordCards.tsx'
import { useText } from './text.tsx'
import { usePhone } from './use-phone.ts'

export type RecordColumn<T> = {
  readonly key: string
  readonly title: string
  readonly render: (row: T) => ReactNode
  readonly width?: number
  /** Figures stand right. */
  readonly align?: 'right'
  /** `first`: cannot be switched off, heads the card on phones. `hidden`: off until chosen. */
  readonly shown?: 'first' | 'hidden'
  /** What heads the card is the link to the record itself. */
  readonly links?: true
}

export type RecordPage<T> = { rows: T[]; next: string | null }

export type RecordListProps<T> = {
  /** Remembers the choice of columns. */
  name: string
  /** All that the rows depend on: `['leads', filters, areaId]`. */
  queryKey: QueryKey
  /** `(after) => leads.listLeads({ ...filters, after })`. */
  load: (after: string | undefined) => Promise<RecordPage<T>>
  columns: readonly RecordColumn<T>[]
  rowKey: (row: T) => string
  /** What a click or Enter on a row does: opens the drawer, or the record's address. */
  onOpen?: (row: T) => void
  /** The row that stands in the drawer. */
  openId?: string
  /** Filter fields, above the list. */
  filters?: ReactNode
  /** Whether filters are set, and how to clear them (from useFilters). */
  filtered?: boolean
  onClearFilters?: () => void
  /** What is missing when it is empty without filters, in the module's words. */
  emptyWords?: ReactNode
  emptyWhy?: EmptyWhy
  /** Acts on the selection; switches selection on. */
  selectionActs?: (rows: readonly T[]) => ReactNode
  /** Buttons at the right above the list. */
  tools?: ReactNode
  /** The same list for an export. */
  sheet?: ExportedList
  /** Asks again every second while it holds for the rows shown. */
  refreshWhile?: (rows: readonly T[]) => boolean
}

export function RecordList<T extends object>(props: RecordListProps<T>) {
  const { name, queryKey, load, columns, filters, tools, selectionActs, sheet, refreshWhile } = props
  const phone = usePhone()
  const choice = useColumnChoice(name, columns)
  const [selected, setSelected] = useState<readonly Key[]>([])
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: firstPage,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: ({ state }) =>
      refreshWhile?.(state.data?.pages.flatMap((page) => page.rows) ?? []) ? 1000 : false,
  })
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  const selectedRows = rows.filter((row) => selected.includes(props.rowKey(row)))
  return (
    <section className="record-list">
      {(filters || tools || sheet || !phone) && (
        <div className="list-tools">
          <div className="list-filters">{filters}</div>
          {tools}
          {sheet && rows.length > 0 && <ExportButton {...sheet} />}
          {!phone && <ColumnChoice columns={columns} choice={choice} />}
        </div>
      )}
      {selectionActs && selectedRows.length > 0 && (
        <SelectionBar count={selectedRows.length} onClear={() => setSelected([])}>
          {selectionActs(selectedRows)}
        </SelectionBar>
      )}
      {query.isError && <PageError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <ListSkeleton columns={choice.shown.length} phone={phone} />}
      {query.data && rows.length === 0 && <ListEmpty {...props} />}
      {rows.length > 0 && phone && <RecordCards {...props} rows={rows} columns={choice.shown} />}
      {rows.length > 0 && !phone && (
        <RecordTable
          {...props}
          rows={rows}
          columns={choice.shown}
          selected={selected}
          onSelect={selectionActs && setSelected}
          busy={query.isPlaceholderData}
        />
      )}
      {rows.length > 0 && (
        <ListEnd
          count={rows.length}
          more={query.hasNextPage}
          loading={query.isFetchingNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </section>
  )
}

const firstPage: string | undefined = undefined

type TableProps<T> = RecordListProps<T> & {
  rows: T[]
  selected: readonly Key[]
  onSelect: ((keys: readonly Key[]) => void) | undefined
  busy: boolean
}

function RecordTable<T extends object>({
  rows,
  columns,
  rowKey,
  onOpen,
  openId,
  selected,
  onSelect,
  busy,
}: TableProps<T>) {
  return (
    <Table<T>
      dataSource={rows}
      rowKey={rowKey}
      size="medium"
      pagination={false}
      sticky={belowBar}
      loading={busy}
      scroll={{ x: 'max-content' }}
      rowClassName={(row) => (rowKey(row) === openId ? 'open-row' : '')}
      rowSelection={onSelect && { selectedRowKeys: [...selected], onChange: onSelect, preserveSelectedRowKeys: true }}
      onRow={onOpen && ((row) => openingRow(() => onOpen(row)))}
      columns={columns.map((column) => ({
        key: column.key,
        title: column.title,
        width: column.width,
        align: column.align,
        render: (_: unknown, row: T) => column.render(row),
      }))}
    />
  )
}

/** A row opens by click and by Enter, but not when a link or button in it was meant. */
const openingRow = (open: () => void) => ({
  tabIndex: 0,
  className: 'opening-row',
  onClick: (event: React.MouseEvent<HTMLElement>) => {
    if (!isControl(event.target)) open()
  },
  onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) open()
  },
})

const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a, button, input, label, .ant-table-selection-column') !== null

function ListEmpty<T>({ filtered, onClearFilters, emptyWords, emptyWhy }: RecordListProps<T>) {
  if (filtered) return <EmptyPanel why="filter" onClearFilters={onClearFilters} />
  return <EmptyPanel why={emptyWhy ?? 'noData'} words={emptyWords} />
}

function SelectionBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const t = useText(platformText)
  return (
    <div className="selection-bar" role="status">
      <strong>{t('selected', { count })}</strong>
      {children}
      <Button type="link" onClick={onClear}>
        {t('clearSelection')}
      </Button>
    </div>
  )
}

function ListEnd({
  count,
  more,
  loading,
  onMore,
}: {
  count: number
  more: boolean
  loading: boolean
  onMore: () => void
}) {
  const t = useText(platformText)
  return (
    <div className="list-end">
      <span className="soft">{t(more ? 'loadedSoFar' : 'allLoaded', { count })}</span>
      {more && (
        <Button onClick={onMore} loading={loading}>
          {t('loadMore')}
        </Button>
      )}
    </div>
  )
}
