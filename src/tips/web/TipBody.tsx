/** One tip as its holder sees it: what was said, what it hangs together with, forms, messages, steps, reward, sealed identity. */
import { Alert } from 'antd'
import { Facts } from '../../platform/web/Facts.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import { limitText } from '../limit-text.ts'
import type { TipDetail } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { AskedIdentities } from './AskedIdentities.tsx'
import { HandOvers } from './HandOvers.tsx'
import { RelatedTips } from './RelatedTips.tsx'
import { RewardPart } from './RewardPart.tsx'
import { TipFiles } from './TipFiles.tsx'
import { placeOf, TipDueMark, TipFlags } from './tip-marks.tsx'
import './office.css'

export function TipBody({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const l = useText(limitText)
  const format = useFormat()
  return (
    <>
      {tip.joinedTo && (
        <Alert
          type="info"
          showIcon
          title={t('joinedTo', { name: tip.joinedToName ?? '' })}
          action={<ScreenLink to={`/tips/${tip.joinedTo}`}>{tip.joinedToName}</ScreenLink>}
        />
      )}
      {tip.countyInvolved && <Alert type="warning" showIcon title={t('countyInvolvedHelp')} />}
      {tip.recheck && (
        <Alert
          type="warning"
          showIcon
          title={t('recheckOpen')}
          description={t('recheckWaits', {
            reason: t(`recheck.${tip.recheck.reason}`),
            at: format.instant(tip.recheck.openedAt),
          })}
        />
      )}
      {tip.extension && (
        <Alert
          type="warning"
          showIcon
          title={l('extensionAsked', { days: tip.extension.days })}
          description={l('extensionWords', {
            name: tip.extension.askedByName,
            at: format.instant(tip.extension.askedAt),
            reason: tip.extension.reason,
          })}
        />
      )}
      <Said tip={tip} />
      <TipFiles tip={tip} />
      <HandOvers tip={tip} />
      <Messages tip={tip} />
      <RelatedTips tip={tip} />
      <RewardPart tip={tip} />
      <AskedIdentities tip={tip} />
      <h2 className="part">{t('steps')}</h2>
      <Steps steps={tip.steps} />
    </>
  )
}

function Said({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const format = useFormat()
  return (
    <>
      <h2 className="part">
        {t('said')} <small className="soft">{t('saidHelp')}</small>
      </h2>
      <blockquote className="tip-words">{tip.words || <span className="soft">{t('noWords')}</span>}</blockquote>
      <Facts
        facts={[
          [t('kind'), <Kind key="kind" tip={tip} />],
          [t('due'), <TipDueMark key="due" tip={tip} />],
          [t('place'), placeOf(tip)],
          [t('placeWords'), tip.placeWords || undefined],
          [t('position'), tip.position ? `${tip.position.lat}, ${tip.position.lon}` : undefined],
          [t('runs'), t(`runs.${tip.runs}`)],
          [t('signs'), tip.signs.length > 0 ? tip.signs.map((sign) => t(`sign.${sign}`)).join(t('and')) : undefined],
          [t('channel'), t(`channel.${tip.channel}`)],
          [t('sourceNumber'), tip.sourceNumber ?? undefined],
          [t('receivedAt'), `${format.instant(tip.receivedAt)} · ${format.relative(tip.receivedAt)}`],
          [t('holder'), t(`holder.${tip.holderLevel}`)],
          [t('lead'), tip.leadId ? <LeadLink key="lead" id={tip.leadId} number={tip.leadNumber} /> : undefined],
          [t('answer'), tip.answer ?? undefined],
          [t('withheldFrom'), tip.withheldFrom.map(({ name }) => name).join(t('and')) || undefined],
        ]}
      />
    </>
  )
}

function Kind({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  return (
    <span>
      {t(`kind.${tip.kind}`)} <TipFlags tip={tip} />
    </span>
  )
}

const LeadLink = ({ id, number }: { id: string; number: string | null }) => (
  <ScreenLink to={`/leads/${id}`}>{number ?? id}</ScreenLink>
)

function Messages({ tip }: { tip: TipDetail }) {
  const t = useText(officeText)
  const format = useFormat()
  return (
    <>
      <h2 className="part">{t('messages')}</h2>
      {tip.messages.length === 0 && <p className="soft">{t('messagesNone')}</p>}
      <ol className="tip-messages">
        {tip.messages.map((message) => (
          <li key={message.id} className={`from-${message.sender}`}>
            <p>{message.words}</p>
            <small className="soft">
              {message.sender === 'reporter' ? t('reporter') : message.byName} · {format.instant(message.at)}
            </small>
          </li>
        ))}
      </ol>
    </>
  )
}

function Steps({ steps }: { steps: TipDetail['steps'] }) {
  const t = useText(officeText)
  const format = useFormat()
  return (
    <ol className="tip-steps">
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place, which never changes
        <li key={i}>
          {t(`step.${step.kind}`)} <span className="soft">{format.instant(step.at)}</span>
        </li>
      ))}
    </ol>
  )
}
