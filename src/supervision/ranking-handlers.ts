/** The ranking on the figures of now. Reading only. */
import type { Handlers } from '../platform/server/context.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { getRule } from '../rulebook/store.ts'
import type { FigureCounts } from './figure.ts'
import { countFigures, findSweepFor, listChildAreas } from './figure-store.ts'
import { placeOf } from './pick-handlers.ts'
import { type Duty, type RankingFigures, rank } from './ranking.ts'
import type { rankingContract } from './ranking-contract.ts'
import { countDuties, countFinds } from './ranking-store.ts'

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
    const duties = await countDuties(db, question)
    const finds = await countFinds(db, question)
    const candidates = (await listChildAreas(db, area.id, day)).map((child) => {
      const own = figures.get(child.id)
      const { own: found = 0, others = 0, looks = 0 } = finds.get(child.id) ?? {}
      const counted: RankingFigures = {
        tasks: dutyOf(own?.tasks),
        receipts: dutyOf(own?.receipts),
        verification: duties.get(child.id)?.verification ?? nothing,
        rectification: duties.get(child.id)?.rectification ?? nothing,
        coverage: own?.sweep ? coverageOf(own.sweep) : null,
        ownFinds: { own: found, others },
        looks,
      }
      return { areaId: child.id, areaName: child.name, figures: counted }
    })
    const formula = { ...value, standing, grade, citation }
    return { areaId: area.id, areaName: area.name, asOf: now.toISOString(), formula, rows: rank(candidates, value) }
  },
}

const dutyOf = (counted: FigureCounts['tasks'] | undefined): Duty =>
  counted ? { onTime: counted.onTime, late: counted.late, missing: counted.missing } : nothing

const coverageOf = (sweep: NonNullable<FigureCounts['sweep']>): NonNullable<RankingFigures['coverage']> => {
  const done = sweep.villagesReported + sweep.villagesNothingSeen
  return { done, of: done + sweep.villagesUnvisited }
}
