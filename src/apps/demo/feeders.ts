/** The twelve feeders of the demo city with the meters at their heads: ten are in order, one is tapped of late, one from the start. */
import { type SimulatedDay, seededRandom } from '../../metering/example-loads.ts'
import type { Chance } from './chance.ts'
import type { DemoFirm } from './firms.ts'

const names = Array.from({ length: 12 }, (_, n) => `10kV工业${n + 1}线`)
export const headAccount = (feeder: string): string => `320499${String(names.indexOf(feeder) + 1).padStart(4, '0')}`

/** Account of a user → the feeder it hangs on. */
export type FeederOfAccount = Map<string, string>

/** Hangs every metered firm on a feeder. */
export function hangOnFeeders(firms: readonly DemoFirm[], c: Chance): FeederOfAccount {
  const feeders: FeederOfAccount = new Map()
  for (const { meter } of firms) if (meter) feeders.set(meter.account, names[c.below(names.length)] ?? '')
  return feeders
}

/** The table that the power company imports. */
export const feederTable = (): Buffer =>
  Buffer.from(
    `\ufeff${['馈线,总表户号,电压', ...names.map((name) => `${name},${headAccount(name)},10kV`)].join('\n')}\n`,
  )

/** Melting on a tapped line: so many kW in six of eight quarter hours, three heats from half past midnight on. */
const heatsKw = (kw: number, slot: number): number =>
  slot >= 2 && slot < 26 && (slot - 2) % 8 < 6 ? kw * ((slot - 2) % 8 === 0 ? 0.6 : 1) : 0

/** Kilowatt that no user's meter shows on the `day`th of so many days. */
type Tapped = (day: number, slot: number) => number
const freshSince = 12
const tappings: readonly ((days: number) => Tapped)[] = [
  (days) => (day, slot) => (day >= days - freshSince ? heatsKw(480, slot) : 0),
  () => (_, slot) => heatsKw(420, slot),
]

/** Feeders whose users all read: on the others days are unknown, and no story can be told. */
const readThroughout = (firms: readonly DemoFirm[], feeders: FeederOfAccount): string[] => {
  const broken = firms.flatMap(({ meter }) =>
    meter && ['silent-meter', 'gappy-meter'].includes(meter.load) ? [feeders.get(meter.account)] : [],
  )
  return names.filter((name) => !broken.includes(name))
}

/** Days at the heads: what the users of each draw, a loss of 2 to 4 %, and what is tapped. */
export function headDays(
  firms: readonly DemoFirm[],
  feeders: FeederOfAccount,
  users: readonly SimulatedDay[][],
): SimulatedDay[] {
  const tapped = readThroughout(firms, feeders)
  return names.flatMap((name, n) => {
    const mine = users.filter((days) => feeders.get(days[0]?.account ?? '') === name)
    const random = seededRandom(7_000 + n)
    const lossShare = 0.02 + 0.02 * random()
    const drawn = tappings[tapped.indexOf(name)]?.(mine[0]?.length ?? 0)
    return (mine[0] ?? []).map(({ day }, index) => ({
      account: headAccount(name),
      day,
      loadKw: Array.from({ length: 96 }, (_, slot) => {
        const sum = mine.reduce((total, days) => total + (days[index]?.loadKw[slot] || 0), 0)
        return (sum + (drawn?.(index, slot) ?? 0)) / (1 - lossShare) + 8 * random()
      }),
    }))
  })
}
