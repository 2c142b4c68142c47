/**
 * The balance of a feeder (馈线): what flows in at its head, less what its users draw and the loss that was normal so far. Power that is
 * tapped before a meter, or drawn by nobody on file, stays over. Past only, pure. A day on which anything is missing is unknown, never clean.
 */
import { addDays } from './day.ts'
import { quantileOf } from './quantile.ts'
import { slotHours, slotsPerDay } from './reading.ts'

/** Working values ([derived]: no published rule was found; the case of Changzhou 2015 was seen on the feeder, not on a meter). */
export const feederLimits = {
  version: 'feeder-1',
  /** Quarter hours that head and all users must have in common for a day to be known. */
  knownSlots: 80,
  /** Known days without surplus from which the normal loss is learnt: at least, at most; of the same season where there are enough. */
  leastDays: 14,
  mostDays: 60,
  /** The days right before are not learnt from: a run of surplus days would teach its own normality. */
  gapDays: 5,
  /** Lines lose a few per cent; more than this in proportion to the load is not loss. */
  mostLossShare: 0.12,
  /** The loss grows with the load only where the load has varied by so much. */
  variedShare: 0.1,
  /** A surplus beyond noise: so many times the usual spread, what a meter of class 0.5 may drift by, and half a heat of a furnace. */
  spreads: 4,
  headShare: 0.005,
  leastKwh: 250,
  daysInRow: 5,
} as const

/** medium: 6–20 kV; low: 0.4 kV. */
export const feederVoltages = ['medium', 'low'] as const
export type FeederVoltage = (typeof feederVoltages)[number]

type Load = ArrayLike<number | null>

/** One day at the head and at each user; null: nothing was delivered. */
export type FeederDay = {
  readonly day: string
  readonly headKw: Load | null
  readonly users: readonly { readonly account: string; readonly loadKw: Load | null }[]
}

export const balanceStates = ['normal', 'surplus', 'unknown'] as const
export type BalanceState = (typeof balanceStates)[number]
export const unknownReasons = ['noHead', 'noUsers', 'missingUsers', 'shortPast'] as const
export type UnknownReason = (typeof unknownReasons)[number]

/** What was normal so far: loss in kWh a day = share × energy of the users + offset; `spread` in kWh of a day around it. */
export type NormalLoss = {
  readonly share: number
  readonly offsetKwh: number
  readonly spreadKwh: number
  readonly days: number
}

export type DayBalance = {
  readonly day: string
  readonly state: BalanceState
  /** Null unless the state is unknown. */
  readonly reason: UnknownReason | null
  /** Users whose readings are missing in more than a few quarter hours. */
  readonly missingAccounts: readonly string[]
  /** Energies of the quarter hours that all have in common, kWh; null where not known. */
  readonly headKwh: number | null
  readonly usersKwh: number | null
  readonly expectedLossKwh: number | null
  readonly surplusKwh: number | null
  /** Surplus days in a row up to this one; an unknown day neither ends a row nor lengthens it. */
  readonly daysInRow: number
}

/** A surplus that lasts to the newest known day. */
export type FeederSurplus = {
  readonly from: string
  readonly to: string
  readonly daysInRow: number
  readonly unknownDays: number
  /** Means of the days in the row. */
  readonly surplusKwhPerDay: number
  readonly headKwhPerDay: number
  readonly usersKwhPerDay: number
  readonly expectedLossKwhPerDay: number
  readonly normal: NormalLoss
  /** Mean kW of the surplus in each quarter hour. */
  readonly surplusKw: readonly number[]
}

/** A day on which head and users are known: loads, and energies of the quarter hours that all have in common. */
export type KnownDay = { day: string; headKw: Float64Array; usersKw: Float64Array; headKwh: number; usersKwh: number }

export type FeederBalance = {
  readonly days: readonly DayBalance[]
  readonly surplus: FeederSurplus | null
  /** Known days without surplus, from which the normal loss is learnt; whether that loss is normal: feeder-loss.ts. */
  readonly learnt: readonly KnownDay[]
}

type Learnt = NormalLoss & { offsetKw: Float64Array }

