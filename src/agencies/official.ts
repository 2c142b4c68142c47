/** Officials, their accounts and roles: who may keep them, and which roles one person may hold. Pure. */
import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'
import {
  type Actor,
  type AreaLevel,
  administratorRoles,
  mayActIn,
  type Role,
  roles,
} from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { bilingual } from '../rulebook/rule.ts'

export const official = z.object({
  id: z.uuid(),
  name: z.string(),
  agencyId: z.uuid().nullable(),
  agencyName: bilingual.nullable(),
  areaId: z.number().int(),
  areaPath: z.string(),
  areaName: z.string(),
  hasAccount: z.boolean(),
  enforcementCard: z.string().nullable(),
  cardValidTo: date.nullable(),
  /** A fictional person of the demo city. */
  demonstration: z.boolean(),
})
export type Official = z.infer<typeof official>

export const roleGrant = z.object({
  id: z.uuid(),
  officialId: z.uuid(),
  role: z.enum(roles),
  agencyId: z.uuid().nullable(),
  areaId: z.number().int(),
  areaPath: z.string(),
  areaName: z.string(),
  validFrom: date,
  /** Last day on which it holds. */
  validTo: date.nullable(),
})
export type RoleGrant = z.infer<typeof roleGrant>

export const userName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,29}$/)

const keepers = ['systemAdmin', 'cityOffice', 'countyOffice', 'townshipLeader'] as const satisfies readonly Role[]
const cardKeepers = ['systemAdmin', 'cityOffice', 'countyOffice'] as const satisfies readonly Role[]

/** Who may enter officials of a place: its office, the township leader, the system administrator. */
export const mayKeepOfficials = (user: Actor, areaPath: string): boolean => mayActIn(user, keepers, areaPath)

/** Enforcement cards are entered by an office, not by a township: they open the way to inspections. */
export const mayKeepCards = (user: Actor, areaPath: string): boolean => mayActIn(user, cardKeepers, areaPath)

/** Accounts are made, reset and signed out by the system administrator. */
export const mayKeepAccounts = (user: Actor, areaPath: string): boolean => mayActIn(user, ['systemAdmin'], areaPath)

/** Roles are granted and ended by the security administrator, over the person's own and the role's place. */
export const mayGrantRoles = (user: Actor, personPath: string, rolePath: string): boolean =>
  mayActIn(user, ['securityAdmin'], personPath) && mayActIn(user, ['securityAdmin'], rolePath)

/** The level of area at which a role is held; others fit any. */
export const levelOfRole: Partial<Record<Role, AreaLevel>> = {
  cityOffice: 'city',
  countyOffice: 'county',
  townshipLeader: 'township',
  gridWorker: 'village',
}

const rolesOfAgencies: readonly Role[] = ['departmentOfficer', 'powerLiaison']
const isAdministrator = (role: Role): boolean => administratorRoles.some((one) => one === role)

type WantedGrant = {
  officialId: string
  role: Role
  agencyId: string | null
  areaLevel: AreaLevel
  validFrom: string
  validTo: string | null
}
type HeldGrant = Pick<RoleGrant, 'role' | 'agencyId' | 'areaId' | 'validFrom' | 'validTo'>

const overlap = (
  a: { validFrom: string; validTo: string | null },
  b: { validFrom: string; validTo: string | null },
): boolean => (a.validTo === null || a.validTo >= b.validFrom) && (b.validTo === null || b.validTo >= a.validFrom)

/**
 * Whether a role may be granted beside those held. Refuses `grant-to-self`, `role-needs-agency`, `role-wrong-level`,
 * `term-reversed`, `administrators-apart`.
 */
export function checkGrant(by: { officialId: string }, wanted: WantedGrant, held: readonly HeldGrant[]): void {
  if (by.officialId === wanted.officialId) throw new Refusal('grant-to-self')
  if (wanted.validTo !== null && wanted.validTo < wanted.validFrom) throw new Refusal('term-reversed')
  if (rolesOfAgencies.includes(wanted.role) && wanted.agencyId === null)
    throw new Refusal('role-needs-agency', { role: wanted.role })
  const level = levelOfRole[wanted.role]
  if (level && level !== wanted.areaLevel) throw new Refusal('role-wrong-level', { role: wanted.role, level })
  const other = isAdministrator(wanted.role)
    ? held.find((h) => h.role !== wanted.role && isAdministrator(h.role) && overlap(h, wanted))
    : undefined
  if (other) throw new Refusal('administrators-apart', { held: other.role })
}

/** Ends a grant on a day. Refuses `wrong-state` for one that has ended before, `term-reversed` before its first day. */
export function endGrant<G extends { validFrom: string; validTo: string | null }>(
  grant: G,
  on: string,
): Omit<G, 'validTo'> & { validTo: string } {
  if (grant.validTo !== null && grant.validTo < on) throw new Refusal('wrong-state', { endedOn: grant.validTo })
  if (on < grant.validFrom) throw new Refusal('term-reversed')
  return { ...grant, validTo: on }
}

/** Letters and digits that are not taken for one another. */
const alphabet = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY2345679'

/** A first password of 16 signs (about 90 bits). @param randomBytes a source of secret random bytes. */
export function makePassword(randomBytes: (count: number) => Uint8Array): string {
  const signs: string[] = []
  // Bytes beyond the last full round of the alphabet are thrown away, so that every sign is equally likely.
  const fair = 256 - (256 % alphabet.length)
  while (signs.length < 16)
    for (const byte of randomBytes(32)) if (byte < fair) signs.push(alphabet[byte % alphabet.length] ?? '')
  return signs.slice(0, 16).join('')
}
