/** A broken licence in words and numbers, in both languages. */
import { hoursWords } from '../enterprises/words.ts'
import type { Bilingual, Language } from '../platform/shared/text.ts'
import type { Evidence } from './alarm.ts'
import type { UsagePointDetail } from './contract.ts'
import { licenceLimits } from './licence.ts'
import { meteringText } from './text.ts'

const whole = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
const percent = (value: number) => `${Math.round(value * 100)}%`

/** A licence on file in one line: power, hours or else shift, yearly volume, days. What the paper does not name is told as not on file. */
export function licenceLine(licence: UsagePointDetail['licences'][number], language: Language): string {
  const { number, furnacePowerKw, shift, hours, yearlyVolumeT, validFrom, validTo } = licence
  const words = meteringText[language]
  const melts = shift !== 'none'
  const since = language === 'zh' ? `${validFrom} 起` : `from ${validFrom}`
  const volume =
    yearlyVolumeT === null ? words.volumeUnknown : words.volumeOf.replace('{{volume}}', whole(yearlyVolumeT))
  return [
    number,
    `${whole(furnacePowerKw)} kW`,
    hours ? hoursWords(hours)[language] : words[`shift.${shift}`],
    ...(melts ? [volume] : []),
    validTo === null ? since : `${validFrom} – ${validTo}`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** Which hours and which power hold, and how much of the heats' energy lies beyond each. */
export function licenceSentence(given: NonNullable<Evidence['licence']>, language: Language): string {
  const { hours, powerKw, outsideHoursShare, overPowerShare } = given
  const { graceBeforeMinutes: before, graceAfterMinutes: after, powerTolerance } = licenceLimits
  const [outside, over] = [percent(outsideHoursShare), percent(overPowerShare)]
  const power = whole(powerKw * powerTolerance)
  if (hours === null)
    return language === 'zh'
      ? `登记不限时段；炉次电量的 ${over} 超出登记功率（按 ${power} kW 计）。`
      : `No hours are set; ${over} of the heats’ energy lies above the licensed power (${power} kW counted).`
  const told = hoursWords(hours)[language]
  return language === 'zh'
    ? `登记时段 ${told}（提前 ${before} 分钟、延后 ${after} 分钟不计）：炉次电量的 ${outside} 在时段之外，${over} 在时段之内超出登记功率（按 ${power} kW 计）。`
    : `Licensed hours ${told} (${before} min before and ${after} after not counted): ${outside} of the heats’ energy lies outside them, ${over} within them above the licensed power (${power} kW counted).`
}

export function volumeSentence(given: NonNullable<Evidence['volume']>, language: Language): string {
  const { from, to, kwhPerTonneLow, kwhPerTonneHigh } = given
  const [low, high, volume] = [whole(given.tonnesLow), whole(given.tonnesHigh), whole(given.volumeT)]
  return language === 'zh'
    ? `${from} 至 ${to} 的炉次推算 ${low}–${high} 吨（每吨 ${kwhPerTonneLow}–${kwhPerTonneHigh} kWh），低端已高于许可年产量 ${volume} 吨。`
    : `The heats of ${from} to ${to} make ${low}–${high} t (${kwhPerTonneLow}–${kwhPerTonneHigh} kWh a tonne): even the low end is above the licensed ${volume} t a year.`
}

export const volumeCaveat: Bilingual = {
  zh: '年产量一项的分值由规则库人工设定，不出自模型；只算这一户号，只算像熔炼的一台设备的炉次。熔炼有色金属或电耗更高时吨数更少：须看产量记录。',
  en: 'The points for the volume are set by hand in the rulebook and come from no model; only this meter is counted, and only the heats of one machine that look like melting. Other metals or a higher consumption mean fewer tonnes: look at the production records.',
}
