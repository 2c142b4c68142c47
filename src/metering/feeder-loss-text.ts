/** A loss that was there from the start, in words and numbers, in both languages. */
import type { Bilingual } from '../platform/shared/text.ts'
import type { Evidence, LossReason } from './alarm.ts'
import type { Language } from './reason-text.ts'

type Given = NonNullable<Evidence['loss']>

const thousands = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
const percent = (share: number) => `${(share * 100).toFixed(1)}%`

const sentences: Readonly<Record<LossReason, Readonly<Record<Language, (given: Given) => string>>>> = {
  beyondLines: {
    zh: ({ knownDays, lossShare, mostShare }) =>
      `所看的 ${knownDays} 天里，损耗一直占供电量的 ${percent(lossShare)}，高于此类线路的上限 ${percent(mostShare)}。`,
    en: ({ knownDays, lossShare, mostShare }) =>
      `On the ${knownDays} days looked at ${percent(lossShare)} of what flows in was lost all along; such lines lose ${percent(mostShare)} at most.`,
  },
  beyondOthers: {
    zh: ({ lossShare, othersShare }) =>
      `损耗占供电量的 ${percent(lossShare)}，本市其他馈线一般只有 ${percent(othersShare ?? 0)}。`,
    en: ({ lossShare, othersShare }) =>
      `${percent(lossShare)} of what flows in is lost; the other feeders of the city lose ${percent(othersShare ?? 0)}.`,
  },
  likeHeats: {
    zh: ({ heats }) =>
      `扣除用户和最高损耗后，余下的负荷近四周有 ${heats?.days ?? 0} 天出现 ${heats?.count ?? 0} 次炉次状起伏，一般 ${thousands(heats?.heightKw ?? 0)} kW、${Math.round(heats?.durationMin ?? 0)} 分钟、${thousands(heats?.energyKwh ?? 0)} kWh，没有用户电表显示它们。`,
    en: ({ heats }) =>
      `What is left beyond users and the highest loss rises and falls like heats: ${heats?.count ?? 0} of them on ${heats?.days ?? 0} days of four weeks, of ${thousands(heats?.heightKw ?? 0)} kW, ${Math.round(heats?.durationMin ?? 0)} minutes and ${thousands(heats?.energyKwh ?? 0)} kWh as a rule, shown by no meter of a user.`,
  },
}

/** What was passed, then the sum behind it. */
export function lossSentences(given: Given, language: Language): string[] {
  const [head, users] = [thousands(given.headKwhPerDay), thousands(given.usersKwhPerDay)]
  const [loss, excess] = [thousands(given.lossKwhPerDay), thousands(given.excessKwhPerDay)]
  const sum =
    language === 'zh'
      ? `总表每天 ${head} kWh，${given.users} 户合计 ${users} kWh，少 ${loss} kWh（${given.knownDays} 天的中位数）${given.excessKwhPerDay > 0 ? `，其中超出 ${excess} kWh` : ''}。`
      : `${head} kWh a day flow in, ${given.users} users draw ${users} kWh, ${loss} kWh are missing (medians of ${given.knownDays} days)${given.excessKwhPerDay > 0 ? `, ${excess} kWh of them too many` : ''}.`
  return [...given.reasons.map((reason) => sentences[reason][language](given)), sum]
}

export const lossCaveat: Bilingual = {
  zh: '这不是新出现的变化，也不指向任何一户：总表或用户电表误差、倍率错误、未登记的用户、路灯等无表用电都会如此。先核对台账、倍率和计量。',
  en: 'This is no fresh change and points at no user: errors of the head meter or of a user’s, a wrong multiplier, users not on file and unmetered street lights look the same. Check ledger, multipliers and meters first.',
}
