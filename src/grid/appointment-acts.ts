/** Appoints one person, known or new, in the transaction of the operation that has checked whether it may. */
import { v7 as uuidv7 } from 'uuid'
import { enterOfficials } from '../agencies/acts.ts'
import { getOfficial } from '../agencies/official-store.ts'
import type { Area } from '../areas/area.ts'
import type { Context } from '../platform/server/context.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type AppointmentToAdd, insertAppointments } from './store.ts'

type Wanted = Omit<AppointmentToAdd, 'id' | 'officialId' | 'areaPath'> & {
  officialId: string | null
  name: string | null
}

/** Refuses `official-missing`, `not-found`. */
export async function appointSomebody(
  context: Context,
  wanted: Wanted,
  area: Area,
): Promise<{ id: string; officialId: string }> {
  const officialId = await officialOf(context, wanted, area)
  const { name: _name, ...fields } = wanted
  const row = { ...fields, id: uuidv7(), officialId, areaPath: area.path }
  await insertAppointments(context.db, [row])
  await context.record('appointment.made', {
    subject: 'appointment',
    id: row.id,
    areaPath: area.path,
    changed: { post: row.post, officialId, areaId: area.id, validFrom: row.validFrom, validTo: row.validTo },
    personal: { phone: row.phone },
  })
  return { id: row.id, officialId }
}

/** The official named, or a new one of that name. */
async function officialOf(
  context: Context,
  { officialId, name }: Pick<Wanted, 'officialId' | 'name'>,
  area: Area,
): Promise<string> {
  if (officialId !== null) return (await getOfficial(context.db, officialId)).id
  if (name === null) throw new Refusal('official-missing')
  const [id] = await enterOfficials(context, [{ name, areaId: area.id, areaPath: area.path }])
  if (!id) throw new Error('an official was to be entered')
  return id
}
