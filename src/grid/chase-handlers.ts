/** Chasing blind spots. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { listBlindSpots } from './blind-spot-store.ts'
import { chasedOfficial, mayChase } from './chase.ts'
import type { chaseContract } from './chase-contract.ts'
import { insertChase, listChases } from './chase-store.ts'
import type { gridContract } from './contract.ts'
import { listReceivers } from './hand-over-store.ts'

export const chaseHandlers: Pick<Handlers<typeof gridContract>, keyof typeof chaseContract> = {
  async chaseBlindSpot({ db, user, now, record }, { areaId, kind, post, appointmentId, agencyId }) {
    const today = dateInChina(now)
    const area = await getArea(db, areaId, today)
    if (!mayChase(user, area.path)) throw new Refusal('not-permitted')
    const { rows } = await listBlindSpots(db, { date: today, areaPath: area.path, kind, level: area.level, limit: 200 })
    const spot = rows.find(
      (row) =>
        row.areaId === areaId && row.post === post && row.appointmentId === appointmentId && row.agencyId === agencyId,
    )
    if (!spot) throw new Refusal('no-blind-spot')
    const toOfficialId = chasedOfficial(spot, await listReceivers(db, area.path, today, null))
    if (toOfficialId === undefined) throw new Refusal('nobody-to-chase')
    const id = uuidv7()
    await insertChase(db, { ...spot, id, toOfficialId, chasedBy: user.officialId, chasedOn: today }, now)
    await record('blindSpot.chased', {
      subject: 'chase',
      id,
      areaPath: area.path,
      changed: { kind, post, areaId, agencyId, toOfficialId },
    })
    const [made] = (await listChases(db, { id, limit: 1 }, today)).rows
    if (!made) throw new Error('a chase was to be written')
    return made
  },

  async listChases({ db, now }, { areaId, ...filter }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listChases(db, { ...filter, areaPath }, today)
  },
}
