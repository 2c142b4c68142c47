/** Operations by which holders leave and areas end, and nothing that is open is orphaned. */
import { z } from 'zod'
import { areaIdInput, date, flagInput, instant, line, page, pageInput } from '../platform/shared/contract.ts'
import { appointment, phone } from './appointment.ts'
import { handOver, openWork, openWorkKinds } from './hand-over.ts'

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const

const orphan = z.object({
  id: z.uuid(),
  areaId: z.number().int(),
  areaName: z.string().nullable(),
  kind: z.enum(['record', 'appointment', 'limit']),
  tableName: z.string().nullable(),
  count: z.number().int(),
  officialId: z.uuid().nullable(),
  officialName: z.string().nullable(),
  /** The last post of that person there, from which it can still be handed over. */
  appointmentId: z.uuid().nullable(),
})
export type Orphan = z.infer<typeof orphan>

export const handOverContract = {
  getOpenWork: {
    method: 'GET',
    path: '/api/grid/appointments/:id/open-work',
    needs: offices,
    title: 'What is open where an appointment ends, and who may take it over from the next day',
    input: z.object({ id: z.uuid(), on: date }),
    output: openWork,
  },
  getOpenWorkOfArea: {
    method: 'GET',
    path: '/api/grid/areas/:areaId/open-work',
    needs: ['cityOffice'],
    title: 'What is open in an area that is to end on a day, and who may take it over in the area into which it goes',
    input: z.object({ areaId: areaIdInput, intoId: areaIdInput, on: date }),
    output: openWork,
  },
  endAppointment: {
    method: 'POST',
    path: '/api/grid/appointments/:id/end',
    needs: offices,
    title:
      'End an appointment; the day named is its last. What is open goes to a successor, or to another holder there or above',
    input: z.object({
      id: z.uuid(),
      on: date,
      reason: line,
      toOfficialId: z.uuid().nullable().default(null),
      /** Appointed to the same post from the next day. */
      successor: z
        .object({
          officialId: z.uuid().nullable().default(null),
          name: z.string().trim().min(1).max(60).nullable().default(null),
          phone: phone.nullable().default(null),
          source: line,
        })
        .nullable()
        .default(null),
    }),
    output: appointment,
  },
  handOverLater: {
    method: 'POST',
    path: '/api/grid/appointments/:id/hand-over',
    needs: offices,
    title: 'Hand over what somebody who has left a post still holds by name',
    input: z.object({ id: z.uuid(), toOfficialId: z.uuid(), reason: line }),
    output: handOver,
  },
  closeArea: {
    method: 'POST',
    path: '/api/grid/areas/:areaId/close',
    needs: ['cityOffice'],
    title:
      'End an area: merge it into another one of its level, or give it back to its superior; everything in it is handed over',
    input: z.object({
      areaId: areaIdInput,
      intoId: areaIdInput,
      /** First day without it. */
      on: date,
      reason: line,
      toOfficialId: z.uuid().nullable().default(null),
    }),
    output: z.object({
      kind: z.enum(['merge', 'close']),
      followed: z.boolean(),
      /** Rows that followed, by table. */
      records: z.record(z.string(), z.number().int()),
      /** Appointments that end with it. */
      ended: z.number().int(),
    }),
  },
  listHandOvers: {
    method: 'GET',
    path: '/api/grid/hand-overs',
    needs: 'signedIn',
    title: 'Hand-overs in an area and below, latest first',
    input: z.object({ ...pageInput, areaId: areaIdInput.optional(), toMe: flagInput.optional() }),
    output: page(handOver),
  },
  getHandOver: {
    method: 'GET',
    path: '/api/grid/hand-overs/:id',
    needs: 'signedIn',
    title: 'One hand-over with what was open when it was ordered',
    input: z.object({ id: z.uuid() }),
    output: handOver.extend({
      items: z.array(z.object({ kind: z.enum(openWorkKinds), subjectId: z.uuid() })),
    }),
  },
  confirmHandOver: {
    method: 'POST',
    path: '/api/grid/hand-overs/:id/confirm',
    needs: 'signedIn',
    title: 'Confirm what one has taken over (确认接收)',
    input: z.object({ id: z.uuid() }),
    output: handOver,
  },
  getOrphanCheck: {
    method: 'GET',
    path: '/api/grid/orphans',
    needs: offices,
    title: 'What the last nightly check found that nobody answers for, in the caller’s areas',
    input: z.object({}),
    output: z.object({
      /** Null: it has not run yet. */
      checkedAt: instant.nullable(),
      /** In the whole city. */
      found: z.number().int(),
      rows: z.array(orphan),
    }),
  },
} as const
