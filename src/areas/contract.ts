/** Operations of the tree of areas. Names of places are no secret: everybody signed in may read the whole tree. */
import { z } from 'zod'
import { areaIdInput, contract, date, line } from '../platform/shared/contract.ts'
import { area } from './area.ts'
import { areaChangeContract } from './change-contract.ts'

export const areaChild = area.extend({ childCount: z.number().int() })
export const areaFound = area.extend({
  /** Names of the areas above, from the city down. */
  above: z.array(z.string()),
})
export type AreaChild = z.infer<typeof areaChild>
export type AreaFound = z.infer<typeof areaFound>

/** More directly below one area than any place of the nation has. */
export const maxChildren = 1000

export const areasContract = contract({
  ...areaChangeContract,
  listChildren: {
    method: 'GET',
    path: '/api/areas/children',
    needs: 'signedIn',
    title: 'Areas directly below one; without a superior the areas the caller answers for',
    input: z.object({ parentId: areaIdInput.optional(), asOf: date.optional() }),
    output: z.object({ rows: z.array(areaChild) }),
  },
  searchAreas: {
    method: 'GET',
    path: '/api/areas/search',
    needs: 'signedIn',
    title: 'Areas whose name holds the text, or whose division code begins with it',
    input: z.object({ text: line, asOf: date.optional(), limit: z.coerce.number().int().min(1).max(50).default(20) }),
    output: z.object({ rows: z.array(areaFound) }),
  },
  getArea: {
    method: 'GET',
    path: '/api/areas/:id',
    needs: 'signedIn',
    title: 'One area with those above it',
    input: z.object({ id: areaIdInput, asOf: date.optional() }),
    output: areaChild.extend({ ancestors: z.array(area) }),
  },
  moveArea: {
    method: 'POST',
    path: '/api/areas/:id/move',
    needs: ['cityOffice'],
    title: 'Put an area and all below it under another superior from a day on; its records follow on that day',
    input: z.object({ id: areaIdInput, parentId: areaIdInput, on: date, reason: line }),
    output: z.object({
      /** Areas with a new place in the tree. */
      areas: z.number().int(),
      /** Whether the records have followed already; otherwise they do on the day. */
      followed: z.boolean(),
      /** Rows that followed, by table. */
      records: z.record(z.string(), z.number().int()),
    }),
  },
})
