/** Whether to leave a name; says plainly who can open it. */
import { type Letter, type LetterPart, letterLimits } from '../letter.ts'
import { reportText } from '../report-text.ts'
import { Choices } from './Choices.tsx'
import type { Asking } from './Question.tsx'
import { useSealingKeys } from './use-sealing-keys.ts'
import { usePick, useWords } from './words.tsx'

export function ContactQuestion({ draft, change }: Asking) {
  const t = useWords(reportText)
  const pick = usePick()
  const { found, failed, retry } = useSealingKeys(draft.place?.id, draft.countyInvolved)
  if (failed)
    return (
      <div className="notice" role="alert">
        <p>{t('contact.failed')}</p>
        <button type="button" onClick={retry}>
          {t('retry')}
        </button>
      </div>
    )
  if (!found) return <p aria-live="polite">{t('contact.loading')}</p>
  if (found.keys === null) return <p className="help">{t('contact.none')}</p>
  return (
    <>
      <Choices
        name="contact"
        choices={(['no', 'yes'] as const).map((value) => ({ value, label: t(`contact.${value}`) }))}
        chosen={[draft.wantsContact ? 'yes' : 'no']}
        onChoose={(value) => change({ wantsContact: value === 'yes' })}
      />
      {draft.wantsContact && <LetterFields letter={draft.letter} onChange={(letter) => change({ letter })} />}
      <p className="help">
        {found.secondBody ? t('contact.help.second', { body: pick(found.secondBody) }) : t('contact.help')}
      </p>
      <p className="help">
        {t('contact.same')} {t('contact.reward')}
      </p>
    </>
  )
}

function LetterFields({ letter, onChange }: { letter: Letter; onChange: (letter: Letter) => void }) {
  const t = useWords(reportText)
  const field = (part: LetterPart) => ({
    value: letter[part],
    maxLength: letterLimits[part],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...letter, [part]: event.currentTarget.value }),
  })
  return (
    <>
      <label className="field">
        <span>{t('name')}</span>
        <input {...field('name')} />
      </label>
      <label className="field">
        <span>{t('contactWay')}</span>
        <input {...field('contact')} />
      </label>
      <label className="field">
        <span>{t('private')}</span>
        <textarea rows={4} {...field('private')} />
        <small>{t('private.help')}</small>
      </label>
    </>
  )
}
