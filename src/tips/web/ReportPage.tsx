/** Reporting, one question a screen: safety first, then the questions, then the receipt. Nothing is kept but in this page's memory. */
import { useEffect, useState } from 'react'
import { reportText } from '../report-text.ts'
import { type Draft, emptyDraft, isAnswered, type Question as QuestionKey, questions } from './draft.ts'
import { useLeaveGuard } from './leaving.ts'
import { Question } from './Question.tsx'
import { ReceiptView } from './ReceiptView.tsx'
import { ReportShell } from './ReportShell.tsx'
import { SafetyFirst } from './SafetyFirst.tsx'
import { SendButton } from './SendButton.tsx'
import { loadSealing, type Sent } from './sending.ts'
import { useWords } from './words.tsx'

export function ReportPage({ onMine }: { onMine: (code: string) => void }) {
  const t = useWords(reportText)
  const [sent, setSent] = useState<Sent>()
  const [isCopied, setCopied] = useState(false)
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [step, setStep] = useState(-1)
  const question = questions[step]
  useLeaveGuard(step >= 0 && !isCopied)
  useEffect(() => {
    // after the first paint, so that it is there when it is needed; what fails now is loaded again then
    if (step === 0) loadSealing().catch(() => undefined)
    window.scrollTo(0, 0)
  }, [step])
  if (sent)
    return (
      <ReportShell title={t('done')}>
        <ReceiptView
          sent={sent}
          isCopied={isCopied}
          onCopied={() => setCopied(true)}
          onMine={() => onMine(sent.code)}
        />
      </ReportShell>
    )
  if (question === undefined)
    return (
      <ReportShell title={t('title')}>
        <SafetyFirst onBegin={() => setStep(0)} onMine={() => onMine('')} />
      </ReportShell>
    )
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed })
  const goTo = (wanted: QuestionKey) => setStep(questions.indexOf(wanted))
  return (
    <ReportShell title={t(question)}>
      <p className="step">{t('step', { n: step + 1, of: questions.length })}</p>
      <Question question={question} draft={draft} change={change} goTo={goTo} />
      {question === 'check' ? (
        <SendButton draft={draft} onSent={setSent} />
      ) : (
        <Onward draft={draft} question={question} onNext={() => setStep(step + 1)} />
      )}
      <button type="button" className="wide" onClick={() => setStep(step - 1)}>
        {t('back')}
      </button>
    </ReportShell>
  )
}

/** Why a question cannot be left open. */
const needs = { where: 'where.need', kind: 'kind.need' } as const

function Onward({ draft, question, onNext }: { draft: Draft; question: QuestionKey; onNext: () => void }) {
  const t = useWords(reportText)
  const [asked, setAsked] = useState<QuestionKey>()
  const missing = (question === 'where' || question === 'kind') && !isAnswered(draft, question) ? needs[question] : null
  return (
    <>
      {missing && asked === question && (
        <p className="notice" role="alert">
          {t(missing)}
        </p>
      )}
      <button type="button" className="primary wide" onClick={() => (missing ? setAsked(question) : onNext())}>
        {t('next')}
      </button>
    </>
  )
}
