/** The summary of a notice: read as it is now, issued in editions that stay as they were. */
import { v7 as uuidv7 } from 'uuid'
import { getArea } from '../areas/store.ts'
import { takeDocumentNumber } from '../notices/acts.ts'
import type { Context, Handlers } from '../platform/server/context.ts'
import { sha256Hex } from '../platform/server/digest.ts'
import { documentDownload } from '../platform/server/documents/download.ts'
import { isDemonstration } from '../platform/server/platform-store.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { canonicalJson } from '../platform/shared/canonical-json.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { supervisionContract } from './contract.ts'
import { vacant } from './figures.ts'
import { mayIssueSummary, maySummarise } from './report.ts'
import { getSummaryNotice, listSummaryRows, type SummaryNotice } from './report-store.ts'
import { type Summary, summaryDocument, totalsOf } from './summary.ts'
import type { summaryContract } from './summary-contract.ts'
import { getEdition, insertEdition, listEditions, lockNextEdition } from './summary-store.ts'

const digestOf = (summary: Summary): string => sha256Hex(canonicalJson(summary))

export const summaryHandlers: Pick<Handlers<typeof supervisionContract>, keyof typeof summaryContract> = {
  async getSummary(context, { noticeId }) {
    const notice = await readNotice(context, noticeId)
    return { ...(await summarise(context, notice)), mayIssue: mayIssueSummary(context.user, notice.areaId) }
  },

  async downloadSummary(context, { noticeId, format }) {
    const summary = await summarise(context, await readNotice(context, noticeId))
    const day = dateInChina(context.now)
    return documentDownload(summaryDocument(summary, day, null), format, `自查排查汇总-${summary.areaName}-${day}`)
  },

  async issueSummary(context, { noticeId }) {
    const { db, user, now, record } = context
    const notice = await readNotice(context, noticeId)
    if (!mayIssueSummary(user, notice.areaId)) throw new Refusal('not-permitted')
    const edition = await lockNextEdition(db, noticeId)
    const snapshot = await summarise(context, notice)
    if (snapshot.rows.length === 0) throw new Refusal('summary-empty')
    const number = await takeDocumentNumber(context, notice.issuerAgencyId)
    const [id, digest] = [uuidv7(), digestOf(snapshot)]
    const { issuerAgencyId: agencyId, areaId, areaPath } = notice
    await insertEdition(
      db,
      { id, noticeId, agencyId, areaId, areaPath, edition, number, snapshot, digest },
      user.officialId,
      now,
    )
    await record('summary.issued', { subject: 'summary', id, areaPath, changed: { noticeId, edition, number, digest } })
    return { id, edition, number }
  },

  async listSummaryEditions(context, input) {
    await readNotice(context, input.noticeId)
    return listEditions(context.db, input)
  },

  async getSummaryEdition(context, { id }) {
    const { snapshot, areaPath, ...edition } = await getEdition(context.db, id)
    if (!maySummarise(context.user, areaPath)) throw new Refusal('not-permitted')
    return { ...edition, summary: snapshot, intact: digestOf(snapshot) === edition.digest }
  },

  async downloadSummaryEdition({ db, user }, { id, format }) {
    const { snapshot, areaPath, number, edition, digest, issuedAt } = await getEdition(db, id)
    if (!maySummarise(user, areaPath)) throw new Refusal('not-permitted')
    const document = summaryDocument(snapshot, dateInChina(new Date(issuedAt)), { number, edition, digest })
    return documentDownload(document, format, `自查排查汇总-${snapshot.areaName}-${number}`)
  },
}

/** Refuses `not-permitted`, `not-found`. */
async function readNotice({ db, user }: Context, noticeId: string): Promise<SummaryNotice> {
  const notice = await getSummaryNotice(db, noticeId)
  if (!maySummarise(user, notice.areaPath)) throw new Refusal('not-permitted')
  return notice
}

async function summarise({ db, now }: Context, notice: SummaryNotice): Promise<Summary> {
  const day = dateInChina(now)
  const rows = (await listSummaryRows(db, notice.id, day)).map(({ snapshot, ...row }) => ({
    ...row,
    figures: snapshot?.total ?? null,
    vacantPosts: snapshot ? vacant(snapshot.posts) : null,
  }))
  return {
    notice: { id: notice.id, number: notice.number, title: notice.title, issuerName: notice.issuerName },
    areaName: (await getArea(db, notice.areaId, day)).name,
    asOf: now.toISOString(),
    demonstration: await isDemonstration(db),
    rows,
    ...totalsOf(rows),
  }
}
