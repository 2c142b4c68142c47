/** `gangshao metering fit`: needs a database only for what visits have found. */
import { writeFile } from 'node:fs/promises'
import { readSiteChecks } from '../../inspections/site-checks.ts'
import type { DetectorModel } from '../../metering/detector-model.ts'
import { type FitOptions, fitModel } from '../../metering/fit-cases.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

export type FitFlags = { case?: string[]; siteChecks?: boolean; version: string; out: string; json?: boolean }

/** The model it writes scores nothing in a city before a person has approved it. */
export async function fit({ case: dirs = [], siteChecks = false, version, out, json }: FitFlags): Promise<void> {
  if (dirs.length === 0 && !siteChecks)
    throw new Error(
      'nothing to learn from: name --case or --site-checks / 没有可学习的数据：请给出 --case 或 --site-checks',
    )
  const progress = openProgress('metering fit')
  const options = {
    version,
    madeOn: dateInChina(new Date()),
    siteChecks: null,
    onProgress: (share: number) => progress.show(share),
  }
  const model = siteChecks ? await fitWithSiteChecks(dirs, options) : await fitModel(dirs, options)
  progress.end()
  await writeFile(out, `${JSON.stringify(model)}\n`)
  const { meters, windows, siteChecks: checks } = model.training
  sayResult(json, { version, out, training: model.training }, [
    `${out}: ${version}, meters / 电表 ${meters}, windows / 窗口 ${windows}, site checks / 现场核查 ${checks}`,
  ])
}

/** Loaded when it is asked for: cases alone start no database. */
async function fitWithSiteChecks(dirs: readonly string[], options: FitOptions): Promise<DetectorModel> {
  const { withMeters } = await import('./ground.ts')
  const { asProgram } = await import('../../platform/server/http.ts')
  return withMeters((app) =>
    asProgram(app.platform, (context) => fitModel(dirs, { ...options, siteChecks: readSiteChecks(context) }), true),
  )
}
