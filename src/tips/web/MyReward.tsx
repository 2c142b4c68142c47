import { useRef, useState } from 'react'
import { mineText } from '../mine-text.ts'
import type { MyTip } from '../tip-contract.ts'
import { CodeInGroups } from './CodeInGroups.tsx'
import { newCode } from './random.ts'
import { claimReward, Refused } from './report-client.ts'
import { usePick, useWords } from './words.tsx'

type Props = { code: string; reward: NonNullable<MyTip['reward']>; onChange: (tip: MyTip) => void }

/** The reward: claimed without a name, against a second code that says nothing of the tip. */
export function MyReward({ code, reward, onChange }: Props) {
  const t = useWords(mineText)
  const pick = usePick()
  // made once, so that a claim whose answer was lost on the way can be read again
  const claimCode = useRef('')
  const [shown, setShown] = useState(false)
  const [problem, setProblem] = useState<string>()
  const claim = () => {
    if (claimCode.current === '') claimCode.current = newCode()
    setShown(true)
    setProblem(undefined)
    claimReward(code, claimCode.current).then(onChange, (error: unknown) =>
      setProblem(error instanceof Refused && error.sentence ? pick(error.sentence) : t('failed')),
    )
  }
  return (
    <>
      <h2>{t('reward')}</h2>
      <p>{t(`reward.${reward.status}`, { date: reward.claimUntil })}</p>
      {reward.amountYuan !== null && <p>{t('reward.amount', { yuan: reward.amountYuan.toLocaleString('en') })}</p>}
      {shown && (
        <>
          <p>{t('reward.code')}</p>
          <CodeInGroups code={claimCode.current} />
          <p className="help">{t('reward.code.help')}</p>
        </>
      )}
      {problem !== undefined && (
        <p className="notice" role="alert">
          {problem}
        </p>
      )}
      {reward.status === 'open' && (
        <button type="button" className="primary wide" onClick={claim}>
          {t('reward.claim')}
        </button>
      )}
    </>
  )
}
