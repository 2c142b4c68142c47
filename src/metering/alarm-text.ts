/** An alarm in words and numbers, in both languages: for its page, and as the facts of the lead it opens. */
import type { Bilingual } from '../platform/shared/text.ts'
import type { AlarmKind, Evidence } from './alarm.ts'
import { lossCaveat, lossSentences } from './feeder-loss-text.ts'
import { licenceSentence, volumeCaveat, volumeSentence } from './licence-text.ts'
import { caveatSentence, type Language, reasonSentence, tonnageSentence } from './reason-text.ts'

/** What speaks for a suspicion, what against, what must be said beside it; strongest first. */
export type AlarmAccount = { supports: string[]; against: string[]; caveats: string[] }

const thousands = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
const percent = (value: number) => `${Math.round(value * 100)}%`

/** Points from which a reason is a sentence of its own; lighter ones are summed up, so that nothing is left out and all can be read. */
const worthSaying = 0.3

function restSentences(light: Evidence['reasons'], language: Language): string[] {
  if (light.length === 0) return []
  const points = light.reduce((sum, one) => sum + one.points, 0).toFixed(1)
  return language === 'zh'
    ? [`另有 ${light.length} 项较轻的依据，合计 ${points} 分。`]
    : [`${light.length} lighter reasons add ${points} points together.`]
}

export function alarmAccount(evidence: Evidence, language: Language): AlarmAccount {
  const { reasons, caveats, measures, licence, volume, silence, practice, feeder, loss } = evidence
  const lines = reasons.filter(({ code }) => code !== 'base')
  const said = (speaks: (points: number) => boolean) => {
    const side = lines.filter(({ points }) => speaks(points))
    const heavy = side.filter(({ points }) => Math.abs(points) >= worthSaying)
    const light = side.filter(({ points }) => Math.abs(points) < worthSaying)
    return [...heavy.map((reason) => reasonSentence(reason, language)), ...restSentences(light, language)]
  }
  return {
    supports: [
      ...(licence ? [licenceSentence(licence, language)] : []),
      ...(volume ? [volumeSentence(volume, language)] : []),
      ...said((points) => points > 0),
      ...(silence ? [silenceSentence(silence, language)] : []),
      ...(practice ? practiceSentences(practice, language) : []),
      ...(feeder ? feederSentences(feeder, language) : []),
      ...(loss ? lossSentences(loss, language) : []),
    ],
    against: said((points) => points < 0),
    caveats: [
      ...(measures ? [tonnageSentence(measures, language)] : []),
      ...(volume ? [volumeCaveat[language]] : []),
      ...caveats.map((caveat) => caveatSentence(caveat, language)),
      ...(practice ? [practiceCaveat[language]] : []),
      ...(feeder ? feederCaveats(feeder, language) : []),
      ...(loss ? [lossCaveat[language]] : []),
    ],
  }
}

const silenceSentence = ({ lastReadOn, days }: NonNullable<Evidence['silence']>, language: Language): string =>
  language === 'zh'
    ? `最后一次读数在 ${lastReadOn ?? '—'}，至今 ${days} 天没有读数：情况不明，不等于没有用电。`
    : `The last reading is of ${lastReadOn ?? '—'}; none for ${days} days since: unknown, not unused.`

function practiceSentences(given: NonNullable<Evidence['practice']>, language: Language): string[] {
  const { monthEnergyKwh, nightShare, monthEnergyAboveKwh, nightShareAbove } = given
  return language === 'zh'
    ? [
        `30 天用电 ${thousands(monthEnergyKwh)} kWh，高于 ${thousands(monthEnergyAboveKwh)} kWh。`,
        `夜间用电占 ${percent(nightShare)}，高于 ${percent(nightShareAbove)}。`,
      ]
    : [
        `${thousands(monthEnergyKwh)} kWh in 30 days, above ${thousands(monthEnergyAboveKwh)} kWh.`,
        `${percent(nightShare)} of it at night, above ${percent(nightShareAbove)}.`,
      ]
}

const practiceCaveat: Bilingual = {
  zh: '低谷电价时段用电本身合法，此条件只作对照，不作线索。',
  en: 'Using cheap hours is lawful: this screen stands here for comparison only and opens no lead.',
}

function feederSentences(given: NonNullable<Evidence['feeder']>, language: Language): string[] {
  const [head, users] = [thousands(given.headKwhPerDay), thousands(given.usersKwhPerDay)]
  const [loss, surplus] = [thousands(given.expectedLossKwhPerDay), thousands(given.surplusKwhPerDay)]
  const { daysInRow, learntDays, hoursFrom, hoursTo } = given
  return language === 'zh'
    ? [
        `总表日均 ${head} kWh，减去 ${given.users} 户合计 ${users} kWh，再减去平日损耗 ${loss} kWh，每天多出 ${surplus} kWh。`,
        `已连续 ${daysInRow} 天。平日损耗由此前 ${learntDays} 天得出，日波动约 ${thousands(given.spreadKwh)} kWh。`,
        `多出电量的九成在 ${hoursFrom}–${hoursTo}。`,
      ]
    : [
        `${head} kWh a day flow in; less ${users} kWh of ${given.users} users and a normal loss of ${loss} kWh, ${surplus} kWh a day are left over.`,
        `${daysInRow} days in a row. The normal loss is that of ${learntDays} days before, give or take ${thousands(given.spreadKwh)} kWh.`,
        `Nine tenths of it lie between ${hoursFrom} and ${hoursTo}.`,
      ]
}

const feederCaveats = ({ unknownDays }: NonNullable<Evidence['feeder']>, language: Language): string[] => [
  language === 'zh'
    ? '先核对台账：新接的用户、未登记的户号、换接的线路也会造成多出。'
    : 'Check the ledger first: a new user, an account not on file or a re-switched line leaves a surplus too.',
  ...(unknownDays === 0
    ? []
    : [
        language === 'zh'
          ? `其间有 ${unknownDays} 天缺少读数，情况不明，未计入。`
          : `${unknownDays} days in between lack readings: unknown, not counted.`,
      ]),
]

/** Titles of leads are in the language of the register. */
const leadTitles: Readonly<Record<AlarmKind, string>> = {
  restartAtClosedSite: '用电预警：已关停场所出现熔炼炉次',
  outsideLicence: '用电预警：超出登记时段、功率或年产量熔炼',
  unlicensedMelting: '用电预警：登记失效后仍出现熔炼炉次',
  registerFirst: '用电预警：无熔炼登记而出现熔炼炉次（已核对登记）',
  silentMeter: '用电预警：电表无读数',
  plainThreshold: '用电对照条件',
  feederSurplus: '用电预警：馈线电量多于用户合计',
  feederLoss: '用电预警：馈线损耗一向高于同类线路',
}

export const leadTitle = (kind: AlarmKind, siteName: string): string => `${leadTitles[kind]} · ${siteName}`

/** The three strongest reasons, and everything that speaks against or must be said beside them. */
export function leadReasons(evidence: Evidence): Bilingual[] {
  const zh = alarmAccount(evidence, 'zh')
  const en = alarmAccount(evidence, 'en')
  const pairs = (part: keyof AlarmAccount, most: number) =>
    zh[part].slice(0, most).map((sentence, index) => ({ zh: sentence, en: en[part][index] ?? '' }))
  return [...pairs('supports', 3), ...pairs('against', 3), ...pairs('caveats', 10)]
}
