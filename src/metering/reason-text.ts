/** Reasons as sentences with numbers and units, in both languages: for, against, and what must be said beside them. */
import type { Bilingual } from '../platform/shared/text.ts'
import type { Reason, ReasonCode } from './detector-model.ts'
import type { FeatureName } from './features.ts'
import type { Caveat, CaveatCode } from './reason.ts'

export type Language = keyof Bilingual
/** {n} stands for the value in the unit of the sentence. */
type Measure = { readonly format: (value: number) => string; readonly says: Bilingual; readonly name: Bilingual }

const whole = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
const tenth = (value: number) => (Math.round(value * 10) / 10).toFixed(1)
const percent = (value: number) => `${Math.round(value * 100)}%`
const times = (value: number) => tenth(value)
const minutes = whole

const measure = (format: (value: number) => string, name: [string, string], says: [string, string]): Measure => ({
  format,
  name: { zh: name[0], en: name[1] },
  says: { zh: says[0], en: says[1] },
})

/** What each measure is called, and what its value says; the points tell whether it speaks for a furnace or against. */
const measures: Readonly<Record<FeatureName, Measure>> = {
  heats: measure(whole, ['炉次数', 'heats'], ['同一设备的炉次 {n} 次', '{n} heats of one machine']),
  activeDays: measure(whole, ['有炉次的天数', 'days with heats'], ['有炉次的日子 {n} 天', 'heats on {n} days']),
  heatsPerActiveDay: measure(
    tenth,
    ['每日炉次', 'heats a day'],
    ['有炉次的日子平均每天 {n} 炉', '{n} heats on a day with heats'],
  ),
  neighbourShare: measure(
    percent,
    ['相邻炉次', 'neighbours'],
    ['{n} 的炉次前后三个半小时内还有另一炉', '{n} of the heats have another within three and a half hours'],
  ),
  heatsPerChain: measure(
    tenth,
    ['连炉', 'chains'],
    ['一炉接一炉，平均连续 {n} 炉', 'heats follow each other, {n} in a chain on average'],
  ),
  heightKw: measure(whole, ['炉高', 'height'], ['炉次负荷约 {n} kW', 'the heats take about {n} kW']),
  heightSpread: measure(
    percent,
    ['炉高差异', 'spread of heights'],
    ['各炉最高负荷的四分位差为中位数的 {n}', 'the heights differ by {n} (quartile range over median)'],
  ),
  heightStep: measure(
    percent,
    ['前后炉高差', 'step of heights'],
    ['前后两炉的最高负荷相差 {n}', 'one heat differs from the next by {n} in height'],
  ),
  energyKwh: measure(whole, ['每炉电量', 'energy a heat'], ['每炉电量约 {n} kWh', 'a heat takes about {n} kWh']),
  energySpread: measure(
    percent,
    ['电量差异', 'spread of energies'],
    ['各炉电量的四分位差为中位数的 {n}', 'the energies differ by {n} (quartile range over median)'],
  ),
  energyStep: measure(
    percent,
    ['前后电量差', 'step of energies'],
    ['前后两炉的电量相差 {n}', 'one heat differs from the next by {n} in energy'],
  ),
  durationMin: measure(
    minutes,
    ['每炉时长', 'duration'],
    ['一炉约 {n} 分钟（实测感应炉 88–96 分钟）', 'a heat takes about {n} minutes (88–96 metered at a real furnace)'],
  ),
  durationSpread: measure(
    percent,
    ['时长差异', 'spread of durations'],
    ['各炉时长的四分位差为中位数的 {n}', 'the durations differ by {n} (quartile range over median)'],
  ),
  intervalMin: measure(
    minutes,
    ['起炉间隔', 'interval'],
    ['相邻两炉起点相隔约 {n} 分钟', 'one heat starts about {n} minutes after the other'],
  ),
  intervalSpread: measure(
    percent,
    ['间隔差异', 'spread of intervals'],
    ['起炉间隔的四分位差为中位数的 {n}', 'the intervals differ by {n} (quartile range over median)'],
  ),
  gapMin: measure(
    minutes,
    ['炉间停顿', 'pause'],
    ['两炉之间停约 {n} 分钟', 'about {n} minutes pass between two heats'],
  ),
  skew: measure(
    percent,
    ['重心', 'centre'],
    ['电量重心比炉中偏后 {n}', 'the energy lies late in the heat by {n} of its duration'],
  ),
  cliff: measure(
    percent,
    ['缓升陡降', 'cliff'],
    ['末尾的下降比开头的上升陡，差为炉高的 {n}', 'the last step is steeper than the first by {n} of the height'],
  ),
  flatness: measure(
    percent,
    ['炉内起伏', 'unevenness'],
    ['炉内负荷起伏为炉高的 {n}', 'inside a heat the load varies by {n} of its height'],
  ),
  rise: measure(
    percent,
    ['起炉负荷', 'first quarter hour'],
    ['第一刻钟的负荷为炉高的 {n}', 'the first quarter hour takes {n} of the height'],
  ),
  ramp: measure(
    percent,
    ['炉内爬升', 'ramp'],
    ['炉内后半比前半高 {n}', 'the later half of a heat is higher than the earlier by {n}'],
  ),
  fill: measure(
    percent,
    ['炉内饱满', 'fill'],
    ['一炉的平均负荷为炉高的 {n}', 'the mean load of a heat is {n} of its height'],
  ),
  twins: measure(
    whole,
    ['同高炉次', 'twins'],
    ['{n} 炉的最高负荷几乎相同（相差不到 8%）', '{n} heats reach almost the same height (within 8%)'],
  ),
  twinShare: measure(
    percent,
    ['同高占比', 'share of twins'],
    ['{n} 的炉次顶到同一负荷上限', '{n} of the heats reach the same ceiling'],
  ),
  twinEnergySpread: measure(
    percent,
    ['同高炉次的电量差异', 'spread among twins'],
    ['同高炉次的电量四分位差为 {n}', 'among heats of the same height the energies differ by {n}'],
  ),
  bustle: measure(
    percent,
    ['周边波动', 'bustle around'],
    [
      '炉次前后一个半小时负荷平均每刻钟变动炉高的 {n}',
      'around a heat the load moves by {n} of its height each quarter hour',
    ],
  ),
  openHeats: measure(
    whole,
    ['平静时段炉次', 'heats in the open'],
    ['{n} 炉出现在其他用电平静之时', '{n} heats stand where nothing else moves'],
  ),
  openTwins: measure(
    whole,
    ['平静时段同高炉次', 'twins in the open'],
    ['其他用电平静之时有 {n} 炉最高负荷几乎相同', 'where nothing else moves, {n} heats reach almost the same height'],
  ),
  openEnergySpread: measure(
    percent,
    ['平静时段电量差异', 'spread in the open'],
    [
      '平静时段同高炉次的电量四分位差为 {n}',
      'the energies of those in the open differ by {n} (quartile range over median)',
    ],
  ),
  openCliff: measure(
    percent,
    ['平静时段缓升陡降', 'cliff in the open'],
    [
      '平静时段的炉次，末尾下降比开头上升陡，差为炉高的 {n}',
      'in the open the last step of a heat is steeper than its first by {n} of the height',
    ],
  ),
  openFill: measure(
    percent,
    ['平静时段饱满', 'fill in the open'],
    ['平静时段一炉的平均负荷为炉高的 {n}', 'in the open the mean load of a heat is {n} of its height'],
  ),
  notch: measure(
    percent,
    ['炉间落差', 'notch'],
    ['两炉之间负荷只落到炉高的 {n}', 'between two heats the load falls to {n} of the height'],
  ),
  heatShare: measure(
    percent,
    ['炉次电量占比', 'share of energy'],
    ['这些炉次占全部用电的 {n}', 'these heats are {n} of all energy'],
  ),
  bumpShare: measure(
    percent,
    ['突起占比', 'share of bumps'],
    ['全部突起电量的 {n} 属于这一设备', '{n} of the energy of all bumps belongs to this machine'],
  ),
  machineShare: measure(
    percent,
    ['同一设备占比', 'share of one machine'],
    ['{n} 的突起高度相近，像同一设备', '{n} of the bumps are alike in height, as of one machine'],
  ),
  unlicensedKwhPerDay: measure(
    whole,
    ['登记外电量', 'energy beyond the register'],
    ['登记未涵盖的炉次平均每天用电 {n} kWh', 'heats that no licence covers take {n} kWh a day'],
  ),
  heightOverNoise: measure(
    times,
    ['高出波动', 'above the noise'],
    ['炉高是识别门限的 {n} 倍', 'the heats stand {n} times above the threshold of noise'],
  ),
  baseLow: measure(
    percent,
    ['低谷负荷', 'low base'],
    ['低谷负荷为炉高的 {n}', 'the low base load is {n} of the height'],
  ),
  baseHigh: measure(percent, ['高峰负荷', 'high base'], ['高峰负荷为炉高的 {n}', 'the high load is {n} of the height']),
}

