import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { outcomes } from '../../rulebook/values.ts'
import type { FurnaceRow } from '../contract.ts'
import { furnaceKinds, furnaceStates } from '../furnace.ts'
import { enterprisesText } from '../text.ts'
import { furnaceKindWords, furnaceStateWords, judgementWords } from '../words.ts'
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
  const pick = usePick()
  return (
    <>
      <SearchField
        label={t('searchFurnace')}
        value={filters.text}
        onChange={(text) => setFilters({ text }, { replace: true })}
      />
      <FilterSelect
        label={t('judgement')}
        value={filters.judgement}
        choices={[...outcomes, 'none']}
        wordOf={(judgement) => (judgement === 'none' ? t('notJudged') : pick(judgementWords[judgement]))}
        onChange={(judgement) => setFilters({ judgement })}
      />
      <FilterSelect
        label={t('state')}
        value={filters.state}
        choices={furnaceStates}
        wordOf={(state) => pick(furnaceStateWords[state])}
        onChange={(state) => setFilters({ state })}
      />
      <FilterSelect
        label={t('kind')}
        value={filters.kind}
        choices={furnaceKinds}
        wordOf={(kind) => pick(furnaceKindWords[kind])}
        onChange={(kind) => setFilters({ kind })}
      />
      <FilterSelect
        label={t('flagged')}
        value={filters.flagged}
        choices={['true']}
        wordOf={() => t('flagged')}
        onChange={(flagged) => setFilters({ flagged })}
      />
    </>
  )
}
