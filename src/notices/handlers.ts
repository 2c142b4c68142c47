/** Notices as documents: drafting, review, issue, seal, end. Receipts are in receipt-handlers.ts, tasks in task-handlers.ts. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Handlers } from '../platform/server/context.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { getFileRow, isDemonstration } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import { move } from '../platform/shared/moves.ts'
import { formatDocumentNumber } from '../platform/shared/official-document.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { loadCalendar } from '../rulebook/store.ts'
import type { noticesContract } from './contract.ts'
import { deliver, endDelivery, startTasks } from './delivery-acts.ts'
import { checkDraft, issue, mayIssue, mayReviewDraft, type NoticeDraft, namedOwners, noticeMoves } from './notice.ts'
import { type NoticePaper, noticeDocument, wholeLevel } from './notice-document.ts'
import { receiptHandlers } from './receipt-handlers.ts'
import { addLevels, listReceipts, replaceAddressees } from './receipt-store.ts'
import {
  findAddresseePaths,
  findPaper,
  findReference,
  findSuperseding,
  getIssuer,
  getNotice,
  getNoticeRow,
  getReviewer,
  insertNotice,
  listAddressable,
  listIssuers,
  listNotices,
  listRecipients,
  listSubordinate,
  type Notice,
  saveDraft,
  saveEnded,
  saveIssued,
  saveReview,
  saveSealed,
  saveSubmitted,
  takeSerial,
} from './store.ts'
import { taskExtensionHandlers } from './task-extension-handlers.ts'
import { taskHandlers } from './task-handlers.ts'
import { addOwners } from './task-store.ts'

/** Addressees that come with the notice itself. */
const firstAddressees = 200

export const noticeHandlers: Handlers<typeof noticesContract> = {
  ...taskHandlers,
  ...receiptHandlers,
  ...taskExtensionHandlers,
  listNotices: ({ db, user }, { unsealed, ...input }) =>
    listNotices(db, { ...input, unsealedOf: unsealed ? user.grants.map((g) => g.areaId) : undefined }),

  async listIssuers({ db, user, now }) {
    const own = [...new Set(user.grants.map((g) => g.areaId))]
    const issuers = (await listIssuers(db, own, dateInChina(now))).filter((issuer) => mayIssue(user, issuer))
    return {
      issuers,
      ...(await listAddressable(db, [...new Set(issuers.map((issuer) => issuer.areaId))], dateInChina(now))),
    }
  },

  async getNotice(context, { id }) {
    const { db, now } = context
    const notice = await getNotice(db, id)
    const reference = (of: string | null) => (of === null ? null : findReference(db, of))
    return {
      ...notice,
      ...(await getNoticeRow(db, id)),
      ...(await getReviewer(db, id)),
      superior: await reference(notice.superiorNoticeId),
      subordinate: await listSubordinate(db, id),
      supersedes: await reference(notice.supersedesId),
      supersededBy: await findSuperseding(db, id),
      addresseeRows: (await listReceipts(db, { noticeId: id, limit: firstAddressees }, dateInChina(now))).rows,
      paper: await paperOf(context, notice),
    }
  },

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
    await recordMove(context, 'notice.changed', notice, notice.status, { title: draft.title })
    return { id }
  },

  async discardDraft(context, { id, reason }) {
    const notice = await lockOwn(context, id)
    const status = move(noticeMoves, 'discard', notice.status)
    await saveReview(context.db, id, status, { by: null, at: context.now, note: reason })
    await recordMove(context, 'notice.discarded', notice, status, { reason })
    return { id }
  },

  async submitDraft(context, { id }) {
    const notice = await lockOwn(context, id)
    const status = move(noticeMoves, 'submit', notice.status)
    await saveSubmitted(context.db, id, status, context.user.officialId)
    await recordMove(context, 'notice.submitted', notice, status)
    return { id }
  },

  async returnDraft(context, { id, reason }) {
    const notice = await lockOwn(context, id)
    const status = move(noticeMoves, 'return', notice.status)
    await saveReview(context.db, id, status, { by: null, at: context.now, note: reason })
    await recordMove(context, 'notice.returned', notice, status, { reason })
    return { id }
  },

  async approveDraft(context, { id }) {
    const { db, user, now } = context
    const notice = await lockOwn(context, id)
    const status = move(noticeMoves, 'approve', notice.status)
    if (!mayReviewDraft(user, notice)) throw new Refusal('review-by-another')
    await saveReview(db, id, status, { by: user.officialId, at: now, note: null })
    await recordMove(context, 'notice.approved', notice, status)
    return { id }
  },

  async issueNotice(context, { id }) {
    const { db, now } = context
    const notice = await lockOwn(context, id)
    const issuer = await getIssuer(db, notice.issuerAgencyId)
    const issuedOn = dateInChina(now)
    const status = issue(notice.status, issuer, notice.demands, issuedOn)
    const year = Number(issuedOn.slice(0, 4))
    const serial = await takeSerial(db, issuer.id, year)
    const number = formatDocumentNumber({ agencyCode: issuer.documentCode ?? '', year, serial })
    await addLevels(db, id, notice.areaPath, notice.addresseeLevels, issuedOn)
    await addressOwners(context, notice, issuedOn)
    const paper = await writePaper(context, { ...notice, number, issuedOn })
    const digest = sha256Hex(canonicalJson(paper))
    await saveIssued(db, id, { status, number, serial, issuedOn, paper, digest })
    const calendar = await loadCalendar(db)
    const addressees = await deliver(context, { ...notice, number }, null, calendar)
    await startTasks(context, notice, calendar)
    await supersede(context, notice, number)
    await recordMove(context, 'notice.issued', notice, status, { number, digest, addressees })
    return { number }
  },

  async sealNotice(context, { id, fileId, kind }) {
    const { db, user, now } = context
    const notice = await lockOwn(context, id)
    if (notice.status !== 'issued') throw new Refusal('wrong-state', { move: 'seal', status: notice.status })
    if (notice.sealedAt !== null) throw new Refusal('already-sealed')
    const file = await getFileRow(db, fileId)
    await saveSealed(db, id, { fileId, kind, by: user.officialId, at: now })
    await recordMove(context, 'notice.sealed', notice, notice.status, { kind, sha256: file.sha256 })
    return { id }
  },

  async withdrawNotice(context, { id, reason }) {
    const notice = await lockOwn(context, id)
    const status = move(noticeMoves, 'withdraw', notice.status)
    await saveEnded(context.db, id, status, reason)
    await endDelivery(context, id, reason)
    await recordMove(context, 'notice.withdrawn', notice, status, { reason })
    return { id }
  },

  async downloadNotice(context, { id, format }) {
    const notice = await getNotice(context.db, id)
    return documentDownload(noticeDocument(await paperOf(context, notice)), format, notice.number ?? notice.title)
  },
}