/** @param days in the order of the calendar, those without any readings too. */
export function balanceFeeder(days: readonly FeederDay[]): FeederBalance {
  const rows: DayBalance[] = []
  const normal: KnownDay[] = []
  let row: { known: KnownDay; learnt: Learnt }[] = []
  let unknownDays = 0
  for (const day of days) {
    const { known, reason, missingAccounts } = readDay(day)
    const learnt = known && learn(normal, day.day)
    if (!known || !learnt) {
      rows.push({
        ...unknownDay(day.day, reason ?? 'shortPast'),
        missingAccounts,
        daysInRow: row.length,
        ...energies(known),
      })
      unknownDays++
      // what comes before the first fourteen days are known cannot be judged, but is learnt from
      if (known) normal.push(known)
      continue
    }
    const expectedLossKwh = learnt.share * known.usersKwh + learnt.offsetKwh
    const surplusKwh = known.headKwh - known.usersKwh - expectedLossKwh
    const isSurplus = surplusKwh > leastSurplus(known, learnt)
    if (isSurplus) {
      if (row.length === 0) unknownDays = 0
      row.push({ known, learnt })
    } else {
      row = []
      normal.push(known)
    }
    rows.push({
      day: day.day,
      state: isSurplus ? 'surplus' : 'normal',
      reason: null,
      missingAccounts,
      ...energies(known),
      expectedLossKwh,
      surplusKwh,
      daysInRow: row.length,
    })
  }
  const surplus = row.length >= feederLimits.daysInRow ? surplusOf(row, unknownDays) : null
  return { days: rows, surplus, learnt: normal }
}

const leastSurplus = ({ headKwh }: KnownDay, { spreadKwh }: Learnt): number =>
  Math.max(feederLimits.spreads * spreadKwh, feederLimits.headShare * headKwh, feederLimits.leastKwh)

const energies = (known: KnownDay | null) => ({ headKwh: known?.headKwh ?? null, usersKwh: known?.usersKwh ?? null })

const unknownDay = (day: string, reason: UnknownReason) => ({
  day,
  state: 'unknown' as const,
  reason,
  expectedLossKwh: null,
  surplusKwh: null,
})

type ReadDay = { known: KnownDay | null; reason: UnknownReason | null; missingAccounts: string[] }

function readDay({ day, headKw, users }: FeederDay): ReadDay {
  const head = toFloats(headKw)
  const usersKw = new Float64Array(slotsPerDay)
  const missingAccounts: string[] = []
  for (const { account, loadKw } of users) {
    const load = toFloats(loadKw)
    if (countKnown(load) < feederLimits.knownSlots) missingAccounts.push(account)
    for (let slot = 0; slot < slotsPerDay; slot++) usersKw[slot] = (usersKw[slot] ?? 0) + (load[slot] ?? 0)
  }
  const fail = (reason: UnknownReason): ReadDay => ({ known: null, reason, missingAccounts })
  if (countKnown(head) < feederLimits.knownSlots) return fail('noHead')
  if (users.length === 0) return fail('noUsers')
  const both = head.map((kw, slot) => kw + (usersKw[slot] ?? 0))
  if (missingAccounts.length > 0 || countKnown(both) < feederLimits.knownSlots) return fail('missingUsers')
  // what one side lacks counts on neither
  for (let slot = 0; slot < slotsPerDay; slot++) if (Number.isNaN(both[slot])) head[slot] = usersKw[slot] = Number.NaN
  const known = { day, headKw: head, usersKw, headKwh: energyOf(head), usersKwh: energyOf(usersKw) }
  return { known, reason: null, missingAccounts }
}

/** Null where the past is too short. */
function learn(normal: readonly KnownDay[], day: string): Learnt | null {
  const past = normal.filter((known) => known.day < addDays(day, -feederLimits.gapDays))
  const sameSeason = past.filter((known) => isWarmOrCold(known.day) === isWarmOrCold(day))
  const from = (sameSeason.length >= feederLimits.leastDays ? sameSeason : past).slice(-feederLimits.mostDays)
  if (from.length < feederLimits.leastDays) return null
  const share = lossShare(from)
  const rests = from.map(({ headKwh, usersKwh }) => headKwh - usersKwh * (1 + share))
  const offsetKwh = quantileOf(rests, 0.5)
  const spreadKwh =
    1.4826 *
    quantileOf(
      rests.map((rest) => Math.abs(rest - offsetKwh)),
      0.5,
    )
  const offsetKw = new Float64Array(slotsPerDay)
  for (let slot = 0; slot < slotsPerDay; slot++) {
    const known = from.map(
      ({ headKw, usersKw }) => (headKw[slot] ?? Number.NaN) - (usersKw[slot] ?? Number.NaN) * (1 + share),
    )
    offsetKw[slot] = quantileOf(
      known.filter((kw) => !Number.isNaN(kw)),
      0.5,
    )
  }
  return { share, offsetKwh, spreadKwh, days: from.length, offsetKw }
}

