/** The reward of a founded tip: what was decided, and the decision by fixed sum or by level and penalty. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Form, InputNumber, Radio } from 'antd'
import { Facts } from '../../platform/web/Facts.tsx'
import { FormAct } from '../../platform/web/FormAct.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { WordsField } from '../../platform/web/WordsField.tsx'
import type { TipDetail } from '../office-contract.ts'
import { financeDecides, fixedReward, mayDecideReward, type RewardScheme, rewardByPenalty } from '../reward.ts'
import type { RewardSchemes, TipReward } from '../reward-contract.ts'
import { rewardText } from '../reward-text.ts'
import { rewards } from './office-client.ts'
import { RewardMark } from './RewardMark.tsx'

export function RewardPart({ tip }: { tip: TipDetail }) {
  const t = useText(rewardText)
  const me = useMe()
  const founded = tip.status === 'founded' || tip.status === 'dealtWith'
  const found = useQuery({
    queryKey: ['reward', tip.id],
    queryFn: () => rewards.getTipReward({ id: tip.id }),
    enabled: founded,
  })
  if (!founded || !found.data) return null
  const { reward } = found.data
  return (
    <>
      <h2 className="part">{t('reward')}</h2>
      {reward ? <RewardFacts reward={reward} /> : <p className="soft">{t('rewardNone')}</p>}
      {mayDecideReward(me, tip, reward?.status ?? null) && <DecideReward tip={tip} schemes={found.data} />}
    </>
  )
}

function RewardFacts({ reward }: { reward: TipReward }) {
  const t = useText(rewardText)
  const format = useFormat()
  return (
    <Facts
      facts={[
        [t('status'), <RewardMark key="status" status={reward.status} />],
        [t('scheme'), t(`scheme.${reward.scheme}`)],
        [t('level'), reward.level ?? undefined],
        [t('penalty'), reward.penaltyYuan === null ? undefined : format.money(reward.penaltyYuan)],
        [t('amount'), reward.amountYuan === null ? t('amountUndecided') : format.money(reward.amountYuan)],
        [t('reasons'), reward.reasons ?? undefined],
        [t('claimUntil'), format.date(reward.claimUntil)],
        [
          '',
          reward.decidedAt
            ? t('decidedBy', { name: reward.decidedByName ?? '', at: format.instant(reward.decidedAt) })
            : t('notDecided'),
        ],
      ]}
    />
  )
}

type Values = { scheme: RewardScheme; level?: number; penaltyYuan?: number; reasons: string }

function DecideReward({ tip, schemes }: { tip: TipDetail; schemes: RewardSchemes }) {
  const t = useText(rewardText)
  const first = tip.joinedTo === null
  const offered: RewardScheme[] = [
    ...(schemes.fixed && fixedReward(schemes.fixed, first) > 0 ? (['reward.fixed'] as const) : []),
    ...(schemes.byPenalty ? (['reward.byPenalty'] as const) : []),
  ]
  if (offered.length === 0) return <p className="soft">{t(first ? 'noScheme' : 'firstOnly')}</p>
  return (
    <FormAct<Values, unknown>
      label={t('decide')}
      help={t('decideHelp')}
      initialValues={{ scheme: offered[0] }}
      run={({ scheme, level, penaltyYuan, reasons }) =>
        rewards.decideReward({ id: tip.id, scheme, level: level ?? null, penaltyYuan: penaltyYuan ?? null, reasons })
      }
    >
      <DecisionFields offered={offered} schemes={schemes} />
    </FormAct>
  )
}

function DecisionFields({ offered, schemes }: { offered: readonly RewardScheme[]; schemes: RewardSchemes }) {
  const t = useText(rewardText)
  const pick = usePick()
  const format = useFormat()
  const scheme: unknown = Form.useWatch('scheme')
  const required = [{ required: true, message: t('required') }]
  return (
    <>
      <Form.Item name="scheme" label={t('scheme')}>
        <Radio.Group options={offered.map((value) => ({ value, label: t(`scheme.${value}`) }))} />
      </Form.Item>
      {scheme === 'reward.byPenalty' && (
        <>
          <Form.Item name="level" label={t('level')} rules={required}>
            <Radio.Group
              style={{ display: 'grid', gap: 8 }}
              options={(schemes.byPenalty?.levels ?? []).map((one) => ({
                value: one.level,
                label: t('levelOf', {
                  level: one.level,
                  criteria: pick(one.criteria),
                  share: format.share(one.share),
                  least: format.money(one.leastYuan),
                }),
              }))}
            />
          </Form.Item>
          <Form.Item name="penaltyYuan" label={t('penalty')} rules={required}>
            <InputNumber min={0} max={2_000_000_000} precision={0} style={{ width: 200 }} />
          </Form.Item>
        </>
      )}
      <Amount schemes={schemes} />
      <WordsField name="reasons" label={t('reasons')} rows={3} missing={t('required')} />
    </>
  )
}

/** What the server will work out, by the same calculators. */
function Amount({ schemes }: { schemes: RewardSchemes }) {
  const t = useText(rewardText)
  const format = useFormat()
  const scheme: unknown = Form.useWatch('scheme')
  const level: unknown = Form.useWatch('level')
  const penalty: unknown = Form.useWatch('penaltyYuan')
  const { fixed, byPenalty } = schemes
  const amount =
    scheme === 'reward.fixed'
      ? fixed?.yuan
      : byPenalty && typeof level === 'number' && typeof penalty === 'number'
        ? rewardByPenalty(byPenalty, level, penalty)
        : undefined
  if (amount === undefined) return null
  return (
    <>
      <p>
        <strong>{t('amountWill', { amount: format.money(amount) })}</strong>
      </p>
      {scheme === 'reward.byPenalty' && byPenalty && financeDecides(byPenalty, amount) && (
        <Alert type="warning" showIcon title={t('withFinance')} />
      )}
    </>
  )
}
