/** Alarms by suspicion, in the queues in which they are worked off; above them what they have yielded. */
import { Segmented, Select } from 'antd'
import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useLanguage, useText } from '../../platform/web/text.tsx'
import { usePhone } from '../../platform/web/use-phone.ts'
import { alarmCauses, alarmKinds, alarmStatuses, suspiciousKinds } from '../alarm.ts'
import { alarmAccount } from '../alarm-text.ts'
import type { AlarmRow } from '../contract.ts'
import { meteringText } from '../text.ts'
import { AlarmDrawer } from './AlarmDrawer.tsx'
import { AlarmYield } from './AlarmYield.tsx'
import { AlarmMark } from './marks.tsx'
import { metering, placeOfAlarm } from './metering-client.ts'

const queues = {
  suspicious: suspiciousKinds,
  registerFirst: ['registerFirst'],
  silentMeter: ['silentMeter'],
  plainThreshold: ['plainThreshold'],
  feederSurplus: ['feederSurplus'],
  all: alarmKinds,
} as const
type Queue = keyof typeof queues
const queueNames = [
  'suspicious',
  'registerFirst',
  'silentMeter',
  'feederSurplus',
  'plainThreshold',
  'all',
] as const satisfies readonly Queue[]

/** `any`: closed ones too. */
const shownStatuses = [...alarmStatuses, 'any'] as const

const alarmFilters = z.object({
  queue: z.enum(queueNames).optional(),
  status: z.enum(shownStatuses).optional(),
  cause: z.enum(alarmCauses).optional(),
})

export default function AlarmsPage() {
  const t = useText(meteringText)
  const { areaId } = useAreaChoice()
  const { filters, clearFilters, filtered } = useFilters(alarmFilters)
  const { openId, open, close } = useOpenRecord()
  const { queue = 'suspicious', status, cause } = filters
  return (
    <PageFrame title={t('alarms')} lead={t('alarmsLead')} scope>
      <AlarmYield areaId={areaId} />
      <RecordList
        name="alarms"
        queryKey={['alarms', filters, areaId ?? null]}
        load={(after) =>
          metering.listAlarms({
            kinds: queues[queue].join(','),
            areaId,
            after,
            cause,
            ...(status === undefined && cause === undefined ? { open: 'true' } : {}),
            ...(status !== undefined && status !== 'any' ? { status } : {}),
          })
        }
        rowKey={(alarm) => alarm.id}
        columns={useColumns()}
        onOpen={(alarm) => open(alarm.id)}
        openId={openId}
        filters={<AlarmFilters />}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noAlarms')}
      />
      <AlarmDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

function AlarmFilters() {
  const t = useText(meteringText)
  const phone = usePhone()
  const { filters, setFilters } = useFilters(alarmFilters)
  const queue = filters.queue ?? 'suspicious'
  const options = queueNames.map((value) => ({ value, label: t(`queue.${value}`) }))
  const choose = (value: Queue) => setFilters({ queue: value === 'suspicious' ? undefined : value })
  return (
    <>
      {phone ? (
        <Select aria-label={t('queue')} value={queue} onChange={choose} options={options} style={{ minWidth: 160 }} />
      ) : (
        <Segmented aria-label={t('queue')} value={queue} onChange={choose} options={options} />
      )}
      <Select
        aria-label={t('status')}
        value={filters.status ?? 'notClosed'}
        style={{ minWidth: 130 }}
        onChange={(value) => setFilters({ status: shownStatuses.find((status) => status === value) })}
        options={[
          { value: 'notClosed', label: t('allOpen') },
          { value: 'any', label: t('allStatuses') },
          ...alarmStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
    </>
  )
}

function useColumns(): RecordColumn<AlarmRow>[] {
  const t = useText(meteringText)
  const format = useFormat()
  return [
    {
      key: 'site',
      title: t('site'),
      shown: 'first',
      width: 180,
      render: (alarm) => (
        <span>
          {alarm.siteName}
          <br />
          <ScreenLink to={placeOfAlarm(alarm)}>{alarm.account || alarm.siteName}</ScreenLink>{' '}
          <span className="soft">{alarm.areaName}</span>
        </span>
      ),
    },
    {
      key: 'kind',
      title: t('kind'),
      width: 120,
      render: (alarm) => (
        <span>
          {t(`kind.${alarm.kind}`)}
          {alarm.score > 0 && <small className="soft"> {t('scoreOf', { score: format.number(alarm.score, 1) })}</small>}
        </span>
      ),
    },
    { key: 'why', title: t('why'), render: (alarm) => <Reasons alarm={alarm} /> },
    { key: 'status', title: t('status'), width: 110, render: (alarm) => <AlarmMark status={alarm.status} /> },
    {
      key: 'lead',
      title: t('lead'),
      width: 130,
      render: (alarm) =>
        alarm.leadId ? (
          <ScreenLink to={`/leads/${alarm.leadId}`}>{alarm.leadNumber ?? t('lead')}</ScreenLink>
        ) : (
          <span className="soft">{t('noLead')}</span>
        ),
    },
    {
      key: 'raised',
      title: t('raisedAt'),
      width: 140,
      shown: 'hidden',
      render: (alarm) => format.instant(alarm.raisedAt),
    },
    {
      key: 'cause',
      title: t('cause'),
      width: 140,
      shown: 'hidden',
      render: (alarm) => (alarm.cause ? t(`cause.${alarm.cause}`) : '—'),
    },
  ]
}

/** The three strongest reasons, and what speaks against. */
function Reasons({ alarm }: { alarm: AlarmRow }) {
  const t = useText(meteringText)
  const { supports, against } = alarmAccount(alarm.reasons, useLanguage())
  return (
    <div style={{ maxWidth: 430, whiteSpace: 'normal' }}>
      <ol style={{ margin: 0, paddingInlineStart: 18 }}>
        {supports.slice(0, 3).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {against[0] && (
        <div className="soft">
          {t('against')}: {against[0]}
        </div>
      )}
    </div>
  )
}
