/** Chasing blind spots. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Handlers } from '../platform/server/context.ts'
import type { Db } from '../platform/server/db.ts'
import { sendMatters } from '../platform/server/outbox.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule } from '../rulebook/store.ts'
import type { BlindSpot } from './blind-spot.ts'
import { listBlindSpots } from './blind-spot-store.ts'
import { chasedOfficial, mayChase } from './chase.ts'
import type { chaseContract } from './chase-contract.ts'
import { insertChase, listChases, listChasesOfMine } from './chase-store.ts'
import type { gridContract } from './contract.ts'
import { listAway, listReceivers, listStandIns } from './hand-over-store.ts'

export const chaseHandlers: Pick<Handlers<typeof gridContract>, keyof typeof chaseContract> = {
  async chaseBlindSpot(context, { areaId, kind, post, appointmentId, agencyId }) {
    const { db, user, now, record } = context
    const today = dateInChina(now)
    const area = await getArea(db, areaId, today)
    if (!mayChase(user, area.path)) throw new Refusal('not-permitted')
    const asked = { areaId, areaPath: area.path, level: area.level, kind, post, appointmentId, agencyId }
    const spot = await findBlindSpot(db, asked, today)
    if (!spot) throw new Refusal('no-blind-spot')
    const able = chasedOfficial(spot, await listReceivers(db, area.path, today, null))
    if (able === undefined) throw new Refusal('nobody-to-chase')
    const told = await toldInstead(db, able, area, today)
    const toOfficialId = told[0] ?? able
    const id = uuidv7()
    await insertChase(db, { ...spot, id, toOfficialId, chasedBy: user.officialId, chasedOn: today }, now)
    await record('blindSpot.chased', {
      subject: 'chase',
      id,
      areaPath: area.path,
      changed: { kind, post, areaId, agencyId, toOfficialId },
    })
    const matter = { kind: 'chase', id, number: `催办 ${today}`, occasion: 'chase' }
    await sendMatters(
      context,
      told.map((officialId) => ({ officialId, areaPath: area.path, ...matter })),
    )
    const [made] = (await listChases(db, { id, limit: 1 }, today)).rows
    if (!made) throw new Error('a chase was to be written')
    return made
  },

  async listChases({ db, now }, { areaId, ...filter }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listChases(db, { ...filter, areaPath }, today)
  },

  async listMyChases({ db, now }, input) {
    const today = dateInChina(now)
    const { rows, next } = await listChasesOfMine(db, input, today)
    const still = await Promise.all(rows.map((row) => findBlindSpot(db, row, today)))
    return { rows: rows.filter((_, n) => still[n] !== undefined), next }
  },
}

/** Whoever is on leave has his substitute chased, and is told himself where the rule says so. */
async function toldInstead(
  db: Db,
  officialId: string,
  area: { id: number; path: string },
  day: string,
): Promise<string[]> {
  if (!(await listAway(db, [officialId], area.path, day)).has(officialId)) return [officialId]
  const [standIn] = await listStandIns(db, area.id, day)
  if (standIn === undefined) return [officialId]
  const rule = await findRule(db, 'leave.substitution', day)
  return rule?.value.told === 'substitute' ? [standIn] : [standIn, officialId]
}

type Spot = Pick<BlindSpot, 'areaId' | 'areaPath' | 'level' | 'kind' | 'post' | 'appointmentId' | 'agencyId'>

/** The blind spot of this very post, holder and body on a day, if it is one. */
async function findBlindSpot(db: Db, spot: Spot, date: string): Promise<BlindSpot | undefined> {
  const { areaPath, kind, level } = spot
  const { rows } = await listBlindSpots(db, { date, areaPath, kind, level, limit: 200 })
  return rows.find(
    ({ areaId, post, appointmentId, agencyId }) =>
      areaId === spot.areaId &&
      post === spot.post &&
      appointmentId === spot.appointmentId &&
      agencyId === spot.agencyId,
  )
}