const recordMove = (
  { record }: Context,
  kind: string,
  notice: Notice,
  to: Notice['status'],
  changed: Record<string, unknown> = {},
): Promise<void> =>
  record(kind, { subject: 'notice', id: notice.id, areaPath: notice.areaPath, from: notice.status, to, changed })

/** Refuses `not-found`, `not-permitted`. */
async function lockOwn({ db, user }: Context, id: string): Promise<Notice> {
  const notice = await getNotice(db, id, true)
  if (!mayIssue(user, notice)) throw new Refusal('not-permitted')
  return notice
}

/** Refuses `not-found` for an owner that is no more, `demand-without-owner`. */
async function addressOwners({ db }: Context, notice: Notice, day: string): Promise<void> {
  await findAddresseePaths(db, namedOwners(notice.demands), day)
  const [paragraph] = await addOwners(db, notice, day)
  if (paragraph !== undefined) throw new Refusal('demand-without-owner', { paragraph })
}

async function permitDraft({ db, user, now }: Context, draft: NoticeDraft) {
  const issuer = await getIssuer(db, draft.issuerAgencyId)
  if (!mayIssue(user, issuer)) throw new Refusal('not-permitted')
  const today = dateInChina(now)
  const paths = await findAddresseePaths(db, draft.addressees, today)
  checkDraft(draft, issuer, paths, await findAddresseePaths(db, namedOwners(draft.demands), today))
  if (draft.supersedesId !== null) await checkSuperseded(db, draft.supersedesId, issuer.id)
  return { issuer, paths }
}

/** Refuses `supersede-other`. */
async function checkSuperseded(db: Context['db'], id: string, issuerId: string): Promise<Notice> {
  const old = await getNotice(db, id, true)
  if (old.issuerAgencyId !== issuerId || old.status !== 'issued') throw new Refusal('supersede-other')
  return old
}

/** The notice in whose place a new one steps ends with it. */
async function supersede(context: Context, { supersedesId, issuerAgencyId }: Notice, by: string): Promise<void> {
  if (supersedesId === null) return
  const old = await checkSuperseded(context.db, supersedesId, issuerAgencyId)
  const status = move(noticeMoves, 'supersede', old.status)
  const reason = `由${by}代替`
  await saveEnded(context.db, old.id, status, reason)
  await endDelivery(context, old.id, reason)
  await recordMove(context, 'notice.superseded', old, status, { by })
}

/** The document as data for the printed page: as it was issued, else as it stands. */
const paperOf = async (context: Context, notice: Notice): Promise<NoticePaper> =>
  (await findPaper(context.db, notice.id)) ?? (await writePaper(context, notice))

async function writePaper({ db, now }: Context, notice: Notice): Promise<NoticePaper> {
  const date = notice.issuedOn ?? dateInChina(now)
  const issuer = await getIssuer(db, notice.issuerAgencyId)
  const superior = notice.superiorNoticeId === null ? null : await findReference(db, notice.superiorNoticeId)
  // of a whole level nobody is an addressee before the issue
  const levels = notice.addresseeLevels.map(wholeLevel)
  return {
    issuerName: issuer.name.zh,
    number: notice.number,
    title: notice.title,
    paragraphs: notice.paragraphs,
    recipients: [...(notice.number === null ? levels : []), ...(await listRecipients(db, notice.id, date))],
    superiorNumber: superior?.number ?? notice.superiorNumber,
    date,
    demonstration: await isDemonstration(db),
  }
}
