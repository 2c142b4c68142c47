/** Who should be supervised next, and why: a proposal with its figures; a person decides. */
import { useQuery } from '@tanstack/react-query'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import type { Answer } from '../../platform/web/client.ts'
import { EmptyPanel } from '../../platform/web/EmptyPanel.tsx'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { ExportButton } from '../../platform/web/ExportButton.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { isShare } from '../pick.ts'
import type { pickContract } from '../pick-contract.ts'
import { pickText } from '../pick-text.ts'
import { PickGrounds } from './PickGrounds.tsx'
import { supervision } from './supervision-client.ts'
import './supervision.css'

type Picks = Answer<typeof pickContract.listPicks>

export default function PicksPage() {
  const t = useText(pickText)
  const format = useFormat()
  const { areaId } = useAreaChoice()
  const found = useQuery({ queryKey: ['picks', areaId], queryFn: () => supervision.listPicks({ areaId }) })
  return (
    <PageFrame
      title={t('picks')}
      scope
      lead={t('picks.lead')}
      actions={
        found.data?.rows.length ? <ExportButton list="supervision.listPicks" question={{ areaId }} /> : undefined
      }
      status={found.data && <span className="soft">{format.instant(found.data.asOf)}</span>}
    >
      {found.isPending && <PageSkeleton />}
      {found.isError && <PageError error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.rows.length === 0 && <EmptyPanel why="noData" words={t('picks.none')} />}
      {found.data && found.data.rows.length > 0 && (
        <>
          <ol className="pick-list">
            {found.data.rows.map((row) => (
              <li key={row.areaId}>
                <h2>
                  {row.areaName} <small className="soft">{t('reached.count', { count: row.reached })}</small>
                </h2>
                <PickGrounds pick={row} linked />
              </li>
            ))}
          </ol>
          <Rules rules={found.data.rules} />
        </>
      )}
    </PageFrame>
  )
}

function Rules({ rules }: { rules: Picks['rules'] }) {
  const t = useText(pickText)
  const pick = usePick()
  const format = useFormat()
  return (
    <>
      <h2 className="part">{t('rules')}</h2>
      <ul className="plain-list">
        {rules.map((rule) => (
          <li key={rule.key}>
            {pick(rule.title)} · {t('rules.atLeast')}{' '}
            {isShare(rule.key) ? `${rule.atLeast * 100}%` : format.number(rule.atLeast)}
            {rule.windowDays !== null && ` · ${t('rules.windowDays', { count: rule.windowDays })}`}
            {rule.windowMonths !== null && ` · ${t('rules.windowMonths', { count: rule.windowMonths })}`}{' '}
            <StandingTag standing={rule.standing} grade={rule.grade} />{' '}
            <small className="soft">{pick(rule.citation)}</small>
          </li>
        ))}
      </ul>
    </>
  )
}
