/** Tips of the same matter or place. The later joins the earlier: who came first matters for the reward. */
import { ActButton } from '../../platform/web/act.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { isOpen, mayOversee } from '../tip.ts'
import { office } from './office-client.ts'

export function RelatedTips({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const format = useFormat()
  return (
    <>
      {tip.joined.length > 0 && (
        <>
          <h2 className="part">{t('joined', { count: tip.joined.length })}</h2>
          <ul className="tip-related">
            {tip.joined.map((one) => (
              <li key={one.id}>
                <ScreenLink to={`/tips/${one.id}`}>{one.codeName}</ScreenLink>{' '}
                <span className="soft">{format.instant(one.receivedAt)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="part">{t('nearby', { count: tip.nearby.length })}</h2>
      {tip.nearby.length === 0 && <p className="soft">{t('nearbyNone')}</p>}
      <ul className="tip-related">
        {tip.nearby.map((one) => (
          <NearbyTip key={one.id} tip={tip} one={one} />
        ))}
      </ul>
    </>
  )
}

function NearbyTip({ tip, one }: { tip: TipDetail; one: TipDetail['nearby'][number] }) {
  const t = useText(officeText)
  const format = useFormat()
  const me = useMe()
  const mayJoin = mayOversee(me, tip) && tip.joinedTo === null && isOpen(tip.status)
  const earlier = Date.parse(one.receivedAt) <= Date.parse(tip.receivedAt)
  return (
    <li>
      <span>
        <ScreenLink to={`/tips/${one.id}`}>{one.codeName}</ScreenLink> {t(`kind.${one.kind}`)}{' '}
        <span className="soft">
          {format.instant(one.receivedAt)}
          {mayJoin && !earlier && ` · ${t('later')}`}
        </span>
      </span>
      {mayJoin && earlier && (
        <ActButton
          label={t('join')}
          confirm={t('joinHelp', { name: one.codeName })}
          run={() => office.joinTip({ id: tip.id, to: one.id })}
        />
      )}
    </li>
  )
}
