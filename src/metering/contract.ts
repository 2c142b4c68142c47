/** What the electricity watch offers: usage points with their curves here, the rest beside it. */
import { z } from 'zod'
import { licenceFields } from '../enterprises/licence.ts'
import { areaIdInput, contract, date, flagInput, page, pageInput } from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { alarmContract, alarmRow } from './alarm-contract.ts'
import { meterStates } from './assessment.ts'
import { seeingRoles } from './delivery.ts'
import { deliveryContract } from './delivery-contract.ts'
import { detectorContract, heatQueues } from './detector-contract.ts'
import { feederContract } from './feeder-contract.ts'
import { shifts } from './licence.ts'
import { driftFlags } from './own-past.ts'
import { qualityFlags } from './reading.ts'
import { tokenContract } from './token-contract.ts'
import { tariffSpan, usagePointContract } from './usage-point-contract.ts'

const usagePointRow = z.object({
  id: z.uuid(),
  account: z.string(),
  siteId: z.uuid(),
  siteName: z.string(),
  areaId: z.number(),
  areaName: z.string().nullable(),
  contractKw: z.number().nullable(),
  contractKva: z.number().nullable(),
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
  tariffClass: z.string().nullable(),
  siteAddress: z.string(),
  siteStatus: z.string(),
  siteClosedOn: date.nullable(),
  enterpriseName: z.string().nullable(),
  /** Steel and castings of a year, as the firm declared; beside the range that the curve implies. */
  declaredOutput: z.object({ tonnes: z.number(), year: z.number().nullable() }).nullable(),
  licences: z.array(
    z.object({
      number: z.string().nullable(),
      furnacePowerKw: z.number(),
      shift: z.enum(shifts),
      ...licenceFields.pick({ hours: true, yearlyVolumeT: true }).shape,
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

export const meteringContract = contract({
  ...alarmContract,
  ...deliveryContract,
  ...feederContract,
  ...tokenContract,
  ...usagePointContract,
  ...detectorContract,
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
})
