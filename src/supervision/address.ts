/** To whom a time limit is addressed: who holds it, and the post that answers at each level above. Pure. */

import type { OwnerPost } from '../notices/notice.ts'
import { type AreaLevel, areaLevels, levelOfPath } from '../platform/shared/permission.ts'
import type { Rung } from '../rulebook/ladder-values.ts'

/** A person for what lies at a place (`at`), the people of a body, the holders of a post of an area, or the city office. */
export type Address = {
  official?: string
  at?: string
  agency?: string
  path?: string
  post?: (typeof posts)[AreaLevel] | OwnerPost
}

/** The post that answers at each level; in the city it is the office itself. */
const posts = {
  village: 'gridWorker',
  township: 'gridLeader',
  county: 'leaderInCharge',
  city: 'cityOffice',
} as const satisfies Record<AreaLevel, string>

export type Held = {
  areaPath: string
  holderOfficialId: string | null
  holderAgencyId: string | null
  /** A task that whoever holds this post of the area owns. */
  holderPost: OwnerPost | null
  /** Path of the person's or the agency's own area, else of the limit's. */
  holderPath: string
  raisedLevel: Exclude<Rung, 'jointWatch'> | null
  /** Kept by one who is no office and whose work nobody else may do: the reviewer of the rulebook, a custodian. */
  ofKeeper: boolean
}

export const holderLevelOf = ({ holderPath }: Pick<Held, 'holderPath'>): AreaLevel => levelOfPath(holderPath)

/** The post of a level that answers for what lies at `path`. */
export function postOf(level: AreaLevel, path: string): Address {
  const depth = areaLevels.indexOf(level) + 1
  return {
    path: `/${path
      .split('/')
      .slice(1, depth + 1)
      .join('/')}/`,
    post: posts[level],
  }
}

/** The posts that answer above an area, from the next level up. */
const above = (path: string): Address[] =>
  areaLevels
    .slice(0, areaLevels.indexOf(levelOfPath(path)))
    .toReversed()
    .map((level) => postOf(level, path))

/**
 * Where the present holder is to be found: at the level to which the limit has risen, else the person, the body, or the post of the
 * area; where nobody is there any more, the post that answers for the same area. A post that owns a task goes first, and where it is
 * vacant whoever answers above it.
 */
export function addressesOf(limit: Held): Address[] {
  if (limit.raisedLevel !== null) return [postOf(limit.raisedLevel, limit.areaPath)]
  if (limit.holderPost !== null) return [{ path: limit.areaPath, post: limit.holderPost }, ...above(limit.areaPath)]
  const post = postOf(levelOfPath(limit.holderPath), limit.holderPath)
  if (limit.holderOfficialId !== null) return [{ official: limit.holderOfficialId, at: limit.areaPath }, post]
  if (limit.holderAgencyId !== null) return [{ agency: limit.holderAgencyId }, post]
  return [post]
}

/** Whose people a reminder is told, each group by its first address where anybody is: what has risen from a keeper is still his to do. */
export const remindedAt = (limit: Held): Address[][] =>
  limit.ofKeeper && limit.raisedLevel !== null
    ? [addressesOf({ ...limit, raisedLevel: null }), addressesOf(limit)]
    : [addressesOf(limit)]
