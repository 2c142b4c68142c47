/** What the electricity watch offers: deliveries of readings, usage points with their curves, alarms and what they have yielded. */
import { z } from 'zod'
import {
  areaIdInput,
  contract,
  date,
  flagInput,
  instant,
  line,
  page,
  pageInput,
  words,
} from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { bilingual } from '../rulebook/rule.ts'
import {
  alarmCauses,
  alarmKinds,
  alarmStatuses,
  closingCauses,
  evidence,
  handlingRoles,
  registerOutcomes,
} from './alarm.ts'
import { meterStates } from './assessment.ts'
import { channels, deliveryFailure, deliveryStatuses, rejectReasons, seeingRoles } from './delivery.ts'
import { detectorContract, heatQueues } from './detector-contract.ts'
import { feederContract } from './feeder-contract.ts'
import { shifts } from './licence.ts'
import { timeMarks } from './long-days.ts'
import { driftFlags } from './own-past.ts'
import { qualityFlags } from './reading.ts'
import { tokenContract } from './token-contract.ts'
import { tariffSpan, usagePointContract } from './usage-point-contract.ts'

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

const alarmRow = z.object({
  id: z.uuid(),
  kind: z.enum(alarmKinds),
  /** Points of the card; 0 for kinds that no card scores. */
  score: z.number(),
  reasons: evidence,
  windowFrom: date,
  windowTo: date,
  raisedAt: instant,
  status: z.enum(alarmStatuses),
  cause: z.enum(alarmCauses).nullable(),
  leadId: z.uuid().nullable(),
  leadNumber: z.string().nullable(),
  areaId: z.number(),
  areaPath,
  areaName: z.string().nullable(),
  /** Null: it hangs on a feeder, whose name is `siteName` then and whose head meter's account is `account`. */
  usagePointId: z.uuid().nullable(),
  feederId: z.uuid().nullable(),
  account: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string(),
  assignedAgencyId: z.uuid().nullable(),
  assignedAgencyName: bilingual.nullable(),
  registerCheckedAt: instant.nullable(),
  /** Null: no model was in use, it rests on no points. */
  modelVersion: z.string().nullable(),
})
export type AlarmRow = z.infer<typeof alarmRow>

const alarmDetail = alarmRow.extend({
  found: z.string().nullable(),
  verifiedAt: instant.nullable(),
  verifiedByName: z.string().nullable(),
  closeNote: z.string().nullable(),
  closedAt: instant.nullable(),
  closedByName: z.string().nullable(),
  registerCheckedByName: z.string().nullable(),
  leadOutcome: z.string().nullable(),
})
export type AlarmDetail = z.infer<typeof alarmDetail>

const usagePointRow = z.object({
  id: z.uuid(),
  account: z.string(),
  siteId: z.uuid(),
  siteName: z.string(),
  areaId: z.number(),
  areaName: z.string().nullable(),
  contractKw: z.number().nullable(),
  /** Null: nobody has looked yet. */
  state: z.enum(meterStates).nullable(),
  lastReadOn: date.nullable(),
  missingShare: z.number().nullable(),
  score: z.number().nullable(),
})
export type UsagePointRow = z.infer<typeof usagePointRow>

const usagePointDetail = usagePointRow.extend({
  areaPath,
  feeder: z.string().nullable(),
  contractKva: z.number().nullable(),
  tariffClass: z.string().nullable(),
  siteAddress: z.string(),
  siteStatus: z.string(),
  siteClosedOn: date.nullable(),
  enterpriseName: z.string().nullable(),
  licences: z.array(
    z.object({
      number: z.string().nullable(),
      furnacePowerKw: z.number(),
      shift: z.enum(shifts),
      validFrom: date,
      validTo: date.nullable(),
    }),
  ),
  furnaces: z.array(
    z.object({
      id: z.uuid(),
      label: z.string(),
      kind: z.string(),
      capacityT: z.number().nullable(),
      powerKw: z.number().nullable(),
      state: z.string(),
    }),
  ),
  alarms: z.array(alarmRow),
  /** Days of all deliveries in force; null before the first. */
  delivered: z.object({ from: date, to: date }).nullable(),
})
export type UsagePointDetail = z.infer<typeof usagePointDetail>

/** 96 means in kW from 00:00; null = missing. A day without a row was not delivered. */
const loadDay = z.object({ day: date, loadKw: z.array(z.number().nullable()), deliveries: z.number() })

const heat = z.object({
  /** Instants in China time, the end exclusive. */
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  energyKwh: z.number(),
  heightKw: z.number(),
  durationMin: z.number(),
  unlicensed: z.boolean(),
  unlicensedKwh: z.number(),
})

const span = { from: date, to: date }

const loadCurve = z.object({
  from: date,
  to: date,
  days: z.array(loadDay),
  heats: z.array(heat),
  /** Licences as they held, for shading. */
  licences: usagePointDetail.shape.licences,
  /** Days off of the calendar, weekends included; null where the rulebook does not know a year of the span. */
  daysOff: z.array(date).nullable(),
  night: z.object({ from: z.string(), to: z.string() }).nullable(),
  /** Days under equal hours of the tariff; `periods` null where no table is known, for they are never guessed. Not given: not asked. */
  tariff: z.array(tariffSpan).optional(),
})
export type LoadCurve = z.infer<typeof loadCurve>

