/** How a tip's state, its strictest limit and what is special about it are shown, in lists and on the record. */
import { CommentOutlined, ExclamationCircleOutlined, EyeInvisibleOutlined } from '@ant-design/icons'
import { useFormat } from '../../platform/web/format.ts'
import { DaysLeft } from '../../platform/web/LimitMark.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { TipRow } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { isOpen, type TipStatus } from '../tip.ts'

/** A founded tip is not done before it is dealt with. */
const markOf = (status: TipStatus): MarkStatus => (isOpen(status) || status === 'founded' ? 'due' : 'done')

export function TipStatusMark({ tip }: { tip: Pick<TipRow, 'status' | 'joinedTo' | 'waiting'> }) {
  const t = useText(officeText)
  return (
    <>
      <StatusMark status={markOf(tip.status)} word={t(`status.${tip.status}`)} />
      {tip.waiting && <small className="soft"> {t('waitingMark')}</small>}
      {tip.joinedTo !== null && <small className="soft"> {t('joinedMark')}</small>}
    </>
  )
}

/** @param compact the mark and the date, for lists. */
export function TipDueMark({
  tip,
  compact,
}: {
  tip: Pick<TipRow, 'dueOn' | 'dueStatus' | 'waiting'>
  compact?: boolean
}) {
  const t = useText(officeText)
  const format = useFormat()
  const { dueOn, dueStatus } = tip
  if (dueOn === null || dueStatus === null)
    return <span className="soft">{t(tip.waiting ? 'limitWaits' : 'noLimit')}</span>
  return (
    <span className="limit-mark">
      <StatusMark status={dueStatus} />
      <span className="limit-date">{format.date(dueOn)}</span>
      {!compact && <DaysLeft dueOn={dueOn} />}
    </span>
  )
}

/** What whoever goes through the list must not miss. */
export function TipFlags({ tip }: { tip: Pick<TipRow, 'awaitsReading' | 'countyInvolved' | 'disputed'> }) {
  const t = useText(officeText)
  return (
    <>
      {tip.awaitsReading && (
        <span className="tip-flag tip-flag-word">
          <CommentOutlined aria-hidden /> {t('awaitsReading')}
        </span>
      )}
      {tip.countyInvolved && (
        <span className="tip-flag tip-flag-kept" title={t('countyInvolvedHelp')}>
          <EyeInvisibleOutlined aria-hidden /> {t('countyInvolved')}
        </span>
      )}
      {tip.disputed && (
        <span className="tip-flag">
          <ExclamationCircleOutlined aria-hidden /> {t('disputed')}
        </span>
      )}
    </>
  )
}

/** County and place, once where they are the same. */
export const placeOf = ({ countyName, placeName }: Pick<TipRow, 'countyName' | 'placeName'>): string =>
  [countyName, placeName].filter((name, index, all) => all.indexOf(name) === index).join(' ')
