/** Checks one receipt file on the device itself. The same component stands in the page of the register and in the page that works from disk. */
import { useState } from 'react'
import { useText } from '../../platform/web/text.tsx'
import { type Receipt, readReceipt } from '../receipt.ts'
import { verifyReceipt } from '../receipt-check.ts'
import { type ProofSource, placeReceipt } from '../receipt-proof.ts'
import { registerText } from '../register-text.ts'
import { type CheckTools, toolsFor } from './browser-tools.ts'
import { ReceiptReportView } from './ReceiptReportView.tsx'

/** A receipt with what checks it. */
type Opened = { receipt: Receipt; tools: CheckTools }
/** `asked`: whether the register is being asked, or did not answer. */
type State = {
  name: string
  opened: Opened | undefined
  problem: 'check.notReceipt' | 'check.loadFailed' | undefined
  asked: 'not' | 'running' | 'failed' | 'done'
}
const nothing: State = { name: '', opened: undefined, problem: undefined, asked: 'not' }

const withTools = async (receipt: Receipt): Promise<Opened> => ({ receipt, tools: await toolsFor(receipt) })

/** What stands in a file; nothing where it cannot be read. A page opened from disk may read a file in no other way on old browsers. */
const textOf = (file: File): Promise<string> =>
  new Promise((found) => {
    const reader = new FileReader()
    reader.onload = () => found(String(reader.result))
    reader.onerror = () => found('')
    reader.readAsText(file)
  })

/** @param source the register, where it can be asked; absent in the page that works without a network. */
export function ReceiptCheck({ source }: { source?: ProofSource }) {
  const t = useText(registerText)
  const [{ name, opened, problem, asked }, setState] = useState(nothing)
  const [key, setKey] = useState('')
  const open = async (file: File | undefined) => {
    if (!file) return
    const read = readReceipt(await textOf(file))
    const state = { ...nothing, name: file.name }
    if (!read) return setState({ ...state, problem: 'check.notReceipt' })
    await withTools(read).then(
      (opened) => setState({ ...state, opened }),
      () => setState({ ...state, problem: 'check.loadFailed' }),
    )
  }
  const ask = () => {
    if (!opened || !source) return
    setState({ name, opened, problem: undefined, asked: 'running' })
    // the register may have changed its key since, to one of another kind
    placeReceipt(source, opened.receipt, opened.tools.hashOf)
      .then(withTools)
      .then(
        (placed) => setState({ name, opened: placed, problem: undefined, asked: 'done' }),
        () => setState({ name, opened, problem: undefined, asked: 'failed' }),
      )
  }
  const trustedKey = key.trim() === '' ? undefined : key
  return (
    <>
      <p>{t('check.help')}</p>
      <p>
        <label className="button file-button">
          {t('check.pick')}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => open(event.currentTarget.files?.[0])}
          />
        </label>{' '}
        {name}
      </p>
      <label className="field">
        <span>{t('check.key')}</span>
        <input
          value={key}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      </label>
      <div aria-live="polite">
        {problem && <p className="notice">{t(problem)}</p>}
        {opened && (
          <ReceiptReportView report={verifyReceipt(opened.receipt, { ...opened.tools, now: new Date(), trustedKey })} />
        )}
        {asked === 'running' && <p>{t('check.fetching')}</p>}
        {asked === 'failed' && <p className="notice">{t('check.fetchFailed')}</p>}
      </div>
      {opened && source && (
        <p>
          <button type="button" className="button" disabled={asked === 'running'} onClick={ask}>
            {t('check.fetch')}
          </button>
          <br />
          <small className="soft">{t('check.fetch.help')}</small>
        </p>
      )}
    </>
  )
}
