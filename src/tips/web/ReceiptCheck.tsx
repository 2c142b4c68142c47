/** Checks one receipt file on the device itself. The same component stands in the page of the register and in the page that works from disk. */
import { useState } from 'react'
import { useText } from '../../platform/web/text.tsx'
import { type Receipt, readReceipt, verifyReceipt } from '../receipt.ts'
import { type ProofSource, placeReceipt } from '../receipt-proof.ts'
import { registerText } from '../register-text.ts'
import { browserHashOf } from './browser-hash.ts'
import { ReceiptReportView } from './ReceiptReportView.tsx'

/** `asked`: whether the register is being asked, or did not answer. */
type State = {
  name: string
  receipt: Receipt | undefined
  unreadable: boolean
  asked: 'not' | 'running' | 'failed' | 'done'
}
const nothing: State = { name: '', receipt: undefined, unreadable: false, asked: 'not' }

/** @param source the register, where it can be asked; absent in the page that works without a network. */
export function ReceiptCheck({ source }: { source?: ProofSource }) {
  const t = useText(registerText)
  const [{ name, receipt, unreadable, asked }, setState] = useState(nothing)
  const [key, setKey] = useState('')
  const open = async (file: File | undefined) => {
    if (!file) return
    const read = readReceipt(await new Response(file).text())
    setState({ name: file.name, receipt: read, unreadable: read === undefined, asked: 'not' })
  }
  const ask = () => {
    if (!receipt || !source) return
    setState({ name, receipt, unreadable: false, asked: 'running' })
    placeReceipt(source, receipt, browserHashOf).then(
      (placed) => setState({ name, receipt: placed, unreadable: false, asked: 'done' }),
      () => setState({ name, receipt, unreadable: false, asked: 'failed' }),
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
        {unreadable && <p className="notice">{t('check.notReceipt')}</p>}
        {receipt && (
          <ReceiptReportView report={verifyReceipt(receipt, { hashOf: browserHashOf, now: new Date(), trustedKey })} />
        )}
        {asked === 'running' && <p>{t('check.fetching')}</p>}
        {asked === 'failed' && <p className="notice">{t('check.fetchFailed')}</p>}
      </div>
      {receipt && source && (
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
