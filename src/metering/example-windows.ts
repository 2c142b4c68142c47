/** An example window for tests and previews: the heats of section 1, as features. */
import type { WindowFeatures } from './features.ts'

/** Twenty nights of four heats as metered in section 1, no licence. */
export const meteredNights: WindowFeatures = {
  heatCount: 80,
  activeDays: 20,
  heatsPerActiveDay: 4,
  neighbourShare: 1,
  heightKw: 455,
  heightSpread: 0.03,
  energyKwh: 566,
  energySpread: 0.08,
  durationMin: 90,
  durationSpread: 0.1,
  gapMin: 30,
  skew: 0.05,
  cliff: 0.4,
  ceilingShare: 0.8,
  flatness: 0.05,
  notch: 0.1,
  heatShare: 0.6,
  unlicensedKwhPerDay: 1617,
  unlicensedShare: 1,
  baseLowKw: 20,
  baseHighKw: 455,
}
