/** All events, newest first, for the audit administrator. */
import { z } from 'zod'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useWords } from '../../platform/web/screen.ts'
import { useFilters } from '../../platform/web/search.ts'
import { platform } from '../../platform/web/session.ts'
import { EventMove } from '../../platform/web/Timeline.tsx'
import { usePick, useText } from '../../platform/web/text.tsx'
import { agenciesText } from '../text.ts'

const auditFilters = z.object({ kind: z.string().optional() })

export default function AuditPage() {
  const t = useText(agenciesText)
  const pick = usePick()
  const format = useFormat()
  const wordOf = useWords('eventWords')
  const { filters, setFilters, clearFilters, filtered } = useFilters(auditFilters)
  const word = (kind: string) => {
    const words = wordOf(kind)
    return words ? pick(words) : kind
  }
  return (
    <PageFrame title={t('audit')} lead={t('auditLead')}>
      <RecordList
        name="audit"
        queryKey={['audit', filters]}
        sheet={{ list: 'platform.listAudit', question: filters }}
        load={(after) => platform.listAudit({ ...filters, after })}
        rowKey={(row) => String(row.id)}
        columns={[
          { key: 'at', title: t('at'), width: 170, shown: 'first', render: (row) => format.instant(row.at) },
          { key: 'what', title: t('what'), render: (row) => <span title={row.kind}>{word(row.kind)}</span> },
          { key: 'who', title: t('who'), width: 140, render: (row) => row.actorName ?? t('program') },
          {
            key: 'subject',
            title: t('subject'),
            render: (row) => <small>{`${row.subjectKind} ${row.subjectId}`}</small>,
          },
          {
            key: 'state',
            title: t('state'),
            width: 180,
            render: (row) =>
              row.toStatus === null || row.toStatus === row.fromStatus ? '—' : <EventMove event={row} />,
          },
          {
            key: 'details',
            title: t('details'),
            shown: 'hidden',
            render: (row) => <small>{JSON.stringify(row.changed)}</small>,
          },
          {
            key: 'sealed',
            title: t('seal'),
            width: 130,
            render: (row) => (
              <StatusMark status={row.sealed ? 'done' : 'due'} word={t(row.sealed ? 'sealed' : 'unsealed')} />
            ),
          },
        ]}
        filters={
          <SearchField
            value={filters.kind}
            label={t('kind')}
            onChange={(kind) => setFilters({ kind }, { replace: true })}
          />
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noEvents')}
      />
    </PageFrame>
  )
}
