/** Receipts, chasing, passing on, and the tree of documents. */
import { v7 as uuidv7 } from 'uuid'
import { acknowledge } from '../grid/acts.ts'
import type { Handlers } from '../platform/server/context.ts'
import { cancelMessages } from '../platform/server/outbox.ts'
import { meetLimits } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { loadCalendar } from '../rulebook/store.ts'
import { chase, deliver, receiptLimit } from './delivery-acts.ts'
import { forwardingAreas, mayConfirm, mayUrge } from './notice.ts'
import type { receiptContract } from './receipt-contract.ts'
import {
  findAddressedAreas,
  getAddressee,
  insertForward,
  insertReceipt,
  listReceipts,
  listUnconfirmed,
  oneSubject,
} from './receipt-store.ts'
import { getNotice, type Notice } from './store.ts'
import { findRoot, listForwards, listTreeNodes } from './tree-store.ts'

/** Documents of a tree that are shown; a nation's townships have more of their own. */
const mostNodes = 1000

export const receiptHandlers: Handlers<typeof receiptContract> = {
  listReceipts: ({ db, now }, { id, confirmed, ...page }) =>
    listReceipts(
      db,
      { ...page, noticeId: id, confirmed: confirmed === undefined ? undefined : confirmed === 'true' },
      dateInChina(now),
    ),
  listUnconfirmed: ({ db, now }, input) => listUnconfirmed(db, input, dateInChina(now)),
  listUnreached: ({ db, now }, input) => listUnconfirmed(db, { ...input, unreached: true }, dateInChina(now)),
  getNoticeOfAddressee: async ({ db }, { id }) => ({ noticeId: (await getAddressee(db, id)).noticeId }),
  listForwards: async ({ db, now }, { id }) => ({ rows: await listForwards(db, id, dateInChina(now)) }),

  async getNoticeTree({ db, now }, { id }) {
    await getNotice(db, id)
    const root = await findRoot(db, id)
    const nodes = await listTreeNodes(db, root.id, id, dateInChina(now), mostNodes + 1)
    return { superiorNumber: root.superiorNumber, nodes: nodes.slice(0, mostNodes), more: nodes.length > mostNodes }
  },

  async confirmReceipt({ db, user, now, record }, { id }) {
    const addressee = await getAddressee(db, id)
    if (!mayConfirm(user, addressee)) throw new Refusal('not-permitted')
    const notice = numbered(await getNotice(db, addressee.noticeId))
    await insertReceipt(db, addressee, user.officialId, now)
    await meetLimits(db, addressee.id, receiptLimit, dateInChina(now))
    await acknowledge({ db }, addressee.id, dateInChina(now))
    await cancelMessages(db, oneSubject(addressee.id), now)
    await record('notice.received', {
      subject: 'notice',
      id: notice.id,
      areaPath: addressee.areaPath,
      changed: { addresseeId: addressee.id, number: notice.number },
    })
    return { confirmedAt: now.toISOString() }
  },

  async urgeNotice(context, { id, addresseeId }) {
    const { db, user, now } = context
    const notice = numbered(await getNotice(db, id))
    if (addresseeId !== undefined) {
      const addressee = await getAddressee(db, addresseeId)
      if (addressee.noticeId !== id) throw new Refusal('not-found')
      if (!mayUrge(user, addressee)) throw new Refusal('not-permitted')
    }
    const urged = await chase(context, notice, {
      addresseeId,
      notAreas: user.grants.map((g) => g.areaId),
      occasion: `urge.${dateInChina(now)}`,
      by: user.officialId,
    })
    if (urged === 0) throw new Refusal('urged-today')
    return { urged }
  },

  async forwardNotice(context, { id, areaIds, remark }) {
    const { db, user, now, record } = context
    const notice = numbered(await getNotice(db, id))
    const own = forwardingAreas(user)
    const [addressedId] = await findAddressedAreas(
      db,
      id,
      own.map((g) => g.areaId),
    )
    const from = own.find((g) => g.areaId === addressedId)
    if (!from) throw new Refusal('forward-not-addressed')
    const forward = { id: uuidv7(), noticeId: id, ...from, remark, by: user.officialId, at: now }
    const place = { areaId: from.areaId, areaPath: from.areaPath }
    if ((await insertForward(db, { ...forward, ...place }, areaIds, dateInChina(now))) === 0)
      throw new Refusal('addressee-missing')
    const addressees = await deliver(context, notice, forward.id, await loadCalendar(db))
    await record('notice.forwarded', {
      subject: 'notice',
      id,
      areaPath: from.areaPath,
      changed: { number: notice.number, forwardId: forward.id, addressees, remark },
    })
    return { id: forward.id, addressees }
  },
}

/** A notice in force has its number. Refuses `wrong-state`. */
function numbered(notice: Notice): Notice & { number: string } {
  const { status, number } = notice
  if (status !== 'issued' || number === null) throw new Refusal('wrong-state', { move: 'confirm', status })
  return { ...notice, number }
}
