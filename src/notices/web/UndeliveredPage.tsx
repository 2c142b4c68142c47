/** Who could not be told: addressees without anybody who can sign in, and reminders that did not arrive. */
import { messageTitle } from '../../platform/shared/message.ts'
import type { UndeliveredRow } from '../../platform/shared/outbox-contract.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'
import { ActButton } from '../../platform/web/act.tsx'
import { type Answer, call } from '../../platform/web/client.ts'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useNavigateTo } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import type { noticesContract } from '../contract.ts'
import { deliveryText } from '../delivery-text.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'

type Unreached = Answer<typeof noticesContract.listUnreached>['rows'][number]

export default function UndeliveredPage() {
  const t = useText(deliveryText)
  const navigate = useNavigateTo()
  const unreached = useUnreachedColumns()
  const undelivered = useUndeliveredColumns()
  return (
    <PageFrame title={t('undelivered')} lead={t('undelivered.lead')}>
      <h2 className="part">{t('unreached')}</h2>
      <RecordList
        name="unreached"
        queryKey={['unreached']}
        load={(after) => notices.listUnreached({ after })}
        sheet={{ list: 'notices.listUnreached', question: {} }}
        rowKey={(row) => row.id}
        columns={unreached}
        onOpen={(row) => navigate(`/notices/${row.noticeId}`)}
        emptyWords={t('unreached.none')}
      />
      <h2 className="part">{t('givenUp')}</h2>
      <RecordList
        name="undelivered"
        queryKey={['undelivered']}
        sheet={{ list: 'platform.listUndelivered', question: {} }}
        load={(after) => call(platformContract.listUndelivered, { after })}
        rowKey={(row) => row.id}
        columns={undelivered}
        emptyWords={t('givenUp.none')}
      />
    </PageFrame>
  )
}

function useUnreachedColumns(): RecordColumn<Unreached>[] {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const pick = usePick()
  const format = useFormat()
  return [
    {
      key: 'addressee',
      title: n('addressee'),
      shown: 'first',
      render: (row) => (row.agencyName ? pick(row.agencyName) : row.areaName),
    },
    { key: 'reach', title: t('reach'), render: (row) => t(`reach.${row.reach}`) },
    { key: 'number', title: n('number'), render: (row) => row.noticeNumber },
    {
      key: 'title',
      title: n('title'),
      render: (row) => <ScreenLink to={`/notices/${row.noticeId}`}>{row.noticeTitle}</ScreenLink>,
    },
    { key: 'issuedOn', title: n('issuedOn'), width: 160, render: (row) => format.date(row.issuedOn) },
  ]
}

function useUndeliveredColumns(): RecordColumn<UndeliveredRow>[] {
  const t = useText(deliveryText)
  const n = useText(noticesText)
  const format = useFormat()
  const pick = usePick()
  const pathOf = useSubjectPath()
  return [
    { key: 'person', title: t('person'), shown: 'first', render: (row) => row.officialName },
    { key: 'channel', title: t('channel'), width: 120, render: (row) => t(`channel.${row.channel}`) },
    {
      key: 'number',
      title: n('number'),
      render: (row) => {
        const path = pathOf(row.matterKind, row.matterId)
        const title = messageTitle(row)
        const words = typeof title === 'string' ? title : pick(title)
        return path ? <ScreenLink to={path}>{words}</ScreenLink> : words
      },
    },
    { key: 'failure', title: t('failure'), render: (row) => row.failure ?? t('failure.none') },
    { key: 'attempts', title: t('attempts'), width: 100, render: (row) => row.attempts },
    { key: 'endedAt', title: t('endedAt'), render: (row) => format.instant(row.endedAt) },
    {
      key: 'again',
      title: '',
      render: (row) => (
        <ActButton
          label={t('sendAgain')}
          run={() => call(platformContract.sendAgain, { id: row.id })}
          done={t('sendAgain.done')}
        />
      ),
    },
  ]
}
