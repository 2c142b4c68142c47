/** Below the limits of a record: who holds each now, and who was told when. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { useWords } from '../../platform/web/screen.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { LimitHolder, LimitStep } from '../limits-contract.ts'
import { limitsText } from '../limits-text.ts'
import { supervision } from './supervision-client.ts'
import './limits.css'

const first = 5

export function LimitLadder({ id }: { id: string }) {
  const t = useText(limitsText)
  const [all, setAll] = useState(false)
  const found = useQuery({
    queryKey: ['limits', id, 'steps'],
    queryFn: () => supervision.listLimitSteps({ subjectId: id }),
  })
  if (found.isPending) return null
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  const { steps, holders } = found.data
  if (steps.length === 0 && holders.length === 0) return null
  return (
    <div className="limit-ladder">
      {holders.map((holder) => (
        <Holder key={holder.limitId} holder={holder} />
      ))}
      {steps.length === 0 && <p className="soft">{t('steps.none')}</p>}
      <ol aria-label={t('steps')}>
        {steps.slice(0, all ? steps.length : first).map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
      {steps.length > first && !all && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('step.more', { count: steps.length })}
        </Button>
      )}
    </div>
  )
}

function useLimitWord(): (kind: string) => string {
  const pick = usePick()
  const wordOf = useWords('limitWords')
  return (kind) => {
    const word = wordOf(kind)
    return word ? pick(word) : kind
  }
}

function Holder({ holder }: { holder: LimitHolder }) {
  const t = useText(limitsText)
  const limitOf = useLimitWord()
  const { names, raisedLevel, areaName } = holder
  const post = raisedLevel && t('holder.at', { area: areaName, post: t(`post.${raisedLevel}`) })
  const people = names === null ? null : names.length > 0 ? names.join(t('and')) : t('holder.nobody')
  const who = [post ?? areaName, people].filter(Boolean).join(' · ')
  return <p>{t('steps.holder', { limit: limitOf(holder.limitKind), who })}</p>
}

function Step({ step }: { step: LimitStep }) {
  const t = useText(limitsText)
  const format = useFormat()
  const limitOf = useLimitWord()
  const name = step.rung ?? (step.kind === 'rung' ? 'after' : step.kind)
  const nobody = step.kind === 'rung' ? t(`step.${step.passed ?? 'vacant'}`) : t('step.toldNobody')
  return (
    <li className={step.rung ? 'rung' : undefined}>
      <span>{format.date(step.forDay)}</span>
      <strong>{t(`step.${name}`)}</strong>
      <span className="soft">
        {limitOf(step.limitKind)} ·{' '}
        {step.told.length > 0 ? t('step.told', { names: step.told.join(t('and')) }) : nobody}
      </span>
    </li>
  )
}
