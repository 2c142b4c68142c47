/** An area of responsibility: a node of the tree city – county – township – village, or a functional zone at county level. */
import { z } from 'zod'
import { areaLevels, areaPath } from '../platform/shared/permission.ts'

export const areaKinds = ['statutory', 'zone'] as const

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
