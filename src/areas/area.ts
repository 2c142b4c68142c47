/** An area of responsibility: a node of the tree city – county – township – village, or a functional zone at county level. */
import { z } from 'zod'
import { areaLevels, areaPath } from '../platform/shared/permission.ts'

export const area = z.object({
  id: z.number().int(),
  level: z.enum(areaLevels),
  kind: z.enum(['statutory', 'zone']),
  name: z.string(),
  divisionCode: z.string().nullable(),
  parentId: z.number().int().nullable(),
  path: areaPath,
})
export type Area = z.infer<typeof area>
