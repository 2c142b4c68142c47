import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { Picture } from '../../platform/web/Picture.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { evidencePhases } from '../../rulebook/values.ts'
import { cardText } from '../card-text.ts'
import type { AtomView, StepView } from '../step.ts'
import { useMoveWord } from './case-marks.tsx'

/** A step with its basis, decision, persons and pictures. @param titled names the move, for a row of the history. */
export function StepFacts({ atom, step, titled = false }: { atom: AtomView; step: StepView; titled?: boolean }) {
  const t = useText(cardText)
  const pick = usePick()
  const format = useFormat()
  const moveWord = useMoveWord()
  const when =
    step.startedAt && step.endedAt
      ? `${format.instant(step.startedAt)} – ${format.instant(step.endedAt).slice(-5)}`
      : undefined
  const { basis } = step
  return (
    <div className="step-facts">
      {titled && (
        <strong>
          {moveWord(atom.atom, step.move)}{' '}
          {step.withdrawnReason && `· ${t('withdraw')}${t('colon')}${step.withdrawnReason}`}
        </strong>
      )}
      <Facts
        facts={[
          [
            t('basis'),
            basis ? (
              <>
                {pick(basis.citation)} <StandingTag standing={basis.standing} grade={basis.grade} />
                {basis.demonstration && <small className="soft"> {t('demonstrationBasis')}</small>}
              </>
            ) : step.byParty ? (
              t('byPartyShort')
            ) : undefined,
          ],
          [t('decisionNumber'), step.decisionNumber ?? undefined],
          [t('authority'), pick(step.authorityName)],
          [
            t('executing'),
            step.executingName && step.executingName.zh !== step.authorityName.zh
              ? pick(step.executingName)
              : undefined,
          ],
          [
            t(step.status === 'done' ? 'executedBy' : 'preparedBy'),
            [step.executedByName ?? step.preparedByName, step.secondName].filter(Boolean).join(t('comma')) || undefined,
          ],
          [t('when'), when],
          [t('emergency'), step.emergencyReason ?? undefined],
          [
            t('whereabouts'),
            step.whereabouts
              ? `${t(`whereabouts.${step.whereabouts.kind}`)}${t('colon')}${step.whereabouts.words}`
              : undefined,
          ],
          [t('statement'), step.statement ?? undefined],
          [t('reason'), step.reason ?? undefined],
          [
            t('papers'),
            step.documents.length > 0
              ? step.documents.map((one) => (
                  <a key={one.fileId} className="paper-link" href={`/api/files/${one.fileId}`}>
                    {t(`paper.${one.kind}`)}
                  </a>
                ))
              : undefined,
          ],
        ]}
      />
      <Pictures atom={atom} step={step} />
    </div>
  )
}

function Pictures({ atom, step }: { atom: AtomView; step: StepView }) {
  const t = useText(cardText)
  const pick = usePick()
  const shown = evidencePhases.filter((phase) => step.evidence[phase].length > 0)
  if (shown.length === 0) return null
  return (
    <div className="step-pictures">
      {shown.map((phase) => (
        <figure key={phase}>
          <figcaption>{t(`phase.${phase}`)}</figcaption>
          {step.evidence[phase].map((fileId) => (
            <Picture key={fileId} fileId={fileId} width={96} alt={`${pick(atom.title)} ${t(`phase.${phase}`)}`} />
          ))}
        </figure>
      ))}
    </div>
  )
}
