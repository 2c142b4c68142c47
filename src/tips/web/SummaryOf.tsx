/** Everything once more before it is sent. */
import { reportText } from '../report-text.ts'
import { type Draft, isEmptyLetter, letterOf, type Question } from './draft.ts'
import { useWords } from './words.tsx'

export function SummaryOf({ draft, goTo }: { draft: Draft; goTo: (question: Question) => void }) {
  const t = useWords(reportText)
  const { position } = draft
  const rows: [Question, string[]][] = [
    ['where', [draft.place?.name ?? '', draft.placeWords, position ? t('where.me.done', position) : '']],
    ['kind', [draft.kind ? t(`kind.${draft.kind}`) : '']],
    ['runs', [t(`runs.${draft.runs}`)]],
    ['signs', draft.signs.map((sign) => t(`signs.${sign}`))],
    ['words', draft.words.split('\n')],
    ['involved', [t(draft.countyInvolved ? 'check.involved.yes' : 'check.involved.no')]],
    ['contact', [t(isEmptyLetter(letterOf(draft)) ? 'check.noContact' : 'check.sealed')]],
  ]
  return (
    <dl className="summary">
      {rows.map(([question, lines]) => (
        <div key={question}>
          <dt>{t(question)}</dt>
          <dd>
            {lines.some((line) => line !== '')
              ? lines.filter((line) => line !== '').map((line) => <div key={line}>{line}</div>)
              : t('check.empty')}
          </dd>
          <dd className="change">
            <button type="button" aria-label={`${t('edit')}: ${t(question)}`} onClick={() => goTo(question)}>
              {t('edit')}
            </button>
          </dd>
        </div>
      ))}
    </dl>
  )
}
