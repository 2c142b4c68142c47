/** What the detector has yielded in this city: precision of closed alarms, finds of other ways, and the screen of practice beside it. */
import { useQuery } from '@tanstack/react-query'
import { Skeleton, Table } from 'antd'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { stringifySearch } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import type { KnownFind } from '../detector-contract.ts'
import { detectorText } from '../detector-text.ts'
import { meteringText } from '../text.ts'
import { AlarmYield } from './AlarmYield.tsx'
import { metering } from './metering-client.ts'

export function DetectorYield({ areaId }: { areaId: number | undefined }) {
  const t = useText(detectorText)
  const answer = useQuery({
    queryKey: ['detectorYield', areaId ?? null],
    queryFn: () => metering.getDetectorYield({ areaId }),
  })
  return (
    <section>
      <h2 className="part">{t('yield')}</h2>
      <AlarmYield areaId={areaId} />
      {answer.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {answer.isError && <ErrorPanel error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && (
        <>
          <p className="soft">{t('yieldLead')}</p>
          <KindTable kinds={answer.data.kinds} areaId={areaId} />
          <p>
            {answer.data.findsInAll === 0
              ? t('recallNone')
              : t('recall', { all: answer.data.findsInAll, alarmed: answer.data.findsAlarmed })}{' '}
            <span className="soft">{t('recallNote')}</span>
          </p>
          <Finds finds={answer.data.finds} />
        </>
      )}
    </section>
  )
}

type KindRow = Awaited<ReturnType<typeof metering.getDetectorYield>>['kinds'][number]

/** Each figure with the list behind it. */
const figures = [
  { key: 'open', search: {} },
  { key: 'closed', search: { status: 'closed', onSite: 'true' } },
  { key: 'forbidden', search: { status: 'closed', cause: 'forbidden', onSite: 'true' } },
  { key: 'unseen', search: { status: 'closed', onSite: 'false' } },
] as const

function KindTable({ kinds, areaId }: { kinds: readonly KindRow[]; areaId: number | undefined }) {
  const t = useText(detectorText)
  const words = useText(meteringText)
  const format = useFormat()
  return (
    <Table<KindRow>
      size="small"
      rowKey="kind"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...kinds]}
      columns={[
        { key: 'kind', title: t('kind'), render: (_, row) => words(`kind.${row.kind}`) },
        ...figures.map(({ key, search }) => ({
          key,
          title: t(key),
          align: 'right' as const,
          render: (_: unknown, row: KindRow) => (
            <ScreenLink to={`/metering/alarms${stringifySearch({ area: areaId, kind: row.kind, ...search })}`}>
              {format.number(row[key])}
            </ScreenLink>
          ),
        })),
        {
          key: 'precision',
          title: t('precision'),
          align: 'right',
          render: (_, { closed, forbidden }) =>
            closed === 0 ? <StatusMark status="unknown" word={t('unknown')} /> : format.share(forbidden / closed),
        },
      ]}
    />
  )
}

function Finds({ finds }: { finds: readonly KnownFind[] }) {
  const t = useText(detectorText)
  const format = useFormat()
  return (
    <ul>
      {finds.map((find) => (
        <li key={find.leadId}>
          <ScreenLink to={`/leads/${find.leadId}`}>{find.leadNumber}</ScreenLink> {find.siteName}{' '}
          <span className="soft">{format.instant(find.openedAt)}</span>{' '}
          {find.alarmedBefore ? t('alarmedBefore') : t('notAlarmed')}
        </li>
      ))}
    </ul>
  )
}
