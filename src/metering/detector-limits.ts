/**
 * Every limit behind a score, a queue, the state of a meter or a flag of quality, as lines for the page of the detector, each group with
 * where its values come from. Pure.
 */
import type { RuleValue } from '../rulebook/values.ts'
import { assessmentLimits } from './assessment.ts'
import { windowLimits } from './detector.ts'
import { featureLimits } from './features.ts'
import { feederLimits } from './feeder.ts'
import { heatLimits, settleSlots } from './heat.ts'
import { licenceLimits } from './licence.ts'
import { machineLimits } from './machine.ts'
import { ownPastLimits } from './own-past.ts'
import { qualityLimits, slotMinutes, usableSlots } from './reading.ts'

export const limitUnits = [
  'kW',
  'kWh',
  'minutes',
  'days',
  'weeks',
  'readings',
  'share',
  'times',
  'points',
  'number',
] as const
export type LimitUnit = (typeof limitUnits)[number]

/** fitted: a model rests on it, another value needs one fitted and approved anew · program: a working value of ours. */
export const limitOrigins = ['fitted', 'program'] as const
export type LimitOrigin = (typeof limitOrigins)[number]

/** Rows of the rulebook that the electricity watch goes by; the licence's grace is there for reference, fixed as it is with the model. */
export const limitRules = ['detection.silentMeter', 'detection.feederLoss', 'detection.wendeng'] as const
export type LimitRule = (typeof limitRules)[number]
export type LimitRules = { readonly [K in LimitRule]?: { readonly value: RuleValue<K> } }

export const limitNames = [
  'leastThreshold',
  'noiseMultiple',
  'noiseWeeks',
  'beginDays',
  'heatMinutes',
  'filledAtMost',
  'settleMinutes',
  'leastHeats',
  'machineMinutes',
  'heightTolerance',
  'neighbourMinutes',
  'openBustle',
  'windowDays',
  'leastUsableDays',
  'usableReadings',
  'lookDailyFrom',
  'horizonDays',
  'graceBefore',
  'graceAfter',
  'powerTolerance',
  'unlicensedHeatShare',
  'workingDays',
  'silentDays',
  'gapsFromShare',
  'monthDays',
  'stuckMinutes',
  'spikeTimes',
  'halfHourChanges',
  'pastDays',
  'likeness',
  'leftByShift',
  'shiftDays',
  'factors',
  'factorTolerance',
  'feederReadings',
  'feederPastDays',
  'mostLossShare',
  'surplusKwh',
  'surplusDays',
  'mediumVoltageMost',
  'lowVoltageMost',
  'othersAbove',
  'monthEnergy',
  'nightShare',
] as const
export type LimitName = (typeof limitNames)[number]

/** Values: one, from–to, or each of several. */
export type LimitLine = { readonly name: LimitName; readonly unit: LimitUnit; readonly values: number[] }

export const ownLimitGroups = [
  'threshold',
  'heats',
  'looks',
  'licence',
  'spans',
  'quality',
  'ownPast',
  'feeder',
] as const
/** Limits that lie in the program. */
export type OwnLimits = {
  readonly group: (typeof ownLimitGroups)[number]
  readonly origin: LimitOrigin
  readonly versions: string[]
  readonly lines: LimitLine[]
}
/** Limits that are a row of the rulebook. */
export type RuleLimits = { readonly rule: LimitRule; readonly lines: LimitLine[] }

const line = (name: LimitName, unit: LimitUnit, ...values: number[]): LimitLine => ({ name, unit, values })
const minutesOf = (slots: number): number => slots * slotMinutes

const groupOf =
  (origin: LimitOrigin) =>
  (group: OwnLimits['group'], versions: string[], lines: LimitLine[]): OwnLimits => ({ group, origin, versions, lines })
const fitted = groupOf('fitted')
const ours = groupOf('program')

