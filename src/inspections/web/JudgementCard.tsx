import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { Picture } from '../../platform/web/Picture.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { JudgementRow, VisitRecord } from '../contract.ts'
import { evidenceText } from '../evidence-text.ts'
import { mayJudge } from '../judgement.ts'
import { visitText } from '../visit-text.ts'
import { OutcomeMark } from './marks.tsx'
import { readStanding } from './plan-fields.tsx'
import { SettleButton } from './SettleButton.tsx'
import { useJoin } from './words.ts'

/** One judgement: the outcome, the rules it rests on with how sure they are, what was seen, and who signed. */
export function JudgementCard({ judgement, visit }: { judgement: JudgementRow; visit: VisitRecord }) {
  const t = useText(visitText)
  const format = useFormat()
  const me = useMe()
  const open = judgement.outcome === 'expertNeeded'
  return (
    <article className="judgement-card">
      <p className="acts">
        <OutcomeMark outcome={judgement.outcome} />
        <span className="soft">
          {t('judgedBy', { name: judgement.judgedByName, date: format.date(judgement.judgedOn) })}
        </span>
      </p>
      <JudgementRules rules={judgement.rules} />
      <SeenFacts judgement={judgement} />
      {judgement.note && <p>{judgement.note}</p>}
      <div className="pictures">
        {judgement.photoIds.map((photo, i) => (
          <Picture key={photo} fileId={photo} alt={t('photo', { number: i + 1 })} width={120} />
        ))}
      </div>
      {judgement.experts && <Settled judgement={judgement} />}
      {open &&
        mayJudge(
          me,
          visit.officers.map((officer) => officer.id),
        ) && <SettleButton judgement={judgement} areaId={visit.areaId} />}
    </article>
  )
}

function JudgementRules({ rules }: { rules: JudgementRow['rules'] }) {
  const t = useText(visitText)
  const pick = usePick()
  return (
    <>
      <h4>{t('rules')}</h4>
      {rules.length === 0 && <p className="soft">{t('rules.none')}</p>}
      <ul className="rule-list">
        {rules.map((rule) => (
          <li key={rule.key}>
            {pick(rule.title)} <StandingTag standing={readStanding(rule.standing)} />
            <small className="soft">{pick(rule.citation)}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

function SeenFacts({ judgement }: { judgement: JudgementRow }) {
  const t = useText(visitText)
  const e = useText(evidenceText)
  const { process, equipment, rawMaterial, product } = judgement.evidence
  const join = useJoin()
  const words = (found: readonly string[]) => join(found) || t('unknownGroup')
  return (
    <Facts
      facts={[
        [e('group.process'), words(process.map((one) => e(`process.${one}`)))],
        [e('group.equipment'), words(equipment.map((one) => e(`equipment.${one}`)))],
        [e('group.rawMaterial'), words(rawMaterial.map((one) => e(`rawMaterial.${one}`)))],
        [e('group.product'), words(product.map((one) => e(`product.${one}`)))],
      ]}
    />
  )
}

/** What experts settled, beside what the table had said. */
function Settled({ judgement }: { judgement: JudgementRow }) {
  const t = useText(visitText)
  const join = useJoin()
  return (
    <p className="acts">
      {t('proposed')} <OutcomeMark outcome={judgement.proposed} />
      {t('settled')} {join((judgement.experts ?? []).map((expert) => t('settled.expert', expert)))}
      {judgement.opinionFileId && <a href={`/api/files/${judgement.opinionFileId}`}>{t('opinion')}</a>}
    </p>
  )
}
