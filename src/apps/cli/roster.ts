/** `gangshao grid import FILE`: a roster of holders, through the same door as that of the officials. */
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Area } from '../../areas/area.ts'
import { type BadRow, rosterColumns } from '../../grid/roster.ts'
import { rosterHandlers } from '../../grid/roster-handlers.ts'
import { gridText } from '../../grid/text.ts'
import type { Context } from '../../platform/server/context.ts'
import { asProgram } from '../../platform/server/http.ts'
import { insertFile } from '../../platform/server/platform-store.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import type { Actor } from '../../platform/shared/permission.ts'
import { withApplication } from './ground.ts'
import { findPlace } from './place.ts'
import { sayResult } from './print.ts'
import { openProgress } from './progress.ts'

/** The program may fill every post below a place; its events name no person. */
function programOver({ id: areaId, path: areaPath, level: areaLevel }: Area): Actor {
  const roles = ['cityOffice', 'countyOffice', 'townshipLeader'] as const
  const grants = roles.map((role) => ({ role, agencyId: null, functionKind: null, areaId, areaPath, areaLevel }))
  return { accountId: '', officialId: '', name: '', enforcementCard: null, grants }
}

/** Takes the file in with its event, as an upload would. @returns its id. */
async function takeIn({ db, now, record, platform }: Context<null>, path: string, area: Area): Promise<string> {
  const bounds = await platform.directory.fileBounds(db, 'import', dateInChina(now))
  const mediaTypes = bounds.mediaTypes.filter((type) => type !== 'application/gzip')
  const stored = await platform.files.take(
    { name: basename(path), stream: createReadStream(path) },
    { ...bounds, mediaTypes },
  )
  const file = {
    ...stored,
    id: uuidv7(),
    purpose: 'import',
    areaId: area.id,
    areaPath: area.path,
    uploadedBy: null,
    uploadedAt: now,
  }
  await insertFile(db, file)
  const { sha256, size, type, purpose } = file
  await record('file.stored', {
    subject: 'file',
    id: file.id,
    areaPath: area.path,
    changed: { sha256, size, type, purpose },
  })
  return file.id
}

type Options = { area?: string; onlyGood?: boolean; json?: boolean }

/** Carries the bad rows out of the transaction, which is rolled back: nothing is written. */
class BadRows extends Error {
  readonly bad: readonly BadRow[]
  readonly preview: unknown

  constructor(preview: { bad: readonly BadRow[] }) {
    super(
      'nothing was written: correct these rows, or take the others with --only-good / 未写入任何内容：请改正上列各行，或用 --only-good 只导入合格行',
    )
    this.bad = preview.bad
    this.preview = preview
  }
}

export async function importRoster(path: string, { area, onlyGood = false, json }: Options): Promise<void> {
  await access(path)
  const progress = openProgress('grid import')
  const done = withApplication((app) =>
    asProgram(app.platform, async (context) => {
      const place = await findPlace(context.db, area, dateInChina(context.now))
      const given = { areaId: place.id, fileId: await takeIn(context, path, place) }
      const program = { ...context, user: programOver(place) }
      const preview = await rosterHandlers.previewRoster(program, given, undefined)
      if (preview.counts.bad > 0 && !onlyGood) throw new BadRows(preview)
      const total = preview.counts.new + preview.counts.changed
      let written = 0
      // one event a row: what is recorded is what is done
      const record: Context['record'] = async (kind, event) => {
        await context.record(kind, event)
        written += 1
        progress.show(written / total)
      }
      return { ...(await rosterHandlers.applyRoster({ ...program, record }, given, undefined)), badRows: preview.bad }
    }),
  )
  const result = await done.finally(progress.end).catch((error: unknown) => {
    if (error instanceof BadRows) sayResult(json, error.preview, linesOf(error.bad))
    throw error
  })
  sayResult(json, result, [
    ...linesOf(result.badRows),
    `appointed / 新任 ${result.appointed}, ended / 卸任 ${result.ended}, phones / 电话 ${result.phones}, unchanged / 无变化 ${result.unchanged}, bad / 不合格 ${result.bad}`,
  ])
}

const whyWords: Readonly<Record<string, string>> = gridText.zh

const linesOf = (bad: readonly BadRow[]): string[] =>
  bad.map(
    ({ row, column, reason, value }) =>
      `row / 第 ${row} 行  ${rosterColumns.find((one) => one.key === column)?.zh ?? column}  ${whyWords[`problem.${reason}`] ?? reason}  ${value}`,
  )
