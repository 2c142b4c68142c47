/** Signs of faked work: the list, and one of them with its reasons and records. */
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { ActButton } from '../../platform/web/act.tsx'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { Facts } from '../../platform/web/Facts.tsx'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { type MarkStatus, StatusMark } from '../../platform/web/StatusMark.tsx'
import { useSubjectPath } from '../../platform/web/screen.ts'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { type Flag, type FlagStatus, flagKinds, flagStatuses, valuesOf } from '../flag.ts'
import { flagText } from '../flag-text.ts'
import { inspections } from './inspections-client.ts'

const flagFilters = z.object({ kind: z.enum(flagKinds).optional(), status: z.enum(flagStatuses).optional() })
const marks: Record<FlagStatus, MarkStatus> = { open: 'soon', dismissed: 'ended', followedUp: 'done' }

function useWhy(): (flag: Pick<Flag, 'kind' | 'reasons'>) => string {
  const t = useText(flagText)
  return ({ kind, reasons }) => t(`why.${kind}`, valuesOf(reasons))
}

export default function FlagsPage() {
  const t = useText(flagText)
  const format = useFormat()
  const why = useWhy()
  const { areaId } = useAreaChoice()
  const { filters, setFilters, clearFilters, filtered } = useFilters(flagFilters)
  const { openId, open, close } = useOpenRecord()
  return (
    <PageFrame title={t('flags')} lead={t('flagsLead')} scope>
      <RecordList
        name="workFlags"
        queryKey={['workFlags', filters, areaId]}
        sheet={{ list: 'inspections.listFlags', question: { ...filters, areaId } }}
        load={(after) => inspections.listFlags({ ...filters, areaId, after })}
        rowKey={(row) => row.id}
        onOpen={(row) => open(row.id)}
        openId={openId}
        columns={[
          { key: 'kind', title: t('kind'), shown: 'first', render: (row) => t(`kind.${row.kind}`) },
          { key: 'why', title: t('reasons'), render: why },
          { key: 'who', title: t('who'), render: (row) => row.officialName ?? '—' },
          { key: 'area', title: t('area'), render: (row) => row.areaName },
          { key: 'at', title: t('foundAt'), width: 170, render: (row) => format.instant(row.foundAt) },
          {
            key: 'status',
            title: t('status'),
            width: 140,
            render: (row) => <StatusMark status={marks[row.status]} word={t(`status.${row.status}`)} />,
          },
        ]}
        filters={
          <>
            <FilterSelect
              label={t('kind')}
              value={filters.kind}
              choices={flagKinds}
              wordOf={(kind) => t(`kind.${kind}`)}
              onChange={(kind) => setFilters({ kind })}
            />
            <FilterSelect
              label={t('status')}
              value={filters.status}
              choices={flagStatuses}
              wordOf={(status) => t(`status.${status}`)}
              onChange={(status) => setFilters({ status })}
            />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('none')}
      />
      <FlagDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

function FlagDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(flagText)
  const format = useFormat()
  const why = useWhy()
  const query = useQuery({
    queryKey: ['workFlag', id],
    queryFn: () => inspections.getFlag({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  const found = query.data
  const decide = (decision: 'dismiss' | 'followUp') => (reason: string) =>
    inspections.decideFlag({ id: id ?? '', decision, reason })
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={found && t(`kind.${found.kind}`)}
      loading={query.isPending}
      error={query.error}
      onRetry={() => void query.refetch()}
      acts={
        found?.status === 'open' && (
          <>
            <ActButton primary label={t('followUp')} reason="required" run={decide('followUp')} />
            <ActButton label={t('dismiss')} reason="required" run={decide('dismiss')} />
          </>
        )
      }
    >
      {found && (
        <>
          <Facts
            facts={[
              [t('reasons'), why(found)],
              [t('rule'), <StandingTag key="standing" standing={found.ruleStanding} />],
              [t('who'), found.officialName],
              [t('area'), found.areaName],
              [t('foundAt'), format.instant(found.foundAt)],
              [
                t('status'),
                <StatusMark key="status" status={marks[found.status]} word={t(`status.${found.status}`)} />,
              ],
              [t('decidedBy'), found.decidedByName ?? undefined],
              [t('decisionReason'), found.decisionReason ?? undefined],
            ]}
          />
          <Records flag={found} />
        </>
      )}
    </RecordDrawer>
  )
}

function Records({ flag }: { flag: Flag }) {
  const t = useText(flagText)
  const pathOf = useSubjectPath()
  return (
    <>
      <h3 className="part">{t('records')}</h3>
      <ul className="plain-list">
        {flag.subjectIds.map((id, n) => (
          <li key={id}>
            <ScreenLink to={pathOf(flag.subjectKind, id) ?? ''}>
              {t(`record.${flag.subjectKind}`, { n: n + 1 })}
            </ScreenLink>
          </li>
        ))}
      </ul>
    </>
  )
}