type RegisterSentences = Readonly<Record<Exclude<ReasonCode, FeatureName>, Measure>>
const register: RegisterSentences = {
  base: measure(
    whole,
    ['起算值', 'starting value'],
    ['起算值：多数用电户没有熔炼炉', 'starting value: most supplies have no melting furnace'],
  ),
  noHeats: measure(
    whole,
    ['无炉次', 'no heats'],
    ['没有同一设备的登记外炉次', 'no heats of one machine beyond the register'],
  ),
  licenceBroken: measure(
    percent,
    ['超出登记', 'licence broken'],
    ['炉次电量的 {n} 超出登记的时段或功率', '{n} of the heats’ energy lies outside the registered hours or power'],
  ),
  withinLicence: measure(
    percent,
    ['登记之内', 'within the licence'],
    [
      '有熔炼登记，超出部分只有 {n}，可能是加班',
      'a melting licence is on file and only {n} lies outside it: it may be overtime',
    ],
  ),
  tradeWithoutMetal: measure(
    whole,
    ['申报行业', 'declared trade'],
    ['申报的行业不加工金属', 'the declared trade works no metal'],
  ),
  volumeExceeded: measure(
    times,
    ['许可年产量', 'licensed volume'],
    [
      '按最高电耗推算，今年的炉次仍是许可年产量的 {n} 倍',
      'even at the highest consumption the heats of this year make {n} times the licensed yearly volume',
    ],
  ),
  outputAboveDeclared: measure(
    times,
    ['申报产量', 'declared output'],
    [
      '按最高电耗推算仍是申报产量的 {n} 倍',
      'even at the highest consumption the heats make {n} times the declared output',
    ],
  ),
}

