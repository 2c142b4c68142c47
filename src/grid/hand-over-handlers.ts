/** Holders leave and areas end: what is open, who takes it over, and what the nightly check found. */

import { mayChangeTree } from '../areas/area.ts'
import { closeArea } from '../areas/change-acts.ts'
import { getArea } from '../areas/store.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import type { Input } from '../platform/shared/contract.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type Appointment, checkAppointment, endAppointment, mayAppoint } from './appointment.ts'
import { appointSomebody } from './appointment-acts.ts'
import type { gridContract } from './contract.ts'
import { checkNothingBlocks, chooseReceiver, type OpenWorkGroup } from './hand-over.ts'
import { gatherOpenWork, handOverTo } from './hand-over-acts.ts'
import type { handOverContract } from './hand-over-contract.ts'
import {
  findLastCheck,
  getHandOver,
  listHandOvers,
  listItems,
  listOrphans,
  listReceivers,
  lockAppointmentsOf,
  saveConfirmed,
} from './hand-over-store.ts'
import { getAppointment, listHolders, lockAppointment, lockTerms, saveEnd } from './store.ts'

type Operations = Pick<Handlers<typeof gridContract>, keyof typeof handOverContract>

export const handOverHandlers: Operations = {
  async getOpenWork(context, { id, on }) {
    const held = await getAppointment(context.db, id)
    if (!mayAppoint(context.user, placeOf(held))) throw new Refusal('not-permitted')
    return openWorkOf(context, held, addDays(on, 1))
  },

  async getOpenWorkOfArea(context, { areaId, intoId, on }) {
    const { db, user } = context
    const [area, into] = [await getArea(db, areaId, addDays(on, -1)), await getArea(db, intoId, on)]
    if (!(mayChangeTree(user, area.path) && mayChangeTree(user, into.path))) throw new Refusal('not-permitted')
    return {
      groups: await openInArea(context, area, into.path, on),
      receivers: await listReceivers(db, into.path, on, null),
    }
  },

  async endAppointment(context, { id, on, reason, toOfficialId, successor }) {
    const { db, user, record } = context
    const held = await lockAppointment(db, id)
    if (!mayAppoint(user, placeOf(held))) throw new Refusal('not-permitted')
    const { validTo } = endAppointment(held, on)
    await saveEnd(db, [id], validTo)
    await record('appointment.ended', {
      subject: 'appointment',
      id,
      areaPath: held.areaPath,
      changed: { post: held.post, validTo, reason },
    })
    const effectiveOn = addDays(on, 1)
    const appointed = successor === null ? null : await appointSuccessor(context, held, successor, effectiveOn)
    const { groups, receivers } = await openWorkOf(context, held, effectiveOn)
    const to = chooseReceiver(groups, receivers, appointed ?? toOfficialId)
    if (to !== null)
      await handOverTo(context, { ...ofAppointment(held), toOfficialId: to, effectiveOn, reason }, groups)
    return getAppointment(db, id)
  },

  async handOverLater(context, { id, toOfficialId, reason }) {
    const { db, user, now } = context
    const held = await lockAppointment(db, id)
    if (!mayAppoint(user, placeOf(held))) throw new Refusal('not-permitted')
    const effectiveOn = dateInChina(now)
    if (held.validTo === null || held.validTo >= effectiveOn) throw new Refusal('wrong-state', { endsOn: held.validTo })
    const { groups, receivers } = await openWorkOf(context, held, effectiveOn)
    chooseReceiver(groups, receivers, toOfficialId)
    const ordered = { ...ofAppointment(held), toOfficialId, effectiveOn, reason }
    return getHandOver(db, await handOverTo(context, ordered, groups))
  },

  closeArea: (context, input) => endArea(context, input),

  async listHandOvers({ db, user, now }, { areaId, toMe, ...filter }) {
    const areaPath = areaId === undefined ? undefined : (await getArea(db, areaId, dateInChina(now))).path
    return listHandOvers(db, { ...filter, areaPath, toOfficialId: toMe ? user.officialId : undefined })
  },

  async getHandOver({ db }, { id }) {
    return { ...(await getHandOver(db, id)), items: await listItems(db, id) }
  },

  async confirmHandOver({ db, user, now, record }, { id }) {
    const found = await getHandOver(db, id)
    if (found.toOfficialId !== user.officialId) throw new Refusal('not-permitted')
    const areaPath = await saveConfirmed(db, id, now)
    if (areaPath === undefined) throw new Refusal('wrong-state', { confirmedAt: found.confirmedAt })
    await record('handOver.confirmed', { subject: 'handOver', id, areaPath })
    return getHandOver(db, id)
  },

  async getOrphanCheck({ db }) {
    const last = await findLastCheck(db)
    if (!last) return { checkedAt: null, found: 0, rows: [] }
    return { checkedAt: last.checkedAt, found: last.found, rows: await listOrphans(db, last.id) }
  },
}

