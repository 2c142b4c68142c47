/** Who acts, in which scope. Scope is area × agency × role, read for every request from the posts and roles of today. */
import { z } from 'zod'

export const roles = [
  'cityOffice',
  'countyOffice',
  'townshipLeader',
  'gridWorker',
  'departmentOfficer',
  'powerLiaison',
  'superiorInspector',
  'legalReviewer',
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
] as const
export type Role = (typeof roles)[number]

/** Roles of those who answer for an area; what runs over rises to them. */
export const officeRoles: readonly Role[] = ['cityOffice', 'countyOffice', 'townshipLeader']

/** Roles of which one account may hold at most one (三员分立). */
export const administratorRoles = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies readonly Role[]

export const areaLevels = ['city', 'county', 'township', 'village'] as const
export type AreaLevel = (typeof areaLevels)[number]

/** A place in the tree of areas: ids from the city down, each followed by a slash: `/1/4/37/`. */
export const areaPath = z.string().regex(/^\/(\d+\/)+$/)

export const grant = z.object({
  role: z.enum(roles),
  agencyId: z.uuid().nullable(),
  /** What the agency is competent for (`quality`, `power` …); null for posts of an area. */
  functionKind: z.string().nullable(),
  areaId: z.number().int(),
  areaPath,
  areaLevel: z.enum(areaLevels),
  /** The post that carries the role; none where the role was granted. */
  post: z.string().nullish(),
})
export type Grant = z.infer<typeof grant>

export const actor = z.object({
  accountId: z.string(),
  officialId: z.uuid(),
  name: z.string(),
  /** Number of the enforcement card, if the official holds a valid one today. */
  enforcementCard: z.string().nullable(),
  grants: z.array(grant),
})
export type Actor = z.infer<typeof actor>

/** The level of an area by its place in the tree. */
export const levelOfPath = (path: string): AreaLevel => areaLevels[path.split('/').length - 3] ?? 'village'

/** Whether `path` lies in the area of `scope` (or is it). */
export const covers = (scope: string, path: string): boolean => path.startsWith(scope)

export const hasRole = (user: Actor, ...wanted: readonly Role[]): boolean =>
  user.grants.some((g) => wanted.includes(g.role))

/** The first grant with one of `wanted` roles whose area covers `path`. */
export const grantFor = (user: Actor, wanted: readonly Role[], path: string): Grant | undefined =>
  user.grants.find((g) => wanted.includes(g.role) && covers(g.areaPath, path))

/** Whether the user holds one of `wanted` roles over the area at `path`. */
export const mayActIn = (user: Actor, wanted: readonly Role[], path: string): boolean =>
  grantFor(user, wanted, path) !== undefined

/** Whether the user answers for exactly the area to which a matter has risen. */
export const holdsRaised = (user: Actor, raisedAreaId: number | null): boolean =>
  raisedAreaId !== null && user.grants.some((g) => officeRoles.includes(g.role) && g.areaId === raisedAreaId)

/** The post of each level for which its substitute acts. */
const substituted: Partial<Record<AreaLevel, string>> = { village: 'gridWorker', township: 'gridLeader' }

/** For which post somebody acts who is in a place as its substitute alone; undefined for whoever acts in a post or role of his own. */
export function standsInFor(user: Actor, path: string): { post: string; areaId: number } | undefined {
  const [nearest] = user.grants
    .filter((g) => covers(g.areaPath, path))
    .toSorted((a, b) => b.areaPath.length - a.areaPath.length)
  const post = nearest && substituted[nearest.areaLevel]
  const own = user.grants.some((g) => covers(g.areaPath, path) && g.post !== 'substitute')
  return nearest && post && !own ? { post, areaId: nearest.areaId } : undefined
}

/** The areas a user may see: the shortest paths of all grants. */
export function scopePaths(user: Actor): string[] {
  const paths = [...new Set(user.grants.map((g) => g.areaPath))].sort()
  return paths.filter((path) => !paths.some((other) => other !== path && covers(other, path)))
}
