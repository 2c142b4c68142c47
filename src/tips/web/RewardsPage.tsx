/** The counter of the paying body: a claim by its code, and its answer. Nothing of the tip is here. */
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { mayMove } from '../../platform/shared/moves.ts'
import { ActButton, useMutationAct } from '../../platform/web/act.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { NoPermission } from '../../platform/web/NoPermission.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { type ClaimAnswer, claimAnswers, mayAnswerClaims, rewardMoves } from '../reward.ts'
import type { RewardClaim } from '../reward-contract.ts'
import { rewardText } from '../reward-text.ts'
import { rewards } from './office-client.ts'
import { RewardMark } from './RewardMark.tsx'
import './office.css'

type Shown = { claimCode: string; claim: RewardClaim }

export default function RewardsPage() {
  const t = useText(rewardText)
  const me = useMe()
  const [shown, setShown] = useState<Shown | null>(null)
  if (!mayAnswerClaims(me)) return <NoPermission />
  return (
    <PageFrame title={t('title')} lead={t('lead')}>
      {shown ? (
        <Claim shown={shown} onChange={setShown} onAgain={() => setShown(null)} />
      ) : (
        <FindClaim onFound={setShown} />
      )}
    </PageFrame>
  )
}

function FindClaim({ onFound }: { onFound: (shown: Shown) => void }) {
  const t = useText(rewardText)
  const { act, pending, error } = useMutationAct<string, RewardClaim>({
    run: (claimCode) => rewards.findClaim({ claimCode }),
    invalidates: [],
    done: null,
  })
  const find = async ({ claimCode }: { claimCode: string }) => {
    const claim = await act(claimCode)
    if (claim) onFound({ claimCode, claim })
  }
  return (
    <Form<{ claimCode: string }>
      layout="vertical"
      requiredMark={false}
      className="counter"
      onFinish={(values) => void find(values)}
    >
      <Form.Item
        name="claimCode"
        label={t('code')}
        extra={t('codeHelp')}
        rules={[{ required: true, whitespace: true, message: t('required') }]}
      >
        <Input className="code-field" maxLength={60} autoComplete="off" autoFocus />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>
        {t('find')}
      </Button>
      {error && <ErrorPanel error={error} />}
    </Form>
  )
}

function Claim({ shown, onChange, onAgain }: { shown: Shown; onChange: (shown: Shown) => void; onAgain: () => void }) {
  const t = useText(rewardText)
  const pick = usePick()
  const format = useFormat()
  const { claim, claimCode } = shown
  const possible = claim.decided ? claimAnswers.filter((answer) => mayMove(rewardMoves, answer, claim.status)) : []
  return (
    <section className="counter">
      <Facts
        facts={[
          [t('status'), <RewardMark key="status" status={claim.status} />],
          [t('scheme'), t(`scheme.${claim.scheme}`)],
          [t('amount'), claim.amountYuan === null ? t('amountUndecided') : format.money(claim.amountYuan)],
        ]}
      />
      {!claim.decided && <Alert type="warning" showIcon title={t('undecided')} />}
      {claim.withFinance && <Alert type="warning" showIcon title={t('withFinance')} />}
      {possible.length > 0 && claim.excluded.length > 0 && (
        <>
          <h2 className="part">{t('exclusions')}</h2>
          <ul>
            {claim.excluded.map((who) => (
              <li key={who.zh}>{pick(who)}</li>
            ))}
          </ul>
        </>
      )}
      {claim.decided && possible.length === 0 && <p className="soft">{t('finished')}</p>}
      <div className="acts">
        {possible.map((answer) => (
          <AnswerButton
            key={answer}
            answer={answer}
            claimCode={claimCode}
            onDone={(changed) => onChange({ claimCode, claim: changed })}
          />
        ))}
        <Button onClick={onAgain}>{t('again')}</Button>
      </div>
    </section>
  )
}

type AnswerProps = { answer: ClaimAnswer; claimCode: string; onDone: (claim: RewardClaim) => void }

function AnswerButton({ answer, claimCode, onDone }: AnswerProps) {
  const t = useText(rewardText)
  return (
    <ActButton
      primary={answer !== 'notEligible'}
      danger={answer === 'notEligible'}
      label={t(answer)}
      confirm={t(`${answer}Help`)}
      invalidates={[]}
      run={() => rewards.answerClaim({ claimCode, answer })}
      onDone={onDone}
    />
  )
}
