/** One delivery: its terms, its progress, what was not taken, and which accounts the ledger does not know. */
import { Progress } from 'antd'
import { Facts } from '../../platform/web/Facts.tsx'
import { formatSize, useFormat } from '../../platform/web/format.ts'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useText } from '../../platform/web/text.tsx'
import type { DeliveryAnswer } from '../delivery-contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { metering } from './metering-client.ts'

export function DeliveryBody({ delivery }: { delivery: DeliveryAnswer }) {
  const t = useText(deliveryText)
  const running = delivery.status === 'received' || delivery.status === 'importing'
  return (
    <>
      {running && <Progress percent={Math.round(delivery.progress * 100)} aria-label={t('progress')} />}
      <DeliveryFacts delivery={delivery} />
      {delivery.rejectedRows > 0 && <Rejects id={delivery.id} />}
      {delivery.unknownAccounts > 0 && <UnknownAccounts id={delivery.id} />}
    </>
  )
}

function DeliveryFacts({ delivery }: { delivery: DeliveryAnswer }) {
  const t = useText(deliveryText)
  const format = useFormat()
  const { failure, firstDay, lastDay } = delivery
  const reason = failure && t(`reject.${failure.reason}`)
  return (
    <Facts
      facts={[
        [t('agreement'), delivery.agreement],
        [t('purpose'), delivery.purpose],
        [t('basis'), delivery.basis],
        [t('deliveredAt'), format.instant(delivery.deliveredAt)],
        [t('deliveredBy'), delivery.deliveredByName ?? t(`channel.${delivery.channel}`)],
        [t('timeMark'), t(`timeMark.${delivery.timeMark}`)],
        [t('file'), `${delivery.fileName} · ${formatSize(delivery.fileSize)}`],
        [
          t('failure'),
          failure && reason ? (failure.line > 0 ? t('failureAt', { reason, line: failure.line }) : reason) : undefined,
        ],
        [t('withdrawnReason'), delivery.withdrawnReason ?? undefined],
        [t('span'), firstDay && lastDay ? t('showing', { from: firstDay, to: lastDay }) : null],
        [t('accounts'), format.number(delivery.accounts)],
        [t('dayCount'), format.number(delivery.days)],
        [t('rejected'), format.number(delivery.rejectedRows)],
        [t('unknownAccounts'), format.number(delivery.unknownAccounts)],
      ]}
    />
  )
}

function Rejects({ id }: { id: string }) {
  const t = useText(deliveryText)
  return (
    <>
      <h2 className="part">{t('rejectedList')}</h2>
      <RecordList
        name="deliveryRejects"
        queryKey={['deliveryRejects', id]}
        sheet={{ list: 'metering.listRejects', question: { id } }}
        load={(after) => metering.listRejects({ id, after })}
        rowKey={(reject) => String(reject.line)}
        columns={[
          { key: 'line', title: t('line'), width: 80, align: 'right', shown: 'first', render: (reject) => reject.line },
          { key: 'reason', title: t('reason'), render: (reject) => t(`reject.${reject.reason}`) },
          { key: 'account', title: t('account'), width: 130, render: (reject) => reject.account ?? '—' },
          { key: 'day', title: t('day'), width: 110, render: (reject) => reject.day ?? '—' },
        ]}
        emptyWords={t('noRejects')}
      />
    </>
  )
}

function UnknownAccounts({ id }: { id: string }) {
  const t = useText(deliveryText)
  const format = useFormat()
  return (
    <>
      <h2 className="part">{t('unknownList')}</h2>
      <RecordList
        name="deliveryUnknown"
        queryKey={['deliveryUnknown', id]}
        sheet={{ list: 'metering.listUnknownAccounts', question: { id } }}
        load={(after) => metering.listUnknownAccounts({ id, after })}
        rowKey={(unknown) => unknown.account}
        columns={[
          { key: 'account', title: t('account'), shown: 'first', render: (unknown) => unknown.account },
          {
            key: 'days',
            title: t('dayCount'),
            width: 100,
            align: 'right',
            render: (unknown) => format.number(unknown.days),
          },
          {
            key: 'known',
            title: t('ledger'),
            width: 110,
            render: (unknown) =>
              unknown.usagePointId ? (
                <ScreenLink to={`/metering/usage-points/${unknown.usagePointId}`}>{t('nowKnown')}</ScreenLink>
              ) : (
                <span className="soft">{t('stillUnknown')}</span>
              ),
          },
        ]}
        emptyWords={t('noUnknown')}
      />
    </>
  )
}