const sentences: Readonly<Record<ReasonCode, Measure>> = { ...measures, ...register }

const said = (code: ReasonCode, value: number | null, language: Language): string => {
  const { format, says, name } = sentences[code]
  if (value === null && says[language].includes('{n}'))
    return language === 'zh' ? `${name.zh}不详` : `${name.en} not known`
  return says[language].replace('{n}', value === null ? '' : format(value))
}

/** One reason as a sentence; a pair says both of its measures. */
export function reasonSentence({ code, value, pair }: Reason, language: Language): string {
  const first = said(code, value, language)
  if (!pair) return language === 'zh' ? `${first}。` : `${first.charAt(0).toUpperCase()}${first.slice(1)}.`
  const second = said(pair.code, pair.value, language)
  return language === 'zh' ? `合起来看：${first}，${second}。` : `Taken together: ${first}, and ${second}.`
}

/** Short name of what a reason looks at, for tables of points. */
export function reasonName({ code, pair }: Pick<Reason, 'code' | 'pair'>, language: Language): string {
  const name = sentences[code].name[language]
  return pair ? `${name} × ${sentences[pair.code].name[language]}` : name
}

/** A value of a measure in the unit of its sentence. */
export const measureText = (name: FeatureName, value: number, language: Language): string => {
  const { format, says } = measures[name]
  return format(value) + (says[language].match(/\{n\} ?(kW|kWh)\b/)?.[1]?.padStart(3, ' ') ?? '')
}

/** What a measure says, its value left open. */
export const measureSentence = (name: FeatureName, language: Language): string =>
  measures[name].says[language].replace('{n}', '…')

const caveatTemplates: Readonly<Record<CaveatCode, Bilingual>> = {
  'no-licence-on-file': {
    zh: '登记中没有熔炼许可：请先核对登记，登记遗漏的合法铸造厂与违法熔炼在用电上无法区分。',
    en: 'No melting licence is on file: check the register first. A lawful foundry whose record is lost looks the same to a meter.',
  },
  gaps: {
    zh: '{n} 的读数缺失或不可能，已用以往同一时段补上。',
    en: '{n} of the readings were missing or impossible and were filled from the same hours of earlier days.',
  },
  'short-window': {
    zh: '最强的依据出自 {n} 天的窗口，不足四周。',
    en: 'The strongest evidence is of a window of {n} days, less than four weeks.',
  },
  'same-curve': {
    zh: '合法的感应炉铸造与有色熔炼有同样的曲线：须看铸型、产品、发票和登记，用电只是线索，不是认定。',
    en: 'A lawful induction foundry or non-ferrous melting has the same curve: look at moulds, products, invoices and the register. The meter gives a lead, not a finding.',
  },
  'semi-synthetic': {
    zh: '分值由半合成案例拟合，未经本市现场核查结果校准。',
    en: 'The points were fitted on semi-synthetic cases and are not calibrated on the outcomes of site checks in this city.',
  },
}

/** A caveat as a sentence. */
export function caveatSentence({ code, value }: Caveat, language: Language): string {
  return caveatTemplates[code][language].replace('{n}', code === 'gaps' ? percent(value) : whole(value))
}

type Tonnage = {
  readonly tonnesPerDayLow: number
  readonly tonnesPerDayHigh: number
  readonly kwhPerTonneLow: number
  readonly kwhPerTonneHigh: number
}

/** What the heats could have melted a day, as a range in tonnes. */
export function tonnageSentence(given: Tonnage, language: Language): string {
  const day = `${tenth(given.tonnesPerDayLow)}–${tenth(given.tonnesPerDayHigh)}`
  const energy = `${whole(given.kwhPerTonneLow)}–${whole(given.kwhPerTonneHigh)}`
  return language === 'zh'
    ? `如为炼钢，按每吨 ${energy} kWh 推算，平均每天约 ${day} 吨。`
    : `If steel was melted, at ${energy} kWh per tonne: about ${day} t a day on average.`
}
