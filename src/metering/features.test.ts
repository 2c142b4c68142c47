import { describe, expect, test } from 'vitest'
import { featureNames, type Ground, lookAt } from './features.ts'
import { type HeatMeasures, HeatRows } from './heat-table.ts'
import { heightWeightsOf } from './machine.ts'
import { slotsPerDay } from './reading.ts'

type GivenHeat = { start: number; slots?: number; unlicensed?: boolean } & Partial<HeatMeasures>
const fourWeeks = 28 * slotsPerDay

/** Four weeks at 100 kW with heats as metered, where not said otherwise. */
function groundOf(given: readonly GivenHeat[]): Ground {
  const rows = new HeatRows()
  for (const { start, slots = 6, unlicensed: _unlicensed, ...measures } of given)
    rows.add(start, start + slots, {
      heightKw: 450,
      energyKwh: 550,
      durationMin: slots * 15,
      skew: 0.05,
      cliff: 0.4,
      flatness: 0.05,
      rise: 0.6,
      ramp: 0.1,
      fill: 0.85,
      bustle: 0.02,
      ...measures,
    })
  const table = rows.finish()
  const unlicensed = Uint8Array.from(given, (heat) => (heat.unlicensed === false ? 0 : 1))
  const levels = { thresholdKw: 80, lowKw: 100, highKw: 450, energyKwh: 28 * 24 * 100, bumpKwh: 24_000 }
  return {
    table,
    uncovered: { unlicensed, unlicensedKwh: table.columns.energyKwh.map((kwh, heat) => kwh * (unlicensed[heat] ?? 0)) },
    bumpKw: new Float64Array(fourWeeks),
    weeks: { between: () => levels },
    heights: heightWeightsOf(table),
  }
}
const look = (given: readonly GivenHeat[], from = 0, to = fourWeeks) => lookAt(groundOf(given), from, to)
const heatsAt = (...starts: number[]): GivenHeat[] => starts.map((start) => ({ start }))

describe('heats of one machine', () => {
  test('lie in the window whole, and nothing after it can change them', () => {
    expect(look(heatsAt(90, 96, 103, 110), 96, fourWeeks)?.features.heats).toBe(3)
    expect(look(heatsAt(96, 103, 110, 170), 96, 188)?.features.heats).toBe(3)
    expect(look(heatsAt(96, 103, 110, 174), 96, 192)?.features.heats).toBe(3)
    expect(look(heatsAt(96, 103, 110, 174), 96, 193)?.features.heats).toBe(4)
  })

  test('gather at the height where most energy does, not in the middle of everything that bumps', () => {
    const others = [100, 130, 170, 220, 280, 900, 1200, 1500].map((heightKw, i) => ({
      start: 300 + 20 * i,
      heightKw,
      energyKwh: 200,
    }))
    const found = look([...heatsAt(10, 17, 24, 31), ...others])
    expect(found?.features).toMatchObject({ heats: 4, heightKw: 450, machineShare: 4 / 12 })
  })

  test('last three quarters of an hour at least: what is shorter is a motor starting', () => {
    expect(look([...heatsAt(10, 17, 24), { start: 40, slots: 2 }])?.features.heats).toBe(3)
  })

  test('are no evidence when fewer than three, or when the licence covers them', () => {
    expect(look(heatsAt(10, 20))).toBeNull()
    expect(look([10, 20, 30, 40].map((start) => ({ start, unlicensed: false })))).toBeNull()
  })
})

describe('features', () => {
  test('describe equal heats on two days', () => {
    const found = look(heatsAt(10, 17, 24, 106, 113))
    expect(found?.features).toMatchObject({
      heats: 5,
      activeDays: 2,
      heatsPerActiveDay: 2.5,
      neighbourShare: 1,
      heatsPerChain: 2.5,
      heightKw: 450,
      heightSpread: 0,
      energySpread: 0,
      durationMin: 90,
      intervalMin: 105,
      gapMin: 15,
      twins: 5,
      twinShare: 1,
      twinEnergySpread: 0,
      bumpShare: (5 * 550) / 24_000,
    })
    expect(found?.features.unlicensedKwhPerDay).toBeCloseTo((5 * 550) / 28)
    expect(found?.features.baseLow).toBeCloseTo(100 / 450)
  })

  test('weigh the unlicensed share over all heats, licensed ones too', () => {
    const licensed = [50, 60, 70].map((start) => ({ start, unlicensed: false }))
    expect(look([...heatsAt(10, 17, 24), ...licensed])?.unlicensedShare).toBeCloseTo(0.5)
  })

  test('know no pause where no heat follows within three and a half hours', () => {
    expect(look(heatsAt(10, 200, 400))?.features).toMatchObject({
      neighbourShare: 0,
      gapMin: Number.NaN,
      notch: Number.NaN,
    })
  })

  test('find the twins among heats of about one height', () => {
    const found = look([
      { start: 10, heightKw: 450, energyKwh: 550 },
      { start: 30, heightKw: 455, energyKwh: 560 },
      { start: 50, heightKw: 448, energyKwh: 540 },
      { start: 70, heightKw: 360, energyKwh: 200 },
      { start: 90, heightKw: 560, energyKwh: 900 },
    ])
    expect(found?.features).toMatchObject({ heats: 5, twins: 3, twinShare: 0.6 })
    expect(found?.features.twinEnergySpread).toBeLessThan(0.03)
  })

  test('look apart at the heats in the open: beside a busy works the others have any height', () => {
    const busy = [430, 360, 520, 400, 555].map((heightKw, i) => ({
      start: 200 + 20 * i,
      heightKw,
      bustle: 0.5,
      cliff: -0.3,
    }))
    const found = look([...heatsAt(10, 300, 600), ...busy])
    expect(found?.features).toMatchObject({ heats: 8, openHeats: 3, openTwins: 3, openEnergySpread: 0, openCliff: 0.4 })
    expect(look(busy)?.features).toMatchObject({ openHeats: 0, openTwins: 0, openCliff: Number.NaN })
  })

  test('are those of the height that gathers in the open, though more energy gathers beside a busy works', () => {
    const busy = [800, 810, 805, 795, 800].map((heightKw, i) => ({
      start: 100 + 20 * i,
      heightKw,
      energyKwh: 700,
      bustle: 0.5,
    }))
    expect(look([...heatsAt(10, 300, 600, 900), ...busy])?.features.heightKw).toBe(450)
  })

  test('hold no night, rest day, industry or contract', () => {
    expect(featureNames.filter((name) => /night|rest|holiday|industry|trade|contract/i.test(name))).toEqual([])
  })
})
