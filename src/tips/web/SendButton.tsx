import { useRef, useState } from 'react'
import { reportText } from '../report-text.ts'
import type { Draft } from './draft.ts'
import { newCode } from './random.ts'
import { Refused } from './report-client.ts'
import { type Phase, type Sent, sendDraft } from './sending.ts'
import { usePick, useWords } from './words.tsx'

/** Seals, works and sends; the code is made once and stays the same however often it fails. */
export function SendButton({ draft, onSent }: { draft: Draft; onSent: (sent: Sent) => void }) {
  const t = useWords(reportText)
  const pick = usePick()
  const code = useRef('')
  const [phase, setPhase] = useState<Phase>()
  const [failure, setFailure] = useState<unknown>()
  const send = () => {
    if (code.current === '') code.current = newCode()
    setFailure(undefined)
    sendDraft(draft, code.current, setPhase).then(onSent, (error: unknown) => {
      setPhase(undefined)
      setFailure(error)
    })
  }
  if (phase)
    return (
      <div className="help" aria-live="polite">
        <progress max={1} value={phase.share} aria-label={t('sending')} />
        <p>{t(`sending.${phase.name}`, { percent: Math.round(phase.share * 100) })}</p>
      </div>
    )
  return (
    <>
      {failure !== undefined && (
        <p className="notice" role="alert">
          {t('send.failed')} {failure instanceof Refused && reasonOf(failure)}
        </p>
      )}
      <button type="button" className="primary wide" onClick={send}>
        {t(failure === undefined ? 'send' : 'send.retry')}
      </button>
    </>
  )

  function reasonOf({ code: reason, sentence }: Refused): string {
    if (reason === 'custodians-missing') return t('contact.none')
    return sentence ? pick(sentence) : ''
  }
}
