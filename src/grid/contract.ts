/** Operations of the grid: who answers for each place, and where nobody does. */
import { z } from 'zod'
import { areaIdInput, contract, date, line, page, pageInput } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { bilingual } from '../rulebook/rule.ts'
import { appointment, phone, post } from './appointment.ts'
import { blindSpot, blindSpotKinds } from './blind-spot.ts'
import { chaseContract } from './chase-contract.ts'
import { dutyContract } from './duty-contract.ts'
import { handOverContract } from './hand-over-contract.ts'
import { leaveContract } from './leave-contract.ts'
import { pledgeContract } from './pledge-contract.ts'
import { rosterPreview, rosterResult } from './roster.ts'

const blindSpotCounts = z.object({
  vacancy: z.number(),
  onLeave: z.number(),
  noPhone: z.number(),
  overloaded: z.number(),
  unacknowledged: z.number(),
  inactive: z.number(),
})

export const chainLink = z.object({
  areaId: z.number().int(),
  areaName: z.string(),
  level: z.enum(areaLevels),
  post,
  /** Null: the post is required and vacant. */
  officialId: z.uuid().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** On leave on that day: the substitute stands in. */
  onLeave: z.boolean(),
})
export type ChainLink = z.infer<typeof chainLink>

const areaPost = z.object({
  post,
  /** How many holders the rules of the day demand; 0 for a post that is held without being required. */
  required: z.number().int(),
  agencyId: z.uuid().nullable(),
  agencyName: bilingual.nullable(),
  holders: z.array(appointment),
})

export const gridContract = contract({
  ...handOverContract,
  ...chaseContract,
  ...pledgeContract,
  ...dutyContract,
  ...leaveContract,
  countBlindSpots: {
    method: 'GET',
    path: '/api/grid/blind-spots/counts',
    needs: 'signedIn',
    title: 'Blind spots on a day, counted for an area itself and for each area below it',
    input: z.object({ areaId: areaIdInput, asOf: date.optional() }),
    output: z.object({
      asOf: date,
      rows: z.array(
        blindSpotCounts.extend({
          areaId: z.number().int(),
          name: z.string(),
          level: z.enum(areaLevels),
          self: z.boolean(),
        }),
      ),
    }),
  },
  listBlindSpots: {
    method: 'GET',
    path: '/api/grid/blind-spots',
    needs: 'signedIn',
    title: 'Blind spots on a day, by place',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput,
      asOf: date.optional(),
      kind: z.enum(blindSpotKinds).optional(),
      level: z.enum(areaLevels).optional(),
    }),
    output: page(blindSpot),
  },
  listAppointments: {
    method: 'GET',
    path: '/api/grid/appointments',
    needs: 'signedIn',
    title: 'Appointments that run on a day in an area and below',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      asOf: date.optional(),
      post: post.optional(),
      text: line.optional(),
    }),
    output: page(appointment),
  },
  getAppointment: {
    method: 'GET',
    path: '/api/grid/appointments/:id',
    needs: 'signedIn',
    title: 'One appointment',
    input: z.object({ id: z.uuid() }),
    output: appointment,
  },
  listPosts: {
    method: 'GET',
    path: '/api/grid/areas/:areaId/posts',
    needs: 'signedIn',
    title: 'The posts of one area on a day, required ones first, with their holders',
    input: z.object({ areaId: areaIdInput, asOf: date.optional() }),
    output: z.object({ rows: z.array(areaPost) }),
  },
  getChain: {
    method: 'GET',
    path: '/api/grid/areas/:areaId/chain',
    needs: 'signedIn',
    title: 'Who answers for a place, from the village up',
    input: z.object({ areaId: areaIdInput, asOf: date.optional() }),
    output: z.object({ rows: z.array(chainLink) }),
  },
  appoint: {
    method: 'POST',
    path: '/api/grid/appointments',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Appoint an official, known or new, to a post',
    input: z.object({
      areaId: areaIdInput,
      post,
      agencyId: z.uuid().nullable().default(null),
      officialId: z.uuid().nullable().default(null),
      /** Of a person who is not entered yet. */
      name: z.string().trim().min(1).max(60).nullable().default(null),
      phone: phone.nullable().default(null),
      validFrom: date,
      validTo: date.nullable().default(null),
      source: line,
      sourceFileId: z.uuid().nullable().default(null),
    }),
    output: appointment,
  },
  changePhone: {
    method: 'PUT',
    path: '/api/grid/appointments/:id/phone',
    needs: 'signedIn',
    title: 'Change the phone number of a holder',
    input: z.object({ id: z.uuid(), phone: phone.nullable() }),
    output: appointment,
  },
  previewRoster: {
    method: 'POST',
    path: '/api/grid/roster/preview',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Read a roster from XLSX or CSV and say what each row would do; nothing is written',
    input: z.object({ areaId: areaIdInput, fileId: z.uuid() }),
    output: rosterPreview,
  },
  applyRoster: {
    method: 'POST',
    path: '/api/grid/roster/apply',
    needs: ['cityOffice', 'countyOffice', 'townshipLeader'],
    title: 'Write the good rows of a roster; the same file twice changes nothing',
    input: z.object({ areaId: areaIdInput, fileId: z.uuid() }),
    output: rosterResult,
  },
  exportRoster: {
    method: 'GET',
    path: '/api/grid/roster.xlsx',
    needs: 'signedIn',
    title: 'The roster of an area on a day, in the layout of the import',
    body: 'download',
    input: z.object({ areaId: areaIdInput, asOf: date.optional() }),
    output: z.unknown(),
  },
})
