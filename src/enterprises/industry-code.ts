/**
 * Industry codes of GB/T 4754. A code means nothing without its edition: 3130 is rolling in 2017 and iron casting in 2011.
 * Only the codes that matter here are named, so a code not named is unknown, not invalid. Names after public code lists
 * (standing secondary, grade D). What is registered says little of what is done: 地条钢 was found in a plastics firm.
 */
import { z } from 'zod'
import type { Bilingual } from '../platform/shared/text.ts'

export const industryEditions = ['2011', '2017'] as const
export type IndustryEdition = (typeof industryEditions)[number]

export const industryCode = z.object({ code: z.string().regex(/^\d{4}$/), edition: z.enum(industryEditions) })
export type IndustryCode = z.infer<typeof industryCode>

export const industryNamesStanding = { standing: 'secondary', grade: 'D' } as const

const name = (zh: string, en: string): Bilingual => ({ zh, en })

const names: Record<IndustryEdition, Readonly<Record<string, Bilingual>>> = {
  '2011': {
    '3130': name('黑色金属铸造', 'Ferrous casting'),
    '3140': name('钢压延加工', 'Steel rolling'),
    '3150': name('铁合金冶炼', 'Ferroalloy smelting'),
  },
  '2017': {
    '3110': name('炼铁', 'Iron making'),
    '3120': name('炼钢', 'Steel making'),
    '3130': name('钢压延加工', 'Steel rolling'),
    '3140': name('铁合金冶炼', 'Ferroalloy smelting'),
    '3211': name('铜冶炼', 'Copper smelting'),
    '3212': name('铅锌冶炼', 'Lead and zinc smelting'),
    '3213': name('镍钴冶炼', 'Nickel and cobalt smelting'),
    '3214': name('锡冶炼', 'Tin smelting'),
    '3215': name('锑冶炼', 'Antimony smelting'),
    '3216': name('铝冶炼', 'Aluminium smelting'),
    '3217': name('镁冶炼', 'Magnesium smelting'),
    '3218': name('硅冶炼', 'Silicon smelting'),
    '3219': name('其他常用有色金属冶炼', 'Other common non-ferrous smelting'),
    '3240': name('有色金属合金制造', 'Non-ferrous alloys'),
    '3311': name('金属结构制造', 'Metal structures'),
    '3360': name('热处理', 'Heat treatment'),
    '3391': name('黑色金属铸造', 'Ferrous casting'),
    '3392': name('有色金属铸造', 'Non-ferrous casting'),
    '3393': name('锻件及粉末冶金', 'Forgings and powder metallurgy'),
    '3399': name('其他金属制品', 'Other metal products'),
    '3461': name('烘炉熔炉及电炉制造', 'Making of ovens, melting and electric furnaces'),
    '3482': name('紧固件', 'Fasteners'),
    '3484': name('机械零部件加工', 'Machining of parts'),
    '3525': name('模具制造', 'Moulds'),
    '4210': name('金属废料和碎屑加工处理', 'Processing of metal scrap'),
  },
}
/** Groups whose every code means the same to us. */
const groups: Record<IndustryEdition, Readonly<Record<string, Bilingual>>> = {
  '2011': {},
  '2017': { '325': name('有色金属压延加工', 'Non-ferrous rolling') },
}

/** The name of a code in its edition; null where it is not one of those that matter here: unknown, not invalid. */
export const industryName = ({ code, edition }: IndustryCode): Bilingual | null =>
  names[edition][code] ?? groups[edition][code.slice(0, 3)] ?? null

export type IndustryReading =
  | { state: 'known'; code: string; edition: IndustryEdition; name: Bilingual }
  /** Four digits, but not a code we name. `edition` is null where the source did not say. */
  | { state: 'unknown'; code: string; edition: IndustryEdition | null }
  /** The source does not say the edition, and the code is one of those we name: a person must say which. */
  | { state: 'editionNeeded'; code: string; meanings: { edition: IndustryEdition; name: Bilingual }[] }
  | { state: 'malformed'; text: string }

/**
 * Reads a code as registers write it: `3130`, `C3130`, `C 3130`, in full-width too.
 * @param edition as the source names it; null is never filled in by a guess, not even by a date: 2017 and 2018 hold both.
 */
export function readIndustryCode(text: string, edition: IndustryEdition | null): IndustryReading {
  const code = /^[A-T]?\s*(\d{4})$/i.exec(text.normalize('NFKC').trim())?.[1]
  if (code === undefined) return { state: 'malformed', text }
  if (edition !== null) {
    const known = industryName({ code, edition })
    return known ? { state: 'known', code, edition, name: known } : { state: 'unknown', code, edition }
  }
  const meanings = industryEditions.flatMap((one) => {
    const known = industryName({ code, edition: one })
    return known ? [{ edition: one, name: known }] : []
  })
  return meanings.length > 0 ? { state: 'editionNeeded', code, meanings } : { state: 'unknown', code, edition: null }
}
