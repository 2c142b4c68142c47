/** What the electricity watch offers on deliveries of readings. */
import { z } from 'zod'
import { contract, date, instant, page, pageInput, words } from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { channels, deliveryFailure, deliveryStatuses, rejectReasons, seeingRoles } from './delivery.ts'
import { timeMarks } from './long-days.ts'

const deliveryRow = z.object({
  id: z.uuid(),
  agreement: z.string(),
  purpose: z.string(),
  basis: z.string(),
  fileName: z.string(),
  fileSize: z.number(),
  channel: z.enum(channels),
  timeMark: z.enum(timeMarks),
  status: z.enum(deliveryStatuses),
  /** Share of the file read, 0–1. */
  progress: z.number(),
  days: z.number(),
  accounts: z.number(),
  unknownAccounts: z.number(),
  rejectedRows: z.number(),
  firstDay: date.nullable(),
  lastDay: date.nullable(),
  failure: deliveryFailure.nullable(),
  withdrawnReason: z.string().nullable(),
  deliveredAt: instant,
  deliveredByName: z.string().nullable(),
  finishedAt: instant.nullable(),
  areaId: z.number(),
  areaPath,
})
export type DeliveryAnswer = z.infer<typeof deliveryRow>

const id = { id: z.uuid() }

export const deliveryContract = contract({
  deliverReadings: {
    method: 'POST',
    path: '/api/metering/deliveries',
    needs: ['powerLiaison'],
    title: 'Hand over a file of readings under an agreement, for a purpose, on a legal basis',
    input: z.object({
      fileId: z.uuid(),
      agreement: z.string().trim().max(200).default(''),
      purpose: z.string().trim().max(200).default(''),
      basis: z.string().trim().max(200).default(''),
      timeMark: z.enum(timeMarks).default('start'),
    }),
    /** `known`: this content is under way or in force already, nothing was written. */
    output: z.object({ ...id, known: z.boolean() }),
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/metering/deliveries',
    needs: seeingRoles,
    title: 'Deliveries of readings, newest first',
    input: z.object({ ...pageInput, status: z.enum(deliveryStatuses).optional() }),
    output: page(deliveryRow),
  },
  getDelivery: {
    method: 'GET',
    path: '/api/metering/deliveries/:id',
    needs: seeingRoles,
    title: 'One delivery with its progress',
    input: z.object(id),
    output: deliveryRow,
  },
  listRejects: {
    method: 'GET',
    path: '/api/metering/deliveries/:id/rejects',
    needs: seeingRoles,
    title: 'Rows of a delivery that were not taken, with line and reason',
    input: z.object({ ...id, ...pageInput }),
    output: page(
      z.object({
        line: z.number(),
        account: z.string().nullable(),
        day: z.string().nullable(),
        reason: z.enum(rejectReasons),
      }),
    ),
  },
  listUnknownAccounts: {
    method: 'GET',
    path: '/api/metering/deliveries/:id/unknown-accounts',
    needs: seeingRoles,
    title: 'Accounts of a delivery that the ledger did not know; their readings are kept',
    input: z.object({ ...id, ...pageInput }),
    output: page(z.object({ account: z.string(), days: z.number(), usagePointId: z.uuid().nullable() })),
  },
  withdrawDelivery: {
    method: 'POST',
    path: '/api/metering/deliveries/:id/withdraw',
    needs: ['powerLiaison', 'cityOffice'],
    title: 'Take a wrong delivery out of force, with the reason',
    input: z.object({ ...id, reason: words }),
    output: z.object({ status: z.enum(deliveryStatuses) }),
  },
})
