/** Progress and the lists behind its figures; the reports are in report-handlers.ts. */
import type { Area } from '../areas/area.ts'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { covers, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ProgressRow, supervisionContract } from './contract.ts'
import { addFigures, noFigures } from './figure.ts'
import { countFigures, findSweepFor, listChildAreas, listFigure, type SweepAt } from './figure-store.ts'
import { limitHandlers } from './limit-handlers.ts'
import { meetingHandlers } from './meeting-handlers.ts'
import { onSiteHandlers } from './on-site-handlers.ts'
import { pickHandlers } from './pick-handlers.ts'
import { rankingHandlers } from './ranking-handlers.ts'
import { rectificationHandlers } from './rectification-handlers.ts'
import { reportHandlers } from './report-handlers.ts'
import { summaryHandlers } from './summary-handlers.ts'
import { summonsHandlers } from './summons-handlers.ts'
import { urgingHandlers } from './urging-handlers.ts'

export const supervisionHandlers: Handlers<typeof supervisionContract> = {
  ...limitHandlers,
  ...reportHandlers,
  ...summaryHandlers,
  ...summonsHandlers,
  ...rectificationHandlers,
  ...meetingHandlers,
  ...pickHandlers,
  ...rankingHandlers,
  ...urgingHandlers,
  ...onSiteHandlers,

  async getProgress(context, input) {
    const { area, sweep, question } = await ask(context, input)
    const children = await listChildAreas(context.db, area.id, question.day)
    const counted = await countFigures(context.db, question)
    const swept = sweep !== null
    const rows: ProgressRow[] = children.map(({ path: _path, ...child }) => ({
      area: { ...child, level: levelOf(child.level) },
      own: false,
      figures: counted.get(child.id) ?? noFigures(swept),
    }))
    const own = counted.get(null)
    if (own) rows.push({ area, own: true, figures: own })
    return {
      area,
      asOf: context.now.toISOString(),
      noticeId: input.noticeId ?? null,
      sweep,
      rows,
      total: rows.map((row) => row.figures).reduce(addFigures, noFigures(swept)),
    }
  },

  async listFigure(context, { figure, after, limit, ...input }) {
    const { question } = await ask(context, input)
    return listFigure(context.db, figure, question, { after, limit })
  },
}

const levelOf = (level: string): Area['level'] => level as Area['level'] // a checked column of the table

type Scope = { areaId?: number | undefined; noticeId?: string | undefined; sweepId?: string | undefined }

/** The area asked for, or the topmost of my scope, with the sweep that is followed there. Refuses `not-found` outside my scope. */
async function ask({ db, user, now }: Context, { areaId, noticeId, sweepId }: Scope) {
  const day = dateInChina(now)
  const paths = scopePaths(user)
  const area = await getArea(db, areaId ?? Number(paths[0]?.split('/').at(-2)), day)
  if (!paths.some((path) => covers(path, area.path))) throw new Refusal('not-found', { areaId: area.id })
  const sweep: SweepAt | null = await findSweepFor(db, area.path, noticeId, sweepId)
  if (sweepId !== undefined && sweep === null) throw new Refusal('not-found')
  return { area, sweep, question: { path: area.path, day, noticeId, sweepId: sweep?.id ?? null } }
}
