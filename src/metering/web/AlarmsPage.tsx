/** Alarms by suspicion, in the queues in which they are worked off; above them what they have yielded. */
import { useQuery } from '@tanstack/react-query'
import { Select, Tabs } from 'antd'
import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useLanguage, useText } from '../../platform/web/text.tsx'
import { alarmCauses, alarmKinds, alarmStatuses } from '../alarm.ts'
import type { AlarmRow } from '../alarm-contract.ts'
import { alarmAccount } from '../alarm-text.ts'
import { kindsOf, type Queue, queueNames } from '../queue.ts'
import { queueText } from '../queue-text.ts'
import { meteringText } from '../text.ts'
import { AlarmDrawer } from './AlarmDrawer.tsx'
import { AlarmYield } from './AlarmYield.tsx'
import { LookedAt } from './LookedAt.tsx'
import { AlarmMark } from './marks.tsx'
import { metering, placeOfAlarm } from './metering-client.ts'

/** `any`: closed ones too. */
const shownStatuses = [...alarmStatuses, 'any'] as const

const alarmFilters = z.object({
  queue: z.enum(queueNames).optional(),
  status: z.enum(shownStatuses).optional(),
  cause: z.enum(alarmCauses).optional(),
  /** Whether somebody has been there, from a figure that opens its list. */
  onSite: z.enum(['true', 'false']).optional(),
  /** Kinds that a figure counts, from the link that opens its list; a queue may be wider or narrower. */
  kind: z.array(z.enum(alarmKinds)).optional(),
})

export default function AlarmsPage() {
  const t = useText(meteringText)
  const q = useText(queueText)
  const { areaId } = useAreaChoice()
  const { filters, setFilters, filtered } = useFilters(alarmFilters)
  const { openId, open, close } = useOpenRecord()
  const { status, cause, onSite, kind } = filters
  const queue = queueNames.find((name) => name === filters.queue) ?? queueNames[0]
  const question = {
    kinds: (kind ?? kindsOf(queue)).join(','),
    areaId,
    cause,
    onSite,
    ...(status === undefined && cause === undefined && { open: 'true' as const }),
    ...(status !== undefined && status !== 'any' && { status }),
  }
  return (
    <PageFrame title={t('alarms')} lead={t('alarmsLead')} scope>
      <QueueTabs queue={queue} areaId={areaId} />
      <p className="soft">{q(`queueHelp.${queue}`)}</p>
      {queue === 'plainThreshold' && <AlarmYield areaId={areaId} />}
      <RecordList
        name="alarms"
        queryKey={['alarms', queue, filters, areaId ?? null]}
        load={(after) => metering.listAlarms({ ...question, after })}
        sheet={{ list: 'metering.listAlarms', question }}
        rowKey={(alarm) => alarm.id}
        columns={useColumns()}
        onOpen={(alarm) => open(alarm.id)}
        openId={openId}
        filters={<AlarmFilters />}
        filtered={filtered && (status !== undefined || cause !== undefined || onSite !== undefined)}
        onClearFilters={() => setFilters({ status: undefined, cause: undefined, onSite: undefined })}
        emptyWords={
          <>
            {q(`queueEmpty.${queue}`)} <LookedAt areaId={areaId} />
          </>
        }
      />
      {queue !== 'plainThreshold' && <AlarmYield areaId={areaId} />}
      <AlarmDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

/** Queues with how many alarms wait in each. */
function QueueTabs({ queue, areaId }: { queue: Queue; areaId: number | undefined }) {
  const t = useText(meteringText)
  const q = useText(queueText)
  const format = useFormat()
  const { setFilters } = useFilters(alarmFilters)
  const answer = useQuery({ queryKey: ['alarmYield', areaId ?? null], queryFn: () => metering.getYield({ areaId }) })
  const waiting = (name: Queue): string => {
    const rows = answer.data?.rows.filter(({ kind }) => kindsOf(name).includes(kind))
    return rows ? ` ${format.number(rows.reduce((sum, { open }) => sum + open, 0))}` : ''
  }
  return (
    <Tabs
      aria-label={t('queue')}
      activeKey={queue}
      onChange={(key) => {
        const chosen = queueNames.find((name) => name === key)
        setFilters({ queue: chosen === queueNames[0] ? undefined : chosen, kind: undefined })
      }}
      items={queueNames.map((name) => ({ key: name, label: `${q(`queue.${name}`)}${waiting(name)}` }))}
    />
  )
}

function AlarmFilters() {
  const t = useText(meteringText)
  const q = useText(queueText)
  const { filters, setFilters } = useFilters(alarmFilters)
  return (
    <>
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
      <FilterSelect
        label={t('cause')}
        all={q('allCauses')}
        value={filters.cause}
        choices={alarmCauses}
        wordOf={(cause) => t(`cause.${cause}`)}
        onChange={(cause) => setFilters({ cause })}
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
          <span className="soft">{alarm.areaName}</span>
        </span>
      ),
    },
    {
      key: 'account',
      title: t('account'),
      width: 120,
      render: (alarm) => <ScreenLink to={placeOfAlarm(alarm)}>{alarm.account || alarm.siteName}</ScreenLink>,
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
