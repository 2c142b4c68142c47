/** `gangshao metering import`: on the application's databases, as the program itself. */
import { access } from 'node:fs/promises'
import { type ImportResult, importReadings } from '../../metering/import-readings.ts'
import type { TimeMark } from '../../metering/long-days.ts'
import { asProgram } from '../../platform/server/http.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import { withMeters } from './ground.ts'
import { findPlace } from './place.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

export type ImportOptions = {
  agreement: string
  purpose: string
  basis: string
  timeMark: TimeMark
  area?: string
  json?: boolean
}

export async function importFile(file: string, { area, json, ...terms }: ImportOptions): Promise<void> {
  await access(file)
  const progress = openProgress('metering import')
  const result = await withMeters(async (app) => {
    const place = await asProgram(app.platform, ({ db, now }) => findPlace(db, area, dateInChina(now)), true)
    return importReadings(app.platform, file, {
      ...terms,
      areaId: place.id,
      onProgress: ({ share }) => progress.show(share),
    })
  })
  progress.end()
  sayResult(json, result, linesOf(result))
  if (result.outcome === 'failed')
    throw new Error(
      `the file cannot be used: ${result.failure?.reason ?? ''}, line ${result.failure?.line ?? 0} / 文件无法使用`,
    )
  if (result.outcome === 'elsewhere') throw new Error('another process is importing this file / 另一进程正在导入此文件')
}

const outcomes: Readonly<Record<ImportResult['outcome'], string>> = {
  inForce: 'in force / 已生效',
  unchanged: 'was in force already, nothing changed / 此前已导入，未作改动',
  elsewhere: 'under way elsewhere / 另一进程正在导入',
  failed: 'failed / 未导入',
}

const linesOf = ({ outcome, days, accounts, unknownAccounts, rejectedRows }: ImportResult): string[] => [
  `${outcomes[outcome]}: days / 户日 ${days}, accounts / 户号 ${accounts}, not in the ledger / 台账中没有 ${unknownAccounts}, rejected rows / 拒收行 ${rejectedRows}`,
]
