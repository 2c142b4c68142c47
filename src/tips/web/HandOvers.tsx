/** The hand-over forms of a tip: what was written, what the machine found, who checked it, who got which copy. */
import { ActButton } from '../../platform/web/act.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import type { HandOver, TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { mayDraftHandOver, mayIssueHandOver } from '../tip.ts'
import { ClueList } from './ClueList.tsx'
import { DraftHandOver } from './DraftHandOver.tsx'
import { IssueHandOver, mustBeRewritten } from './IssueHandOver.tsx'
import { office } from './office-client.ts'

export function HandOvers({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const me = useMe()
  const waits = tip.handOvers.some((form) => form.status === 'drafted')
  return (
    <>
      <h2 className="part">{t('handOvers')}</h2>
      {tip.handOvers.length === 0 && <p className="soft">{t('handOverNone')}</p>}
      {tip.handOvers.map((form) => (
        <Form key={form.id} tip={tip} form={form} />
      ))}
      {mayDraftHandOver(me, tip) && !waits && <DraftHandOver tip={tip} />}
    </>
  )
}

const marks = { drafted: 'due', issued: 'done', discarded: 'ended' } as const

function Form({ tip, form }: { tip: TipDetail; form: HandOver }) {
  const t = useText(officeText)
  const { semicolon } = usePunctuation()
  const format = useFormat()
  const waits = form.status === 'drafted'
  return (
    <section className="tip-form">
      <div className="tip-form-head">
        <StatusMark status={marks[form.status]} word={t(form.status)} />
        {form.number && <strong>{form.number}</strong>}
        {form.status === 'issued' &&
          (['docx', 'pdf'] as const).map((type) => (
            <a key={type} href={`/api/tips/hand-overs/${form.id}/document?format=${type}`} download>
              {t(`document.${type}`)}
            </a>
          ))}
      </div>
      <Facts
        facts={[
          [t('receiver'), form.receiverName],
          [t('paraphrase'), form.paraphrase],
          [t('purpose'), form.purpose],
          [
            t('copies'),
            form.copies.length > 0
              ? form.copies.map((copy) => `${copy.number}. ${copy.receiver}`).join(semicolon)
              : undefined,
          ],
        ]}
      />
      {waits && <ClueList clues={form.clues} />}
      <p className="soft">
        {t('draftedBy', { name: form.draftedByName, at: format.instant(form.draftedAt) })}
        {form.issuedAt && ` · ${t('issuedBy', { name: form.checkedByName ?? '', at: format.instant(form.issuedAt) })}`}
      </p>
      {waits && <DraftActs tip={tip} form={form} />}
    </section>
  )
}

function DraftActs({ tip, form }: { tip: TipDetail; form: HandOver }) {
  const t = useText(officeText)
  const me = useMe()
  if (!mayDraftHandOver(me, tip)) return null
  const second = mayIssueHandOver(me, tip, form.draftedBy)
  const rewrite = mustBeRewritten(tip, form)
  return (
    <>
      {rewrite && <p className="tip-warning">{t('cluesLeft')}</p>}
      {!second && !rewrite && <p className="soft">{t('waitsForSecond')}</p>}
      <div className="acts">
        {second && !rewrite && <IssueHandOver tip={tip} form={form} />}
        <ActButton label={t('discard')} confirm={t('discardHelp')} run={() => office.discardHandOver({ id: tip.id })} />
      </div>
    </>
  )
}
