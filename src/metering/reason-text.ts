/** Reasons as sentences with numbers and units, in both languages: for, against, what must be said beside them, implied tonnage. */
import type { CriterionCode, DetectorCard } from './detector-card.ts'
import type { WindowFeatures } from './features.ts'
import { type Caveat, type CaveatCode, impliedTonnes, type Reason } from './reason.ts'

export type Language = 'zh' | 'en'
type Sentence = Readonly<Record<Language, string>>
/** {n} stands for the value in the unit of the sentence. */
type Template = { readonly format: (value: number) => string; readonly supports: Sentence; readonly against: Sentence }

export type Account = {
  readonly supports: readonly ReasonSentence[]
  readonly against: readonly ReasonSentence[]
  readonly caveats: readonly string[]
  readonly tonnage: string
}
export type ReasonSentence = { readonly code: CriterionCode; readonly points: number; readonly sentence: string }

const whole = (value: number) => String(Math.round(value))
const tenth = (value: number) => (Math.round(value * 10) / 10).toFixed(1)
const percent = (value: number) => `${Math.round(value * 100)}%`

const templates: Readonly<Record<CriterionCode, Template>> = {
  'licence-broken': {
    format: percent,
    supports: {
      zh: '熔炼电量的 {n} 超出登记的时段或功率。',
      en: '{n} of the melting energy lies outside the registered hours or power.',
    },
    against: {
      zh: '熔炼电量只有 {n} 超出登记的时段或功率，可能只是加班。',
      en: 'Only {n} of the melting energy lies outside the registered hours or power: it may be overtime.',
    },
  },
  'heats-per-day': {
    format: tenth,
    supports: {
      zh: '有炉次的日子平均每天 {n} 炉，与连续熔炼相符。',
      en: '{n} heats on a day with heats, as in a run of melts.',
    },
    against: {
      zh: '有炉次的日子平均每天只有 {n} 炉，不像成批熔炼。',
      en: 'Only {n} heats on a day with heats: not a run of melts.',
    },
  },
  'active-days': {
    format: whole,
    supports: {
      zh: '四周内有 {n} 天出现登记未涵盖的炉次。',
      en: 'On {n} days of four weeks there are heats that no licence covers.',
    },
    against: {
      zh: '四周内只有 {n} 天出现，可能是试机或检修。',
      en: 'Seen on {n} days of four weeks only: it may be a test or a repair.',
    },
  },
  campaign: {
    format: percent,
    supports: {
      zh: '{n} 的炉次前后三个半小时内还有另一炉。',
      en: '{n} of the heats have another one within three and a half hours.',
    },
    against: {
      zh: '只有 {n} 的炉次前后三个半小时内还有另一炉，多为零散用电。',
      en: 'Only {n} of the heats have another one within three and a half hours: mostly scattered use.',
    },
  },
  'height-regular': {
    format: percent,
    supports: {
      zh: '各炉最高负荷几乎相同（四分位差为中位数的 {n}），像同一台电源。',
      en: 'The peaks are almost the same from heat to heat (quartile range {n} of the median), as from one power supply.',
    },
    against: {
      zh: '各炉最高负荷差别大（四分位差为中位数的 {n}），不像同一台炉。',
      en: 'The peaks differ (quartile range {n} of the median): not like one furnace.',
    },
  },
  'energy-regular': {
    format: percent,
    supports: {
      zh: '各炉电量几乎相同（四分位差为中位数的 {n}），像每炉装料一样多。',
      en: 'The energy is almost the same from heat to heat (quartile range {n} of the median), as with equal charges.',
    },
    against: {
      zh: '各炉电量差别大（四分位差为中位数的 {n}），不像等量装料。',
      en: 'The energy differs from heat to heat (quartile range {n} of the median): not like equal charges.',
    },
  },
  ceiling: {
    format: percent,
    supports: {
      zh: '{n} 的炉次顶到同一负荷上限，像变频电源的限值。',
      en: '{n} of the heats reach the same ceiling, like the limit of an inverter.',
    },
    against: { zh: '只有 {n} 的炉次顶到同一负荷上限。', en: 'Only {n} of the heats reach a common ceiling.' },
  },
  duration: {
    format: whole,
    supports: {
      zh: '一炉约 {n} 分钟，与感应炉熔炼一炉的时间相符（实测 88–96 分钟）。',
      en: 'A heat takes about {n} minutes, as in an induction furnace (88–96 minutes metered).',
    },
    against: {
      zh: '一次约 {n} 分钟，与感应炉熔炼一炉的时间不符（实测 88–96 分钟）。',
      en: 'It takes about {n} minutes, unlike a heat of an induction furnace (88–96 minutes metered).',
    },
  },
  cliff: {
    format: percent,
    supports: {
      zh: '负荷缓升陡降：末尾的下降比开头的上升陡，差为炉高的 {n}。',
      en: 'Ramp up, cliff down: the last step is steeper than the first by {n} of the height.',
    },
    against: {
      zh: '没有缓升陡降（末尾减开头为炉高的 {n}）。',
      en: 'No ramp up and cliff down (last step less first step: {n} of the height).',
    },
  },
  'heavy-end': {
    format: percent,
    supports: {
      zh: '电量重心偏后，为时长的 {n}，像冷料起炉。',
      en: 'The energy lies late in the heat, by {n} of its duration, as when a cold charge is melted.',
    },
    against: {
      zh: '电量重心偏前（{n}），像加热或设备起动，不像冷料起炉。',
      en: 'The energy lies early ({n}), as in heating or starting a machine, unlike a cold charge.',
    },
  },
  size: {
    format: whole,
    supports: {
      zh: '炉次负荷约 {n} kW，够带动熔炼炉。',
      en: 'The heats take about {n} kW, enough for a melting furnace.',
    },
    against: {
      zh: '负荷只有约 {n} kW，烘箱、空压机也有这么大。',
      en: 'The load is about {n} kW only: ovens and compressors take as much.',
    },
  },
  volume: {
    format: whole,
    supports: {
      zh: '登记未涵盖的炉次平均每天用电 {n} kWh。',
      en: 'Heats that no licence covers take {n} kWh a day on average.',
    },
    against: {
      zh: '登记未涵盖的炉次平均每天只用电 {n} kWh。',
      en: 'Heats that no licence covers take only {n} kWh a day on average.',
    },
  },
}

