import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './day.ts'
import { balanceFeeder, type FeederDay, feederLimits, stretchOf } from './feeder.ts'

const from = '2026-03-02'
/** A line of ten users, 4 % and 20 kW of loss, a weekly rhythm and noise; `extraKw` is drawn by nobody on file. */
function line(
  count: number,
  { extra = () => 0, share = 0.04 }: { extra?: (day: number, slot: number) => number; share?: number } = {},
): FeederDay[] {
  let state = 7
  const noise = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  }
  return Array.from({ length: count }, (_, day) => {
    const level = day % 7 === 6 ? 0.4 : 1 + 0.2 * noise()
    const users = Array.from({ length: 10 }, (_, user) => ({
      account: `U${user}`,
      loadKw: Array.from({ length: 96 }, (_, slot) => (slot > 30 && slot < 72 ? 90 : 20) * level * (1 + 0.1 * noise())),
    }))
    const headKw = Array.from({ length: 96 }, (_, slot) => {
      const sum = users.reduce((total, { loadKw }) => total + (loadKw[slot] ?? 0), 0)
      return sum * (1 + share) + 20 + 2 * noise() + extra(day, slot)
    })
    return { day: addDays(from, day), headKw, users }
  })
}
/** Two heats a night of 450 kW from some day on. */
const nightHeats =
  (since: number, until = Number.POSITIVE_INFINITY) =>
  (day: number, slot: number) =>
    day >= since && day < until && ((slot >= 4 && slot < 10) || (slot >= 12 && slot < 18)) ? 450 : 0
const change = (days: FeederDay[], at: number, to: Partial<FeederDay>) =>
  days.map((day, index) => (index === at ? { ...day, ...to } : day))
const withoutUser = (day: FeederDay | undefined): FeederDay['users'] =>
  (day?.users ?? []).map((user, index) => (index === 3 ? { ...user, loadKw: null } : user))

describe('the balance of a feeder', () => {
  it('is normal where only loss is over, and learns share and offset of it', () => {
    const { days, surplus } = balanceFeeder(line(60))
    expect(surplus).toBeNull()
    expect(days.slice(0, feederLimits.leastDays).map(({ state, reason }) => [state, reason])).toEqual(
      new Array(feederLimits.leastDays).fill(['unknown', 'shortPast']),
    )
    expect(new Set(days.slice(20).map(({ state }) => state))).toEqual(new Set(['normal']))
  })

  it('finds what a tapped line draws: kWh a day within a tenth, days in a row, and the curve of it', () => {
    const { surplus } = balanceFeeder(line(50, { extra: nightHeats(40) }))
    expect(surplus).toMatchObject({ from: addDays(from, 40), to: addDays(from, 49), daysInRow: 10, unknownDays: 0 })
    const drawn = (12 * 450) / 4
    expect(surplus?.surplusKwhPerDay).toBeGreaterThan(drawn * 0.9)
    expect(surplus?.surplusKwhPerDay).toBeLessThan(drawn * 1.1)
    expect(surplus?.normal.share).toBeGreaterThan(0.02)
    expect(surplus?.normal.share).toBeLessThan(0.06)
    const curve = surplus?.surplusKw ?? []
    for (const slot of [5, 8, 13, 17]) expect(curve[slot]).toBeGreaterThan(400)
    for (const slot of [0, 11, 30, 60, 90]) expect(Math.abs(curve[slot] ?? 99)).toBeLessThan(40)
  })

  it.each([
    ['four days are not five', 46, 50, 50, 0],
    ['five are', 45, 50, 50, 5],
    ['a surplus that has ended is no finding any more', 30, 45, 50, 0],
    ['a surplus does not become the new normal', 30, 200, 120, 90],
  ])('%s', (_rule, since, until, count, row) => {
    expect(balanceFeeder(line(count, { extra: nightHeats(since, until) })).surplus?.daysInRow ?? 0).toBe(row)
  })

  it('is unknown, never clean, where a user, the head or everybody is missing, and says which user', () => {
    const days = line(40)
    const at = (to: Partial<FeederDay>) => balanceFeeder(change(days, 30, to)).days[30]
    expect(at({ users: withoutUser(days[30]) })).toMatchObject({
      state: 'unknown',
      reason: 'missingUsers',
      missingAccounts: ['U3'],
      surplusKwh: null,
    })
    expect(at({ headKw: null })).toMatchObject({ state: 'unknown', reason: 'noHead', headKwh: null })
    expect(at({ users: [] })).toMatchObject({ state: 'unknown', reason: 'noUsers' })
  })

  it('compares only quarter hours that all have: a gap of an hour at one user makes no surplus', () => {
    const days = line(40)
    const users = (days[30]?.users ?? []).map((user, index) => ({
      ...user,
      loadKw: Array.from(user.loadKw ?? [], (kw, slot) => (index === 3 && slot >= 40 && slot < 48 ? null : kw)),
    }))
    expect(balanceFeeder(change(days, 30, { users })).days[30]?.state).toBe('normal')
  })

  it('goes on over an unknown day: it neither ends the row nor counts', () => {
    const days = line(50, { extra: nightHeats(42) })
    const { surplus } = balanceFeeder(change(days, 45, { users: withoutUser(days[45]) }))
    expect(surplus).toMatchObject({ daysInRow: 7, unknownDays: 1, from: addDays(from, 42), to: addDays(from, 49) })
  })

  it('learns a loss in proportion only as high as loss can be', () => {
    const { surplus } = balanceFeeder(line(60, { extra: (day, slot) => 10 * nightHeats(50)(day, slot), share: 0.3 }))
    expect(surplus?.normal.share).toBe(feederLimits.mostLossShare)
  })

  it('says the same of a day whatever comes after it', () => {
    const whole = line(45, { extra: nightHeats(35) })
    const all = balanceFeeder(whole).days
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 45 }), (count) => {
        expect(balanceFeeder(whole.slice(0, count)).days).toEqual(all.slice(0, count))
      }),
      { numRuns: 10 },
    )
  })

  it('knows that what goes in is users, loss and surplus', () => {
    for (const { state, headKwh, usersKwh, expectedLossKwh, surplusKwh } of balanceFeeder(
      line(50, { extra: nightHeats(40) }),
    ).days) {
      if (state === 'unknown') continue
      expect((usersKwh ?? 0) + (expectedLossKwh ?? 0) + (surplusKwh ?? 0)).toBeCloseTo(headKwh ?? -1, 6)
    }
  })
})

describe('the hours of a surplus', () => {
  const day = (isDrawn: (slot: number) => boolean) =>
    Array.from({ length: 96 }, (_, slot) => (isDrawn(slot) ? 300 : -2))
  it.each<[string, (slot: number) => boolean, [number, number]]>([
    ['are those of the one box', (slot) => slot >= 4 && slot < 12, [4, 12]],
    [
      'hold all heats of the night, not the highest of them',
      (slot) => slot >= 2 && slot < 26 && (slot - 2) % 8 < 6,
      [2, 23],
    ],
    ['go over midnight', (slot) => slot >= 92 || slot < 4, [92, 4]],
    ['end with the day', (slot) => slot >= 88, [88, 96]],
  ])('%s', (_rule, isDrawn, [from, to]) => {
    expect(stretchOf(day(isDrawn))).toEqual({ from, to })
  })
})
