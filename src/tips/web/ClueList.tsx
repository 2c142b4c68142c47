/** What the machine finds in a paraphrase that could give the reporter away. */
import { useText } from '../../platform/web/text.tsx'
import type { Clue } from '../clue.ts'
import { clueText } from '../clue-text.ts'
import { officeText } from '../office-text.ts'

export function ClueList({ clues, empty }: { clues: readonly Clue[]; empty?: string }) {
  const t = useText(officeText)
  const word = useText(clueText)
  return (
    <div className="tip-clues" role="status">
      <strong>{t('clues')}</strong>
      {clues.length === 0 && <p className="soft">{empty ?? t('cluesNone')}</p>}
      <ul>
        {clues.map((clue, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one passage may be found twice
          <li key={i}>
            {word(`clue.${clue.kind}`)} <mark>{clue.passage}</mark>
          </li>
        ))}
      </ul>
    </div>
  )
}
