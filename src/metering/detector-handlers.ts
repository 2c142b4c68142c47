/** The operations of the detector itself; what changes a model is an act (model-acts.ts). */
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { findRule, findRules } from '../rulebook/store.ts'
import { isModelKind, modelKinds } from './alarm.ts'
import { countYield } from './alarm-store.ts'
import { findNewestRun } from './detection-store.ts'
import type { detectorContract } from './detector-contract.ts'
import { limitRules, ownLimits, ruleLimits } from './detector-limits.ts'
import { countBudget, countFinds, listFinds } from './detector-store.ts'
import { approveModel, proposeModel, withdrawModel } from './model-acts.ts'
import { findModelInUse, getModel, listModels } from './model-store.ts'
import { seenPaths } from './seen.ts'

/** Models and finds that the page shows. */
const shown = 50

export const detectorHandlers: Handlers<typeof detectorContract> = {
  getDetector: async ({ db }) => ({
    inUse: await findModelInUse(db),
    models: await listModels(db, shown),
    run: await findNewestRun(db),
  }),

  async getDetectorLimits({ db, now }) {
    const rows = await findRules(db, limitRules, dateInChina(now))
    const rules = ruleLimits(rows).flatMap(({ rule, lines }) => {
      const row = rows[rule]
      return row ? { id: row.id, title: row.title, citation: row.citation, standing: row.standing, lines } : []
    })
    return { own: [...ownLimits], rules }
  },

  async getYield(context, { areaId }) {
    const rule = await findRule(context.db, 'detection.wendeng', dateInChina(context.now))
    const model = await findModelInUse(context.db)
    return {
      rows: await countYield(context.db, await seenPaths(context, areaId)),
      practice: rule
        ? {
            ...rule.value.observed,
            monthEnergyAboveKwh: rule.value.monthEnergyAboveKwh,
            nightShareAbove: rule.value.nightShareAbove,
            citation: rule.citation,
            standing: rule.standing,
          }
        : null,
      model: model && { version: model.version, training: model.training },
    }
  },

  async getDetectorYield(context, { areaId }) {
    const paths = await seenPaths(context, areaId)
    const counted = await countYield(context.db, paths)
    const { inAll, alarmed } = await countFinds(context.db, paths)
    return {
      kinds: modelKinds.map((kind) => {
        const row = counted.filter((each) => isModelKind(each.kind)).find((each) => each.kind === kind)
        return { open: 0, closed: 0, forbidden: 0, unseen: 0, ...row, kind }
      }),
      finds: await listFinds(context.db, paths, shown),
      findsInAll: inAll,
      findsAlarmed: alarmed,
    }
  },

  async getAlarmBudget(context, { areaId, points, score }) {
    const paths = await seenPaths(context, areaId)
    const model = await findModelInUse(context.db)
    const wanted = points === undefined ? { score: score ?? model?.alarmScore ?? null } : { points }
    return countBudget(context.db, paths, model ? wanted : { score: null })
  },

  getModel: ({ db }, { version }) => getModel(db, version),

  async proposeModel(context, { model }) {
    await proposeModel(context, model)
    return { version: model.version }
  },
  approveModel: async (context, { version }) => ({ status: await approveModel(context, version) }),
  withdrawModel: async (context, { version, reason }) => ({ status: await withdrawModel(context, version, reason) }),
}
