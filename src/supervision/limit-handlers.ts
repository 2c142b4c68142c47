/** Reads about time limits: the digest of today, the steps of a record, the watch of article nine. Looking moves no limit. */

import { listOfficialNames } from '../agencies/store.ts'
import { getArea, listAreaNames } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { toDueRows } from '../platform/server/limit-rows.ts'
import { listLimitsById } from '../platform/server/time-limits.ts'
import { addDays, dateInChina, daysBetween, workingDayCounter } from '../platform/shared/calendar.ts'
import { covers } from '../platform/shared/permission.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { addressesOf } from './address.ts'
import { watchState } from './joint-watch.ts'
import { listWatched } from './joint-watch-store.ts'
import { findDigest, type HeldRow, listDigestSteps, listHeldOf, listStepsOf } from './limit-step-store.ts'
import type { LimitStep, limitsContract } from './limits-contract.ts'
import { listPeopleAt } from './round-store.ts'

export const limitHandlers: Handlers<typeof limitsContract> = {
  async getMyDigest(context) {
    const { db, user, now } = context
    const day = dateInChina(now)
    const digest = await findDigest(db, user.officialId, day)
    if (!digest) return { day, madeAt: null, rows: [] }
    const steps = await listDigestSteps(db, user.officialId, digest)
    const limits = await listLimitsById(
      db,
      steps.map(({ limitId }) => limitId),
    )
    const stepOf = new Map(steps.map(({ limitId, ...step }) => [limitId, step]))
    const rows = (await toDueRows(context, limits, now)).flatMap((limit) => {
      const step = stepOf.get(limit.id)
      return step ? [{ ...limit, ...step }] : []
    })
    return { day, madeAt: digest.madeAt, rows }
  },

  async listLimitSteps(context, { subjectId }) {
    const steps = await listStepsOf(context.db, subjectId)
    return { steps, holders: await holdersOf(context, await listHeldOf(context.db, subjectId), steps) }
  },

  async listJointWatch({ db, now }, { after, limit, areaId }) {
    const day = dateInChina(now)
    const { pressingWithinWorkingDays } = (await getRule(db, 'watch.jointInvestigation', day)).value
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, day)).path
    const { rows, next } = await listWatched(db, { after, limit, areaPath }, day)
    const last = rows.reduce(
      (latest, { dueOn }) => (dueOn !== null && dueOn > latest ? dueOn : latest),
      addDays(day, 1),
    )
    const count = workingDayCounter(await loadCalendar(db), day, last)
    return {
      next,
      pressingWithinWorkingDays,
      rows: rows.map(({ suspended, ...row }) => {
        const left = row.dueOn !== null && row.dueOn >= day ? row.dueOn : null
        return {
          ...row,
          state: watchState({ dueOn: row.dueOn, suspended }, day, pressingWithinWorkingDays, count),
          daysLeft: left === null ? null : daysBetween(day, left),
          workingDaysLeft: left === null ? null : count(day, left),
        }
      }),
    }
  },
}

/**
 * Who holds each limit now, as the next reminder would find them; above the reader's own scope, those who were told when it rose there,
 * else the place alone. Of a confined matter the post alone.
 */
async function holdersOf({ db, user, now }: Context, held: readonly HeldRow[], steps: readonly LimitStep[]) {
  const day = dateInChina(now)
  const addresses = held.map((limit) => (limit.confined ? [] : addressesOf(limit)))
  const people = await listPeopleAt(db, addresses.flat(), day)
  let at = 0
  const found = held.map((limit, i) => {
    const asked = (addresses[i] ?? []).map((address) => ({ path: address.path, ids: people[at++] ?? [] }))
    const { path, ids = [] } = asked.find((one) => one.ids.length > 0) ?? {}
    const place = path ?? placeOf(limit)
    return { areaId: Number(place.split('/').at(-2)), ids, inScope: user.grants.some((g) => covers(g.areaPath, place)) }
  })
  const areaNames = await listAreaNames(
    db,
    found.map(({ areaId }) => areaId),
    day,
  )
  const names = await listOfficialNames(db, people.flat())
  return held.map((limit, i) => {
    const { areaId = 0, ids = [], inScope = false } = found[i] ?? {}
    const told = toldAtRung(limit, steps)
    // whom one may not see is not nobody
    const others = told.length > 0 || inScope ? told : null
    return {
      limitId: limit.id,
      limitKind: limit.kind,
      raisedLevel: limit.raisedLevel,
      areaName: areaNames.get(areaId) ?? '',
      names: limit.confined ? null : ids.length > 0 ? ids.map((id) => names.get(id) ?? '').sort() : others,
    }
  })
}

const toldAtRung = ({ id, raisedLevel }: HeldRow, steps: readonly LimitStep[]): string[] =>
  steps.find(({ limitId, rung }) => limitId === id && rung !== null && rung === raisedLevel)?.told ?? []

const placeOf = (limit: HeldRow): string =>
  addressesOf(limit).find(({ path }) => path !== undefined)?.path ?? limit.areaPath
