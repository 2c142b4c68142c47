/** Operations that change the tree of areas, and what has changed in it. Closing an area is an operation of the grid: its holders leave. */
import { z } from 'zod'
import { areaIdInput, date, line, page, pageInput } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { areaKinds, divisionCode } from './area.ts'

export const areaChangeKinds = ['move', 'merge', 'close', 'split'] as const
export type AreaChangeKind = (typeof areaChangeKinds)[number]

export const areaChange = z.object({
  id: z.uuid(),
  kind: z.enum(areaChangeKinds),
  areaId: z.number().int(),
  areaName: z.string(),
  /** Names of the superiors before and after; the same one where only a part or nothing of it moved. */
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
  /** Where the area went, or the new area beside it. */
  intoId: z.number().int().nullable(),
  intoName: z.string().nullable(),
  on: date,
  reason: z.string(),
  /** Whether the records have followed; otherwise they do on the day. */
  followed: z.boolean(),
})
export type AreaChange = z.infer<typeof areaChange>

const areaName = z.string().trim().min(1).max(60)

const followedRecords = {
  /** Whether the records have followed already; otherwise they do on the day. */
  followed: z.boolean(),
  /** Rows that followed, by table. */
  records: z.record(z.string(), z.number().int()),
}

export const areaChangeContract = {
  openArea: {
    method: 'POST',
    path: '/api/areas',
    needs: ['cityOffice'],
    title: 'Open an area below another one from a day on: a statutory division or a functional zone beside them',
    input: z.object({
      parentId: areaIdInput,
      name: areaName,
      kind: z.enum(areaKinds),
      divisionCode: divisionCode.nullable().default(null),
      on: date,
      reason: line,
    }),
    output: z.object({ id: z.number().int() }),
  },
  renameArea: {
    method: 'POST',
    path: '/api/areas/:id/rename',
    needs: ['cityOffice'],
    title: 'Give an area another name from a day on; before it the old one stays',
    input: z.object({ id: areaIdInput, name: areaName, on: date, reason: line }),
    output: z.object({ id: z.number().int() }),
  },
  splitArea: {
    method: 'POST',
    path: '/api/areas/:id/split',
    needs: ['cityOffice'],
    title:
      'Open an area beside another one from a part of it: areas directly below it, or sites with all their records',
    input: z.object({
      id: areaIdInput,
      name: areaName,
      kind: z.enum(areaKinds),
      divisionCode: divisionCode.nullable().default(null),
      childIds: z.array(z.number().int()).max(1000).default([]),
      siteIds: z.array(z.uuid()).max(2000).default([]),
      on: date,
      reason: line,
    }),
    output: z.object({ id: z.number().int(), ...followedRecords }),
  },
  listAreaChanges: {
    method: 'GET',
    path: '/api/areas/changes',
    needs: 'signedIn',
    title: 'Moves, mergers, closings and splits of areas in an area and below, latest first, those to come included',
    input: z.object({ ...pageInput, areaId: areaIdInput }),
    output: page(areaChange),
  },
  getAreaHistory: {
    method: 'GET',
    path: '/api/areas/:id/history',
    needs: 'signedIn',
    title: 'Names and superiors an area has had, what became of it, and what went into it',
    input: z.object({ id: areaIdInput }),
    output: z.object({
      versions: z.array(
        z.object({
          name: z.string(),
          level: z.enum(areaLevels),
          superior: z.string().nullable(),
          validFrom: date,
          validTo: date.nullable(),
        }),
      ),
      changes: z.array(areaChange),
      /** The superior that the division code names, where the area answers to another one. */
      statutorySuperior: z.string().nullable(),
    }),
  },
} as const
