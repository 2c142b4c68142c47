/** What has happened in the demo city so far: the notice of 2018, this year's notice, a sweep half done, leads in every state. */
import { randomUUID } from 'node:crypto'
import { changeDocumentCode } from '../../agencies/acts.ts'
import { inspectionsContract } from '../../inspections/contract.ts'
import { exampleObservation } from '../../inspections/examples.ts'
import { noticesContract } from '../../notices/contract.ts'
import { exampleDraft } from '../../notices/examples.ts'
import { renderPdf } from '../../platform/server/documents/pdf.ts'
import { inContext } from '../../platform/server/http.ts'
import type { Chance } from './chance.ts'
import type { Hands } from './hands.ts'
import type { DemoAgency, DemoArea } from './people.ts'

export type Counties = { area: DemoArea; userName: string; government: DemoAgency | undefined }[]

/** A one-page paper that says it is a demonstration. */
export const demoPaper = (title: string, words: string): Promise<Buffer> =>
  renderPdf({
    issuer: '示范数据',
    kind: 'report',
    number: null,
    title,
    recipients: [],
    body: [{ type: 'paragraph', text: words }],
    attachments: [],
    signature: { agency: '示范单位', date: '2018-03-12' },
    copyTo: [],
    demoMark: '演示数据',
  })

/** Signs for the document numbers of the counties, so that they can issue their own. */
export async function giveDocumentCodes(hands: Hands, counties: Counties): Promise<void> {
  for (const { area, government } of counties) {
    if (government)
      await inContext(hands.app.platform, 'system', null, (context) =>
        changeDocumentCode(context, government.id, `${area.name.replace(/^常州/, '').charAt(0)}政办`),
      )
  }
}

/** The scan of the sealed paper makes it count as issued. */
async function sealed(hands: Hands, id: string) {
  const notice = await hands.ok('city-office', noticesContract.getNotice, { id })
  const scan = await demoPaper(`${notice.number}（盖章件）`, '本件为示范数据。')
  const fileId = await hands.upload('city-office', notice.areaId, 'scan', '盖章扫描件.pdf', scan)
  await hands.ok('city-office', noticesContract.sealNotice, { id, fileId, kind: 'scan' })
  return notice
}

/** The notice of 8 February 2018: number, dates and demands as facts, everything handed in long ago, one report late for good. */
export async function liveThrough2018(hands: Hands, officeId: string, counties: Counties): Promise<string> {
  hands.at('2018-02-08T01:30:00Z')
  const addressees = counties.map(({ area }) => ({ areaId: area.id, agencyId: null }))
  const { id } = await hands.ok('city-office', noticesContract.draftNotice, {
    ...exampleDraft(officeId, addressees),
    superiorNumber: '苏化解办〔2018〕4号',
  })
  await hands.ok('city-office', noticesContract.issueNotice, { id })
  const notice = await sealed(hands, id)
  hands.at('2018-02-09T02:00:00Z')
  for (const { area, userName } of counties) {
    const addressee = notice.addresseeRows.find((row) => row.areaId === area.id)
    if (addressee) await hands.ok(userName, noticesContract.confirmReceipt, { id: addressee.id })
  }
  const paper = await demoPaper('自查排查工作材料', '本件为示范数据。')
  for (const [i, { area, userName }] of counties.entries()) {
    hands.at(i === 2 ? '2018-03-20T03:00:00Z' : '2018-02-26T03:00:00Z')
    const { rows } = await hands.ok(userName, noticesContract.listTasks, { noticeId: id, areaId: area.id })
    for (const task of rows) {
      const fileId = await hands.upload(userName, area.id, 'document', `${task.title}.pdf`, paper)
      await hands.ok(userName, noticesContract.deliverTask, { id: task.id, fileId })
      await hands.ok('city-office', noticesContract.acceptTask, { id: task.id })
    }
  }
  return id
}

