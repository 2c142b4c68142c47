/** Following a report with its code. The code stays in this page's memory and goes to the server in a header. */
import { type FormEvent, useEffect, useState } from 'react'
import { mineText } from '../mine-text.ts'
import { group, readCode } from '../receipt-code.ts'
import { reportText } from '../report-text.ts'
import type { MyTip } from '../tip-contract.ts'
import { CodeField } from './CodeField.tsx'
import { MineView } from './MineView.tsx'
import { ReportShell } from './ReportShell.tsx'
import { getMyTip, Refused } from './report-client.ts'
import { usePick, useWords } from './words.tsx'

/** @param shown a code from the receipt or the address, '' where none was given. */
export function MinePage({ shown, onReport }: { shown: string; onReport: () => void }) {
  const t = useWords(mineText)
  const r = useWords(reportText)
  const pick = usePick()
  const [mine, setMine] = useState<{ code: string; tip: MyTip }>()
  const [problem, setProblem] = useState<string>()
  const [opening, setOpening] = useState(false)
  const open = (typed: string) => {
    const plain = readCode(typed)
    if (plain === null) return setProblem(t('code.slip'))
    setProblem(undefined)
    setOpening(true)
    getMyTip(plain)
      .then(
        (tip) => setMine({ code: plain, tip }),
        (error: unknown) => setProblem(error instanceof Refused && error.sentence ? pick(error.sentence) : t('failed')),
      )
      .then(() => setOpening(false))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the code the page was opened with
  useEffect(() => {
    if (shown !== '') open(shown)
  }, [])
  return (
    <ReportShell title={t('title')}>
      {mine ? (
        <MineView {...mine} onChange={(tip) => setMine({ ...mine, tip })} onRefresh={() => open(mine.code)} />
      ) : (
        <CodeForm first={group(readCode(shown) ?? '')} opening={opening} onOpen={open} />
      )}
      {problem !== undefined && (
        <p className="notice" role="alert">
          {problem}
        </p>
      )}
      {!mine && (
        <button type="button" className="wide" onClick={onReport}>
          {r('title')}
        </button>
      )}
    </ReportShell>
  )
}

type FormProps = { first: string; opening: boolean; onOpen: (typed: string) => void }

function CodeForm({ first, opening, onOpen }: FormProps) {
  const t = useWords(mineText)
  const [typed, setTyped] = useState(first)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onOpen(typed)
  }
  return (
    <form onSubmit={submit} autoComplete="off">
      <CodeField label={t('code')} value={typed} onChange={setTyped}>
        <small>{t('code.help')}</small>
      </CodeField>
      <button type="submit" className="primary wide" disabled={opening}>
        {t(opening ? 'opening' : 'open')}
      </button>
      <p className="help">{t('lost')}</p>
    </form>
  )
}
