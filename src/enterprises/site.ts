/** A site: the premises. Occupants change, the site stays; nothing of it is ever removed from the ledger. */
import { z } from 'zod'
import { date, instant, line } from '../platform/shared/contract.ts'
import { type Moves, move } from '../platform/shared/moves.ts'
import { type AreaLevel, areaPath } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { focusKinds } from '../rulebook/values.ts'

export const siteKinds = ['melting', 'rolling', 'both', 'other'] as const
export type SiteKind = (typeof siteKinds)[number]
export const siteStatuses = ['operating', 'idle', 'closed'] as const
export type SiteStatus = (typeof siteStatuses)[number]

/** The whole life of a site. A closed one that starts again is opened again, with its reason, and keeps its history. */
export const siteMoves = {
  stop: { from: ['operating'], to: 'idle' },
  restart: { from: ['idle'], to: 'operating' },
  close: { from: ['operating', 'idle'], to: 'closed' },
  reopen: { from: ['closed'], to: 'operating' },
} as const satisfies Moves<SiteStatus>
export const siteMoveNames = [
  'stop',
  'restart',
  'close',
  'reopen',
] as const satisfies readonly (keyof typeof siteMoves)[]
export type SiteMove = (typeof siteMoveNames)[number]

export const siteFields = z.object({
  name: line,
  address: line,
  kind: z.enum(siteKinds),
  /** Why it deserves a closer look (rules `focus.…`); empty: nothing known, which is not "clean". */
  focusKinds: z.array(z.enum(focusKinds)).max(focusKinds.length),
})
export type SiteFields = z.infer<typeof siteFields>

export const site = siteFields.extend({
  id: z.uuid(),
  areaId: z.number().int(),
  areaPath,
  status: z.enum(siteStatuses),
  closedOn: date.nullable(),
  registeredAt: instant,
  importId: z.uuid().nullable(),
})
export type Site = z.infer<typeof site>

/** A site lies in a village, or in a township whose village is not known yet. Refuses `area-too-wide`. */
export function checkSiteLevel(level: AreaLevel): void {
  if (level !== 'township' && level !== 'village') throw new Refusal('area-too-wide', { level })
}

/** The site after a move. `on` is the day of closing. Refuses `wrong-state`. */
export function moveSite<S extends Pick<Site, 'status' | 'closedOn'>>(before: S, name: SiteMove, on: string): S {
  const status = move<SiteStatus>(siteMoves, name, before.status)
  return { ...before, status, closedOn: status === 'closed' ? on : null }
}