/** This year's notice on the base of the old one, signed for by all but two counties, with overdue tasks. */
export async function issueThisYear(
  hands: Hands,
  officeId: string,
  counties: Counties,
  oldNoticeId: string,
  day: (back: number) => string,
): Promise<string> {
  hands.at(`${day(26)}T01:30:00Z`)
  const addressees = counties.map(({ area }) => ({ areaId: area.id, agencyId: null }))
  const draft = exampleDraft(officeId, addressees)
  const reportBy = day(-9)
  const { id } = await hands.ok('city-office', noticesContract.draftNotice, {
    ...draft,
    title: '关于组织开展年度“地条钢”排查的通知（示范）',
    paragraphs: draft.paragraphs.map((p, i) => (i === 3 ? { ...p, text: `${reportBy}前完成自查，报送书面报告。` } : p)),
    demands: draft.demands.map((d) => (d.dueOn === null ? d : { ...d, dueOn: reportBy })),
    superiorNoticeId: oldNoticeId,
    superiorNumber: null,
  })
  await hands.ok('city-office', noticesContract.issueNotice, { id })
  const notice = await sealed(hands, id)
  const paper = await demoPaper('工作方案和部门分工', '本件为示范数据。')
  for (const [i, { area, userName }] of counties.entries()) {
    hands.at(`${day(25)}T02:${String(10 + i)}:00Z`)
    const addressee = notice.addresseeRows.find((row) => row.areaId === area.id)
    if (addressee && i < counties.length - 2)
      await hands.ok(userName, noticesContract.confirmReceipt, { id: addressee.id })
    if (i % 3 === 0) {
      const { rows } = await hands.ok(userName, noticesContract.listTasks, { noticeId: id, product: 'workPlan' })
      const fileId = await hands.upload(userName, area.id, 'document', '工作方案.pdf', paper)
      for (const task of rows) await hands.ok(userName, noticesContract.deliverTask, { id: task.id, fileId })
    }
  }
  return id
}

/** The sweep of the whole city; villages have reported, by whoever can sign in there, about half of them so far. */
export async function sweepHalf(
  hands: Hands,
  city: DemoArea,
  cityGovernmentId: string | null,
  noticeId: string,
  counties: Counties,
  townshipUser: ReadonlyMap<number, string>,
  day: (back: number) => string,
  c: Chance,
): Promise<void> {
  hands.at(`${day(20)}T02:00:00Z`)
  const { id } = await hands.ok('city-office', inspectionsContract.openSweep, {
    noticeId,
    areaId: city.id,
    name: '全市全覆盖排查（示范）',
    startsOn: day(20),
    dueOn: day(-7),
    planNumber: cityGovernmentId === null ? null : `常政办〔${day(20).slice(0, 4)}〕示范1号`,
    planApprovedBy: cityGovernmentId,
  })
  for (const [i, { area, userName }] of counties.entries())
    await reportVillages(hands, id, area.id, userName, townshipUser, day, c, 0.35 + 0.07 * i)
}

async function reportVillages(
  hands: Hands,
  sweepId: string,
  countyId: number,
  countyUser: string,
  townshipUser: ReadonlyMap<number, string>,
  day: (back: number) => string,
  c: Chance,
  share: number,
): Promise<void> {
  let after: string | undefined
  do {
    const page = await hands.ok(countyUser, inspectionsContract.listTargets, {
      id: sweepId,
      areaId: countyId,
      kind: 'village',
      limit: 200,
      after,
    })
    for (const target of page.rows.filter(() => c.happens(share))) {
      const township = Number(target.areaPath.split('/').at(-3))
      const on = `${day(c.below(17) + 2)}T0${c.below(8) + 1}:15:00Z`
      hands.at(on)
      const seen = c.happens(0.04) ? (['noise', 'scrapIn'] as const) : (['nothing'] as const)
      await hands.ok(townshipUser.get(township) ?? countyUser, inspectionsContract.recordObservation, {
        id: randomUUID(),
        ...exampleObservation(target.areaId, {
          sweepTargetId: target.id,
          seen: [...seen],
          words: null,
          position: null,
          observedAt: on,
          asLead: false,
        }),
      })
    }
    after = page.next ?? undefined
  } while (after !== undefined)
}
