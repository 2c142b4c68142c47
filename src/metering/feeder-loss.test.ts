import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from './day.ts'
import { balanceFeeder, type FeederDay } from './feeder.ts'
import { judgeLoss, type LossRule, lossOf, lossRuleOf } from './feeder-loss.ts'

const from = '2026-03-02'
const rule: LossRule = { mostShare: 0.06, othersLeast: 5, othersAboveShare: 0.02 }
const others = [0.02, 0.025, 0.03, 0.03, 0.035, 0.04]

type Drawn = (day: number, slot: number) => number
/** Ten users, one of them a lawful foundry with heats of `foundryKw` on its own meter, and a loss of 3 %; `extra` is drawn by nobody on file. */
function line(
  count: number,
  {
    extra = () => 0,
    share = 0.03,
    foundryKw = 0,
    scale = 1,
  }: { extra?: Drawn; share?: number; foundryKw?: number; scale?: number } = {},
): FeederDay[] {
  let state = 11
  const noise = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647 - 0.5
  }
  return Array.from({ length: count }, (_, day) => {
    const level = day % 7 === 6 ? 0.4 : 1 + 0.2 * noise()
    const users = Array.from({ length: 10 }, (_, user) => ({
      account: `U${user}`,
      loadKw: Array.from(
        { length: 96 },
        (_, slot) =>
          (slot > 30 && slot < 72 ? 90 : 20) * scale * level * (1 + 0.1 * noise()) +
          (user === 0 ? foundryKw * melts(day, slot) : 0),
      ),
    }))
    const headKw = Array.from({ length: 96 }, (_, slot) => {
      const sum = users.reduce((total, { loadKw }) => total + (loadKw[slot] ?? 0), 0)
      return (sum + extra(day, slot)) / (1 - share) + 2 * noise()
    })
    return { day: addDays(from, day), headKw, users }
  })
}
/** Three heats of six quarter hours a night. */
const melts: Drawn = (_, slot) => (slot >= 2 && slot < 26 && (slot - 2) % 8 < 6 ? 1 : 0)
const furnace =
  (kw: number): Drawn =>
  (day, slot) =>
    kw * melts(day, slot)
const streetLights: Drawn = (_, slot) => (slot < 24 || slot >= 72 ? 48 : 0)
const weekly: Drawn = (day, slot) => (day % 7 === 2 ? 450 * melts(day, slot) : 0)

const judged = (days: FeederDay[], among: readonly number[] = others) => {
  const { learnt, surplus } = balanceFeeder(days)
  const loss = lossOf(learnt, rule.mostShare)
  return { surplus, loss, verdict: loss && judgeLoss(loss, rule, among) }
}

describe('a loss that was there from the first day', () => {
  it.each<[string, Parameters<typeof line>[1], readonly number[], string[] | null]>([
    ['of three per cent is what lines lose', {}, others, null],
    [
      'of eight per cent is beyond what lines of 10 kV lose, and beyond the others',
      { share: 0.08 },
      others,
      ['beyondLines', 'beyondOthers'],
    ],
    ['of five and a half per cent is beyond the others only', { share: 0.055, scale: 10 }, others, ['beyondOthers']],
    [
      'is held against the others only where there are enough of them',
      { share: 0.055, scale: 10 },
      others.slice(0, 4),
      null,
    ],
    [
      'of a lossy city is nothing beside the others',
      { share: 0.055, scale: 10 },
      others.map((share) => share + 0.02),
      null,
    ],
    [
      'of a furnace behind no meter breathes like heats',
      { extra: furnace(450) },
      others,
      ['beyondLines', 'beyondOthers', 'likeHeats'],
    ],
    [
      'of a small furnace breathes, though it is within what lines lose',
      { extra: furnace(150), share: 0.01 },
      [],
      ['likeHeats'],
    ],
    ['of street lights is beyond, and does not breathe', { extra: streetLights }, others, ['beyondOthers']],
    ['is not made to breathe by the heats of a foundry on file', { foundryKw: 2500, share: 0.05 }, [], null],
    ['that rises like a heat once a week is no machine', { extra: weekly }, [], null],
  ])('%s', (_rule, given, among, reasons) => {
    const { surplus, verdict } = judged(line(60, given), among)
    // there is no fresh surplus in any of them: that is why the loss is looked at
    expect(surplus).toBeNull()
    expect(verdict?.reasons ?? null).toEqual(reasons)
  })

  it('is told with what is beyond, and the heats with their height, energy and length', () => {
    const { loss, verdict } = judged(line(60, { extra: furnace(450) }))
    const drawn = (18 * 450) / 4
    expect(loss?.heats?.heightKw).toBeGreaterThan(400)
    expect(loss?.heats?.heightKw).toBeLessThan(500)
    expect(loss?.heats?.durationMin).toBe(90)
    expect(loss?.heats?.days).toBeGreaterThan(25)
    expect(loss?.lossKwhPerDay).toBeGreaterThan(drawn)
    expect(verdict?.excessKwhPerDay).toBeCloseTo((loss?.lossKwhPerDay ?? 0) - 0.06 * (loss?.headKwhPerDay ?? 0), 6)
    expect(verdict?.othersShare).toBe(0.03)
  })

  it('is unknown with fewer than fourteen known days', () => {
    expect(judged(line(13, { share: 0.2 })).loss).toBeNull()
    expect(judged(line(14, { share: 0.2 })).loss).not.toBeNull()
  })

  it('leaves a fresh surplus to its own alarm: those days are not learnt from', () => {
    const since: Drawn = (day, slot) => (day >= 45 ? 450 * melts(day, slot) : 0)
    const { surplus, verdict } = judged(line(60, { extra: since }))
    expect(surplus?.daysInRow).toBe(15)
    expect(verdict).toBeNull()
  })

  it('is the same however the readings of a day are spread over the users', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
        const days = line(30, { share: 0.09 })
        const moved = days.map(({ users, ...day }) => ({
          ...day,
          users: users.map((user, index) => ({
            ...user,
            loadKw: Array.from(user.loadKw ?? [], (kw, slot) => {
              const other = Number(users[1 - index]?.loadKw?.[slot] ?? 0)
              return index > 1 ? kw : Number(kw) * (1 - part) + other * part
            }),
          })),
        }))
        expect(judged(moved).loss?.lossShare).toBeCloseTo(judged(days).loss?.lossShare ?? -1, 9)
      }),
      { numRuns: 5 },
    )
  })

  it('is held against the limit of its voltage, and against the wider one where nobody said which that is', () => {
    const value = { mediumVoltageMost: 0.06, lowVoltageMost: 0.1, othersLeast: 5, othersAbove: 0.02 }
    expect(
      [lossRuleOf(value, 'medium'), lossRuleOf(value, 'low'), lossRuleOf(value, null)].map(
        ({ mostShare }) => mostShare,
      ),
    ).toEqual([0.06, 0.1, 0.1])
  })
})
