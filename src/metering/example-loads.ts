/**
 * Seeded 15-minute loads for the demo city and for tests: made by formula from the physics of section 1 (cold charge, ramp, inverter
 * ceiling, cliff) and from ordinary work rhythms. Demonstration only; says nothing about how well a detector does on real meters.
 */
import { addDays, dayNumber, weekday } from './day.ts'
import type { Licence, Shift } from './licence.ts'
import { slotMinutes, slotsPerDay } from './reading.ts'

export const loadKinds = [
  'foundry-day',
  'foundry-night',
  'office',
  'machining',
  'plastics',
  'plastics-melting',
  'restarted-site',
  'heat-treatment',
  'rolling-mill',
  'crusher',
  'silent-meter',
  'gappy-meter',
] as const
export type LoadKind = (typeof loadKinds)[number]

/** What the register says of each kind and what is true of it (for the demo's guide and the tests, never for the detector). */
export const loadProfiles: Readonly<
  Record<LoadKind, { shift: Shift; lawful: boolean; contractKw: readonly [number, number] }>
> = {
  'foundry-day': { shift: 'day', lawful: true, contractKw: [500, 1600] },
  'foundry-night': { shift: 'night', lawful: true, contractKw: [630, 2000] },
  office: { shift: 'none', lawful: true, contractKw: [100, 400] },
  machining: { shift: 'none', lawful: true, contractKw: [200, 800] },
  plastics: { shift: 'none', lawful: true, contractKw: [315, 1000] },
  'plastics-melting': { shift: 'none', lawful: false, contractKw: [800, 1250] },
  'restarted-site': { shift: 'none', lawful: false, contractKw: [630, 1250] },
  'heat-treatment': { shift: 'none', lawful: true, contractKw: [315, 1250] },
  'rolling-mill': { shift: 'none', lawful: true, contractKw: [800, 2500] },
  crusher: { shift: 'none', lawful: true, contractKw: [250, 800] },
  'silent-meter': { shift: 'none', lawful: true, contractKw: [200, 800] },
  'gappy-meter': { shift: 'none', lawful: true, contractKw: [200, 800] },
}

export type SimulationInput = {
  readonly seed: number
  readonly account: string
  /** First day, and how many. */
  readonly from: string
  readonly days: number
  readonly contractKw: number
  /** Days off besides Sundays. */
  readonly holidays?: ReadonlySet<string>
  /** When melting begins (plastics-melting, restarted-site) or the meter falls silent (silent-meter); default: after a third of the days. */
  readonly changesOn?: string
}

/** NaN = missing. */
export type SimulatedDay = { readonly account: string; readonly day: string; readonly loadKw: number[] }

/** Share of the contract that a melting furnace takes at its ceiling. */
const furnaceShare = 0.6

/** The licence on file for a kind: its furnace's power and its shift; none for kinds without one. */
export function exampleLicence(kind: LoadKind, contractKw: number): Licence {
  const { shift } = loadProfiles[kind]
  return { shift, powerKw: shift === 'none' ? 0 : Math.round(contractKw * furnaceShare) }
}

/** Uniform numbers in [0, 1) from a seed (mulberry32): the same seed gives the same load for ever. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const minutesPerDay = 1440

/** Minutes of the whole span under construction, with what the building blocks need. */
type Plan = {
  readonly minuteKw: Float64Array
  readonly contractKw: number
  readonly dayCount: number
  readonly changesAfter: number
  readonly isWorkday: (day: number) => boolean
  readonly random: () => number
}

/** Days of 96 mean kW (rounded to 0.1) of one usage point. Throws RangeError for a day that is none. */
export function simulateLoad(kind: LoadKind, input: SimulationInput): SimulatedDay[] {
  const first = dayNumber(input.from)
  const plan: Plan = {
    minuteKw: new Float64Array(input.days * minutesPerDay),
    contractKw: input.contractKw,
    dayCount: input.days,
    changesAfter: input.changesOn === undefined ? Math.floor(input.days / 3) : dayNumber(input.changesOn) - first,
    isWorkday: (day) => weekday(first + day) !== 7 && !input.holidays?.has(addDays(input.from, day)),
    random: seededRandom(input.seed),
  }
  builders[kind](plan)
  return Array.from({ length: input.days }, (_, day) => {
    const loadKw = Array.from({ length: slotsPerDay }, (_, slot) => meanOfSlot(plan, day * slotsPerDay + slot))
    return { account: input.account, day: addDays(input.from, day), loadKw: withGaps(kind, plan, day, loadKw) }
  })
}

