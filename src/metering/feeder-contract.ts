/** Operations on feeders, and the tariff calendar beside a curve. */
import { z } from 'zod'
import { areaIdInput, contract, date, line, page, pageInput } from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { feederKinds, lossHeats } from './alarm.ts'
import { seeingRoles } from './delivery.ts'
import { balanceStates, feederVoltages, unknownReasons } from './feeder.ts'
import { tariffBands } from './tariff.ts'

const feederRow = z.object({
  /** Null: the ledger names it, the register does not hold it; its balance is unknown. */
  id: z.uuid().nullable(),
  name: z.string(),
  /** Account of the meter at its head. */
  account: z.string().nullable(),
  voltage: z.enum(feederVoltages).nullable(),
  areaName: z.string().nullable(),
  /** Usage points of my area that hang on it. */
  users: z.number(),
  openAlarmId: z.uuid().nullable(),
})
export type FeederRow = z.infer<typeof feederRow>

const dayBalance = z.object({
  day: date,
  state: z.enum(balanceStates),
  reason: z.enum(unknownReasons).nullable(),
  missingAccounts: z.array(z.string()),
  headKwh: z.number().nullable(),
  usersKwh: z.number().nullable(),
  expectedLossKwh: z.number().nullable(),
  surplusKwh: z.number().nullable(),
  daysInRow: z.number(),
})

const feederDetail = z.object({
  id: z.uuid(),
  name: z.string(),
  account: z.string().nullable(),
  voltage: z.enum(feederVoltages).nullable(),
  areaId: z.number(),
  areaPath,
  areaName: z.string().nullable(),
  users: z.array(z.object({ id: z.uuid(), account: z.string(), siteName: z.string() })),
  /** Those of other areas are counted, not named. */
  usersInAll: z.number(),
  openAlarms: z.array(z.object({ id: z.uuid(), kind: z.enum(feederKinds) })),
  from: date.nullable(),
  to: date.nullable(),
  days: z.array(dayBalance),
  surplus: z
    .object({
      from: date,
      to: date,
      daysInRow: z.number(),
      unknownDays: z.number(),
      surplusKwhPerDay: z.number(),
      surplusKw: z.array(z.number()),
      normal: z.object({ share: z.number(), offsetKwh: z.number(), spreadKwh: z.number(), days: z.number() }),
    })
    .nullable(),
  /** What it loses of what flows in, and the limit; null where the days are too few. Shares. */
  loss: z
    .object({
      from: date,
      to: date,
      knownDays: z.number(),
      lossShare: z.number(),
      lossKwhPerDay: z.number(),
      mostShare: z.number(),
      standing: z.enum(standings),
      heats: lossHeats.nullable(),
      /** Mean kW of each quarter hour beyond the users and the highest loss. */
      leftKw: z.array(z.number()),
    })
    .nullable(),
})
export type FeederDetail = z.infer<typeof feederDetail>

const id = { id: z.uuid() }
const account = z
  .string()
  .trim()
  .regex(/^[^\p{C}]{1,64}$/u)
  .nullable()
const voltage = z.enum(feederVoltages).nullable()
const clock = z.string()

export const feederRejects = [
  'nameMissing',
  'nameTwice',
  'accountTwice',
  'accountBad',
  'voltageBad',
  'columns',
] as const

export const feederContract = contract({
  listFeeders: {
    method: 'GET',
    path: '/api/metering/feeders',
    needs: seeingRoles,
    title: 'Feeders of the register and those that only the ledger names',
    input: z.object({ ...pageInput, text: z.string().trim().max(100).optional() }),
    output: page(feederRow),
  },
  getFeeder: {
    method: 'GET',
    path: '/api/metering/feeders/:id',
    needs: seeingRoles,
    title: 'A feeder with the balance of its days: head less users less the loss that was normal so far',
    input: z.object({ ...id, from: date.optional(), to: date.optional() }),
    output: feederDetail,
  },
  registerFeeder: {
    method: 'POST',
    path: '/api/metering/feeders',
    needs: ['powerLiaison'],
    title: 'Enter a feeder and the account of the meter at its head',
    input: z.object({
      name: line,
      account: account.default(null),
      voltage: voltage.default(null),
      areaId: areaIdInput,
    }),
    output: z.object(id),
  },
  changeFeeder: {
    method: 'PUT',
    path: '/api/metering/feeders/:id',
    needs: ['powerLiaison'],
    title: 'Put the account of the meter at the head of a feeder, and its voltage, right',
    input: z.object({ ...id, account, voltage }),
    output: z.object(id),
  },
  importFeeders: {
    method: 'POST',
    path: '/api/metering/feeders/import',
    needs: ['powerLiaison'],
    title:
      'Enter feeders from a CSV with the columns 馈线 (feeder), 总表户号 (account) and, if known, 电压 (voltage); the same file twice changes nothing',
    input: z.object({ fileId: z.uuid() }),
    output: z.object({
      registered: z.number(),
      changed: z.number(),
      unchanged: z.number(),
      rejects: z.array(z.object({ line: z.number(), reason: z.enum(feederRejects) })),
    }),
  },
  listTariffBands: {
    method: 'GET',
    path: '/api/metering/tariff-bands',
    needs: seeingRoles,
    title: 'Peak, flat and valley hours of the province of a place in the days of a span, with the source of the table',
    input: z.object({ from: date, to: date, areaId: areaIdInput }),
    output: z.object({
      spans: z.array(
        z.object({
          from: date,
          to: date,
          /** Null: no table is known for these days; none is guessed. */
          periods: z.array(z.object({ from: clock, to: clock, band: z.enum(tariffBands) })).nullable(),
          citation: bilingual.nullable(),
          standing: z.enum(standings).nullable(),
        }),
      ),
    }),
  },
  getEnergyShares: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/shares',
    needs: seeingRoles,
    title:
      'Share of the night (by the clock) and of the valley (by the tariff): two measures, neither a verdict; who looked is recorded',
    logged: true,
    input: z.object({ ...id, from: date, to: date }),
    output: z.object({
      energyKwh: z.number(),
      nightShare: z.number().nullable(),
      valleyShare: z.number().nullable(),
      /** Energy of days without a known tariff table. */
      unknownKwh: z.number(),
    }),
  },
})
