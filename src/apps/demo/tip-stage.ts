/** Where the reports of the demo city play, and what a story of one is made of. */
import type { Bilingual } from '../../platform/shared/text.ts'
import type { DemoFirm } from './firms.ts'
import type { Hands } from './hands.ts'
import type { Counties } from './history.ts'
import type { DemoArea } from './people.ts'
import type { Matter, Place } from './tip-matter.ts'

/** What happens on a day so many days back. */
export type Scene = readonly [back: number, play: () => Promise<unknown>]
/** `about` says to a visitor what is to be seen under the code. */
export type Story = { about: Bilingual; matter: Matter; scenes: Scene[] }

export type Stage = {
  hands: Hands
  areas: readonly DemoArea[]
  counties: Counties
  firms: readonly DemoFirm[]
  /** A day so many days back. */
  day: (back: number) => string
  /** The latest day, as days back, on which a report came whose handling has just run over. */
  late: number
}

/** The first village of a township, and its county. */
export function placeIn({ areas, counties }: Pick<Stage, 'areas' | 'counties'>, township: string): Place {
  const around = areas.find((area) => area.level === 'township' && area.name === township)
  const village = areas.find((area) => area.level === 'village' && around && area.path.startsWith(around.path))
  if (!village) throw new Error(`no village in ${township}`)
  return placeOf({ counties }, village)
}

/** A firm without meter in the county of a place, by what it has. */
export function firmAround({ firms }: Pick<Stage, 'firms'>, at: Place, fits: (firm: DemoFirm) => boolean): DemoFirm {
  const firm = firms.find((one) => one.meter === null && one.village.path.startsWith(at.county.area.path) && fits(one))
  if (!firm) throw new Error(`no such firm around ${at.village.name}`)
  return firm
}

export function placeOf({ counties }: Pick<Stage, 'counties'>, village: DemoArea): Place {
  const county = counties.find(({ area }) => village.path.startsWith(area.path))
  if (!county) throw new Error(`nobody answers in ${village.name}`)
  return { county, village }
}