const placeOf = (held: Appointment) => ({ path: held.areaPath, level: held.level })
const ofAppointment = (held: Appointment) =>
  ({
    cause: 'appointment',
    appointmentId: held.id,
    areaId: held.areaId,
    areaPath: held.areaPath,
    fromOfficialId: held.officialId,
    intoId: null,
  }) as const

/** What is open in the place of a post from a day on, and who holds a post there or above then. */
async function openWorkOf(context: Context, held: Appointment, effectiveOn: string) {
  const question = { areaPath: held.areaPath, officialId: held.officialId, day: effectiveOn }
  return {
    groups: (await gatherOpenWork(context, question)).map((group) => ({ ...group, blocks: false })),
    receivers: await listReceivers(context.db, held.areaPath, effectiveOn, held.officialId),
  }
}

/** What is open in an area that ends, with the posts and pledges that end with it. */
async function openInArea(
  context: Context,
  area: { id: number; path: string; name: string },
  intoPath: string,
  on: string,
) {
  const day = addDays(on, -1)
  const groups = await gatherOpenWork(context, { areaPath: area.path, officialId: null, intoPath, day })
  const held = await listHolders(context.db, area.id, day)
  const rows = held.map((one) => ({ id: one.id, title: one.officialName, areaName: area.name, dueOn: null }))
  const pledged = rows.filter((_, n) => held[n]?.pledgeFileId)
  const ending: OpenWorkGroup[] = [
    { kind: 'appointment', total: rows.length, rows: rows.slice(0, 50), heirs: [], blocks: false },
    { kind: 'pledge', total: pledged.length, rows: pledged.slice(0, 50), heirs: [], blocks: false },
  ]
  return [...groups, ...ending]
}

async function appointSuccessor(
  context: Context,
  held: Appointment,
  successor: NonNullable<Input<typeof handOverContract.endAppointment>['successor']>,
  validFrom: string,
): Promise<string> {
  const area = await getArea(context.db, held.areaId, validFrom)
  const wanted = {
    ...successor,
    post: held.post,
    agencyId: held.agencyId,
    validFrom,
    validTo: null,
    sourceFileId: null,
  }
  checkAppointment(
    { ...wanted, officialId: successor.officialId ?? '', level: area.level },
    await lockTerms(context.db, area.id, validFrom),
  )
  return (await appointSomebody(context, { ...wanted, areaId: area.id }, area)).officialId
}

/** The holders leave, somebody takes over what is open, and the area goes into the other one. */
async function endArea(context: Context, input: Input<typeof handOverContract.closeArea>) {
  const { db, user, record } = context
  const { areaId, intoId, on, reason, toOfficialId } = input
  const lastDay = addDays(on, -1)
  const [area, into] = [await getArea(db, areaId, lastDay), await getArea(db, intoId, on)]
  if (!(mayChangeTree(user, area.path) && mayChangeTree(user, into.path))) throw new Refusal('not-permitted')
  const groups = await openInArea(context, area, into.path, on)
  checkNothingBlocks(groups)
  const to = chooseReceiver(groups, await listReceivers(db, into.path, on, null), toOfficialId)
  const ending = await lockAppointmentsOf(db, areaId, on)
  const later = ending.find((held) => held.validFrom >= on)
  if (later) throw new Refusal('appointment-after-closing', { validFrom: later.validFrom })
  await saveEnd(
    db,
    ending.map((held) => held.id),
    lastDay,
  )
  for (const { id, post } of ending)
    await record('appointment.ended', {
      subject: 'appointment',
      id,
      areaPath: area.path,
      changed: { post, validTo: lastDay, reason },
    })
  if (to !== null) {
    const ordered = {
      cause: 'area',
      appointmentId: null,
      areaId,
      areaPath: area.path,
      fromOfficialId: null,
      intoId,
    } as const
    await handOverTo(context, { ...ordered, toOfficialId: to, effectiveOn: on, reason }, groups)
  }
  const { kind, followed, records } = await closeArea(context, { id: areaId, intoId, on, reason })
  return { kind, followed, records: { ...records }, ended: ending.length }
}
