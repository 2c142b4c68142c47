/** An appointment: an official in a post of an area, from–to, with its source. Who may make it, and which are possible. Pure. */
import { z } from 'zod'
import { date } from '../platform/shared/contract.ts'
import { type Actor, type AreaLevel, areaLevels, covers, type Role } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { bilingual } from '../rulebook/rule.ts'
import { postKinds } from '../rulebook/values.ts'
import { leave } from './leave.ts'

export type PostKind = (typeof postKinds)[number]
export const post = z.enum(postKinds)

/** Digits with what people write between them; no text. */
export const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()-]{4,24}$/)

export const appointment = z.object({
  id: z.uuid(),
  officialId: z.uuid(),
  officialName: z.string(),
  post,
  areaId: z.number().int(),
  areaPath: z.string(),
  areaName: z.string(),
  level: z.enum(areaLevels),
  /** For a liaison: whose. */
  agencyId: z.uuid().nullable(),
  agencyName: bilingual.nullable(),
  phone: z.string().nullable(),
  validFrom: date,
  /** Last day; null while it runs. */
  validTo: date.nullable(),
  /** The document that appoints. */
  source: z.string(),
  sourceFileId: z.uuid().nullable(),
  /** 责任书 */
  pledgeFileId: z.uuid().nullable(),
  lastActiveOn: date.nullable(),
  /** On leave on the day that was asked for; of one appointment alone, the leave that is not over. */
  leave: leave.nullable(),
})
export type Appointment = z.infer<typeof appointment>

/** Which posts exist at a level (the notice names those of county, township and village; the rest is usual). */
export const postsOfLevel: Readonly<Record<AreaLevel, readonly PostKind[]>> = {
  city: ['principal', 'leaderInCharge', 'liaison'],
  county: ['principal', 'leaderInCharge', 'liaison'],
  township: ['principal', 'leaderInCharge', 'gridLeader', 'liaison', 'substitute'],
  village: ['principal', 'gridWorker', 'substitute'],
}

/** Posts that carry a role of the program; a substitute may do what the holder may, a liaison only passes on what others decide. */
export const postsWithRole = {
  county: ['principal', 'leaderInCharge'],
  township: ['principal', 'leaderInCharge', 'gridLeader', 'substitute'],
  village: ['gridWorker', 'substitute'],
} as const satisfies Partial<Record<AreaLevel, readonly PostKind[]>>

/** Whose areas a role appoints in: the city office the counties, a county all below it, a township its villages. */
const levelsBelow: Partial<Record<Role, readonly AreaLevel[]>> = {
  cityOffice: ['city', 'county'],
  countyOffice: ['township', 'village'],
  townshipLeader: ['village'],
}

/** Nobody fills a post of his own place: that is done from above. The city's own posts are filled by its office. */
export const mayAppoint = (user: Actor, area: { path: string; level: AreaLevel }): boolean =>
  user.grants.some(
    (g) =>
      (levelsBelow[g.role]?.includes(area.level) ?? false) &&
      covers(g.areaPath, area.path) &&
      (g.areaPath !== area.path || area.level === 'city'),
  )

/** A phone number may be put right by whoever appoints there, and by the holder. */
export const mayChangePhone = (user: Actor, held: { officialId: string; path: string; level: AreaLevel }): boolean =>
  held.officialId === user.officialId || mayAppoint(user, held)

/** A leave is entered by the holder, and by whoever appoints. */
export const mayEnterLeave = mayChangePhone

export type Term = { validFrom: string; validTo: string | null }
const overlap = (a: Term, b: Term): boolean =>
  (a.validTo === null || a.validTo >= b.validFrom) && (b.validTo === null || b.validTo >= a.validFrom)

type Wanted = Term & { officialId: string; post: PostKind; level: AreaLevel; agencyId: string | null }

/**
 * Whether an appointment is possible beside those of the same area.
 * Refuses `term-reversed`, `post-wrong-level`, `liaison-needs-agency`, `already-appointed`, `substitute-of-oneself`.
 */
export function checkAppointment(
  wanted: Wanted,
  present: readonly (Term & { officialId: string; post: string; agencyId: string | null })[],
): void {
  if (wanted.validTo !== null && wanted.validTo < wanted.validFrom) throw new Refusal('term-reversed')
  if (!postsOfLevel[wanted.level].includes(wanted.post))
    throw new Refusal('post-wrong-level', { post: wanted.post, level: wanted.level })
  if ((wanted.post === 'liaison') !== (wanted.agencyId !== null)) throw new Refusal('liaison-needs-agency')
  const same = present.find(
    (p) =>
      p.post === wanted.post &&
      p.officialId === wanted.officialId &&
      p.agencyId === wanted.agencyId &&
      overlap(p, wanted),
  )
  if (same) throw new Refusal('already-appointed', { since: same.validFrom })
  const both = present.some(
    (p) =>
      p.officialId === wanted.officialId &&
      (p.post === 'substitute') !== (wanted.post === 'substitute') &&
      overlap(p, wanted),
  )
  if (both) throw new Refusal('substitute-of-oneself')
}

/** The day named is the last. Refuses `wrong-state` for one that has ended, `term-reversed` before its first day. */
export function endAppointment<A extends Term>(held: A, on: string): Omit<A, 'validTo'> & { validTo: string } {
  if (held.validTo !== null && held.validTo <= on) throw new Refusal('wrong-state', { endedOn: held.validTo })
  if (on < held.validFrom) throw new Refusal('term-reversed')
  return { ...held, validTo: on }
}

/** What was known of a holder stays as it was when he left. Refuses `wrong-state`. */
export function refuseEnded(held: Term, today: string): void {
  if (held.validTo !== null && held.validTo < today) throw new Refusal('wrong-state', { endedOn: held.validTo })
}
