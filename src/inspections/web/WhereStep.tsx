import { useQuery } from '@tanstack/react-query'
import { Input, Select, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { areasContract } from '../../areas/contract.ts'
import { enterprisesContract } from '../../enterprises/contract.ts'
import { covers, type Grant, scopePaths } from '../../platform/shared/permission.ts'
import { useAreaChildren, useAreaName } from '../../platform/web/area-source.ts'
import { client } from '../../platform/web/client.ts'
import { ErrorPanel } from '../../platform/web/ErrorPanel.tsx'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import { inspectionsText } from '../text.ts'
import type { DraftState } from './observation-draft.ts'
import { Tile } from './Tile.tsx'

const areas = client(areasContract)
const enterprises = client(enterprisesContract)

/** Where am I: my own village, and which site, if any. */
export function WhereStep({ state }: { state: DraftState }) {
  const t = useText(inspectionsText)
  const me = useMe()
  const villages = [...new Map(me.grants.filter((g) => g.areaLevel === 'village').map((g) => [g.areaId, g])).values()]
  const { draft, change } = state
  const only = villages.length === 1 ? villages[0] : undefined
  useEffect(() => {
    // there is nothing to choose: do not ask
    if (draft.areaId === null && only) change({ areaId: only.areaId })
  })
  return (
    <>
      {villages.length > 0 ? (
        villages.map((grant) => <VillageTile key={grant.areaId} grant={grant} state={state} />)
      ) : (
        <AreaSearch state={state} />
      )}
      {draft.areaId === null ? (
        <p className="soft">{t('where.none')}</p>
      ) : (
        <SiteChoice key={draft.areaId} areaId={draft.areaId} state={state} />
      )}
    </>
  )
}

function VillageTile({ grant, state }: { grant: Grant; state: DraftState }) {
  const name = useAreaName(grant.areaId)
  const { draft, change } = state
  const pressed = draft.areaId === grant.areaId
  return (
    <Tile
      pressed={pressed}
      onPress={() => change({ areaId: grant.areaId, areaName: name ?? '', siteId: null, siteName: null })}
    >
      {name ?? grant.areaId}
    </Tile>
  )
}

/** For whoever answers for more than villages. */
function AreaSearch({ state }: { state: DraftState }) {
  const t = useText(inspectionsText)
  const me = useMe()
  const [text, setText] = useState('')
  const { draft, change } = state
  const current = useAreaName(draft.areaId ?? undefined)
  const top = useAreaChildren(null)
  const below = useAreaChildren(top.data?.[0]?.id ?? null, top.data?.length === 1)
  const found = useQuery({
    queryKey: ['searchAreas', text],
    queryFn: () => areas.searchAreas({ text }),
    enabled: text.trim() !== '',
  })
  const scope = scopePaths(me)
  const rows = (found.data?.rows ?? []).filter((row) => scope.some((path) => covers(path, row.path)))
  const near = [...(top.data ?? []), ...(below.data ?? [])].map((area) => ({ value: area.id, label: area.name }))
  const named = rows.map((row) => ({ value: row.id, label: [...row.above.slice(1), row.name].join(' ') }))
  const options = text.trim() === '' ? near : named
  const known = draft.areaId !== null && !options.some((one) => one.value === draft.areaId)
  return (
    <Select
      className="wide-select"
      size="large"
      showSearch={{ filterOption: false, onSearch: setText }}
      aria-label={t('where.searchArea')}
      placeholder={t('where.searchArea')}
      loading={found.isFetching}
      value={draft.areaId ?? undefined}
      options={
        known && draft.areaId !== null
          ? [{ value: draft.areaId, label: current ?? draft.areaName }, ...options]
          : options
      }
      onChange={(areaId: number) => {
        const name = [...rows, ...(top.data ?? []), ...(below.data ?? [])].find((row) => row.id === areaId)?.name ?? ''
        change({ areaId, areaName: name, siteId: null, siteName: null })
      }}
    />
  )
}

const shownSites = 8

function SiteChoice({ areaId, state }: { areaId: number; state: DraftState }) {
  const t = useText(inspectionsText)
  const { draft, change } = state
  const [text, setText] = useState('')
  const sites = useQuery({
    queryKey: ['sites', areaId, text],
    queryFn: () => enterprises.listSites({ areaId, text: text || undefined, limit: shownSites }),
  })
  const rows = sites.data?.rows ?? []
  // the target of a sweep is fixed; its site too
  const fixed = draft.sweepTargetId !== null
  return (
    <>
      <h3 className="step-part">{t('where.sites')}</h3>
      {!fixed && (
        <Tile pressed={draft.siteId === null} onPress={() => change({ siteId: null, siteName: null })}>
          {t('where.publicSpace')}
        </Tile>
      )}
      {fixed && draft.siteId === null && (
        <Tile pressed onPress={() => undefined}>
          {t('where.publicSpace')}
        </Tile>
      )}
      {draft.siteId !== null && !rows.some((site) => site.id === draft.siteId) && (
        <Tile pressed onPress={() => undefined}>
          {draft.siteName ?? <SiteName siteId={draft.siteId} state={state} />}
        </Tile>
      )}
      {!fixed && (sites.data?.next || text) && (
        <Input.Search
          size="large"
          allowClear
          placeholder={t('where.searchSite')}
          aria-label={t('where.searchSite')}
          onSearch={setText}
        />
      )}
      {sites.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {sites.isError && <ErrorPanel error={sites.error} onRetry={() => void sites.refetch()} />}
      {rows
        .filter((site) => !fixed || site.id === draft.siteId)
        .map((site) => (
          <Tile
            key={site.id}
            pressed={draft.siteId === site.id}
            note={site.address}
            onPress={() => change({ siteId: site.id, siteName: site.name })}
          >
            {site.name}
          </Tile>
        ))}
    </>
  )
}

/** Name of a site that came by address. */
function SiteName({ siteId, state }: { siteId: string; state: DraftState }) {
  const site = useQuery({ queryKey: ['site', siteId], queryFn: () => enterprises.getSite({ id: siteId }) })
  const name = site.data?.name
  const { draft, change } = state
  useEffect(() => {
    if (name && draft.siteName !== name) change({ siteName: name })
  })
  return <>{name ?? '…'}</>
}
