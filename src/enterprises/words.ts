/** The ledger's closed vocabularies in both languages, for screens, templates and exports alike. */
import type { Bilingual } from '../platform/shared/text.ts'
import type { focusKinds, JudgementOutcome } from '../rulebook/values.ts'
import type { FurnaceKind, FurnaceState } from './furnace.ts'
import type { Shift } from './licence.ts'
import type { SiteKind, SiteStatus } from './site.ts'

type Words<K extends string> = Readonly<Record<K, Bilingual>>

export const siteKindWords: Words<SiteKind> = {
  melting: { zh: '熔炼', en: 'melting' },
  rolling: { zh: '轧制', en: 'rolling' },
  both: { zh: '熔炼和轧制', en: 'melting and rolling' },
  other: { zh: '其他', en: 'other' },
}
export const siteStatusWords: Words<SiteStatus> = {
  operating: { zh: '在产', en: 'operating' },
  idle: { zh: '停产', en: 'idle' },
  closed: { zh: '已关闭', en: 'closed' },
}
export const furnaceKindWords: Words<FurnaceKind> = {
  mainsFrequency: { zh: '工频炉', en: 'mains-frequency' },
  mediumFrequency: { zh: '中频炉', en: 'medium-frequency' },
  arc: { zh: '电弧炉', en: 'arc' },
  cupola: { zh: '冲天炉', en: 'cupola' },
  other: { zh: '其他', en: 'other' },
}
export const furnaceStateWords: Words<FurnaceState> = {
  standing: { zh: '在位', en: 'standing' },
  idle: { zh: '停用', en: 'out of use' },
  sealed: { zh: '已查封', en: 'sealed' },
  dismantled: { zh: '已拆除', en: 'dismantled' },
  destroyed: { zh: '已销毁', en: 'destroyed' },
  removed: { zh: '已移走', en: 'removed' },
}
export const judgementWords: Words<JudgementOutcome> = {
  permitted: { zh: '合规', en: 'permitted' },
  forbidden: { zh: '取缔类', en: 'forbidden' },
  expertNeeded: { zh: '待专家甄别', en: 'expert needed' },
}
export const shiftWords: Words<Shift> = {
  none: { zh: '无', en: 'none' },
  day: { zh: '白班', en: 'day' },
  night: { zh: '夜班', en: 'night' },
  any: { zh: '不限', en: 'any' },
}
/** Exact hours of a licence. */
export const hoursWords = (hours: readonly string[]): Bilingual => {
  const spans = hours.map((span) => span.replace('-', '–'))
  return { zh: spans.join('、'), en: spans.join(', ') }
}
export const focusWords: Words<(typeof focusKinds)[number]> = {
  castingCover: { zh: '以铸造为名', en: 'foundry as a cover' },
  specialSteelCover: { zh: '以特钢为名', en: 'special steel as a cover' },
  closedCapacity: { zh: '曾被取缔产能', en: 'capacity once banned' },
  scrapRich: { zh: '废钢多', en: 'rich in scrap' },
  remote: { zh: '偏远', en: 'remote' },
  noHistory: { zh: '无历史产能', en: 'no history' },
  abnormalElectricity: { zh: '用电异常', en: 'abnormal electricity use' },
}
