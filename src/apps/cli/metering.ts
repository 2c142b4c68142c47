/** `gangshao metering`: brings readings in, and ranks the meters of a case folder. */
import { access } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { type ImportResult, importReadings } from '../../metering/import-readings.ts'
import { type TimeMark, timeMarks } from '../../metering/long-days.ts'
import { rankCase } from '../../metering/rank.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import { asProgram, withMeters } from './ground.ts'
import { areaFlags, areaHelp, findPlace } from './place.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

type ImportOptions = {
  agreement: string
  purpose: string
  basis: string
  timeMark: TimeMark
  area?: string
  json?: boolean
}

async function importFile(file: string, { area, json, ...terms }: ImportOptions): Promise<void> {
  await access(file)
  const progress = openProgress('metering import')
  const result = await withMeters(async (app) => {
    const place = await asProgram(app, ({ db, now }) => findPlace(db, area, dateInChina(now)), true)
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

type RankOptions = { case: string; out: string; json?: boolean }

/** Needs no database and starts none. */
async function rank({ case: dir, out, json }: RankOptions): Promise<void> {
  const progress = openProgress('metering rank')
  const summary = await rankCase(dir, out, { onProgress: ({ share }) => progress.show(share) })
  progress.end()
  sayResult(json, { ...summary, out }, [
    `${out}: meters / 电表 ${summary.meters}, alarms / 预警 ${summary.alarms}, without readings / 无读数 ${summary.withoutReadings}, not in meters.csv / 未登记 ${summary.unknownMeters} (${summary.cardVersion})`,
  ])
}

export const meteringCommand = new Command('metering')
  .description('meter readings / 用电读数')
  .addCommand(
    new Command('import')
      .description(
        'import a file of readings, wide or long, packed or not; the same file twice changes nothing / 导入用电读数',
      )
      .argument('<file>', 'meter_id,date,v00…v95 or account,time,kW / 每行一户一日或一个时刻')
      .requiredOption('--agreement <text>', 'the sharing agreement: title, number or date / 数据共享协议')
      .requiredOption('--purpose <text>', 'what the readings are for / 使用目的')
      .requiredOption('--basis <text>', 'the legal basis / 依据')
      .addOption(
        new Option('--time-mark <end>', 'in a file with a row per interval, times name its start or its end / 时标')
          .choices(timeMarks)
          .default('start'),
      )
      .option(areaFlags, areaHelp)
      .option('--json', 'print what was imported as JSON')
      .addHelpText(
        'after',
        '\nThe embedded meter store has one process: stop the server first, or deliver through its page.\n内置用电数据库只能由一个进程使用：请先停止服务，或在页面上交付。',
      )
      .action(importFile),
  )
  .addCommand(
    new Command('rank')
      .description('score every meter of a case folder, without any database / 对案例文件夹中的电表排序')
      .requiredOption('--case <folder>', 'holds meters.csv and readings.csv.gz / 案例文件夹')
      .requiredOption('--out <file>', 'meter_id,score,first_alert_date, highest first / 输出文件')
      .option('--json', 'print a summary as JSON')
      .action(rank),
  )