const caveatTemplates: Readonly<Record<CaveatCode, Sentence>> = {
  'no-licence-on-file': {
    zh: '登记中没有熔炼许可：请先核对登记，登记遗漏的合法铸造厂与违法熔炼在用电上无法区分。',
    en: 'No melting licence is on file: check the register first. A lawful foundry whose record is lost looks the same to a meter.',
  },
  gaps: {
    zh: '{n} 的读数缺失或不可能，已用以往同一时段补上。',
    en: '{n} of the readings were missing or impossible and were filled from the same hours of earlier days.',
  },
  'short-record': {
    zh: '只有 {n} 天的读数，不足四周。',
    en: 'There are {n} days of readings only, less than four weeks.',
  },
  'same-curve': {
    zh: '合法的感应炉铸造与有色熔炼有同样的曲线：须看铸型、产品、发票和登记，用电只是线索，不是认定。',
    en: 'A lawful induction foundry or non-ferrous melting has the same curve: look at moulds, products, invoices and the register. The meter gives a lead, not a finding.',
  },
  untrained: {
    zh: '分值由人按物理规律设定，未经本市现场核查结果校准。',
    en: 'The points were set by hand from physics and are not calibrated on the outcomes of site checks in this city.',
  },
}

/** One reason as a sentence; what speaks against is worded as such. */
export function reasonSentence({ code, value, points }: Reason, language: Language): string {
  const { format, supports, against } = templates[code]
  return (points > 0 ? supports : against)[language].replace('{n}', format(value))
}

/** A caveat as a sentence. */
export function caveatSentence({ code, value }: Caveat, language: Language): string {
  return caveatTemplates[code][language].replace('{n}', code === 'gaps' ? percent(value) : whole(value))
}

/** What the heats could have melted, per heat and per day of the window, as a range in tonnes. */
export function tonnageSentence(
  features: Pick<WindowFeatures, 'energyKwh' | 'unlicensedKwhPerDay'>,
  card: DetectorCard,
  language: Language,
): string {
  const perHeat = impliedTonnes(features.energyKwh, card)
  const perDay = impliedTonnes(features.unlicensedKwhPerDay, card)
  const heat = `${tenth(perHeat.low)}–${tenth(perHeat.high)}`
  const day = `${tenth(perDay.low)}–${tenth(perDay.high)}`
  const { low, high } = card.kwhPerTonne
  return language === 'zh'
    ? `如为炼钢，按每吨 ${low}–${high} kWh 推算：每炉约 ${heat} 吨，平均每天约 ${day} 吨。`
    : `If steel was melted, at ${low}–${high} kWh per tonne: about ${heat} t a heat and ${day} t a day on average.`
}

/** The whole account of a window: for, against, caveats, tonnage. Points of both lists add up to the window's score. */
export function accountOf(
  window: { reasons: readonly Reason[]; features: WindowFeatures },
  caveats: readonly Caveat[],
  card: DetectorCard,
  language: Language,
): Account {
  const sentences = window.reasons.map((reason) => ({
    code: reason.code,
    points: reason.points,
    sentence: reasonSentence(reason, language),
  }))
  return {
    supports: sentences.filter(({ points }) => points > 0),
    against: sentences.filter(({ points }) => points < 0),
    caveats: caveats.map((caveat) => caveatSentence(caveat, language)),
    tonnage: tonnageSentence(window.features, card, language),
  }
}
