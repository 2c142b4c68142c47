/** Observations in my scope, newest first. */

import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { hasRole } from '../../platform/shared/permission.ts'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { useFormat } from '../../platform/web/format.ts'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordDrawer } from '../../platform/web/RecordDrawer.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { StatusMark } from '../../platform/web/StatusMark.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { ObservationRow } from '../contract.ts'
import { evidenceText } from '../evidence-text.ts'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'
import { ObservationFacts } from './ObservationFacts.tsx'
import { useJoin } from './words.ts'

const observationFilters = z.object({ site: z.uuid().optional(), target: z.uuid().optional() })

export default function ObservationsPage() {
  const t = useText(inspectionsText)
  const me = useMe()
  const { areaId } = useAreaChoice()
  const { filters, clearFilters, filtered } = useFilters(observationFilters)
  const { openId, open, close } = useOpenRecord()
  const columns = useObservationColumns()
  return (
    <PageFrame
      title={t('observations')}
      scope
      actions={
        hasRole(me, 'gridWorker', 'townshipLeader', 'countyOffice', 'cityOffice', 'departmentOfficer') && (
          <LinkButton to="/field/observe" primary>
            {t('observe')}
          </LinkButton>
        )
      }
    >
      <RecordList
        name="observations"
        queryKey={['observations', filters, areaId]}
        load={(after) =>
          inspections.listObservations({ siteId: filters.site, sweepTargetId: filters.target, areaId, after })
        }
        sheet={{
          list: 'inspections.listObservations',
          question: { siteId: filters.site, sweepTargetId: filters.target, areaId },
        }}
        rowKey={(row) => row.id}
        columns={columns}
        onOpen={(row) => open(row.id)}
        openId={openId}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('observations.none')}
      />
      <ObservationDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

function useObservationColumns(): RecordColumn<ObservationRow>[] {
  const t = useText(inspectionsText)
  const e = useText(evidenceText)
  const join = useJoin()
  const format = useFormat()
  return [
    {
      key: 'seen',
      title: t('seen'),
      shown: 'first',
      render: (row) => join(row.seen.map((sign) => e(`sign.${sign}`))),
    },
    { key: 'place', title: t('place'), render: (row) => row.siteName ?? row.areaName },
    { key: 'area', title: t('village'), shown: 'hidden', render: (row) => row.areaName },
    { key: 'observer', title: t('observer'), render: (row) => row.observerName },
    { key: 'observedAt', title: t('observedAt'), width: 170, render: (row) => format.instant(row.observedAt) },
    {
      key: 'photos',
      title: t('photos'),
      width: 90,
      align: 'right',
      render: (row) => format.number(row.photoIds.length),
    },
    {
      key: 'lead',
      title: t('lead'),
      width: 120,
      render: (row) => (row.leadId ? <StatusMark status="due" word={t('reportedAsLead')} /> : '—'),
    },
  ]
}

function ObservationDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const t = useText(inspectionsText)
  const found = useQuery({
    queryKey: ['observation', id],
    queryFn: () => inspections.getObservation({ id: id ?? '' }),
    enabled: id !== undefined,
  })
  return (
    <RecordDrawer
      subjectId={id}
      onClose={onClose}
      title={t('observation')}
      address={`/inspections/observations/${id}`}
      loading={found.isPending}
      error={found.error}
      onRetry={() => void found.refetch()}
    >
      {found.data && <ObservationFacts observation={found.data} />}
    </RecordDrawer>
  )
}
