/** The grid: blind spots, appointments, the chain of who answers. The roster is in roster-handlers.ts. */
import { getAgency } from '../agencies/store.ts'
import type { Area } from '../areas/area.ts'
import { getArea, listChildren } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { getFileRow } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Input } from '../platform/shared/contract.ts'
import { covers, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { responsibleChain } from './acts.ts'
import { checkAppointment, mayAppoint, mayChangePhone, refuseEnded } from './appointment.ts'
import { appointSomebody } from './appointment-acts.ts'
import { countBlindSpots, listBlindSpots, loadBlindSpotRules } from './blind-spot-store.ts'
import { chaseHandlers } from './chase-handlers.ts'
import type { gridContract } from './contract.ts'
import { listDutyMatrix } from './duty-store.ts'
import { handOverHandlers } from './hand-over-handlers.ts'
import { leaveHandlers } from './leave-handlers.ts'
import { pledgeHandlers } from './pledge-handlers.ts'
import { rosterHandlers } from './roster-handlers.ts'
import { getAppointment, listAppointments, listHolders, lockAppointment, lockTerms, savePhone } from './store.ts'

type Contract = typeof gridContract
const noCounts = { vacancy: 0, onLeave: 0, noPhone: 0, overloaded: 0, unacknowledged: 0, inactive: 0 }

export const gridHandlers: Handlers<Contract> = {
  ...rosterHandlers,
  ...handOverHandlers,
  ...chaseHandlers,
  ...leaveHandlers,
  ...pledgeHandlers,

  async countBlindSpots({ db, user, now }, { areaId, asOf }) {
    const date = asOf ?? dateInChina(now)
    const area = await areaInScope(user, await getArea(db, areaId, date))
    const counts = new Map(
      (await countBlindSpots(db, { date, areaPath: area.path })).map(({ child, ...kinds }) => [child, kinds]),
    )
    const children = await listChildren(db, areaId, date, 1000)
    const row = (one: Area, key: number | null) => ({
      areaId: one.id,
      name: one.name,
      level: one.level,
      self: key === null,
      ...(counts.get(key) ?? noCounts),
    })
    return { asOf: date, rows: [row(area, null), ...children.map((child) => row(child, child.id))] }
  },

  async listBlindSpots({ db, user, now }, { areaId, asOf, ...filter }) {
    const date = asOf ?? dateInChina(now)
    const { path } = await areaInScope(user, await getArea(db, areaId, date))
    return listBlindSpots(db, { ...filter, date, areaPath: path })
  },

  async listAppointments({ db, user, now }, { areaId, asOf, ...filter }) {
    const date = asOf ?? dateInChina(now)
    const areaPath = areaId === undefined ? commonPath(scopePaths(user)) : (await getArea(db, areaId, date)).path
    return listAppointments(db, { ...filter, date, areaPath })
  },

  getAppointment: ({ db }, { id }) => getAppointment(db, id),

  async listPosts({ db, user, now }, { areaId, asOf }) {
    const date = asOf ?? dateInChina(now)
    const area = await areaInScope(user, await getArea(db, areaId, date))
    const holders = await listHolders(db, areaId, date)
    const { posts } = await loadBlindSpotRules(db, date)
    const demanded = posts.filter((p) => p.level === area.level && p.per === 'area')
    const perPost = [...demanded, ...extraPosts(holders, demanded)].map(({ post, required }) => {
      return {
        post,
        required,
        agencyId: null,
        agencyName: null,
        holders: holders.filter((h) => h.post === post && h.agencyId === null),
      }
    })
    const perAgency = holders.filter((h) => h.agencyId !== null)
    const vacant = await listBlindSpots(db, {
      date,
      areaPath: area.path,
      kind: 'vacancy',
      level: area.level,
      limit: 200,
    })
    return {
      rows: [
        ...perPost,
        ...perAgency.map((h) => ({
          post: h.post,
          required: 1,
          agencyId: h.agencyId,
          agencyName: h.agencyName,
          holders: [h],
        })),
        ...vacant.rows
          .filter((v) => v.areaId === areaId && v.agencyId !== null)
          .map((v) => ({ post: v.post, required: 1, agencyId: v.agencyId, agencyName: v.agencyName, holders: [] })),
      ],
    }
  },

  async getChain({ db, now }, { areaId, asOf }) {
    const date = asOf ?? dateInChina(now)
    return { rows: await responsibleChain(db, (await getArea(db, areaId, date)).path, date) }
  },

  async listDutyMatrix({ db, user, now }, { areaId, asOf }) {
    const day = asOf ?? dateInChina(now)
    const area = await areaInScope(user, await getArea(db, areaId, day))
    return { rows: await listDutyMatrix(db, area.id, day) }
  },

  async appoint(context, input) {
    const { db, user } = context
    const area = await getArea(db, input.areaId, input.validFrom)
    if (!mayAppoint(user, area)) throw new Refusal('not-permitted')
    if (input.agencyId !== null) await getAgency(db, input.agencyId)
    if (input.sourceFileId !== null) await getFileRow(db, input.sourceFileId)
    const present = await lockTerms(db, area.id, input.validFrom)
    checkAppointment({ ...input, officialId: input.officialId ?? '', level: area.level }, present)
    return getAppointment(db, (await appointSomebody(context, input, area)).id)
  },

  async changePhone({ db, user, now, record }, { id, phone }) {
    const held = await lockAppointment(db, id)
    if (!mayChangePhone(user, { officialId: held.officialId, path: held.areaPath, level: held.level }))
      throw new Refusal('not-permitted')
    refuseEnded(held, dateInChina(now))
    await savePhone(db, id, phone)
    await record('appointment.phoneChanged', {
      subject: 'appointment',
      id,
      areaPath: held.areaPath,
      personal: { phone },
    })
    return getAppointment(db, id)
  },
}

/** Refuses `not-found` outside the caller's scope: there nobody would be seen in any post. */
export async function areaInScope(user: Context['user'], area: Area): Promise<Area> {
  if (!user.grants.some((g) => covers(g.areaPath, area.path))) throw new Refusal('not-found', { areaId: area.id })
  return area
}

/** The path that all of these have in common; row-level security cuts the rest. */
function commonPath(paths: readonly string[]): string {
  const [first = '/', ...others] = paths
  const ids = first.split('/').slice(1, -1)
  const shared = ids.filter((_, n) => others.every((other) => other.startsWith(`/${ids.slice(0, n + 1).join('/')}/`)))
  return shared.length > 0 ? `/${shared.join('/')}/` : '/'
}

function extraPosts(
  holders: readonly { post: Input<Contract['appoint']>['post']; agencyId: string | null }[],
  demanded: readonly { post: string }[],
) {
  const extra = new Set(
    holders.filter((h) => h.agencyId === null && !demanded.some((d) => d.post === h.post)).map((h) => h.post),
  )
  return [...extra].map((post) => ({ post, required: 0 }))
}
