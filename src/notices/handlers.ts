/** Writes and reads of notices; the tasks are in task-handlers.ts. */
import { v7 as uuidv7 } from 'uuid'
import { acknowledge, demandAcknowledgements, withdrawDemands } from '../grid/acts.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { endLimits, meetLimits, openLimit } from '../platform/server/time-limits.ts'
import { dateInChina, type WorkCalendar } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { formatDocumentNumber } from '../platform/shared/official-document.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { laterBy } from '../platform/shared/time-limit.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { startTaskLimit } from './acts.ts'
import type { noticesContract } from './contract.ts'
import {
  checkDraft,
  concerns,
  type Demand,
  issue,
  mayConfirm,
  mayIssue,
  type NoticeDraft,
  noticeMoves,
} from './notice.ts'
import {
  type Addressee,
  findAddresseePaths,
  findReference,
  getAddressee,
  getIssuer,
  getNotice,
  getNoticeRow,
  insertNotice,
  insertReceipt,
  listAddressable,
  listAddresseeRows,
  listAddressees,
  listIssuers,
  listNotices,
  listSubordinate,
  listUnconfirmed,
  type Notice,
  replaceAddressees,
  saveDraft,
  saveIssued,
  saveWithdrawn,
  takeSerial,
} from './store.ts'
import { taskMoves } from './task.ts'
import { taskHandlers } from './task-handlers.ts'
import { insertTask, lockUndelivered, saveReviewed, type Task } from './task-store.ts'

const receiptLimit = 'limit.noticeReceipt'

export const noticeHandlers: Handlers<typeof noticesContract> = {
  ...taskHandlers,
  listNotices: ({ db }, input) => listNotices(db, input),
  listUnconfirmed: ({ db, now }, input) => listUnconfirmed(db, input, dateInChina(now)),

  async listIssuers({ db, user, now }) {
    const own = [...new Set(user.grants.map((g) => g.areaId))]
    const issuers = (await listIssuers(db, own, dateInChina(now))).filter((issuer) => mayIssue(user, issuer))
    return {
      issuers,
      ...(await listAddressable(db, [...new Set(issuers.map((issuer) => issuer.areaId))], dateInChina(now))),
    }
  },

  async getNotice({ db, now }, { id }) {
    const notice = await getNotice(db, id)
    const superior = notice.superiorNoticeId ? await findReference(db, notice.superiorNoticeId) : null
    return {
      ...notice,
      ...(await getNoticeRow(db, id)),
      superior,
      subordinate: await listSubordinate(db, id),
      addresseeRows: await listAddresseeRows(db, id, dateInChina(now)),
    }
  },

  getNoticeOfAddressee: async ({ db }, { id }) => ({ noticeId: (await getAddressee(db, id)).noticeId }),

  async draftNotice(context, draft) {
    const { db, user, now, record } = context
    const { issuer, paths } = await permitDraft(context, draft)
    const id = uuidv7()
    await insertNotice(db, id, draft, issuer, user.officialId, now)
    await replaceAddressees(db, id, draft.addressees, paths)
    await record('notice.drafted', {
      subject: 'notice',
      id,
      areaPath: issuer.areaPath,
      to: 'draft',
      changed: { title: draft.title },
    })
    return { id }
  },

  async changeDraft(context, { id, ...draft }) {
    const notice = await getNotice(context.db, id, true)
    if (notice.issuerAgencyId !== draft.issuerAgencyId) throw new Refusal('not-permitted')
    const { paths } = await permitDraft(context, draft)
    move(noticeMoves, 'change', notice.status)
    await saveDraft(context.db, id, draft)
    await replaceAddressees(context.db, id, draft.addressees, paths)
    await context.record('notice.changed', {
      subject: 'notice',
      id,
      areaPath: notice.areaPath,
      changed: { title: draft.title },
    })
    return { id }
  },

  async issueNotice(context, { id }) {
    const { db, user, now, record } = context
    const notice = await getNotice(db, id, true)
    const issuer = await getIssuer(db, notice.issuerAgencyId)
    if (!mayIssue(user, issuer)) throw new Refusal('not-permitted')
    const issuedOn = dateInChina(now)
    const status = issue(notice.status, issuer, notice.demands, issuedOn)
    const year = Number(issuedOn.slice(0, 4))
    const serial = await takeSerial(db, issuer.id, year)
    const number = formatDocumentNumber({ agencyCode: issuer.documentCode ?? '', year, serial })
    await saveIssued(db, id, status, number, serial, issuedOn)
    await deliver(context, { ...notice, number }, issuedOn)
    await record('notice.issued', {
      subject: 'notice',
      id,
      areaPath: notice.areaPath,
      from: notice.status,
      to: status,
      changed: { number },
    })
    return { number }
  },

  async withdrawNotice({ db, user, now, record }, { id, reason }) {
    const notice = await getNotice(db, id, true)
    if (!mayIssue(user, notice)) throw new Refusal('not-permitted')
    const status = move(noticeMoves, 'withdraw', notice.status)
    const today = dateInChina(now)
    await saveWithdrawn(db, id, status, reason)
    await withdrawDemands({ db }, id, today)
    for (const task of await lockUndelivered(db, id)) {
      await saveReviewed(db, task.id, move(taskMoves, 'cancel', task.status), reason)
      await endLimits(db, task.id, null, today, reason)
    }
    for (const addressee of await listAddressees(db, id)) await endLimits(db, addressee.id, null, today, reason)
    await record('notice.withdrawn', {
      subject: 'notice',
      id,
      areaPath: notice.areaPath,
      from: notice.status,
      to: status,
      changed: { reason },
    })
    return { id }
  },

  async confirmReceipt({ db, user, now, record }, { id }) {
    const addressee = await getAddressee(db, id)
    if (!mayConfirm(user, addressee)) throw new Refusal('not-permitted')
    const notice = await getNotice(db, addressee.noticeId)
    if (notice.status !== 'issued') throw new Refusal('wrong-state', { move: 'confirm', status: notice.status })
    await insertReceipt(db, addressee, user.officialId, now)
    await meetLimits(db, addressee.id, receiptLimit, dateInChina(now))
    await acknowledge({ db }, addressee.id, dateInChina(now))
    await record('notice.received', {
      subject: 'notice',
      id: notice.id,
      areaPath: addressee.areaPath,
      changed: { addresseeId: addressee.id, number: notice.number },
    })
    return { confirmedAt: now.toISOString() }
  },
}

