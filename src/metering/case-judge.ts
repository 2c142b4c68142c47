/** Judges one meter of a case folder: what `rank` writes, in this process or in a worker's. Pure. */
import type { CaseMeter } from './case-reader.ts'
import { curveOf, type Detection, decidingWindows, judgeCurve, reasonsOn } from './detector.ts'
import type { Reason, Scorer } from './detector-model.ts'
import type { LoadSeries } from './reading.ts'
import { nothingOnFile, type RegisterFacts } from './suspicion.ts'

/** illegal: does the register allow these heats · furnace: is any melting furnace running, lawful or not. */
export const rankTargets = ['illegal', 'furnace'] as const
export type RankTarget = (typeof rankTargets)[number]

export type JudgedMeter = {
  readonly meterId: string
  /** Null: not judged, fewer than 14 usable days. */
  readonly score: number | null
  readonly usableDays: number
  readonly firstAlarmDay: string | null
  readonly explanation: Explanation | null
}

/** Reasons add up to the score; `windows` are those whose mean they are. */
export type Explanation = {
  readonly reasons: readonly Reason[]
  readonly windows: readonly { from: string; to: string; score: number; licenceBroken: boolean }[]
}

export function judgeMeter(
  meter: Pick<CaseMeter, 'meterId' | 'contractKw' | 'licence' | 'trade'>,
  series: LoadSeries,
  scorer: Scorer,
  options: { target: RankTarget; explain: boolean },
): JudgedMeter {
  const facts = options.target === 'furnace' ? nothingOnFile : factsOf(meter)
  const detection = judgeCurve(curveOf(series, meter.contractKw), () => facts, scorer)
  return {
    meterId: meter.meterId,
    score: detection.score,
    usableDays: detection.usableDays,
    firstAlarmDay: detection.firstAlarmDay,
    explanation: options.explain ? explain(detection, scorer) : null,
  }
}

const factsOf = ({ licence, trade }: Pick<CaseMeter, 'licence' | 'trade'>): RegisterFacts => ({
  licence,
  trade,
  declaredTonnesPerDay: null,
})

function explain({ windows }: Detection, scorer: Scorer): Explanation | null {
  const day = windows.at(-1)?.to
  if (day === undefined) return null
  return {
    reasons: reasonsOn(windows, day, scorer),
    windows: decidingWindows(windows, day, scorer).map(({ from, to, score, licenceBroken }) => ({
      from,
      to,
      score,
      licenceBroken,
    })),
  }
}
