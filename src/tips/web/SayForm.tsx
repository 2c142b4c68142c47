import { type FormEvent, useState } from 'react'
import { mineText } from '../mine-text.ts'
import type { MyTip } from '../tip-contract.ts'
import { emptyLetter, paragraphs } from './draft.ts'
import { disputeResult, Refused, writeToOffice } from './report-client.ts'
import { sealAndSend, sealFor } from './sending.ts'
import { usePick, useWords } from './words.tsx'

type Props = { kind: 'write' | 'dispute'; code: string; tip: MyTip; onChange: (tip: MyTip) => void }

/** Words to the office, or a dispute; each goes with an envelope, as every message does. */
export function SayForm({ kind, code, tip, onChange }: Props) {
  const t = useWords(mineText)
  const pick = usePick()
  const [words, setWords] = useState('')
  const [state, setState] = useState<'idle' | 'sending' | 'done'>('idle')
  const [problem, setProblem] = useState<string>()
  const send = () =>
    sealAndSend(
      () => sealFor(tip.placeAreaId, tip.countyInvolved, emptyLetter),
      (envelope) => (kind === 'write' ? writeToOffice : disputeResult)(code, { words: paragraphs(words), envelope }),
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (paragraphs(words) === '') return
    setState('sending')
    setProblem(undefined)
    send().then(
      (changed) => {
        setWords('')
        setState('done')
        onChange(changed)
      },
      (error: unknown) => {
        setState('idle')
        setProblem(error instanceof Refused && error.sentence ? pick(error.sentence) : t('failed'))
      },
    )
  }
  return (
    <form onSubmit={submit}>
      <label className="field">
        <span>{t(kind)}</span>
        <textarea rows={4} maxLength={2000} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
        <small>{t(`${kind}.help`)}</small>
      </label>
      {problem !== undefined && (
        <p className="notice" role="alert">
          {problem}
        </p>
      )}
      {state === 'done' && (
        <p className="good" role="status">
          {t('write.done')}
        </p>
      )}
      <button type="submit" className="wide" disabled={state === 'sending'}>
        {t(state === 'sending' ? 'write.sending' : `${kind}.send`)}
      </button>
    </form>
  )
}
