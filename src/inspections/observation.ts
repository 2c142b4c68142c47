/** An observation (巡查记录): what somebody saw from public space. Grid workers and coordinating offices may always record one. */
import { z } from 'zod'
import { instant, words } from '../platform/shared/contract.ts'
import { type Actor, mayActIn, type Role } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

/** Signs that published cases report; `nothing` is a statement, signed, and stands alone. */
export const signs = [
  'nothing',
  'noise',
  'glow',
  'smoke',
  'scrapIn',
  'noCastingsOut',
  'nightWork',
  'equipmentMoved',
  'powerWorks',
  'other',
] as const

export const position = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  accuracyM: z.number().nonnegative().max(1_000_000),
})

export const observationContent = z.object({
  areaId: z.number().int().positive(),
  siteId: z.uuid().nullable(),
  sweepTargetId: z.uuid().nullable(),
  seen: z.array(z.enum(signs)).min(1).max(signs.length),
  words: words.nullable(),
  photoIds: z.array(z.uuid()).max(20),
  position: position.nullable(),
  observedAt: instant,
  /** Whether the observer asks for it to be looked into. */
  asLead: z.boolean(),
})
export type ObservationContent = z.infer<typeof observationContent>

const observers = [
  'gridWorker',
  'townshipLeader',
  'countyOffice',
  'cityOffice',
  'departmentOfficer',
] as const satisfies readonly Role[]

export const mayObserve = (user: Actor, path: string): boolean => mayActIn(user, observers, path)

export const sawSomething = (content: Pick<ObservationContent, 'seen'>): boolean => !content.seen.includes('nothing')

/** Refuses `nothing-and-something`, `observed-in-future`, `words-missing` for a sign that needs them. */
export function checkObservation(content: ObservationContent, now: Date): void {
  if (!sawSomething(content) && (content.seen.length > 1 || content.asLead)) throw new Refusal('nothing-and-something')
  if (content.seen.includes('other') && content.words === null) throw new Refusal('words-missing')
  // a phone's clock may be a little ahead
  if (new Date(content.observedAt).getTime() > now.getTime() + 600_000) throw new Refusal('observed-in-future')
}
