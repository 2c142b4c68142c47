/** An area of responsibility: a node of the tree city – county – township – village, or a functional zone at county level. */
import { z } from 'zod'
import { type Actor, areaLevels, areaPath, covers, mayActIn } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'

export const areaKinds = ['statutory', 'zone'] as const

/** 6 digits down to the county, 12 from the township on. */
export const divisionCode = z.string().regex(/^(\d{6}|\d{12})$/)

export const area = z.object({
  id: z.number().int(),
  level: z.enum(areaLevels),
  kind: z.enum(areaKinds),
  name: z.string(),
  divisionCode: z.string().nullable(),
  parentId: z.number().int().nullable(),
  path: areaPath,
})
export type Area = z.infer<typeof area>

/** Ids from the root down to the area itself: `/1/4/37/` → `[1, 4, 37]`. */
export const idsOfPath = (path: string): number[] => path.split('/').filter(Boolean).map(Number)

/** The city office moves what it covers to where it covers. */
export const mayMoveArea = (user: Actor, from: string, to: string): boolean =>
  mayActIn(user, ['cityOffice'], from) && mayActIn(user, ['cityOffice'], to)

/** The tree is the city office's, within its city. */
export const mayChangeTree = (user: Actor, path: string): boolean => mayActIn(user, ['cityOffice'], path)

type Placed = Pick<Area, 'id' | 'level' | 'parentId' | 'path'>

/** Refuses `area-into-itself`, `area-same-superior`, `area-wrong-superior` for one that is not of the next level up. */
export function checkMove(moved: Placed, parent: Placed): void {
  if (covers(moved.path, parent.path)) throw new Refusal('area-into-itself', { areaId: moved.id })
  if (moved.parentId === parent.id) throw new Refusal('area-same-superior')
  if (areaLevels.indexOf(parent.level) !== areaLevels.indexOf(moved.level) - 1)
    throw new Refusal('area-wrong-superior', { level: moved.level, superior: parent.level })
}

/**
 * Where an area may end: in one of its level, with all that lies below it, or in its superior when nothing lies below any more.
 * Refuses `area-into-itself`, `area-wrong-successor`, `area-has-children`.
 */
export function checkClosing(closed: Placed, into: Placed, children: number): 'merge' | 'close' {
  if (closed.parentId === null || covers(closed.path, into.path))
    throw new Refusal('area-into-itself', { areaId: closed.id })
  if (into.level === closed.level) return 'merge'
  if (into.id !== closed.parentId) throw new Refusal('area-wrong-successor', { level: closed.level })
  if (children > 0) throw new Refusal('area-has-children', { children })
  return 'close'
}
