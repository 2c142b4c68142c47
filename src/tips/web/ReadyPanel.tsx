/** What is still missing before reports can be taken as promised: a published plan and two custodians of each body. Nothing once all is there. */
import { useQuery } from '@tanstack/react-query'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { client } from '../../platform/web/client.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { usePastDay } from '../../platform/web/search.ts'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import { custodiansOfBody } from '../custodian.ts'
import { custodianText } from '../custodian-text.ts'
import { responsePlanContract } from '../response-plan-contract.ts'
import { responsePlanText } from '../response-plan-text.ts'

const plans = client(responsePlanContract)

export function ReadyPanel() {
  const t = useText(responsePlanText)
  const c = useText(custodianText)
  const { and } = usePunctuation()
  const past = usePastDay()
  const found = useQuery({
    queryKey: ['responsePlans', 'ready'],
    queryFn: () => plans.listResponsePlans({}),
    enabled: !past,
  })
  if (past) return null
  if (found.isError) return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  const rows = found.data?.rows ?? []
  const bodies = rows.flatMap(({ areaName, custodians }) => custodians.map((of) => ({ areaName, ...of })))
  const none = bodies.filter(({ inUse }) => inUse === 0)
  const few = bodies.filter(({ inUse }) => inUse > 0 && inUse < custodiansOfBody)
  const unpublished = rows.filter(({ version }) => version === null)
  const named = (list: typeof bodies) =>
    list.map(({ areaName, body }) => (body === 'county' ? areaName : `${areaName} ${c(`body.${body}`)}`)).join(and)
  if (none.length + few.length + unpublished.length === 0) return null
  return (
    <BenchCard title={t('ready')}>
      <ul className="steps">
        {none.length > 0 && (
          <li>
            {t('ready.none', { names: named(none) })} <ScreenLink to="/tips/custodians">{c('title')}</ScreenLink>
          </li>
        )}
        {few.length > 0 && (
          <li>
            {t('ready.few', { names: named(few) })} <ScreenLink to="/tips/custodians">{c('title')}</ScreenLink>
          </li>
        )}
        {unpublished.length > 0 && (
          <li>
            {t('ready.plans', { names: unpublished.map(({ areaName }) => areaName).join(and) })}{' '}
            <ScreenLink to="/tips/response-plans">{t('plans')}</ScreenLink>
          </li>
        )}
      </ul>
    </BenchCard>
  )
}
