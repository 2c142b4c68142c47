/** Signs of faked work: read, dismissed, followed up. */
import { getArea } from '../areas/store.ts'
import type { Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { inspectionsContract } from './contract.ts'
import { flagMoves, mayDecideFlag } from './flag.ts'
import type { flagContract } from './flag-contract.ts'
import { getFlag, listFlags, lockFlag, saveDecided } from './flag-store.ts'

export const flagHandlers: Pick<Handlers<typeof inspectionsContract>, keyof typeof flagContract> = {
  async listFlags({ db, now }, { areaId, ...filter }) {
    const today = dateInChina(now)
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, today)).path
    return listFlags(db, { ...filter, areaPath }, today)
  },

  getFlag: ({ db, now }, { id }) => getFlag(db, id, dateInChina(now)),

  async decideFlag({ db, user, now, record }, { id, decision, reason }) {
    const found = await lockFlag(db, id)
    if (!mayDecideFlag(user, found)) throw new Refusal('not-permitted')
    const status = move(flagMoves, decision, found.status)
    await saveDecided(db, id, status, user.officialId, now, reason)
    await record(`workFlag.${status}`, {
      subject: 'workFlag',
      id,
      areaPath: found.areaPath,
      from: found.status,
      to: status,
      changed: { kind: found.kind },
      personal: { reason },
    })
    return getFlag(db, id, dateInChina(now))
  },
}
