/** One day as each delivery brought it: the newest value counts, the older ones stay to be seen. */
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useParam } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { slotLabel, slotsPerDay } from '../reading.ts'
import type { DayVersion } from '../token-contract.ts'
import { tokenText } from '../token-text.ts'
import { metering } from './metering-client.ts'

export default function DayVersionsPage() {
  const t = useText(tokenText)
  const [id, day] = [useParam('id'), useParam('day')]
  const found = useQuery({
    queryKey: ['dayVersions', id, day],
    queryFn: () => metering.listDayVersions({ id, day }),
    // every reading is recorded, so it is asked for once and kept
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  const { versions, account } = found.data
  return (
    <PageFrame title={t('versions', { day })} lead={t('versionsLead', { account })}>
      {versions.length === 0 ? (
        <p className="soft">{t('noVersions')}</p>
      ) : (
        <>
          <Versions versions={versions} />
          <Values versions={versions} />
        </>
      )}
    </PageFrame>
  )
}

function Versions({ versions }: { versions: readonly DayVersion[] }) {
  const t = useText(tokenText)
  const format = useFormat()
  return (
    <Table<DayVersion>
      size="small"
      rowKey="batch"
      dataSource={versions}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: '', render: (_, __, index) => t('version', { number: index + 1 }) },
        { title: t('at'), render: (_, { at }) => format.instant(at) },
        {
          title: t('delivery'),
          render: (_, { deliveryId, fileName }) =>
            deliveryId ? (
              <ScreenLink to={`/metering/deliveries/${deliveryId}`}>{fileName ?? deliveryId}</ScreenLink>
            ) : (
              <span className="soft">{t('otherArea')}</span>
            ),
        },
        { title: t('channel'), render: (_, { channel }) => (channel ? t(`channel.${channel}`) : '—') },
        { title: t('agreement'), render: (_, { agreement }) => agreement ?? '—' },
        {
          title: t('inForceSlots'),
          align: 'right',
          render: (_, { state, slotsInForce }) =>
            state === 'withdrawn' ? t('withdrawn') : t('slotsOf', { count: slotsInForce }),
        },
      ]}
    />
  )
}

type SlotRow = { slot: number; values: (number | null)[] }

function Values({ versions }: { versions: readonly DayVersion[] }) {
  const t = useText(tokenText)
  const format = useFormat()
  const rows = Array.from(
    { length: slotsPerDay },
    (_, slot): SlotRow => ({
      slot,
      values: versions.map(({ loadKw }) => loadKw[slot] ?? null),
    }),
  )
  // a blank takes nothing away, so it is no difference
  const differing = rows.filter(({ values }) => new Set(values.filter((value) => value !== null)).size > 1)
  const shown = versions.length > 1 ? differing : rows
  if (shown.length === 0) return <p className="soft">{t('allSame')}</p>
  return (
    <>
      <h2 className="part">{t('values')}</h2>
      {versions.length > 1 && <p className="soft">{t('changedOnly', { count: slotsPerDay - differing.length })}</p>}
      <Table<SlotRow>
        size="small"
        rowKey="slot"
        dataSource={shown}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('time'), render: (_, { slot }) => `${slotLabel(slot)}–${slotLabel(slot + 1)}` },
          ...versions.map((version, index) => ({
            key: version.batch,
            title: t('version', { number: index + 1 }),
            align: 'right' as const,
            render: (_: unknown, { values }: SlotRow) => {
              const value = values[index] ?? null
              return value === null ? '—' : format.number(value, 2)
            },
          })),
        ]}
      />
    </>
  )
}
