/** What stands on the two pages about an alarm that visiting officers take along: facts, reasons for and against, what to look for. Pure. */
import type { Language } from '../platform/shared/text.ts'
import type { AlarmDetail } from './alarm-contract.ts'
import { alarmAccount } from './alarm-text.ts'
import type { LoadCurve, UsagePointDetail } from './contract.ts'
import { type DetectorModel, impliedTonnes } from './detector-model.ts'
import { slotHours } from './reading.ts'

type Heat = LoadCurve['heats'][number]
type Day = LoadCurve['days'][number]

/** Strongest heats that are listed. */
export const heatsListed = 20
/** Sentences of each kind that one page holds. */
export const mostSentences = { supports: 6, against: 4, caveats: 4 } as const

/** The heats with the most energy, in the order of time. */
export const strongestHeats = (heats: readonly Heat[]): Heat[] =>
  heats
    .toSorted((a, b) => b.energyKwh - a.energyKwh)
    .slice(0, heatsListed)
    .sort((a, b) => (a.from < b.from ? -1 : 1))

const hoursShown = 8

/**
 * The eight hours of the clock in which most heats begin, with their share: when to look. Null for fewer than three heats, of which
 * no habit can be told.
 */
export function busiestHours(heats: readonly Heat[]): { fromHour: number; toHour: number; share: number } | null {
  if (heats.length < 3) return null
  const starts = heats.map(({ from }) => Number(from.slice(11, 13)))
  const within = (first: number) => starts.filter((hour) => (hour - first + 24) % 24 < hoursShown).length
  let best = 0
  for (let first = 1; first < 24; first++) if (within(first) > within(best)) best = first
  return { fromHour: best, toHour: (best + hoursShown) % 24, share: within(best) / heats.length }
}

/**
 * The day that stands for the others: of the days with most readings those with heats (all where none has), and of these the one
 * whose energy is the middle. Null where nothing was read.
 */
export function typicalDay(days: readonly Day[], heats: readonly Heat[]): Day | null {
  const read = days.filter(({ loadKw }) => loadKw.filter((value) => value !== null).length >= loadKw.length * 0.9)
  const withHeats = read.filter(({ day }) => heats.some(({ from }) => from.startsWith(day)))
  const chosen = withHeats.length > 0 ? withHeats : read
  const byEnergy = chosen.toSorted((a, b) => energyOf(a) - energyOf(b))
  return byEnergy[byEnergy.length >> 1] ?? null
}

const energyOf = ({ loadKw }: Day): number => loadKw.reduce<number>((sum, kw) => sum + (kw ?? 0) * slotHours, 0)

export type TonnageRange = { low: number; high: number; energyKwh: number; heats: number; perTonne: string }

/**
 * Tonnes that the heats beyond the register could have melted, as a range, by the energy a tonne of the model in use; null where there
 * are no such heats, or no model is in use.
 */
export function tonnageOf(
  heats: readonly Heat[],
  model: Pick<DetectorModel, 'kwhPerTonne'> | null,
): TonnageRange | null {
  const beyond = heats.filter(({ unlicensed }) => unlicensed)
  if (beyond.length === 0 || model === null) return null
  const energyKwh = beyond.reduce((sum, heat) => sum + heat.energyKwh, 0)
  const { low, high } = model.kwhPerTonne
  return { ...impliedTonnes(energyKwh, model), energyKwh, heats: beyond.length, perTonne: `${low}–${high}` }
}

/** What to look for on site. Our working list ([derived] from published finds and the physics of a furnace), no list of the law. */
export const lookFor = [
  'furnace',
  'supply',
  'cooling',
  'scrap',
  'mould',
  'castings',
  'books',
  'meter',
  'occupant',
] as const
export type LookFor = (typeof lookFor)[number]

/** In the order in which it matters for this kind of alarm; a silent meter is looked at first, a closed site for who is there. */
export function lookForOf(kind: AlarmDetail['kind']): LookFor[] {
  const first: Partial<Record<AlarmDetail['kind'], LookFor[]>> = {
    silentMeter: ['meter', 'occupant'],
    restartAtClosedSite: ['occupant'],
    registerFirst: ['castings', 'books'],
  }
  const ahead = first[kind] ?? []
  return [...ahead, ...lookFor.filter((one) => !ahead.includes(one))]
}

/** Reasons with numbers, as many as one page holds; how many more there are is said. */
export function sentencesOf(alarm: Pick<AlarmDetail, 'reasons'>, language: Language) {
  const account = alarmAccount(alarm.reasons, language)
  const part = (name: keyof typeof mostSentences) => ({
    shown: account[name].slice(0, mostSentences[name]),
    more: Math.max(0, account[name].length - mostSentences[name]),
  })
  return { supports: part('supports'), against: part('against'), caveats: part('caveats') }
}

/** Licences that held on any of these days. */
export const licencesWithin = (licences: UsagePointDetail['licences'], from: string, to: string) =>
  licences.filter(({ validFrom, validTo }) => validFrom <= to && (validTo === null || validTo >= from))