/** Summer and winter load a line otherwise than spring and autumn. */
const isWarmOrCold = (day: string): boolean => [6, 7, 8, 12, 1, 2].includes(Number(day.slice(5, 7)))

/** Median of the slopes between any two days (Theil–Sen): single strange days do not move it. */
function lossShare(days: readonly KnownDay[]): number {
  const loads = days.map(({ usersKwh }) => usersKwh).sort((a, b) => a - b)
  const [low = 0, high = 0] = [loads[Math.floor(loads.length / 10)], loads[Math.floor((loads.length * 9) / 10)]]
  if (high - low < feederLimits.variedShare * quantileOf(loads, 0.5)) return 0
  const slopes: number[] = []
  for (const [index, a] of days.entries())
    for (const b of days.slice(index + 1)) {
      const apart = b.usersKwh - a.usersKwh
      if (Math.abs(apart) > 1e-9) slopes.push((b.headKwh - b.usersKwh - (a.headKwh - a.usersKwh)) / apart)
    }
  return slopes.length === 0 ? 0 : Math.min(feederLimits.mostLossShare, Math.max(0, quantileOf(slopes, 0.5)))
}

function surplusOf(row: readonly { known: KnownDay; learnt: Learnt }[], unknownDays: number): FeederSurplus | null {
  const [first, last] = [row[0], row.at(-1)]
  if (!first || !last) return null
  const { share, offsetKwh, spreadKwh, days } = last.learnt
  const mean = (of: (one: (typeof row)[number]) => number) => row.reduce((sum, one) => sum + of(one), 0) / row.length
  const expected = ({ known, learnt }: (typeof row)[number]) => learnt.share * known.usersKwh + learnt.offsetKwh
  const surplusKw = Array.from({ length: slotsPerDay }, (_, slot) => {
    const known = row
      .map(({ known: { headKw, usersKw }, learnt }) => {
        const expectedKw = (usersKw[slot] ?? Number.NaN) * (1 + learnt.share) + (learnt.offsetKw[slot] ?? 0)
        return (headKw[slot] ?? Number.NaN) - expectedKw
      })
      .filter((kw) => !Number.isNaN(kw))
    return known.length === 0 ? 0 : known.reduce((sum, kw) => sum + kw, 0) / known.length
  })
  return {
    from: first.known.day,
    to: last.known.day,
    daysInRow: row.length,
    unknownDays,
    surplusKwhPerDay: mean((one) => one.known.headKwh - one.known.usersKwh - expected(one)),
    headKwhPerDay: mean(({ known }) => known.headKwh),
    usersKwhPerDay: mean(({ known }) => known.usersKwh),
    expectedLossKwhPerDay: mean(expected),
    normal: { share, offsetKwh, spreadKwh, days },
    surplusKw,
  }
}

/**
 * The shortest stretch of the day, over midnight if need be, that holds nine tenths of what is drawn: its first slot and the first after.
 * @param kw of each quarter hour; what is below zero counts as nothing.
 */
export function stretchOf(kw: readonly number[]): { from: number; to: number } {
  const drawn = kw.map((each) => Math.max(0, each))
  const wanted = 0.9 * drawn.reduce((sum, each) => sum + each, 0)
  for (let length = 1; length < drawn.length; length++) {
    let held = drawn.slice(0, length).reduce((sum, each) => sum + each, 0)
    for (let from = 0; from < drawn.length; from++) {
      const to = (from + length) % drawn.length
      if (held >= wanted) return { from, to: to === 0 ? drawn.length : to }
      held += (drawn[to] ?? 0) - (drawn[from] ?? 0)
    }
  }
  return { from: 0, to: drawn.length }
}

const toFloats = (load: Load | null): Float64Array =>
  Float64Array.from({ length: slotsPerDay }, (_, slot) => load?.[slot] ?? Number.NaN)

const countKnown = (load: Float64Array): number => load.reduce((count, kw) => count + (Number.isNaN(kw) ? 0 : 1), 0)

const energyOf = (load: Float64Array): number =>
  load.reduce((sum, kw) => sum + (Number.isNaN(kw) ? 0 : kw * slotHours), 0)
