/**
 * The points of the first detector, as data: an additive physical card, set by hand from the physics of melting and **not trained**.
 * A later, fitted card has the same shape and another version; both are meant to become rulebook rows.
 */
import type { WindowFeatures } from './features.ts'

/** Numbers of a window that a criterion can look at. */
export type FeatureName = keyof WindowFeatures

export const criterionCodes = [
  'licence-broken',
  'heats-per-day',
  'active-days',
  'campaign',
  'height-regular',
  'energy-regular',
  'ceiling',
  'duration',
  'cliff',
  'heavy-end',
  'size',
  'volume',
] as const
export type CriterionCode = (typeof criterionCodes)[number]

export type Criterion = {
  readonly code: CriterionCode
  readonly feature: FeatureName
  /** licensed: only where a licence is on file; without one the register has to be checked first, which is no evidence. */
  readonly appliesTo: 'all' | 'licensed'
  /** [value, points], ascending; linear between, constant outside. Negative points speak against a furnace. */
  readonly knots: readonly (readonly [value: number, points: number])[]
  readonly source: string
}

export type DetectorCard = {
  readonly version: string
  readonly trained: boolean
  readonly criteria: readonly Criterion[]
  /** Weekly windows whose mean is the score of a usage point. */
  readonly topWindows: number
  /** Score from which a usage point is worth a telephone call and a look at the register. */
  readonly alarmScore: number
  /** Share of the melting energy outside the licence above which a licence counts as broken; below it, overtime is likelier. */
  readonly brokenLicenceShare: number
  readonly kwhPerTonne: { readonly low: number; readonly high: number; readonly source: string }
}

const measured = '384 metered heats of one induction furnace: 88–96 min, 548–591 kWh, 447–464 kW (quartiles)'
const cycle = 'melt about 60 min, test 10, pour 5; cycles of 75–95 min; furnaces of 0.5–10 t'

/**
 * Points by hand. A figure in a source says where full points begin; where they end, and how many there are, is our judgement
 * ([derived]) until outcomes of site checks allow a fit. What it reaches is semi-synthetic and written in docs and bench only.
 */
export const physicalCard: DetectorCard = {
  version: 'physical-1',
  trained: false,
  topWindows: 3,
  alarmScore: 10,
  brokenLicenceShare: 0.1,
  kwhPerTonne: { low: 500, high: 750, source: '500–680 kWh/t for steel in induction furnaces, badly run ones above' },
  criteria: [
    {
      code: 'licence-broken',
      feature: 'unlicensedShare',
      appliesTo: 'licensed',
      knots: [
        [0.05, -2],
        [0.1, 0],
        [0.3, 4],
      ],
      source:
        'more than a tenth of the melting energy outside licensed hours or power is no overtime any more [derived]',
    },
    {
      code: 'heats-per-day',
      feature: 'heatsPerActiveDay',
      appliesTo: 'all',
      knots: [
        [1, -1],
        [2, 0],
        [4, 2],
      ],
      source: 'a night of 22:00–05:00 holds 4–5 heats [derived]',
    },
    {
      code: 'active-days',
      feature: 'activeDays',
      appliesTo: 'all',
      knots: [
        [1, -1],
        [3, 0],
        [10, 1],
      ],
      source: 'hide-outs work in campaigns; a single night can be a test or a repair [derived]',
    },
    {
      code: 'campaign',
      feature: 'neighbourShare',
      appliesTo: 'all',
      knots: [
        [0.3, -1],
        [0.5, 0],
        [0.85, 1],
      ],
      source: cycle,
    },
    {
      code: 'height-regular',
      feature: 'heightSpread',
      appliesTo: 'all',
      knots: [
        [0.08, 2],
        [0.2, 0],
        [0.4, -1],
      ],
      source: measured,
    },
    {
      code: 'energy-regular',
      feature: 'energySpread',
      appliesTo: 'all',
      knots: [
        [0.15, 2],
        [0.35, 0],
        [0.7, -1],
      ],
      source: measured,
    },
    {
      code: 'ceiling',
      feature: 'ceilingShare',
      appliesTo: 'all',
      knots: [
        [0.15, -1],
        [0.3, 0],
        [0.6, 2],
      ],
      source: measured,
    },
    {
      code: 'duration',
      feature: 'durationMin',
      appliesTo: 'all',
      knots: [
        [30, -2],
        [45, -1],
        [60, 1],
        [75, 2],
        [105, 2],
        [120, 1],
        [150, -1],
        [180, -2],
      ],
      source: `${measured}; ${cycle}`,
    },
    {
      code: 'cliff',
      feature: 'cliff',
      appliesTo: 'all',
      knots: [
        [-0.3, -2],
        [0, 0],
        [0.4, 2],
      ],
      source:
        'a heat starts cold at about 23 % of its peak and ends at 98 %, then falls to zero within a minute (metered heats)',
    },
    {
      code: 'heavy-end',
      feature: 'skew',
      appliesTo: 'all',
      knots: [
        [-0.05, -1],
        [0, 0],
        [0.05, 1],
      ],
      source: 'ramp up, cliff down: the centre of energy lies late in the heat (metered heats)',
    },
    {
      code: 'size',
      feature: 'heightKw',
      appliesTo: 'all',
      knots: [
        [80, -1],
        [150, 0],
        [350, 1],
      ],
      source: 'furnaces of 0.5–10 t take 430–760 kW per tonne',
    },
    {
      code: 'volume',
      feature: 'unlicensedKwhPerDay',
      appliesTo: 'all',
      knots: [
        [50, -1],
        [300, 0],
        [2000, 2],
      ],
      source: 'one 550 kg / 325 kW furnace on 25 nights of 8 h uses about 65,000 kWh',
    },
  ],
}
