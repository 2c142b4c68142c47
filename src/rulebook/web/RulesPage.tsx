/** The rulebook on a day. */
import { z } from 'zod'
import { useAsOf } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { LinkButton } from '../../platform/web/LinkButton.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { platformText } from '../../platform/web/platform-text.ts'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { SearchField } from '../../platform/web/SearchField.tsx'
import { StandingTag } from '../../platform/web/StandingTag.tsx'
import { useFilters, useOpenRecord } from '../../platform/web/search.ts'
import { useMe } from '../../platform/web/session.ts'
import { usePick, useText } from '../../platform/web/text.tsx'
import { mayEnterCalendarYear } from '../calendar-year.ts'
import { shownFamilies, standings } from '../rule.ts'
import { rulebookText } from '../text.ts'
import { RuleDrawer } from './RuleDrawer.tsx'
import { rulebook, useFamilyWord } from './rulebook-client.ts'

const ruleFilters = z.object({
  family: z.enum(shownFamilies).optional(),
  standing: z.enum(standings).optional(),
  text: z.string().optional(),
})

export default function RulesPage() {
  const t = useText(rulebookText)
  const words = useText(platformText)
  const pick = usePick()
  const familyWord = useFamilyWord()
  const me = useMe()
  const { asOf } = useAsOf()
  const { filters, setFilters, clearFilters, filtered } = useFilters(ruleFilters)
  const { openId, open, close } = useOpenRecord()
  return (
    <PageFrame
      title={t('rules')}
      lead={t('rulesLead')}
      actions={mayEnterCalendarYear(me) && <LinkButton to="/rules/calendar-year">{t('enterYear')}</LinkButton>}
    >
      <RecordList
        name="rules"
        queryKey={['rules', filters, asOf]}
        sheet={{ list: 'rulebook.listRules', question: { ...filters, asOf } }}
        load={(after) => rulebook.listRules({ ...filters, asOf, after })}
        rowKey={(row) => row.id}
        onOpen={(row) => open(row.id)}
        openId={openId}
        columns={[
          {
            key: 'title',
            title: t('title'),
            shown: 'first',
            render: (row) => (
              <>
                {pick(row.title)}
                {row.referenceOnly && <small className="soft"> · {t('referenceOnly')}</small>}
              </>
            ),
          },
          { key: 'family', title: t('family'), width: 160, render: (row) => familyWord(row.key) },
          {
            key: 'standing',
            title: t('standing'),
            width: 140,
            render: (row) => <StandingTag standing={row.standing} grade={row.grade} />,
          },
          { key: 'citation', title: t('citation'), render: (row) => pick(row.citation) },
          { key: 'validFrom', title: t('validFrom'), width: 120, render: (row) => row.validFrom },
          { key: 'validTo', title: t('validTo'), width: 120, render: (row) => row.validTo ?? t('stillHolds') },
          { key: 'key', title: t('key'), shown: 'hidden', render: (row) => <code>{row.key}</code> },
        ]}
        filters={
          <>
            <SearchField
              value={filters.text}
              label={t('search')}
              onChange={(text) => setFilters({ text }, { replace: true })}
            />
            <FilterSelect
              label={t('family')}
              value={filters.family}
              choices={shownFamilies}
              wordOf={(family) => t(`family.${family}`)}
              onChange={(family) => setFilters({ family })}
            />
            <FilterSelect
              label={t('standing')}
              value={filters.standing}
              choices={standings}
              wordOf={(standing) => words(`standing.${standing}`)}
              onChange={(standing) => setFilters({ standing })}
            />
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('none')}
      />
      <RuleDrawer id={openId} onClose={close} />
    </PageFrame>
  )
}
