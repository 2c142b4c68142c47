/** The ranking on the figures of now. Reading only. */
import type { Handlers } from '../platform/server/context.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { getRule } from '../rulebook/store.ts'
import type { FigureCounts } from './figure.ts'
import { countFigures, findSweepFor, listChildAreas } from './figure-store.ts'
import { placeOf } from './pick-handlers.ts'
import { type Duty, type RankingFigures, rank } from './ranking.ts'
import type { rankingContract } from './ranking-contract.ts'
import { countRanked, listRanked } from './ranking-store.ts'

const nothing: Duty = { onTime: 0, late: 0, missing: 0 }

export const rankingHandlers: Handlers<typeof rankingContract> = {
  async getRanking(context, { areaId }) {
    const { db, now } = context
    const area = await placeOf(context, areaId)
    const day = dateInChina(now)
    const { value, standing, grade, citation } = await getRule(db, 'ranking.formula', day)
    const question = { path: area.path, day, since: addDays(day, -value.windowDays) }
    const sweep = await findSweepFor(db, area.path, undefined, undefined)
    const asked = { path: area.path, day, noticeId: undefined, sweepId: sweep?.id ?? null }
    const figures = await countFigures(db, asked)
    const verification = await countRanked<keyof Duty>(db, 'verification', question)
    const rectification = await countRanked<keyof Duty>(db, 'rectification', question)
    const finds = await countRanked<'own' | 'others'>(db, 'ownFinds', question)
    const looks = await countRanked<'observations' | 'visits'>(db, 'looks', question)
    const candidates = (await listChildAreas(db, area.id, day)).map(({ id, name }) => {
      const own = figures.get(id)
      const counted: RankingFigures = {
        tasks: dutyOf(own?.tasks),
        receipts: dutyOf(own?.receipts),
        verification: { ...nothing, ...verification.get(id) },
        rectification: { ...nothing, ...rectification.get(id) },
        coverage: own?.sweep ? coverageOf(own.sweep) : null,
        ownFinds: { own: 0, others: 0, ...finds.get(id) },
        looks: { observations: 0, visits: 0, ...looks.get(id) },
      }
      return { areaId: id, areaName: name, figures: counted }
    })
    return {
      areaId: area.id,
      areaName: area.name,
      asOf: now.toISOString(),
      formula: { ...value, standing, grade, citation },
      sweepId: sweep?.id ?? null,
      rows: rank(candidates, value),
    }
  },

  async listRankedFigure(context, { figure, areaId, ...page }) {
    const { db, now } = context
    const { path } = await placeOf(context, areaId)
    const day = dateInChina(now)
    const { value } = await getRule(db, 'ranking.formula', day)
    return listRanked(db, figure, { path, day, since: addDays(day, -value.windowDays) }, page)
  },
}

const dutyOf = (counted: FigureCounts['tasks'] | undefined): Duty =>
  counted ? { onTime: counted.onTime, late: counted.late, missing: counted.missing } : nothing

const coverageOf = (sweep: NonNullable<FigureCounts['sweep']>): NonNullable<RankingFigures['coverage']> => ({
  reported: sweep.villagesReported,
  nothingSeen: sweep.villagesNothingSeen,
  unvisited: sweep.villagesUnvisited,
})
