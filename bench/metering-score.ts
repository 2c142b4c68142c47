/** Scores a ranking of a case against its truth, as the definitions of docs/metering.md say. Ties are broken against the ranking. */
import { seededRandom } from '../src/metering/example-loads.ts'

export type TruthRow = {
  readonly meterId: string
  readonly illegal: boolean
  readonly furnace: boolean
  readonly licensed: boolean
  /** First day of illegal melting; null for none. */
  readonly startDay: string | null
}
export type Scores = ReadonlyMap<string, number>

/** A lawful foundry whose licence record is lost: a telephone call settles it before anything is scored "clean". */
export const isLost = (row: TruthRow): boolean => row.furnace && !row.illegal && !row.licensed

const scoreOf = (scores: Scores, row: TruthRow): number => scores.get(row.meterId) ?? Number.NEGATIVE_INFINITY

/** Rows from the most to the least suspicious; of equals the harmless first, then by name. */
export function ordered(rows: readonly TruthRow[], scores: Scores, isHit: (row: TruthRow) => boolean): TruthRow[] {
  return [...rows].sort(
    (a, b) =>
      scoreOf(scores, b) - scoreOf(scores, a) ||
      Number(isHit(a)) - Number(isHit(b)) ||
      (a.meterId < b.meterId ? -1 : 1),
  )
}

/** Mean over the hits of the precision at their rank (average precision). */
export function averagePrecision(order: readonly TruthRow[], isHit: (row: TruthRow) => boolean): number {
  let hits = 0
  let sum = 0
  order.forEach((row, index) => {
    if (isHit(row)) sum += ++hits / (index + 1)
  })
  return hits === 0 ? Number.NaN : sum / hits
}

export function recallAt(order: readonly TruthRow[], budget: number, isHit: (row: TruthRow) => boolean): number {
  const hits = order.filter(isHit).length
  return order.slice(0, budget).filter(isHit).length / Math.max(1, hits)
}

/**
 * Average precision that is left when the scores of all furnaces without a licence on file are dealt out among them by chance: what
 * the ranking owes to assumed work rhythms is gone. Mean of `rounds` deals from a fixed seed.
 */
export function rhythmFreePrecision(rows: readonly TruthRow[], scores: Scores, rounds: number): number {
  const dealt = rows.filter((row) => row.furnace && !row.licensed && scores.has(row.meterId))
  const random = seededRandom(1)
  let sum = 0
  for (let round = 0; round < rounds; round++) {
    const turned = new Map(scores)
    const hands = dealt.map((row) => scoreOf(scores, row))
    for (let i = hands.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const hand = hands[i] ?? 0
      hands[i] = hands[j] ?? 0
      hands[j] = hand
    }
    for (const [index, { meterId }] of dealt.entries()) turned.set(meterId, hands[index] ?? 0)
    const isHit = (row: TruthRow) => row.illegal
    sum += averagePrecision(ordered(rows, turned, isHit), isHit)
  }
  return sum / rounds
}

export type Delays = { readonly days: readonly number[]; readonly undetected: number }

/**
 * Days from the first illegal day to the first weekly ranking, made from the past only, that has the meter within the budget.
 * `weeks` are the scores as they stood on each day, oldest first.
 */
export function delays(
  rows: readonly TruthRow[],
  weeks: readonly { day: string; scores: Scores }[],
  budget: number,
): Delays {
  const isHit = (row: TruthRow) => row.illegal
  const tops = weeks.map(({ day, scores }) => ({
    day,
    top: new Set(
      ordered(rows, scores, isHit)
        .slice(0, budget)
        .map(({ meterId }) => meterId),
    ),
  }))
  const days: number[] = []
  let undetected = 0
  for (const { meterId, startDay } of rows.filter(isHit)) {
    const found = startDay === null ? undefined : tops.find(({ day, top }) => day >= startDay && top.has(meterId))
    if (found && startDay !== null) days.push((Date.parse(found.day) - Date.parse(startDay)) / 86_400_000)
    else undetected++
  }
  return { days: days.sort((a, b) => a - b), undetected }
}