export const ownLimits: readonly OwnLimits[] = [
  fitted(
    'threshold',
    [heatLimits.version],
    [
      line('leastThreshold', 'kW', heatLimits.minThresholdKw),
      line('noiseMultiple', 'times', heatLimits.noiseMultiple),
      line('noiseWeeks', 'weeks', heatLimits.noiseWeeks),
      line('beginDays', 'days', heatLimits.beginDays),
    ],
  ),
  fitted(
    'heats',
    [heatLimits.version, machineLimits.version, featureLimits.version],
    [
      line('heatMinutes', 'minutes', minutesOf(heatLimits.minSlots), minutesOf(heatLimits.maxSlots)),
      line('filledAtMost', 'share', heatLimits.maxFilledShare),
      line('settleMinutes', 'minutes', minutesOf(settleSlots)),
      line('leastHeats', 'number', machineLimits.minHeats),
      line('machineMinutes', 'minutes', minutesOf(machineLimits.minSlots), minutesOf(machineLimits.maxSlots)),
      line('heightTolerance', 'share', machineLimits.heightTolerance),
      line('neighbourMinutes', 'minutes', minutesOf(featureLimits.neighbourSlots)),
      line('openBustle', 'share', featureLimits.openBustle),
    ],
  ),
  fitted(
    'looks',
    [windowLimits.version],
    [
      line('windowDays', 'days', ...windowLimits.lengths),
      line('leastUsableDays', 'days', windowLimits.minDays),
      line('usableReadings', 'readings', usableSlots),
      line('lookDailyFrom', 'points', windowLimits.lookDailyFrom),
    ],
  ),
  fitted(
    'licence',
    [licenceLimits.version],
    [
      line('graceBefore', 'minutes', licenceLimits.graceBeforeMinutes),
      line('graceAfter', 'minutes', licenceLimits.graceAfterMinutes),
      line('powerTolerance', 'times', licenceLimits.powerTolerance),
      line('unlicensedHeatShare', 'share', licenceLimits.unlicensedHeatShare),
    ],
  ),
  ours(
    'spans',
    [assessmentLimits.version],
    [
      line('horizonDays', 'days', assessmentLimits.horizonDays),
      line('monthDays', 'days', assessmentLimits.monthDays),
      line('workingDays', 'days', assessmentLimits.workingDaysAYear),
    ],
  ),
  ours(
    'quality',
    [qualityLimits.version],
    [
      line('stuckMinutes', 'minutes', minutesOf(qualityLimits.stuckSlots)),
      line('spikeTimes', 'times', qualityLimits.spikeOverContract),
      line('halfHourChanges', 'number', qualityLimits.halfHourChanges),
    ],
  ),
  ours(
    'ownPast',
    [ownPastLimits.version],
    [
      line('pastDays', 'days', ownPastLimits.leastDays, ownPastLimits.mostDays),
      line('likeness', 'number', ownPastLimits.leastLikeness),
      line('leftByShift', 'share', ownPastLimits.leftByShift),
      line('shiftDays', 'days', ownPastLimits.daysInRow),
      line('factors', 'times', ...ownPastLimits.factors),
      line('factorTolerance', 'share', ownPastLimits.factorTolerance),
    ],
  ),
  ours(
    'feeder',
    [feederLimits.version],
    [
      line('feederReadings', 'readings', feederLimits.knownSlots),
      line('feederPastDays', 'days', feederLimits.leastDays, feederLimits.mostDays),
      line('mostLossShare', 'share', feederLimits.mostLossShare),
      line('surplusKwh', 'kWh', feederLimits.leastKwh),
      line('surplusDays', 'days', feederLimits.daysInRow),
    ],
  ),
]

/** @param rules rows that hold on the day; one that is missing is left out, for nothing goes by it. */
export function ruleLimits(rules: LimitRules): RuleLimits[] {
  const { 'detection.silentMeter': silence, 'detection.feederLoss': loss, 'detection.wendeng': practice } = rules
  const found: (RuleLimits | undefined)[] = [
    silence && {
      rule: 'detection.silentMeter',
      lines: [
        line('silentDays', 'days', silence.value.silentDays),
        line('gapsFromShare', 'share', silence.value.gapsFromShare),
      ],
    },
    loss && {
      rule: 'detection.feederLoss',
      lines: [
        line('mediumVoltageMost', 'share', loss.value.mediumVoltageMost),
        line('lowVoltageMost', 'share', loss.value.lowVoltageMost),
        line('othersAbove', 'share', loss.value.othersAbove),
      ],
    },
    practice && {
      rule: 'detection.wendeng',
      lines: [
        line('monthEnergy', 'kWh', practice.value.monthEnergyAboveKwh),
        line('nightShare', 'share', practice.value.nightShareAbove),
      ],
    },
  ]
  return found.filter((limits) => limits !== undefined)
}
