/** Leaves are entered and ended by the holder or by whoever appoints. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type Appointment, mayEnterLeave, refuseEnded } from './appointment.ts'
import type { gridContract } from './contract.ts'
import { checkLeave } from './leave.ts'
import type { leaveContract } from './leave-contract.ts'
import { insertLeave, listLeaves, saveReturned } from './leave-store.ts'
import { getAppointment, lockAppointment } from './store.ts'

export const leaveHandlers: Pick<Handlers<typeof gridContract>, keyof typeof leaveContract> = {
  async enterLeave(context, { id, fromOn, toOn }) {
    const { db, user, now } = context
    const today = dateInChina(now)
    const held = await lockOwn(context, id)
    checkLeave({ fromOn, toOn }, held, await listLeaves(db, id, today), today)
    const row = { id: uuidv7(), appointmentId: id, areaPath: held.areaPath, fromOn, toOn, enteredBy: user.officialId }
    await insertLeave(db, row, now)
    await recordLeave(context, 'appointment.leaveEntered', held, { leaveId: row.id, fromOn, toOn })
    return getAppointment(db, id)
  },

  async endLeave(context, { id }) {
    const { db, now } = context
    const today = dateInChina(now)
    const held = await lockOwn(context, id)
    const [leave] = await listLeaves(db, id, today)
    if (!leave) throw new Refusal('wrong-state', { move: 'endLeave', status: 'present' })
    await saveReturned(db, leave.id, today)
    await recordLeave(context, 'appointment.leaveEnded', held, { leaveId: leave.id, returnedOn: today })
    return getAppointment(db, id)
  },
}

/** Refuses `not-found`, `not-permitted`, `wrong-state` for one that has ended. */
async function lockOwn({ db, user, now }: Context, id: string): Promise<Appointment> {
  const held = await lockAppointment(db, id)
  if (!mayEnterLeave(user, { officialId: held.officialId, path: held.areaPath, level: held.level }))
    throw new Refusal('not-permitted')
  refuseEnded(held, dateInChina(now))
  return held
}

const recordLeave = (
  { record }: Context,
  kind: string,
  { id, areaPath, post }: Appointment,
  changed: Record<string, string>,
): Promise<void> => record(kind, { subject: 'appointment', id, areaPath, changed: { post, ...changed } })
