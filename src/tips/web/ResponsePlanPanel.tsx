/** On the public page of a place: telephones, address, limits and reward as its county has published them. */
import { client } from '../../platform/web/client.ts'
import { useText } from '../../platform/web/text.tsx'
import { useAnswer } from '../../platform/web/use-answer.ts'
import { type ResponsePlan, responsePlanContract } from '../response-plan-contract.ts'
import { responsePlanText } from '../response-plan-text.ts'

const plans = client(responsePlanContract)

export function ResponsePlanPanel({ areaId }: { areaId: string }) {
  const t = useText(responsePlanText)
  const { data } = useAnswer(areaId, (id) => plans.getResponsePlan({ areaId: Number(id) }))
  if (!data) return null
  const name = data.areaName
  if (data.published === null) return <p className="panel">{t('none', { name })}</p>
  const { content, version, publishedAt } = data.published
  return (
    <section className="panel" aria-labelledby="plan">
      <h2 id="plan">{t('here', { name })}</h2>
      {content.phones.map((phone) => (
        <p key={phone.number}>
          {phone.label} <a href={`tel:${phone.number.replace(/[^\d+]/g, '')}`}>{phone.number}</a>{' '}
          <span className="soft">{phone.hours}</span>
        </p>
      ))}
      <dl className="facts">
        <dt>{t('scope')}</dt>
        <dd>{content.scope}</dd>
        <dt>{t('answers')}</dt>
        <dd>{content.answers}</dd>
        <dt>{t('address')}</dt>
        <dd>{content.address}</dd>
      </dl>
      <Promises plan={data} />
      {content.note && <p>{content.note}</p>}
      <p className="soft">{t('asOf', { version, date: publishedAt.slice(0, 10) })}</p>
    </section>
  )
}

/** What the rulebook of the day promises. */
function Promises({
  plan: { handOver, handling, reward },
}: {
  plan: Pick<ResponsePlan, 'handOver' | 'handling' | 'reward'>
}) {
  const t = useText(responsePlanText)
  const within = (limit: ResponsePlan['handling']) =>
    limit ? t(`days.${limit.dayKind}`, { days: limit.days }) : t('days.unknown')
  return (
    <>
      <p>{t('limits', { handOver: within(handOver), handling: within(handling) })}</p>
      {reward && (
        <p>
          {t(reward.firstReporterOnly ? 'reward' : 'reward.any', {
            yuan: reward.yuan.toLocaleString('en-US'),
            days: reward.claimWithinDays,
          })}
        </p>
      )}
    </>
  )
}