async function permitDraft({ db, user, now }: Context, draft: NoticeDraft) {
  const issuer = await getIssuer(db, draft.issuerAgencyId)
  if (!mayIssue(user, issuer)) throw new Refusal('not-permitted')
  const paths = await findAddresseePaths(db, draft.addressees, dateInChina(now))
  checkDraft(draft, issuer, paths)
  return { issuer, paths }
}

/** Gives every addressee its limit of receipt and its tasks. */
async function deliver({ db }: Context, notice: Notice & { number: string }, issuedOn: string): Promise<void> {
  const rule = (await getRule(db, receiptLimit, issuedOn)).value
  const calendar = await loadCalendar(db)
  const receipt = notice.receiptDays === null ? rule : { days: notice.receiptDays, dayKind: 'working' as const }
  const addressees = await listAddressees(db, notice.id)
  const demanded = addressees.map((addressee) => ({ ...addressee, number: notice.number, demandedOn: issuedOn }))
  await demandAcknowledgements({ db }, demanded, issuedOn, calendar)
  for (const addressee of addressees) {
    const area = { id: addressee.areaId, path: addressee.areaPath }
    await openLimit(
      db,
      {
        subjectKind: 'receipt',
        subjectId: addressee.id,
        kind: receiptLimit,
        area,
        holderAgencyId: addressee.agencyId,
        startedOn: issuedOn,
        ...receipt,
      },
      calendar,
    )
    for (const demand of notice.demands.filter((d) => concerns(d, addressee))) {
      const task = toTask(notice.id, addressee, demand, issuedOn, calendar)
      await insertTask(db, task)
      await startTaskLimit(db, task, issuedOn)
    }
  }
}

function toTask(
  noticeId: string,
  addressee: Addressee,
  demand: Demand,
  issuedOn: string,
  calendar: WorkCalendar,
): Task {
  return {
    id: uuidv7(),
    noticeId,
    addresseeId: addressee.id,
    paragraph: demand.paragraph,
    title: demand.title,
    product: demand.product,
    ownerAreaId: addressee.areaId,
    ownerAgencyId: addressee.agencyId,
    areaPath: addressee.areaPath,
    dueOn: demand.dueOn ?? laterBy(issuedOn, demand.days ?? 0, demand.dayKind, calendar),
    status: 'open',
    raisedAreaId: null,
  }
}
