import { useQueries, useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { BenchCard } from '../../platform/web/BenchCard.tsx'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { SweepRow, TargetRow } from '../contract.ts'
import { inspectionsText } from '../text.ts'
import { inspections } from './inspections-client.ts'
import { KeptDrafts } from './KeptDrafts.tsx'
import { TargetMark } from './marks.tsx'

/** What running sweeps ask of the villages I answer for: report, or state that nothing was seen. */
export function MySweeps() {
  const t = useText(inspectionsText)
  const me = useMe()
  const villages = [...new Set(me.grants.filter((grant) => grant.role === 'gridWorker').map((grant) => grant.areaId))]
  const sweeps = useQuery({ queryKey: ['sweeps', 'mine'], queryFn: () => inspections.listSweeps({ limit: 100 }) })
  const running = (sweeps.data?.rows ?? []).filter((sweep) => sweep.status === 'running')
  const wanted = running.flatMap((sweep) => villages.map((areaId) => ({ sweep, areaId })))
  const targets = useQueries({
    queries: wanted.map(({ sweep, areaId }) => ({
      queryKey: ['targets', sweep.id, 'mine', areaId],
      queryFn: () => inspections.listTargets({ id: sweep.id, areaId, limit: 200 }),
    })),
  })
  if (sweeps.isPending) return <Skeleton active paragraph={{ rows: 2 }} />
  if (sweeps.isError) return <ErrorPanel error={sweeps.error} onRetry={() => void sweeps.refetch()} />
  const found = wanted.flatMap(({ sweep, areaId }, i) => {
    const rows = targets[i]?.data?.rows ?? []
    const village = rows.find((row) => row.kind === 'village' && row.areaId === areaId)
    return village ? [{ sweep, village, sites: rows.filter((row) => row.kind === 'site') }] : []
  })
  const loading = targets.some((one) => one.isPending)
  const failed = targets.find((one) => one.isError)
  return (
    <>
      <KeptDrafts />
      {failed && <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />}
      {loading && <Skeleton active paragraph={{ rows: 2 }} />}
      {!loading && !failed && found.length === 0 && <p className="soft">{t('mySweep.none')}</p>}
      {found.map(({ sweep, village, sites }) => (
        <MyVillage key={village.id} sweep={sweep} village={village} sites={sites} />
      ))}
    </>
  )
}

function MyVillage({ sweep, village, sites }: { sweep: SweepRow; village: TargetRow; sites: TargetRow[] }) {
  const t = useText(inspectionsText)
  const format = useFormat()
  const address = `/field/observe?target=${village.id}&area=${village.areaId}`
  const unvisited = sites.filter((site) => site.status === 'unvisited').length
  return (
    <section className="my-village">
      <p>
        <strong>{village.areaName}</strong> <TargetMark status={village.status} />
      </p>
      <p className="soft">
        {sweep.name} · {t('mySweep.due', { date: format.date(sweep.dueOn) })}
      </p>
      <div className="my-village-acts">
        <LinkButton to={address} primary large block>
          {t('mySweep.report')}
        </LinkButton>
        {village.status !== 'reported' && (
          <LinkButton to={`${address}&seen=nothing`} large block>
            {t('mySweep.nothing')}
          </LinkButton>
        )}
      </div>
      <small className="soft">{t('mySweep.nothingHelp')}</small>
      {sites.length > 0 && (
        <p>
          <ScreenLink to={`/inspections/targets?sweep=${sweep.id}&area=${village.areaId}&kind=site`}>
            {t('mySweep.sites', { count: sites.length, unvisited })}
          </ScreenLink>
        </p>
      )}
    </section>
  )
}

/** On the workbench of a grid worker. */
export function MySweepPanel() {
  const t = useText(inspectionsText)
  return (
    <BenchCard title={t('mySweep')} to="/field/sweep">
      <MySweeps />
    </BenchCard>
  )
}
