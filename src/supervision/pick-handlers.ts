/** Reads of the picking rule. */
import type { Area } from '../areas/area.ts'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { covers, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { pickKeys } from './pick.ts'
import { gatherPicks, loadPickRules, pickQuestion } from './pick-acts.ts'
import type { pickContract } from './pick-contract.ts'
import { listPicked } from './pick-store.ts'

export const pickHandlers: Handlers<typeof pickContract> = {
  async listPicks(context, { areaId }) {
    const area = await placeOf(context, areaId)
    const rules = await loadPickRules(context)
    return {
      areaId: area.id,
      areaName: area.name,
      asOf: context.now.toISOString(),
      rows: await gatherPicks(context, area),
      rules: pickKeys.flatMap((key) => {
        const rule = rules[key]
        if (!rule) return []
        const { title, standing, grade, citation, value } = rule
        const { atLeast, windowDays = null, windowMonths = null } = value
        return [{ key, title, atLeast, windowDays, windowMonths, standing, grade, citation }]
      }),
    }
  },

  async listPickedFigure(context, { figure, areaId, ...page }) {
    const area = await placeOf(context, areaId)
    const question = pickQuestion(area.path, dateInChina(context.now), await loadPickRules(context), figure)
    return listPicked(context.db, figure, question, page)
  },
}

/** The area asked for, or the topmost of my scope. Refuses `not-found` outside my scope. */
export async function placeOf({ db, user, now }: Context, areaId: number | undefined): Promise<Area> {
  const paths = scopePaths(user)
  const area = await getArea(db, areaId ?? Number(paths[0]?.split('/').at(-2)), dateInChina(now))
  if (!paths.some((path) => covers(path, area.path))) throw new Refusal('not-found', { areaId: area.id })
  return area
}