/** `notDelivered`: no row at all; every day of the span has its entry, so that nothing unknown looks clean. */
export const dayFlags = ['notDelivered', ...qualityFlags, ...driftFlags] as const
const qualityDay = z.object({
  day: date,
  missingCount: z.number(),
  flags: z.array(z.enum(dayFlags)),
  /** Quarter hours by which a moved curve is late (early where negative), else 0; the factor of a wrong multiplier, else 1. */
  shiftSlots: z.number(),
  factor: z.number(),
})
export type QualityDay = z.infer<typeof qualityDay>

const id = { id: z.uuid() }
const status = z.object({ status: z.enum(alarmStatuses) })

export const meteringContract = contract({
  ...feederContract,
  ...tokenContract,
  ...usagePointContract,
  ...detectorContract,
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
  listUsagePoints: {
    method: 'GET',
    path: '/api/metering/usage-points',
    needs: seeingRoles,
    title: 'Usage points with the state of their meter',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      state: z.enum([...meterStates, 'unknown']).optional(),
      text: z.string().trim().max(100).optional(),
      /** Those whose heats stand in a queue, and from a score on. */
      queue: z.enum(heatQueues).optional(),
      scoreFrom: z.coerce.number().optional(),
      /** Whether the detector has judged them; not judged is unknown. */
      judged: flagInput.optional(),
    }),
    output: page(usagePointRow),
  },
  countMeterStates: {
    method: 'GET',
    path: '/api/metering/meter-states',
    needs: seeingRoles,
    title: 'How many meters read, have gaps, are silent, were never read or not looked at',
    input: z.object({ areaId: areaIdInput.optional() }),
    output: z.object({ rows: z.array(z.object({ state: z.enum([...meterStates, 'unknown']), count: z.number() })) }),
  },
  getUsagePoint: {
    method: 'GET',
    path: '/api/metering/usage-points/:id',
    needs: seeingRoles,
    title: 'One usage point with its site, licences, furnaces and alarms',
    input: z.object(id),
    output: usagePointDetail,
  },
  getLoadCurve: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/load',
    needs: seeingRoles,
    title: 'The load curve with its heats; who looked is recorded',
    logged: true,
    input: z.object({ ...id, ...span }),
    output: loadCurve,
  },
  listQuality: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/quality',
    needs: seeingRoles,
    title: 'Quality of each day: not delivered, silent, zero, gaps and other marks',
    input: z.object({ ...id, ...span }),
    output: z.object({ rows: z.array(qualityDay) }),
  },
  listAlarms: {
    method: 'GET',
    path: '/api/metering/alarms',
    needs: seeingRoles,
    title: 'Alarms of my scope, the most suspicious first',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      /** Several with commas. */
      kinds: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.enum(alarmKinds)))
        .optional(),
      status: z.enum(alarmStatuses).optional(),
      open: z.enum(['true', 'false']).optional(),
      cause: z.enum(alarmCauses).optional(),
      usagePointId: z.uuid().optional(),
      siteId: z.uuid().optional(),
    }),
    output: page(alarmRow),
  },
  getAlarm: {
    method: 'GET',
    path: '/api/metering/alarms/:id',
    needs: seeingRoles,
    title: 'One alarm with its reasons and what became of it',
    input: z.object(id),
    output: alarmDetail,
  },
  listAlarmAgencies: {
    method: 'GET',
    path: '/api/metering/alarms/:id/agencies',
    needs: handlingRoles,
    title: 'Departments that may be charged with an alarm',
    input: z.object(id),
    output: z.object({ rows: z.array(z.object({ id: z.uuid(), name: bilingual, areaName: z.string() })) }),
  },
  checkRegister: {
    method: 'POST',
    path: '/api/metering/alarms/:id/register-check',
    needs: handlingRoles,
    title: 'Say what the register tells about heats without a licence on file: explained, or nothing and so a lead',
    input: z.object({ ...id, outcome: z.enum(registerOutcomes), note: words }),
    output: z.object({ status: z.enum(alarmStatuses), leadId: z.uuid().nullable() }),
  },
  assignAlarm: {
    method: 'POST',
    path: '/api/metering/alarms/:id/assign',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Charge a department with an alarm',
    input: z.object({ ...id, agencyId: z.uuid() }),
    output: status,
  },
  verifyAlarm: {
    method: 'POST',
    path: '/api/metering/alarms/:id/verify',
    needs: ['departmentOfficer'],
    title: 'Say what was found',
    input: z.object({ ...id, found: words }),
    output: status,
  },
  closeAlarm: {
    method: 'POST',
    path: '/api/metering/alarms/:id/close',
    needs: handlingRoles,
    title: 'Close a verified alarm with its cause',
    input: z.object({ ...id, cause: z.enum(closingCauses), note: line.nullable().default(null) }),
    output: status,
  },
})
