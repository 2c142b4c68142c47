import { describe, expect, it } from 'vitest'
import { heatsOfOneMachine, heatsOfWindow, type WeighedHeat, windowFeatures } from './features.ts'

const heat = (start: number, more: Partial<WeighedHeat> = {}): WeighedHeat => ({
  start,
  end: start + 6,
  energyKwh: 550,
  heightKw: 450,
  durationMin: 90,
  skew: 0.05,
  cliff: 0.4,
  flatness: 0.05,
  unlicensedKwh: 550,
  unlicensed: true,
  ...more,
})
const fourWeeks = 28 * 96
const featuresOf = (heats: WeighedHeat[]) =>
  windowFeatures({
    heats,
    loadKw: new Float64Array(fourWeeks).fill(100),
    bumpKw: new Float64Array(fourWeeks),
    from: 0,
    to: fourWeeks,
  })

describe('heats of a window', () => {
  it('lie in it whole and are settled by its end', () => {
    const heats = [heat(90), heat(96), heat(170), heat(175)]
    expect(heatsOfWindow(heats, 96, 192).map(({ start }) => start)).toEqual([96, 170])
  })

  it('of one machine are within 45 % of the energy-weighted median height', () => {
    const heats = [heat(10), heat(20), heat(30), heat(40, { heightKw: 100, energyKwh: 50 })]
    expect(heatsOfOneMachine(heats).map(({ start }) => start)).toEqual([10, 20, 30])
  })

  it('are no evidence when fewer than three, or when the licence covers them', () => {
    expect(featuresOf([heat(10), heat(20)])).toBeNull()
    expect(featuresOf([10, 20, 30, 40].map((start) => heat(start, { unlicensed: false, unlicensedKwh: 0 })))).toBeNull()
  })
})

describe('features', () => {
  it('describe equal heats on two days', () => {
    const features = featuresOf([heat(10), heat(17), heat(24), heat(106), heat(113)])
    expect(features).toMatchObject({
      heatCount: 5,
      activeDays: 2,
      heatsPerActiveDay: 2.5,
      neighbourShare: 1,
      heightKw: 450,
      heightSpread: 0,
      energySpread: 0,
      ceilingShare: 1,
      durationMin: 90,
      gapMin: 15,
      unlicensedShare: 1,
      baseLowKw: 100,
    })
    expect(features?.unlicensedKwhPerDay).toBeCloseTo((5 * 550) / 28)
  })

  it('weigh the unlicensed share over all heats, licensed ones too', () => {
    const licensed = [50, 60, 70].map((start) => heat(start, { unlicensed: false, unlicensedKwh: 0 }))
    expect(featuresOf([heat(10), heat(17), heat(24), ...licensed])?.unlicensedShare).toBeCloseTo(0.5)
  })

  it('know no pause where no heat follows within three and a half hours', () => {
    expect(featuresOf([heat(10), heat(200), heat(400)])).toMatchObject({
      neighbourShare: 0,
      gapMin: Number.NaN,
      notch: Number.NaN,
    })
  })

  it('hold no night, rest day, industry or contract', () => {
    expect(
      Object.keys(featuresOf([heat(10), heat(17), heat(24)]) ?? {}).filter((name) =>
        /night|rest|holiday|industry|contract/i.test(name),
      ),
    ).toEqual([])
  })
})
