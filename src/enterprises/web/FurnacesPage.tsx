import { Input, Select } from 'antd'
import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { outcomes } from '../../rulebook/values.ts'
import type { FurnaceRow } from '../contract.ts'
import { furnaceKinds, furnaceStates } from '../furnace.ts'
import { enterprisesText } from '../text.ts'
import { furnaceKindWords, furnaceStateWords, judgementWords } from '../words.ts'
import { useOptions } from './form-fields.tsx'
import { ledger } from './ledger-client.ts'
import './ledger.css'
import { FurnaceMark, JudgementMark } from './ledger-marks.tsx'

const furnaceFilters = z.object({
  text: z.string().optional(),
  kind: z.enum(furnaceKinds).optional(),
  state: z.enum(furnaceStates).optional(),
  judgement: z.enum([...outcomes, 'none']).optional(),
  flagged: z.enum(['true', 'false']).optional(),
})

export default function FurnacesPage() {
  const t = useText(enterprisesText)
  const { areaId } = useAreaChoice()
  const { filters, setFilters, clearFilters, filtered } = useFilters(furnaceFilters)
  const go = useNavigateTo()
  return (
    <PageFrame title={t('furnaces')} lead={t('furnacesLead')} scope>
      <RecordList
        name="furnaces"
        queryKey={['furnaces', filters, areaId]}
        sheet={{ list: 'enterprises.listFurnaces', question: { ...filters, areaId } }}
        load={(after) => ledger.listFurnaces({ ...filters, areaId, after })}
        rowKey={(furnace) => furnace.id}
        columns={useColumns()}
        onOpen={(furnace) => go(`/ledger/sites/${furnace.siteId}`)}
        filters={<Filters filters={filters} setFilters={setFilters} />}
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('noFurnaces')}
      />
    </PageFrame>
  )
}

function useColumns() {
  const t = useText(enterprisesText)
  const pick = usePick()
  const format = useFormat()
  const quantity = (value: number | null, unit: string, digits = 0) =>
    value === null ? '—' : format.quantity(value, unit, digits)
  const right = 'right' as const
  return [
    {
      key: 'label',
      title: t('furnace'),
      shown: 'first' as const,
      render: (one: FurnaceRow) => `${one.siteName} ${one.label}`,
    },
    {
      key: 'judgement',
      title: t('judgement'),
      width: 130,
      render: (one: FurnaceRow) => <JudgementMark judgement={one.judgement} />,
    },
    { key: 'state', title: t('state'), width: 110, render: (one: FurnaceRow) => <FurnaceMark state={one.state} /> },
    { key: 'place', title: t('place'), render: (one: FurnaceRow) => one.placeName },
    { key: 'kind', title: t('kind'), width: 110, render: (one: FurnaceRow) => pick(furnaceKindWords[one.kind]) },
    {
      key: 'capacity',
      title: t('capacity'),
      width: 90,
      align: right,
      render: (one: FurnaceRow) => quantity(one.capacityT, 't', 1),
    },
    {
      key: 'power',
      title: t('power'),
      width: 100,
      align: right,
      render: (one: FurnaceRow) => quantity(one.powerKw, 'kW'),
    },
    {
      key: 'transformer',
      title: t('transformer'),
      width: 110,
      align: right,
      shown: 'hidden' as const,
      render: (one: FurnaceRow) => quantity(one.transformerKva, 'kVA'),
    },
    { key: 'purpose', title: t('purpose'), render: (one: FurnaceRow) => one.purpose ?? '—' },
    { key: 'whereabouts', title: t('whereabouts'), render: (one: FurnaceRow) => one.whereabouts ?? '—' },
    {
      key: 'flagged',
      title: t('flagged'),
      shown: 'hidden' as const,
      render: (one: FurnaceRow) => (one.flagged ? t('flagged') : '—'),
    },
  ]
}

type FilterProps = Pick<ReturnType<typeof useFilters<typeof furnaceFilters>>, 'filters' | 'setFilters'>

function Filters({ filters, setFilters }: FilterProps) {
  const t = useText(enterprisesText)
  const judgements = useOptions(judgementWords)
  return (
    <>
      <Input.Search
        className="ledger-search"
        allowClear
        aria-label={t('searchFurnace')}
        placeholder={t('searchFurnace')}
        defaultValue={filters.text}
        onSearch={(text) => setFilters({ text: text.trim() || undefined })}
      />
      <Select
        allowClear
        aria-label={t('judgement')}
        placeholder={t('judgement')}
        value={filters.judgement}
        onChange={(judgement) => setFilters({ judgement })}
        options={[{ value: 'none' as const, label: t('notJudged') }, ...judgements]}
      />
      <Select
        allowClear
        aria-label={t('state')}
        placeholder={t('state')}
        value={filters.state}
        onChange={(state) => setFilters({ state })}
        options={useOptions(furnaceStateWords)}
      />
      <Select
        allowClear
        aria-label={t('kind')}
        placeholder={t('kind')}
        value={filters.kind}
        onChange={(kind) => setFilters({ kind })}
        options={useOptions(furnaceKindWords)}
      />
      <Select
        allowClear
        aria-label={t('flagged')}
        placeholder={t('flagged')}
        value={filters.flagged}
        onChange={(flagged) => setFilters({ flagged })}
        options={[{ value: 'true' as const, label: t('flagged') }]}
      />
    </>
  )
}
