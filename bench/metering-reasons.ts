/** Are the reasons of the top of a ranking what anybody finds in the curve by hand? */
import { judgeMeter } from '../src/metering/case-judge.ts'
import { readCaseDays, readCaseMeters } from '../src/metering/case-reader.ts'
import type { Scorer } from '../src/metering/detector-model.ts'
import { joinDays } from '../src/metering/reading.ts'
import { linesApart } from '../test/reasons-by-hand.ts'

/** Share of these meters whose every line is within 10⁻⁶ points of the one worked out by hand. */
export async function shareConfirmedByHand(
  dir: string,
  meterIds: ReadonlySet<string>,
  scorer: Scorer,
): Promise<number> {
  const meters = new Map((await readCaseMeters(dir)).map((meter) => [meter.meterId, meter]))
  let confirmed = 0
  for await (const { meterId, days } of readCaseDays(dir)) {
    const meter = meters.get(meterId)
    const series = meterIds.has(meterId) ? joinDays(days) : null
    if (!meter || !series) continue
    const { explanation } = judgeMeter(meter, series, scorer, { target: 'illegal', explain: true })
    if (explanation && linesApart(explanation, { ...meter, ...series }, scorer.model) < 1e-6) confirmed++
  }
  return confirmed / meterIds.size
}
