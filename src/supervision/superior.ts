/** Who stands above whom in supervision: an office calls on what lies below it, the level directly above accepts what was put right. Pure. */
import { type Actor, covers, type Grant, type Role } from '../platform/shared/permission.ts'

export const callingOffices = ['cityOffice', 'countyOffice'] as const satisfies readonly Role[]
export const answeringOffices = ['countyOffice', 'townshipLeader'] as const satisfies readonly Role[]

export type Place = { areaId: number; areaPath: string }

const isOffice = (role: Role): boolean => callingOffices.some((office) => office === role)

/** The area directly above a place. */
export const superiorIdOf = (areaPath: string): number => Number(areaPath.split('/').at(-3))

/** The grant by which an office stands above a place, the highest first. */
export const grantAbove = (user: Actor, { areaId, areaPath }: Place): Grant | undefined =>
  user.grants
    .filter((g) => isOffice(g.role) && covers(g.areaPath, areaPath) && g.areaId !== areaId)
    .sort((a, b) => a.areaPath.length - b.areaPath.length)[0]

/** An office calls on whoever answers to it, never on itself. */
export const standsAbove = (user: Actor, place: Place): boolean => grantAbove(user, place) !== undefined

/** The office of the level directly above: the county for a township, the city for a county. */
export const standsDirectlyAbove = (user: Actor, { areaPath }: Pick<Place, 'areaPath'>): boolean =>
  user.grants.some((g) => isOffice(g.role) && g.areaId === superiorIdOf(areaPath))

/** The government of the very place, by its own office. */
export const answersFor = (user: Actor, { areaId }: Pick<Place, 'areaId'>): boolean =>
  user.grants.some((g) => answeringOffices.some((role) => role === g.role) && g.areaId === areaId)

/** An office of exactly one level that covers a place: what the city began is not the county's to end. */
export const actsAtLevel = (user: Actor, level: string, { areaPath }: Pick<Place, 'areaPath'>): boolean =>
  user.grants.some((g) => isOffice(g.role) && g.areaLevel === level && covers(g.areaPath, areaPath))
