/** `gangshao metering`: brings readings in, ranks the meters of a case folder, fits a model. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { type RankTarget, rankTargets } from '../../metering/case-judge.ts'
import { type DetectorModel, detectorModel } from '../../metering/detector-model.ts'
import { timeMarks } from '../../metering/long-days.ts'
import { rankCase } from '../../metering/rank.ts'
import { shippedModel } from '../../metering/shipped-model.ts'
import { Refusal } from '../../platform/shared/refusal.ts'
import { areaFlags, areaHelp } from './area-option.ts'
import { readJson } from './json-file.ts'
import type { FitFlags } from './metering-fit.ts'
import type { ImportOptions } from './metering-import.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

type RankFlags = {
  case: string
  out: string
  target: RankTarget
  model?: string
  workers: number
  explain?: string
  json?: boolean
}

/** Needs no database and starts none. */
async function rank({ case: dir, out, target, model, workers, explain, json }: RankFlags): Promise<void> {
  const progress = openProgress('metering rank')
  const summary = await rankCase(dir, out, {
    model: model === undefined ? shippedModel : await readModel(model),
    target,
    workers,
    explainTo: explain ?? null,
    onProgress: ({ share }) => progress.show(share),
  })
  progress.end()
  const { meters, judged, notJudged, unknownMeters, alarms, modelVersion } = summary
  sayResult(json, { ...summary, out }, [
    `${out}: meters / 电表 ${meters}, judged / 已评 ${judged}, alarms / 预警 ${alarms}, not in meters.csv / 未登记 ${unknownMeters} (${modelVersion})`,
    ...(notJudged.length > 0
      ? [`not judged, unknown / 读数不足，情况不明: ${notJudged.map(({ meterId }) => meterId).join(' ')}`]
      : []),
  ])
}

/** Refuses `model-unreadable`. */
async function readModel(file: string): Promise<DetectorModel> {
  const parsed = detectorModel.safeParse(await readJson(file))
  if (!parsed.success) throw new Refusal('model-unreadable', { file, problem: z.prettifyError(parsed.error) })
  return parsed.data
}

const count = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 on / 须为正整数')
  return value
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
      // loaded when it is called: a ranking shall not wait for the server behind it
      .action(async (file: string, options: ImportOptions) =>
        (await import('./metering-import.ts')).importFile(file, options),
      ),
  )
  .addCommand(
    new Command('rank')
      .description('score every meter of a case folder, without any database / 对案例文件夹中的电表排序')
      .requiredOption('--case <folder>', 'holds meters.csv and readings.csv.gz / 案例文件夹')
      .requiredOption('--out <file>', 'meter_id,score,first_alert_date,note, highest first / 输出文件')
      .addOption(
        new Option('--target <target>', 'illegal (against the register) or furnace (a melting furnace at all) / 目标')
          .choices(rankTargets)
          .default('illegal'),
      )
      .option('--model <file>', 'a model made by fit; default: the one that comes with the program / 识别模型')
      .option('--workers <count>', 'threads that judge / 线程数', count, 1)
      .option('--explain <file>', 'write the reasons of every meter, which add up to its score / 写出每户依据')
      .option('--json', 'print a summary as JSON')
      .action(rank),
  )
  .addCommand(
    new Command('fit')
      .description(
        'fit a model to cases whose truth is known, and to what visits have found in this city / 用已知真相的案例和本市现场核查结果拟合模型',
      )
      .option('--case <folders...>', 'case folders with truth.csv and events.csv / 案例文件夹')
      .option(
        '--site-checks',
        'closed alarms of this installation that an accepted visit of two card-holders has borne out / 经两名持证人员到场核查并已关闭的预警',
      )
      .requiredOption('--version <name>', 'name of the model, e.g. eye-2026-11 / 模型名称')
      .requiredOption('--out <file>', 'the model as JSON / 输出文件')
      .option('--json', 'print what was fitted as JSON')
      .addHelpText(
        'after',
        '\nWith --site-checks the embedded meter store has one process: stop the server first.\n使用 --site-checks 时，内置用电数据库只能由一个进程使用：请先停止服务。',
      )
      .action(async (flags: FitFlags) => (await import('./metering-fit.ts')).fit(flags)),
  )
