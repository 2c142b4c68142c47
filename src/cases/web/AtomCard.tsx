import { Collapse } from 'antd'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { cardText } from '../card-text.ts'
import type { CaseDetail } from '../contract.ts'
import type { AtomView } from '../step.ts'
import { AtomActs } from './AtomActs.tsx'
import { situationMarks, useAtomName, useMoveWord, useStateWord } from './case-marks.tsx'
import { StepFacts } from './StepFacts.tsx'

/** One atom: what stands there, which standards name it, what is missing, what was done, and what can be done next. */
export function AtomCard({ caseFile, atom }: { caseFile: CaseDetail; atom: AtomView }) {
  const t = useText(cardText)
  const atomName = useAtomName()
  const moveWord = useMoveWord()
  const last = atom.steps.find((step) => step.status === 'done')
  const earlier = atom.steps.filter((step) => step !== last)
  return (
    <article className="atom-card" id={atom.id}>
      <header>
        <h4>{atomName(atom)}</h4>
        {atom.applies && <AtomState atom={atom} />}
      </header>
      <Standards atom={atom} />
      <Supply caseFile={caseFile} atom={atom} />
      {atom.missing.length > 0 && caseFile.status === 'open' && (
        <p className="atom-missing">
          {t('missing')}
          {t('colon')}
          {atom.missing.map((part) => t(`missing.${part}`)).join(t('comma'))}
        </p>
      )}
      {atom.prepared && (
        <div className="atom-prepared">
          <strong>{t('prepared', { move: moveWord(atom.atom, atom.prepared.move) })}</strong>
          <small className="soft"> {t('preparedHelp')}</small>
          <StepFacts atom={atom} step={atom.prepared} />
        </div>
      )}
      {last && <StepFacts atom={atom} step={last} />}
      {earlier.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'history',
              label: t('history', { count: earlier.length }),
              children: earlier.map((step) => <StepFacts key={step.id} atom={atom} step={step} titled />),
            },
          ]}
        />
      )}
      <AtomActs caseFile={caseFile} atom={atom} />
    </article>
  )
}

/** The state in words; its mark says whether that is enough. */
function AtomState({ atom }: { atom: AtomView }) {
  const stateWord = useStateWord()
  return <StatusMark status={situationMarks[atom.situation]} word={stateWord(atom.atom, atom.state)} />
}

function Standards({ atom }: { atom: AtomView }) {
  const t = useText(cardText)
  const pick = usePick()
  return (
    <ul className="atom-standards">
      {atom.standards.map((one) => (
        <li key={one.standard}>
          <span title={pick(one.citation)}>{t(`standard.${one.standard}`)}</span>
          {atom.applies && <span className={one.met ? 'met' : 'soft'}>{t(one.met ? 'met' : 'notMet')}</span>}
          <StandingTag standing={one.standing} grade={one.grade} />
        </li>
      ))}
      <li className="soft">
        {t('why')}
        {t('colon')}
        {atom.localOrder ? t('localOrder', { order: atom.localOrder }) : pick(atom.rule.note ?? atom.rule.citation)}
        <StandingTag standing={atom.rule.standing} grade={atom.rule.grade} />
      </li>
    </ul>
  )
}

function Supply({ caseFile, atom }: { caseFile: CaseDetail; atom: AtomView }) {
  const t = useText(cardText)
  if (!atom.servesNoDwelling) return null
  const accounts = caseFile.usagePoints
    .filter((point) => atom.usagePointIds.includes(point.id))
    .map((point) => point.account)
  return (
    <p className="soft">
      {t('supply')}
      {t('colon')}
      {[...accounts, atom.meter].filter(Boolean).join(t('comma'))} · {t('servesNoDwelling')}
    </p>
  )
}
