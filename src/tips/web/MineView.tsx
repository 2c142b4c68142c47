/** What has become of the report, in plain sentences, and what the reporter can do now. */
import { mineText } from '../mine-text.ts'
import { stepText } from '../step-text.ts'
import type { MyTip } from '../tip-contract.ts'
import { detailsOf, standardAnswer } from '../told.ts'
import { AddFiles } from './AddFiles.tsx'
import { day } from './day.ts'
import { leaveFast } from './leaving.ts'
import { MyFiles } from './MyFiles.tsx'
import { MyReward } from './MyReward.tsx'
import { saveReceipt } from './receipt-file.ts'
import { SayForm } from './SayForm.tsx'
import { useWords } from './words.tsx'

type Props = { code: string; tip: MyTip; onChange: (tip: MyTip) => void; onRefresh: () => void }

export function MineView({ code, tip, onChange, onRefresh }: Props) {
  const t = useWords(mineText)
  return (
    <>
      <p className="help">
        {t('received', { date: tip.receivedOn, county: tip.countyName })}
        <br />
        <strong>{t('state', { state: t(`status.${tip.status}`) })}</strong>
        <br />
        {tip.waiting ? t('waiting') : isOpen(tip) && (tip.dueOn ? t('due', { date: tip.dueOn }) : t('noDue'))}
      </p>
      <Answer tip={tip} />
      <Steps tip={tip} />
      <Messages tip={tip} />
      <SayForm kind="write" code={code} onChange={onChange} tip={tip} />
      <AddFiles code={code} placeAreaId={tip.placeAreaId} countyInvolved={tip.countyInvolved} onReceived={onRefresh}>
        <MyFiles files={tip.files} />
      </AddFiles>
      {tip.mayDispute && <SayForm kind="dispute" code={code} onChange={onChange} tip={tip} />}
      {tip.reward && <MyReward code={code} reward={tip.reward} onChange={onChange} />}
      <button
        type="button"
        className="wide"
        onClick={() => saveReceipt({ ...tip, steps: tip.steps.map((s) => s.proof) })}
      >
        {t('file')}
      </button>
      <p className="help">{t('file.help')}</p>
      <button type="button" className="wide" onClick={onRefresh}>
        {t('refresh')}
      </button>
      <button type="button" className="wide" onClick={leaveFast}>
        {t('leave')}
      </button>
    </>
  )
}

/** The words of whoever concluded; a standard sentence where the result speaks for itself. */
function Answer({ tip }: { tip: MyTip }) {
  const t = useWords(mineText)
  const standard = standardAnswer(tip.status)
  const words = tip.answer || (standard && t(standard))
  return words ? (
    <>
      <h2>{t('answer')}</h2>
      <p className="letter">{words}</p>
    </>
  ) : null
}

const isOpen = ({ status }: MyTip): boolean =>
  status === 'received' || status === 'handedOver' || status === 'verifying'

function Steps({ tip }: { tip: MyTip }) {
  const t = useWords(mineText)
  const sentence = useWords(stepText)
  return (
    <>
      <h2>{t('steps')}</h2>
      <ol className="steps">
        {tip.steps.map(({ kind, at, proof }) => (
          <li key={proof.leaf + proof.salt}>
            <time dateTime={at}>{day(at)}</time> {sentence(kind)}
            {detailsOf(proof.claim).map((detail) => (
              <p key={detail.key} className="letter">
                {t(detail.key, detail)}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </>
  )
}

function Messages({ tip }: { tip: MyTip }) {
  const t = useWords(mineText)
  if (tip.messages.length === 0) return null
  return (
    <>
      <h2>{t('messages')}</h2>
      {tip.messages.map(({ sender, words, at }) => (
        <div key={at + sender} className={`message ${sender}`}>
          <small>
            {t(`from.${sender}`)} <time dateTime={at}>{day(at)}</time>
          </small>
          <p className="letter">{words}</p>
        </div>
      ))}
    </>
  )
}
