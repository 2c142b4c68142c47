/** The responsible chain of a place: village grid worker, township grid leader, county leader in charge, city office. */
import type { AreaLevel } from '../platform/shared/permission.ts'

/** The post that answers at each level, from the village up. */
export const chainPosts = {
  village: 'gridWorker',
  township: 'gridLeader',
  county: 'leaderInCharge',
  city: 'leaderInCharge',
} as const satisfies Record<AreaLevel, string>

export type ChainHolder = {
  areaId: number
  areaName: string
  level: AreaLevel
  post: string
  officialId: string | null
  /** Null: the post has no holder on that day (空岗). */
  name: string | null
  /** Null where there is none, or where the reader may not see it. */
  phone: string | null
  /** The city office itself, which answers also where nobody is named in its post. */
  officeName: { zh: string; en: string } | null
}

/** Who has to hand the lead on: the township's grid leader, else the county's leader in charge. */
export const handOverHolder = (chain: readonly ChainHolder[]): string | null =>
  (['township', 'county'] as const)
    .map((level) => chain.find((link) => link.level === level)?.officialId)
    .find((id) => typeof id === 'string') ?? null
