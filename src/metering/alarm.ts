/** An alarm (用电预警): what a detector says of a usage point, and what became of it. It opens a lead at most; persons decide. Pure. */
import { z } from 'zod'
import type { Survey } from '../leads/survey.ts'
import { date } from '../platform/shared/contract.ts'
import { type Moves, mayMove } from '../platform/shared/moves.ts'
import { type Actor, covers, type Grant, mayActIn, type Role } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { reasonCodes } from './detector-model.ts'
import { featureNames } from './features.ts'
import { caveatCodes } from './reason.ts'

/**
 * restartAtClosedSite: heats at a site that was closed · outsideLicence: heats outside the hours or beyond the power of a licence on
 * file · unlicensedMelting: heats after the last licence has ended · registerFirst: heats where no furnace was ever registered: a lost
 * record looks the same, so the register is checked first · silentMeter: no readings: unknown, not clean · plainThreshold: the screen
 * of practice, kept beside the model for comparison · feederSurplus: a feeder draws more than its users and the loss that was normal so
 * far explain; it hangs on the feeder, for it belongs to none of its users · feederLoss: the loss of a feeder was beyond what such
 * lines lose from the first reading on, or it breathes like heats: learnt as normal it would hide who melts there.
 */
export const alarmKinds = [
  'restartAtClosedSite',
  'outsideLicence',
  'unlicensedMelting',
  'registerFirst',
  'silentMeter',
  'plainThreshold',
  'feederSurplus',
  'feederLoss',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** Kinds that hang on a feeder and rest on its balance. */
export const feederKinds = ['feederSurplus', 'feederLoss'] as const satisfies readonly AlarmKind[]
export type FeederKind = (typeof feederKinds)[number]

/** Kinds that rest on heats. */
export const modelKinds = [
  'restartAtClosedSite',
  'outsideLicence',
  'unlicensedMelting',
  'registerFirst',
] as const satisfies readonly AlarmKind[]
export type MeltingKind = (typeof modelKinds)[number]
/** Kinds that open a lead by themselves; `registerFirst` does when the register explains nothing. */
export const suspiciousKinds = [
  'restartAtClosedSite',
  'outsideLicence',
  'unlicensedMelting',
] as const satisfies readonly AlarmKind[]

export const isModelKind = (kind: AlarmKind): boolean => modelKinds.some((one) => one === kind)
export const isFeederKind = (kind: AlarmKind): boolean => feederKinds.some((one) => one === kind)

export const alarmStatuses = ['open', 'assigned', 'verified', 'closed'] as const
export type AlarmStatus = (typeof alarmStatuses)[number]

/** The whole life of an alarm. A move not listed here cannot happen. */
export const alarmMoves = {
  assign: { from: ['open'], to: 'assigned' },
  verify: { from: ['assigned'], to: 'verified' },
  /** Its lead was decided on a visit that stands behind the alarm too: that was the verification. */
  followLead: { from: ['open', 'assigned'], to: 'verified' },
  close: { from: ['verified'], to: 'closed' },
  /** A telephone call and a look at the register have explained it. */
  closeByRegister: { from: ['open', 'assigned'], to: 'closed' },
  /** A silent meter reads again. */
  closeByReadings: { from: ['open', 'assigned', 'verified'], to: 'closed' },
} as const satisfies Moves<AlarmStatus>

/** Causes a person closes with. Theft: heats behind a bypassed or tapped meter without melting of steel. */
export const closingCauses = ['forbidden', 'honestFoundry', 'otherTrade', 'registerWrong', 'idle', 'theft'] as const
export const alarmCauses = [...closingCauses, 'readingsBack'] as const
export type AlarmCause = (typeof alarmCauses)[number]
export type ClosingCause = (typeof closingCauses)[number]
/** Causes that say something of a firm that may harm it. */
export const accusingCauses = ['forbidden', 'theft'] as const satisfies readonly ClosingCause[]

export const registerOutcomes = ['nothingOnFile', 'explained'] as const
export type RegisterOutcome = (typeof registerOutcomes)[number]

/** What a loss is beyond: what such lines lose, what the other feeders lose; or it rises and falls like heats. */
export const lossReasons = ['beyondLines', 'beyondOthers', 'likeHeats'] as const
export type LossReason = (typeof lossReasons)[number]

/** Heats in what is left over of a feeder: medians. */
export const lossHeats = z.object({
  count: z.number(),
  days: z.number(),
  heightKw: z.number(),
  energyKwh: z.number(),
  durationMin: z.number(),
})

/** Reasons as data; sentences are made in alarm-text.ts. What does not apply to the kind is empty or null. */
export const evidence = z.object({
  /** They add up to the score. `pair`: what two measures say together beyond each alone. */
  reasons: z.array(
    z.object({
      code: z.enum(reasonCodes),
      value: z.number().nullable(),
      pair: z.object({ code: z.enum(featureNames), value: z.number().nullable() }).nullable(),
      points: z.number(),
    }),
  ),
  caveats: z.array(z.object({ code: z.enum(caveatCodes), value: z.number() })),
  /** Of the window with the highest score. */
  measures: z
    .object({
      heatCount: z.number(),
      activeDays: z.number(),
      heightKw: z.number(),
      energyKwh: z.number(),
      durationMin: z.number(),
      unlicensedKwhPerDay: z.number(),
      /** What the heats could have melted, were it steel, and the energy a tonne that was counted with. */
      tonnesPerDayLow: z.number(),
      tonnesPerDayHigh: z.number(),
      kwhPerTonneLow: z.number(),
      kwhPerTonneHigh: z.number(),
    })
    .nullable(),
  /** Of a broken licence: what lies outside its hours and what within them above its power, as shares of the window's heats. */
  licence: z
    .object({
      hours: z.array(z.string()).nullable(),
      powerKw: z.number(),
      outsideHoursShare: z.number(),
      overPowerShare: z.number(),
    })
    .nullish(),
  /** Of a licence whose yearly volume is exceeded: tonnes of the year so far as a range, by the energy a tonne counted with. */
  volume: z
    .object({
      from: date,
      to: date,
      tonnesLow: z.number(),
      tonnesHigh: z.number(),
      volumeT: z.number(),
      kwhPerTonneLow: z.number(),
      kwhPerTonneHigh: z.number(),
    })
    .nullish(),
  silence: z.object({ lastReadOn: date.nullable(), days: z.number() }).nullable(),
  practice: z
    .object({
      monthEnergyKwh: z.number(),
      nightShare: z.number(),
      monthEnergyAboveKwh: z.number(),
      nightShareAbove: z.number(),
    })
    .nullable(),
  /** Of a feeder: means of the days in the row, what was normal before, and the hours in which most of the surplus lies. */
  feeder: z
    .object({
      headKwhPerDay: z.number(),
      usersKwhPerDay: z.number(),
      expectedLossKwhPerDay: z.number(),
      surplusKwhPerDay: z.number(),
      spreadKwh: z.number(),
      learntDays: z.number(),
      daysInRow: z.number(),
      unknownDays: z.number(),
      users: z.number(),
      hoursFrom: z.string(),
      hoursTo: z.string(),
    })
    .nullish(),
  /** Of a feeder whose loss was there from the start: medians of its days, the limits it was held against, the heats in what is left over. */
  loss: z
    .object({
      reasons: z.array(z.enum(lossReasons)),
      knownDays: z.number(),
      users: z.number(),
      lossShare: z.number(),
      mostShare: z.number(),
      /** Median of the other feeders; null where they are too few. */
      othersShare: z.number().nullable(),
      headKwhPerDay: z.number(),
      usersKwhPerDay: z.number(),
      lossKwhPerDay: z.number(),
      excessKwhPerDay: z.number(),
      heats: lossHeats.nullable(),
    })
    .nullish(),
})
export type Evidence = z.infer<typeof evidence>

/** What permissions look at; the same in the browser. */
export type AlarmState = {
  kind: AlarmKind
  status: AlarmStatus
  areaPath: string
  assignedAgencyId: string | null
  registerCheckedAt: string | null
  /** The accepted visit that stands behind it: at the site of the usage point, or at one that the feeder supplies. */
  visitId: string | null
  /** The survey of a feeder on which it was verified. */
  survey: Survey | null
}

const answeringRoles = ['cityOffice', 'countyOffice'] as const satisfies readonly Role[]
/** Who works on alarms. Not the power company: it brings the data and answers queries. */
export const handlingRoles = [...answeringRoles, 'departmentOfficer'] as const satisfies readonly Role[]

const handles = (user: Actor, alarm: AlarmState): boolean => mayActIn(user, handlingRoles, alarm.areaPath)

export const mayAssignAlarm = (user: Actor, alarm: AlarmState): boolean =>
  mayMove(alarmMoves, 'assign', alarm.status) && mayActIn(user, answeringRoles, alarm.areaPath)

/** An officer of the agency charged says what was found. */
export const mayVerifyAlarm = (user: Actor, alarm: AlarmState): boolean =>
  mayMove(alarmMoves, 'verify', alarm.status) && chargedGrant(user, alarm) !== undefined

/** For the agency charged with the alarm. */
export const chargedGrant = (user: Actor, alarm: AlarmState): Grant | undefined =>
  user.grants.find(
    (g) =>
      g.role === 'departmentOfficer' &&
      g.agencyId !== null &&
      g.agencyId === alarm.assignedAgencyId &&
      covers(g.areaPath, alarm.areaPath),
  )

/** A feeder is nobody's premises: it is surveyed. What hangs on a usage point is verified inside, where the power is used. */
export const needsSurvey = (alarm: Pick<AlarmState, 'kind'>): boolean => isFeederKind(alarm.kind)

/** Refuses `alarm-not-visited` for a usage point, `survey-missing` for a feeder, `survey-unfit` for a survey of a usage point. */
export function checkVerified(alarm: Pick<AlarmState, 'kind' | 'visitId'>, surveyed: boolean): void {
  if (needsSurvey(alarm)) {
    if (!surveyed) throw new Refusal('survey-missing')
    return
  }
  if (surveyed) throw new Refusal('survey-unfit')
  if (alarm.visitId === null) throw new Refusal('alarm-not-visited')
}

/** Causes a person may close with: one that accuses somebody needs an accepted visit to premises. */
export const causesOpen = (alarm: Pick<AlarmState, 'visitId'>): readonly ClosingCause[] =>
  closingCauses.filter((cause) => alarm.visitId !== null || !accusingCauses.some((one) => one === cause))

export const mayCheckRegister = (user: Actor, alarm: AlarmState): boolean =>
  alarm.kind === 'registerFirst' &&
  alarm.registerCheckedAt === null &&
  mayMove(alarmMoves, 'closeByRegister', alarm.status) &&
  handles(user, alarm)

/** Never one of those who surveyed the feeder. */
export const mayCloseAlarm = (user: Actor, alarm: AlarmState): boolean =>
  mayMove(alarmMoves, 'close', alarm.status) &&
  handles(user, alarm) &&
  !alarm.survey?.officerIds.includes(user.officialId)

/** An agency as far as an assignment looks at it. */
export const mayBeCharged = (agency: { areaPath: string }, alarm: AlarmState): boolean =>
  covers(agency.areaPath, alarm.areaPath)
