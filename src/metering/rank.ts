/** Ranks the usage points of a case folder and writes rank.csv: the form in which the detector is measured. Server code. */
import { rename, rm, writeFile } from 'node:fs/promises'
import { type CaseMeter, readCaseDays, readCaseMeters } from './case-reader.ts'
import { type Detection, detectFurnace } from './detector.ts'
import { type DetectorCard, physicalCard } from './detector-card.ts'
import { joinDays } from './reading.ts'

export type RankProgress = { readonly meters: number; readonly ofMeters: number; readonly share: number }

export type RankSummary = {
  readonly meters: number
  /** Meters of meters.csv without any reading: ranked last with score 0; unknown, not clean. */
  readonly withoutReadings: number
  /** Meters with readings that meters.csv does not name: left out of the ranking. */
  readonly unknownMeters: number
  readonly alarms: number
  readonly cardVersion: string
}

type Ranked = { readonly meterId: string; readonly score: number; readonly firstAlarmDay: string | null }

/**
 * Scores every meter of the case and writes `meter_id,score,first_alert_date` to `out`, highest first, replaced as a whole at the end.
 * Refuses `case-unreadable` {file, line, reason} and then leaves `out` as it was.
 */
export async function rankCase(
  dir: string,
  out: string,
  options: { onProgress?: (progress: RankProgress) => void; card?: DetectorCard } = {},
): Promise<RankSummary> {
  const card = options.card ?? physicalCard
  const meters = await readCaseMeters(dir)
  const waiting = new Map(meters.map((meter) => [meter.meterId, meter]))
  const ranked: Ranked[] = []
  let unknownMeters = 0
  let share = 0
  for await (const { meterId, days } of readCaseDays(dir, (read, total) => (share = read / total))) {
    const meter = waiting.get(meterId)
    const series = joinDays(days)
    if (!meter || !series) {
      unknownMeters++
      continue
    }
    waiting.delete(meterId)
    ranked.push(
      rankedMeter(meter, detectFurnace({ series, licence: meter.licence, contractKw: meter.contractKw }, card)),
    )
    options.onProgress?.({ meters: ranked.length, ofMeters: meters.length, share })
  }
  for (const { meterId } of waiting.values()) ranked.push({ meterId, score: 0, firstAlarmDay: null })
  ranked.sort((a, b) => b.score - a.score || (a.meterId < b.meterId ? -1 : 1))
  await writeWhole(out, ranked)
  return {
    meters: meters.length,
    withoutReadings: waiting.size,
    unknownMeters,
    alarms: ranked.filter(({ firstAlarmDay }) => firstAlarmDay !== null).length,
    cardVersion: card.version,
  }
}

function rankedMeter({ meterId }: CaseMeter, { score, firstAlarmDay }: Detection): Ranked {
  return { meterId, score, firstAlarmDay }
}

async function writeWhole(out: string, ranked: readonly Ranked[]): Promise<void> {
  const rows = ranked.map(
    ({ meterId, score, firstAlarmDay }) => `${meterId},${score.toFixed(6)},${firstAlarmDay ?? ''}`,
  )
  const part = `${out}.part`
  try {
    await writeFile(part, `${['meter_id,score,first_alert_date', ...rows].join('\n')}\n`)
    await rename(part, out)
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
}