/** Mean of a quarter hour with 2 % noise; the supply's breaker holds every minute under 110 % of the contract. */
function meanOfSlot({ minuteKw, contractKw, random }: Plan, slot: number): number {
  const ceilingKw = contractKw * 1.1
  let sum = 0
  for (let minute = slot * slotMinutes; minute < (slot + 1) * slotMinutes; minute++) {
    sum += Math.min(ceilingKw, minuteKw[minute] ?? 0)
  }
  return Math.round((sum / slotMinutes) * (1 + 0.02 * bell(random)) * 10) / 10
}

/** Roughly normal, mean 0, deviation 1, never beyond ±3: sum of three uniforms. */
function bell(random: () => number): number {
  return 2 * (random() + random() + random() - 1.5)
}

function withGaps(kind: LoadKind, { random, changesAfter }: Plan, day: number, loadKw: number[]): number[] {
  if (kind === 'silent-meter' && day >= changesAfter) return loadKw.map(() => Number.NaN)
  if (kind !== 'gappy-meter') return loadKw
  if (random() < 0.06) return loadKw.map(() => Number.NaN)
  const start = Math.floor(random() * slotsPerDay)
  const length = random() < 0.3 ? Math.floor(random() * 12) : 0
  return loadKw.map((value, slot) => (slot >= start && slot < start + length ? Number.NaN : value))
}

const hour = (hours: number) => Math.round(hours * 60)

const builders: Readonly<Record<LoadKind, (plan: Plan) => void>> = {
  'foundry-day': (plan) => {
    shiftWork(plan, { from: hour(6), to: hour(19), share: 0.12 })
    eachDay(plan, (day) => plan.isWorkday(day) && melt(plan, day, hour(6.2), hour(19.5)))
  },
  // Valley tariff from midnight to 08:00: night melting is lawful and cheap.
  'foundry-night': (plan) => {
    shiftWork(plan, { from: hour(8), to: hour(17), share: 0.1 })
    eachDay(plan, (day) => plan.isWorkday(day) && melt(plan, day, hour(21), hour(31.5)))
  },
  office: (plan) => shiftWork(plan, { from: hour(8), to: hour(18), share: 0.45 }),
  machining: (plan) => {
    shiftWork(plan, { from: hour(7.5), to: hour(17.5), share: 0.3 })
    runs(plan, { from: hour(8), to: hour(17), perDay: 10, minutes: [8, 40], share: [0.05, 0.15] })
  },
  plastics: mouldPlastics,
  'plastics-melting': (plan) => {
    mouldPlastics(plan)
    // Five nights of six, so that it is no timetable.
    eachDay(plan, (day) => day >= plan.changesAfter && plan.random() < 0.83 && melt(plan, day, hour(22.3), hour(29)))
  },
  'restarted-site': (plan) => {
    eachDay(plan, (day) => {
      if (day < plan.changesAfter) return
      shift(plan, day, { from: hour(17), to: hour(27), share: 0.05 })
      if (plan.random() < 0.8) melt(plan, day, hour(18), hour(27))
    })
  },
  'heat-treatment': (plan) => {
    shiftWork(plan, { from: hour(7), to: hour(19), share: 0.1 })
    eachDay(plan, (day) => plan.isWorkday(day) && soak(plan, day))
  },
  'rolling-mill': (plan) => {
    shiftWork(plan, { from: hour(7), to: hour(22), share: 0.25 })
    runs(plan, { from: hour(7), to: hour(21), perDay: 90, minutes: [3, 12], share: [0.15, 0.5] })
  },
  crusher: (plan) => {
    shiftWork(plan, { from: hour(8), to: hour(17), share: 0.05 })
    runs(plan, { from: hour(8), to: hour(16.5), perDay: 6, minutes: [15, 55], share: [0.25, 0.75] })
  },
  'silent-meter': (plan) => shiftWork(plan, { from: hour(7.5), to: hour(17.5), share: 0.4 }),
  'gappy-meter': (plan) => shiftWork(plan, { from: hour(7.5), to: hour(17.5), share: 0.4 }),
}

function eachDay({ dayCount }: Plan, act: (day: number) => unknown): void {
  for (let day = 0; day < dayCount; day++) act(day)
}

