/** The figures by which a place is picked, each with its threshold and the way to its list; and what a proposal cites of them. */
import { Checkbox, Form } from 'antd'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useText } from '../../platform/web/text.tsx'
import { isShare, type PickGround, type PlacePick, pickAddress } from '../pick.ts'
import { pickText } from '../pick-text.ts'

const percent = (share: number): string => `${Math.round(share * 100)}%`

/** @param linked the figures of now have lists; those kept with a proposal are what they were. */
export function PickGrounds({ pick, linked }: { pick: PlacePick; linked: boolean }) {
  const t = useText(pickText)
  const reasons = pick.grounds.filter((one) => one.reached)
  const others = pick.grounds.filter((one) => !one.reached)
  return (
    <div className="pick-grounds">
      {reasons.length === 0 && <p className="soft">{t('reached.none')}</p>}
      <ul className="plain-list">
        {reasons.map((one) => (
          <Ground key={one.key} ground={one} areaId={pick.areaId} linked={linked} />
        ))}
      </ul>
      <details>
        <summary>{t('others')}</summary>
        <ul className="plain-list soft">
          {others.map((one) => (
            <Ground key={one.key} ground={one} areaId={pick.areaId} linked={linked} />
          ))}
        </ul>
      </details>
    </div>
  )
}

function Ground({ ground, areaId, linked }: { ground: PickGround; areaId: number; linked: boolean }) {
  const t = useText(pickText)
  const format = useFormat()
  const { key, value, atLeast, reached, standing } = ground
  const shown = (n: number) => (isShare(key) ? percent(n) : format.number(n))
  const words = value === null ? t('unknown') : t('ground.of', { value: shown(value), atLeast: shown(atLeast) })
  const opens = linked && value !== null && value > 0
  return (
    <li className={reached ? 'supervision-figure is-warning' : value === null ? 'supervision-figure is-unknown' : ''}>
      {t(`figure.${key}`)}{' '}
      {opens ? <ScreenLink to={pickAddress(key, areaId)}>{words}</ScreenLink> : <span>{words}</span>}{' '}
      {reached && <StandingTag standing={standing} />}
    </li>
  )
}

/** Of a form that proposes supervision: whether the proposal cites the figures of the moment. */
export function CitePick() {
  const t = useText(pickText)
  return (
    <Form.Item name="citePick" valuePropName="checked">
      <Checkbox>{t('cite')}</Checkbox>
    </Form.Item>
  )
}

/** What a proposal has cited; nothing where it did not. */
export function CitedPicks({ picks }: { picks: readonly PlacePick[] }) {
  const t = useText(pickText)
  const format = useFormat()
  if (picks.length === 0) return null
  return (
    <>
      <h2 className="part">{t('picked')}</h2>
      {picks.map((one) => (
        <section key={one.areaId}>
          <h3>
            {one.areaName} <small className="soft">{format.instant(one.asOf)}</small>
          </h3>
          <PickGrounds pick={one} linked={false} />
        </section>
      ))}
    </>
  )
}
