/** Has the list on the screen written into a spreadsheet: shows how far it is, can be left, and gives the file when it is done. */
import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Spin } from 'antd'
import { useState } from 'react'
import { addressOf } from '../shared/address.ts'
import type { ExportRow } from '../shared/export-contract.ts'
import { exportText } from '../shared/export-text.ts'
import { platformContract } from '../shared/platform-contract.ts'
import { useMutationAct } from './act.tsx'
import { ErrorPanel } from './ErrorPanel.tsx'
import { useFormat } from './format.ts'
import { usePastDay } from './search.ts'
import { platform } from './session.ts'
import { useLanguage, usePick, useText } from './text.tsx'

/** A list of the program, and what it is asked for on this screen. */
export type ExportedList = {
  /** `notices.listTasks`: module and operation. */
  list: string
  question: Readonly<Record<string, string | number | boolean | undefined>>
}

/** On a past day that is looked at, the rows are those of that day. */
export function ExportButton({ list, question }: ExportedList) {
  const t = useText(exportText)
  const language = useLanguage()
  const asOf = usePastDay()
  const [started, setStarted] = useState<ExportRow>()
  const { act, pending, error, reset } = useMutationAct({
    run: () => platform.startExport({ list, question: asText({ ...question, ...(asOf && { asOf }) }), language }),
    done: null,
    anyDay: true,
    invalidates: [['exports']],
    onDone: setStarted,
  })
  return (
    <>
      <Button icon={<DownloadOutlined />} loading={pending} onClick={() => void act(undefined)}>
        {t('export')}
      </Button>
      <Modal open={error !== null} title={t('export')} footer={null} onCancel={reset}>
        {error && <ErrorPanel error={error} />}
      </Modal>
      {started && <ExportUnderWay started={started} onClose={() => setStarted(undefined)} />}
    </>
  )
}

const asText = (question: ExportedList['question']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(question).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )

export const isUnderWay = ({ status }: ExportRow): boolean => status === 'waiting' || status === 'running'

function ExportUnderWay({ started, onClose }: { started: ExportRow; onClose: () => void }) {
  const t = useText(exportText)
  const pick = usePick()
  const format = useFormat()
  const found = useQuery({
    queryKey: ['export', started.id],
    queryFn: () => platform.getExport({ id: started.id }),
    initialData: started,
    refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data) ? false : 1000),
  })
  const row = found.data
  const title = pick(row.title)
  const named = row.asOf === null ? title : t('titleOfDay', { title, day: row.asOf })
  const words = { title: named, rows: format.number(row.rowCount) }
  const heading = row.status === 'done' ? 'done' : row.status === 'failed' ? 'failed' : 'running'
  return (
    <Modal
      open
      title={t(heading, words)}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('close')}
        </Button>,
        row.status === 'done' && <DownloadButton key="download" id={row.id} primary />,
      ]}
    >
      {isUnderWay(row) && (
        <p role="status">
          <Spin size="small" /> {t('rowsSoFar', words)} {t('leave')}
        </p>
      )}
      {row.status === 'done' && <p className="soft">{t('keptToo')}</p>}
      {row.status === 'failed' && <p role="alert">{t(failureOf(row))}</p>}
    </Modal>
  )
}

export function failureOf({ failure, asOf }: ExportRow) {
  if (failure === 'list-too-long' || failure === 'not-permitted') return `failure.${failure}` as const
  return asOf === null ? 'failure.other' : 'failure.no-past'
}

export function DownloadButton({ id, primary = false }: { id: string; primary?: boolean }) {
  const t = useText(exportText)
  return (
    <Button type={primary ? 'primary' : 'default'} href={addressOf(platformContract.getExportFile, { id })} download>
      {t('download')}
    </Button>
  )
}