/** Adds kW to the minutes [from, to) of a day; minutes past midnight run into the next. */
function add(plan: Plan, day: number, from: number, to: number, kwAt: (minute: number) => number): void {
  for (let minute = Math.max(0, Math.round(from)); minute < to; minute++) {
    const at = day * minutesPerDay + minute
    if (at < plan.minuteKw.length) plan.minuteKw[at] = (plan.minuteKw[at] ?? 0) + kwAt(minute)
  }
}

type ShiftHours = { from: number; to: number; share: number }

/** Lights and standing machines all day, and one shift on work days. */
function shiftWork(plan: Plan, hours: ShiftHours): void {
  eachDay(plan, (day) => {
    add(plan, day, 0, minutesPerDay, () => plan.contractKw * 0.03)
    if (plan.isWorkday(day)) shift(plan, day, hours)
  })
}

/** Half an hour to come up and to go down, a dip at noon. */
function shift(plan: Plan, day: number, { from, to, share }: ShiftHours): void {
  const level = plan.contractKw * share * (1 + 0.08 * bell(plan.random))
  const start = from + 10 * bell(plan.random)
  const end = to + 15 * bell(plan.random)
  add(plan, day, start, end, (minute) => {
    const edge = Math.min(1, (minute - start) / 30, (end - minute) / 30)
    return level * Math.max(0, edge) * (minute >= hour(12) && minute < hour(13) ? 0.6 : 1)
  })
}

type RunHours = {
  from: number
  to: number
  perDay: number
  minutes: readonly [number, number]
  share: readonly [number, number]
}

/** Machines switched on for a while at any time of the shift: rectangles without ramp, of any height. */
function runs(plan: Plan, { from, to, perDay, minutes, share }: RunHours): void {
  const between = ([low, high]: readonly [number, number]) => low + (high - low) * plan.random()
  eachDay(plan, (day) => {
    if (!plan.isWorkday(day)) return
    for (let run = 0; run < perDay; run++) {
      const start = between([from, to])
      const level = plan.contractKw * between(share)
      add(plan, day, start, start + between(minutes), () => level)
    }
  })
}

/** Injection moulding round the clock save Sundays, granulate dryers cycling every two hours or so. */
function mouldPlastics(plan: Plan): void {
  eachDay(plan, (day) => {
    add(plan, day, 0, minutesPerDay, () => plan.contractKw * 0.05)
    if (!plan.isWorkday(day)) return
    const level = plan.contractKw * 0.25 * (1 + 0.05 * bell(plan.random))
    add(plan, day, 0, minutesPerDay, () => level)
    for (let start = 60 * plan.random(); start < minutesPerDay - 60; start += 110 + 30 * plan.random()) {
      add(plan, day, start, start + 35 + 10 * plan.random(), () => plan.contractKw * 0.05)
    }
  })
}

/** Charges of a hardening furnace: full power for two to three hours while heating, then a long hold that decays. No cliff. */
function soak(plan: Plan, day: number): void {
  const peak = plan.contractKw * 0.45
  for (let start = hour(7) + 40 * plan.random(); start < hour(17); start += hour(6.5) + 60 * plan.random()) {
    const heated = start + 120 + 60 * plan.random()
    add(
      plan,
      day,
      start,
      heated + 180,
      (minute) => peak * (minute < heated ? 1 : 0.2 + 0.6 * Math.exp((heated - minute) / 40)),
    )
  }
}

/**
 * Heats one after the other between two minutes of a day: about 90 min each, then pouring and charging. A heat starts at about 23 % of
 * the ceiling on a cold charge, is at the ceiling after a third of its time, dips when scrap is topped up, ends at full power.
 */
function melt(plan: Plan, day: number, from: number, to: number): void {
  const ceiling = plan.contractKw * furnaceShare
  let start = from + 20 * plan.random()
  for (;;) {
    const minutes = 90 + 3 * bell(plan.random)
    if (start + minutes > to) return
    const peak = ceiling * (0.985 + 0.008 * bell(plan.random))
    const dipAt = 0.4 + 0.3 * plan.random()
    const begin = start
    add(plan, day, begin, begin + minutes, (minute) => {
      const done = Math.max(0, minute - begin) / minutes
      const ramp = 0.23 + 0.77 * Math.min(1, done / 0.35) ** 0.6
      return peak * ramp * (Math.abs(done - dipAt) < 0.02 ? 0.55 : 1)
    })
    start += minutes + 12 + 18 * plan.random()
  }
}
