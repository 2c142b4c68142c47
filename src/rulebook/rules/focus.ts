/** The six kinds of places of article five, and abnormal electricity use. */
import type { Bilingual, RuleSeed } from '../rule.ts'
import { focusKinds } from '../values.ts'
import { bi, fromNotice, noticeDay, row } from './row.ts'

type FocusKind = (typeof focusKinds)[number]

const focus: Record<FocusKind, { title: Bilingual; appliesTo: 'enterprise' | 'area' }> = {
  castingCover: { title: bi('以铸造为名的企业', 'Foundry as a cover'), appliesTo: 'enterprise' },
  specialSteelCover: { title: bi('以特钢为名的企业', 'Special steel as a cover'), appliesTo: 'enterprise' },
  closedCapacity: { title: bi('曾被取缔产能的企业', 'Firm whose capacity was banned'), appliesTo: 'enterprise' },
  scrapRich: { title: bi('废钢多、需求旺的地区', 'Area rich in scrap with strong demand'), appliesTo: 'area' },
  remote: { title: bi('偏远难管的地区', 'Remote area, hard to supervise'), appliesTo: 'area' },
  noHistory: {
    title: bi('无历史产能、缺经验的地区', 'Area without history, hence without experience'),
    appliesTo: 'area',
  },
  abnormalElectricity: { title: bi('用电异常的企业', 'Firm with abnormal electricity use'), appliesTo: 'enterprise' },
}

export const focusRules: RuleSeed[] = focusKinds.map((kind, index) =>
  row(`focus.${kind}`, {
    referenceOnly: true,
    title: focus[kind].title,
    value: { kind, order: index + 1, appliesTo: focus[kind].appliesTo },
    source: fromNotice('五', 5),
    from: noticeDay,
    note: bi('归于企业或地区为推断', 'that it belongs to a firm or to an area is inferred'),
  }),
)
