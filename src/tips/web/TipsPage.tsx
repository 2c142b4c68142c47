/** The tips I handle or oversee: open ones unless others are asked for, filters in the address, the record in the drawer. */
import { Button, Select } from 'antd'
import { z } from 'zod'
import { useAreaChildren } from '../../platform/web/area-source.ts'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { Present } from '../../platform/web/Present.tsx'
import { type RecordColumn, RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useNavigateTo, useOpenRecord } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { useText } from '../../platform/web/text.tsx'
import type { TipRow } from '../office-contract.ts'
import { officeText } from '../office-text.ts'
import { tipStatuses } from '../tip.ts'
import { office } from './office-client.ts'
import { TipDrawer } from './TipDrawer.tsx'
import { placeOf, TipDueMark, TipFlags, TipStatusMark } from './tip-marks.tsx'
import './office.css'

const shown = ['closed', 'all', 'recheck', 'waiting'] as const

const tipFilters = z.object({
  status: z.enum(tipStatuses).optional(),
  /** Open ones where nothing is said. */
  show: z.enum(shown).optional(),
  county: z.string().regex(/^\d+$/).optional(),
  text: z.string().optional(),
})

const openOf = ({ show, status }: z.output<typeof tipFilters>): 'true' | 'false' | undefined => {
  if (status !== undefined || show === 'all' || show === 'recheck' || show === 'waiting') return undefined
  return show === 'closed' ? 'false' : 'true'
}

export default function TipsPage() {
  const t = useText(officeText)
  const go = useNavigateTo()
  const { filters, clearFilters, filtered } = useFilters(tipFilters)
  const { openId, open, close } = useOpenRecord()
  const { status, county, text } = filters
  const countyId = county === undefined ? undefined : Number(county)
  const recheck = filters.show === 'recheck' ? 'open' : undefined
  const waiting = filters.show === 'waiting' ? 'true' : undefined
  const question = { status, open: openOf(filters), recheck, waiting, countyId, text } as const
  return (
    <PageFrame
      title={t('title')}
      lead={t('listLead')}
      actions={
        <Present>
          <Button onClick={() => go('/tips/enter')}>{t('enter')}</Button>
        </Present>
      }
    >
      <RecordList
        name="tips"
        queryKey={['tips', filters]}
        sheet={{ list: 'tips.listTips', question }}
        load={(after) => office.listTips({ ...question, after })}
        rowKey={(tip) => tip.id}
        columns={useColumns()}
        onOpen={(tip) => open(tip.id)}
        openId={openId}
        filters={<TipFilters />}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('emptyOpen')}
      />
      <TipDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}

function useColumns(): RecordColumn<TipRow>[] {
  const t = useText(officeText)
  const format = useFormat()
  return [
    {
      key: 'kind',
      title: t('kind'),
      shown: 'first',
      render: (tip) => (
        <span className="tip-first">
          <span className="soft">{tip.codeName}</span> {t(`kind.${tip.kind}`)} <TipFlags tip={tip} />
        </span>
      ),
    },
    { key: 'status', title: t('status'), width: 190, render: (tip) => <TipStatusMark tip={tip} /> },
    { key: 'due', title: t('due'), width: 170, render: (tip) => <TipDueMark tip={tip} compact /> },
    { key: 'place', title: t('place'), width: 170, render: placeOf },
    { key: 'holder', title: t('holder'), width: 90, render: (tip) => t(`holder.${tip.holderLevel}`) },
    { key: 'channel', title: t('channel'), width: 110, render: (tip) => t(`channel.${tip.channel}`) },
    {
      key: 'received',
      title: t('receivedAt'),
      width: 130,
      shown: 'hidden',
      render: (tip) => format.instant(tip.receivedAt),
    },
  ]
}

function TipFilters() {
  const t = useText(officeText)
  const me = useMe()
  const { filters, setFilters } = useFilters(tipFilters)
  const oversees = me.grants.some((grant) => grant.role === 'cityOffice')
  const chosen = filters.status ?? filters.show ?? ''
  return (
    <>
      <SearchField
        label={t('search')}
        value={filters.text}
        onChange={(text) => setFilters({ text }, { replace: true })}
      />
      <Select
        aria-label={t('status')}
        value={chosen}
        style={{ minWidth: 170 }}
        onChange={(value) =>
          setFilters({
            status: tipStatuses.find((status) => status === value),
            show: shown.find((one) => one === value),
          })
        }
        options={[
          { value: '', label: t('openOnes') },
          { value: 'closed', label: t('closedOnes') },
          { value: 'all', label: t('allOnes') },
          ...(oversees ? (['recheck', 'waiting'] as const).map((value) => ({ value, label: t(`show.${value}`) })) : []),
          ...tipStatuses.map((status) => ({ value: status, label: t(`status.${status}`) })),
        ]}
      />
      {oversees && <CountyFilter />}
    </>
  )
}

function CountyFilter() {
  const t = useText(officeText)
  const { filters, setFilters } = useFilters(tipFilters)
  const city = useAreaChildren(null).data?.[0]
  const counties = useAreaChildren(city?.id ?? null, city !== undefined)
  return (
    <Select
      aria-label={t('county')}
      value={filters.county ?? ''}
      style={{ minWidth: 150 }}
      onChange={(county) => setFilters({ county: county || undefined })}
      options={[
        { value: '', label: t('allCounties') },
        ...(counties.data ?? []).map((area) => ({ value: String(area.id), label: area.name })),
      ]}
    />
  )
}
