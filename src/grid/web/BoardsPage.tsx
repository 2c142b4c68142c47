/** Responsibility boards: where they stand, whether they name who answers today, and their print. */
import { Form, Input, Switch } from 'antd'
import { z } from 'zod'
import { addressOf } from '../../platform/shared/address.ts'
import { hasRole } from '../../platform/shared/permission.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { gridContract } from '../contract.ts'
import type { Board } from '../pledge.ts'
import { pledgeText } from '../pledge-text.ts'
import { grid, useGridArea } from './grid-client.ts'

const boardFilters = z.object({ outOfDate: z.enum(['true', 'false']).default('false') })

export default function BoardsPage() {
  const t = useText(pledgeText)
  const format = useFormat()
  const areaId = useGridArea()
  const mayPrint = hasRole(useMe(), 'cityOffice', 'countyOffice', 'townshipLeader')
  const { filters, setFilters, clearFilters, filtered } = useFilters(boardFilters)
  return (
    <PageFrame
      title={t('boards')}
      lead={t('boardsLead')}
      scope
      actions={areaId !== undefined && mayPrint && <PrintBoard areaId={areaId} />}
    >
      {areaId === undefined ? (
        <EmptyPanel why="scope" />
      ) : (
        <RecordList
          name="boards"
          queryKey={['boards', filters, areaId]}
          load={(after) => grid.listBoards({ ...filters, areaId, after })}
          sheet={{ list: 'grid.listBoards', question: { ...filters, areaId } }}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'place',
              title: t('place'),
              shown: 'first',
              width: 200,
              render: (row) => (
                <>
                  {row.place} <small className="soft">{row.areaName}</small>
                </>
              ),
            },
            { key: 'printed', title: t('printedOn'), width: 150, render: (row) => format.date(row.printedOn) },
            { key: 'state', title: t('state'), width: 190, render: (row) => <BoardState board={row} /> },
            { key: 'files', title: t('files'), width: 140, render: (row) => <Files id={row.id} /> },
            { key: 'acts', title: '', width: 215, render: (row) => mayPrint && <BoardActs board={row} /> },
          ]}
          filters={
            <label className="switch-label" htmlFor="boards-out-of-date">
              <Switch
                id="boards-out-of-date"
                size="small"
                checked={filters.outOfDate === 'true'}
                onChange={(on) => setFilters({ outOfDate: on ? 'true' : 'false' })}
              />
              {t('onlyOld')}
            </label>
          }
          filtered={filtered}
          onClearFilters={clearFilters}
          emptyWords={t('noBoards')}
        />
      )}
    </PageFrame>
  )
}

function BoardState({ board }: { board: Board }) {
  const t = useText(pledgeText)
  const format = useFormat()
  if (!board.outOfDate) return <StatusMark status="done" word={t('current')} />
  const since = board.changedOn ? t('changed', { date: format.date(board.changedOn) }) : t('differs')
  return (
    <StatusMark status={board.overdue ? 'overdue' : 'soon'} word={board.overdue ? `${t('late')} · ${since}` : since} />
  )
}

function Files({ id }: { id: string }) {
  const t = useText(pledgeText)
  return (
    <>
      <a href={addressOf(gridContract.downloadBoard, { id, size: 'a4' })}>{t('a4')}</a>{' '}
      <a href={addressOf(gridContract.downloadBoard, { id, size: 'sign' })}>{t('sign')}</a>
    </>
  )
}

function BoardActs({ board: { id, areaId, place } }: { board: Board }) {
  const t = useText(pledgeText)
  return (
    <div className="acts">
      <ActButton
        label={t('reprint')}
        confirm={t('reprintAsk')}
        run={() => grid.printBoard({ areaId, place, boardId: id })}
      />
      <ActButton label={t('remove')} confirm={t('removeAsk')} run={() => grid.removeBoard({ id })} />
    </div>
  )
}

function PrintBoard({ areaId }: { areaId: number }) {
  const t = useText(pledgeText)
  return (
    <FormAct<{ place: string }, unknown>
      label={t('print')}
      help={t('printHelp')}
      run={({ place }) => grid.printBoard({ areaId, place, boardId: null })}
      done={t('printed')}
    >
      <Form.Item name="place" label={t('place')} rules={[{ required: true, whitespace: true, message: t('required') }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormAct>
  )
}
