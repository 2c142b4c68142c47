/** Files of readings as a power company delivers them, made from example loads: for tests, the demo city and the benchmark. Server code. */
import type { Platform } from '../platform/server/context.ts'
import { type AccountDayRead, readDays } from '../platform/server/reading-parts.ts'
import type { SimulatedDay } from './example-loads.ts'
import { readingColumns } from './reading-columns.ts'

/** `readings.csv` with its header; a missing value is blank. */
export function readingsCsv(days: Iterable<SimulatedDay>): string {
  const lines = [readingColumns.join(',')]
  for (const { account, day, loadKw } of days)
    lines.push([account, day, ...loadKw.map((value) => (Number.isNaN(value) ? '' : value))].join(','))
  return `${lines.join('\n')}\n`
}

/** Days of one account from the batches in force. */
export const readDaysOf = (
  platform: Platform,
  account: string,
  from: string,
  to: string,
  batchesInForce: readonly string[],
): Promise<AccountDayRead[]> => readDays(platform.meters, { accounts: [account], from, to, batchesInForce })
