/** The questions but the first: one a screen. */
import { runningTimes, signs, tipKinds, wordLimits } from '../report-choices.ts'
import { reportText } from '../report-text.ts'
import { Choices } from './Choices.tsx'
import { ContactQuestion } from './ContactQuestion.tsx'
import type { Draft, Question as QuestionKey } from './draft.ts'
import { SummaryOf } from './SummaryOf.tsx'
import { useSealingKeys } from './use-sealing-keys.ts'
import { WhereQuestion } from './WhereQuestion.tsx'
import { usePick, useWords } from './words.tsx'

export type Asking = { draft: Draft; change: (changed: Partial<Draft>) => void }

export function Question({
  question,
  goTo,
  ...asking
}: Asking & { question: QuestionKey; goTo: (question: QuestionKey) => void }) {
  if (question === 'where') return <WhereQuestion {...asking} />
  if (question === 'kind') return <KindQuestion {...asking} />
  if (question === 'runs') return <RunsQuestion {...asking} />
  if (question === 'signs') return <SignsQuestion {...asking} />
  if (question === 'words') return <WordsQuestion {...asking} />
  if (question === 'involved') return <InvolvedQuestion {...asking} />
  if (question === 'contact') return <ContactQuestion {...asking} />
  return <SummaryOf draft={asking.draft} goTo={goTo} />
}

function KindQuestion({ draft, change }: Asking) {
  const t = useWords(reportText)
  return (
    <Choices
      name="kind"
      choices={tipKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      chosen={draft.kind ? [draft.kind] : []}
      onChoose={(kind) => change({ kind })}
    />
  )
}

function RunsQuestion({ draft, change }: Asking) {
  const t = useWords(reportText)
  return (
    <Choices
      name="runs"
      choices={runningTimes.map((value) => ({ value, label: t(`runs.${value}`) }))}
      chosen={[draft.runs]}
      onChoose={(runs) => change({ runs })}
    />
  )
}

function SignsQuestion({ draft, change }: Asking) {
  const t = useWords(reportText)
  return (
    <Choices
      name="signs"
      many
      choices={signs.map((value) => ({ value, label: t(`signs.${value}`) }))}
      chosen={draft.signs}
      onChoose={(sign) =>
        change({
          signs: draft.signs.includes(sign) ? draft.signs.filter((one) => one !== sign) : [...draft.signs, sign],
        })
      }
    />
  )
}

function WordsQuestion({ draft, change }: Asking) {
  const t = useWords(reportText)
  return (
    <label className="field">
      <span className="only-read-aloud">{t('words')}</span>
      <textarea
        rows={8}
        maxLength={wordLimits.words}
        value={draft.words}
        onChange={(event) => change({ words: event.currentTarget.value })}
      />
      <small>{t('words.help')}</small>
      <small>{t('words.clue')}</small>
      <small>{t('words.files')}</small>
    </label>
  )
}

function InvolvedQuestion({ draft, change }: Asking) {
  const t = useWords(reportText)
  const pick = usePick()
  const { found } = useSealingKeys(draft.place?.id, true)
  return (
    <>
      <Choices
        name="involved"
        choices={(['no', 'yes'] as const).map((value) => ({ value, label: t(`involved.${value}`) }))}
        chosen={[draft.countyInvolved ? 'yes' : 'no']}
        onChoose={(value) => change({ countyInvolved: value === 'yes' })}
      />
      {found?.secondBody && <p className="help">{t('involved.help', { body: pick(found.secondBody) })}</p>}
    </>
  )
}
