import { randomUUID } from 'node:crypto'
import JSZip from 'jszip'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { atWork, type Ground, openGround } from '../../test/supervision-ground.ts'
import { areas } from '../../test/world.ts'
import { noticesContract as notices } from '../notices/contract.ts'
import { exampleDraft } from '../notices/examples.ts'
import { supervisionContract as supervision } from './contract.ts'
import { exampleTexts } from './examples.ts'
import { vacant } from './figures.ts'

let ground: Ground
let city: Ground['city']
beforeAll(async () => {
  ground = await openGround()
  city = ground.city
})
afterAll(() => city.close())
beforeEach(() => ground.goTo(atWork))

async function docxText(content: unknown): Promise<string> {
  if (!Buffer.isBuffer(content)) throw new Error('no file')
  const zip = await JSZip.loadAsync(content)
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join('')
}

describe('a report', () => {
  test('is drafted from the figures of now, with the instant, the digest and an event', async () => {
    const { id } = await ground.drafted()
    const report = await city.ok('countyOfficeA', supervision.getReport, { id })
    expect(report).toMatchObject({
      status: 'draft',
      version: 1,
      number: null,
      intact: true,
      asOf: new Date(atWork).toISOString(),
      timing: 'running',
    })
    expect(report.figures.total.sweep).toMatchObject({ villagesReported: 1, villagesUnvisited: 1, sitesUnvisited: 1 })
    expect(report.figures.unvisited).toEqual({
      villages: [{ name: '甲三村', townshipName: '甲二镇' }],
      sites: [{ name: '甲三旧厂房', townshipName: '甲二镇' }],
    })
    expect(report.figures.cases).toEqual([
      expect.objectContaining({
        number: 'AJ2018-900000',
        items: expect.objectContaining({ cutPowerAndWater: 'unknown', clearWorkshop: 'notApplicable' }),
      }),
    ])
    // county: principal vacant; two grid leaders; village A3 without a worker
    expect(vacant(report.figures.posts)).toBe(2)
    expect(report.figures.townships.map((one) => [one.name, one.required, one.filled])).toEqual([
      ['甲一镇', 3, 3],
      ['甲二镇', 2, 1],
    ])
    expect(await city.eventsOf(id)).toEqual(['report.drafted'])
  })

  test('the digest is the same for the same figures, and another one for others', async () => {
    const { id } = await ground.drafted()
    const first = await city.ok('countyOfficeA', supervision.refreshReport, { id })
    expect(await city.ok('countyOfficeA', supervision.refreshReport, { id })).toEqual(first)
    await ground.goTo('2018-03-10T03:00:00Z')
    expect((await city.ok('countyOfficeA', supervision.refreshReport, { id })).digest).not.toBe(first.digest)
    expect(await city.eventsOf(id)).toContain('report.refreshed')
  })

  test('takes its number at submission, in order, and hands in its task', async () => {
    const first = await ground.submitted()
    const second = await ground.submitted()
    const serial = (number: string) => Number(/〔2018〕(\d+)号/.exec(number)?.[1])
    expect(first.number).toMatch(/^甲化解办〔2018〕\d+号$/)
    expect(serial(second.number)).toBe(serial(first.number) + 1)
    expect(await city.ok('cityOffice', notices.getTask, { id: first.taskA })).toMatchObject({
      status: 'delivered',
      productKind: 'report',
      productId: first.id,
    })
    expect(await city.eventsOf(first.id)).toEqual(['report.drafted', 'report.written', 'report.submitted'])
  })

  test('takes no number while a text is missing', async () => {
    const { id } = await ground.drafted()
    expect(await city.refused('countyOfficeA', supervision.submitReport, { id })).toBe('report-incomplete')
    const { number } = await ground.submitted()
    const serial = Number(/〔2018〕(\d+)号/.exec(number)?.[1])
    const next = await ground.submitted()
    expect(next.number).toContain(`〔2018〕${serial + 1}号`)
  })

  test('once submitted it never changes: not by its county, not by the database', async () => {
    const { id } = await ground.submitted()
    const before = await city.ok('cityOffice', supervision.getReport, { id })
    await ground.run(sql`update furnaces set judgement = 'permitted', judged_on = '2018-03-11' where judgement is null`)
    expect(
      await city.refused('countyOfficeA', supervision.writeReport, {
        id,
        texts: { ...exampleTexts, measures: '改写' },
      }),
    ).toBe('report-frozen')
    expect(await city.refused('countyOfficeA', supervision.refreshReport, { id })).toBe('report-frozen')
    await expect(
      ground.run(sql`update reports set snapshot = jsonb_set(snapshot, '{visits}', '99') where id = ${id}`),
    ).rejects.toThrow(/submitted report/)
    await expect(ground.run(sql`update reports set texts = '{}' where id = ${id}`)).rejects.toThrow(/submitted report/)
    expect(await city.ok('cityOffice', supervision.getReport, { id })).toEqual(before)
    await ground.run(sql`update furnaces set judgement = null, judged_on = null where judged_on = '2018-03-11'`)
  })

  test('is not seen by the city before it is submitted', async () => {
    const { id } = await ground.drafted()
    expect(await city.refused('cityOffice', supervision.getReport, { id })).toBe('not-found')
    expect(await city.refused('cityOffice', supervision.downloadReport, { id, format: 'docx' })).toBe('not-found')
  })

  test('is returned with reasons; the county drafts the next version from its own words, and late stays late', async () => {
    const { id, taskA, number } = await ground.submitted()
    await ground.goTo('2018-03-14T02:00:00Z')
    await city.ok('cityOffice', supervision.returnReport, { id, reason: '未说明未查村的补查安排' })
    expect(await city.ok('countyOfficeA', supervision.getReport, { id })).toMatchObject({
      status: 'returned',
      number,
      returnedReason: '未说明未查村的补查安排',
    })
    await ground.goTo('2018-03-16T02:00:00Z')
    const next = await city.ok('countyOfficeA', supervision.draftReport, { taskId: taskA })
    expect(await city.ok('countyOfficeA', supervision.getReport, next)).toMatchObject({
      version: 2,
      texts: exampleTexts,
      timing: 'missing',
    })
    await city.ok('countyOfficeA', supervision.submitReport, next)
    await city.ok('cityOffice', supervision.acceptReport, next)
    expect(await city.ok('cityOffice', supervision.getReport, next)).toMatchObject({
      status: 'accepted',
      timing: 'late',
      versions: [{ version: 1 }, { version: 2 }],
    })
    expect(await city.eventsOf(next.id)).toContain('report.accepted')
    expect(await city.eventsOf(id)).toContain('report.returned')
  })

  test('one version at a time is written or waits', async () => {
    const { taskA, id } = await ground.drafted()
    expect(await city.refused('countyOfficeA', supervision.draftReport, { taskId: taskA })).toBe('report-open')
    await city.ok('countyOfficeA', supervision.writeReport, { id, texts: exampleTexts })
    await city.ok('countyOfficeA', supervision.submitReport, { id })
    expect(await city.refused('countyOfficeA', supervision.draftReport, { taskId: taskA })).toBe('wrong-state')
    expect(await city.refused('countyOfficeA', supervision.submitReport, { id })).toBe('wrong-state')
  })

  test('is not drafted for a task that asks for something else', async () => {
    const { noticeId } = await ground.issued()
    const { rows } = await city.ok('countyOfficeA', notices.listTasks, { noticeId, product: 'workPlan', limit: 5 })
    expect(await city.refused('countyOfficeA', supervision.draftReport, { taskId: rows[0]?.id ?? '' })).toBe(
      'report-not-demanded',
    )
  })

  test('another county neither drafts, reads, writes nor submits it, and nobody judges his own', async () => {
    const { id, taskB } = await ground.submitted()
    expect(await city.refused('countyOfficeA', supervision.draftReport, { taskId: taskB })).toBe('not-found')
    for (const operation of [
      supervision.getReport,
      supervision.submitReport,
      supervision.refreshReport,
      supervision.acceptReport,
    ])
      expect(await city.refused('countyOfficeB', operation, { id })).toBe('not-found')
    expect(await city.refused('countyOfficeB', supervision.writeReport, { id, texts: exampleTexts })).toBe('not-found')
    expect(await city.refused('countyOfficeA', supervision.acceptReport, { id })).toBe('not-permitted')
    expect(await city.refused('countyOfficeA', supervision.returnReport, { id, reason: '不' })).toBe('not-permitted')
    expect(await city.refused('superiorInspector', supervision.acceptReport, { id })).toBe('not-permitted')
    expect(await city.refused('townshipLeaderA', supervision.getReport, { id })).toBe('not-permitted')
  })

  test('follows its task when the answer is given there', async () => {
    const { id, taskA } = await ground.submitted()
    await city.ok('cityOffice', notices.returnTask, { id: taskA, reason: '请补充' })
    await expect
      .poll(async () => (await city.ok('countyOfficeA', supervision.getReport, { id })).status, { timeout: 15_000 })
      .toBe('returned')
    expect(await city.ok('countyOfficeA', supervision.getReport, { id })).toMatchObject({ returnedReason: '请补充' })
  })
})

describe('the paper', () => {
  test('says in Word what was counted and what the county wrote, ready to sign and seal', async () => {
    const { id, number } = await ground.submitted()
    const { status, body, headers } = await city.call('countyOfficeA', supervision.downloadReport, {
      id,
      format: 'docx',
    })
    expect(status).toBe(200)
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain(`自查排查报告-甲区-${number}.docx`)
    const text = await docxText(body)
    for (const part of [
      '甲区化解办文件',
      number,
      '签发人：演示甲',
      '市化解办：',
      '应排查村（社区）3个，其中报告发现情况1个，签报未发现异常1个，尚未排查1个',
      '在册炉3台：界定为允许使用1台，界定为禁止使用1台，需专家论证0台，尚未界定1台',
      'AJ2018-900000',
      '空岗2个',
      '甲一镇网格长',
      '甲三旧厂房',
      '文中数据截至2018年3月10日10时00分（北京时间）',
      '特此报告。',
      '2018年3月10日',
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('草稿')
  })

  test('a draft bears no number and is marked as one', async () => {
    const { id } = await ground.drafted()
    expect(
      await docxText((await city.call('countyOfficeA', supervision.downloadReport, { id, format: 'docx' })).body),
    ).toContain('（草稿，未编发文字号）')
  })

  test('is a PDF too, and the demonstration is marked on it', async () => {
    await ground.run(sql`insert into heartbeats (name, beat_at) values ('demonstration', now())`)
    const { id } = await ground.submitted()
    const { body } = await city.call('cityOffice', supervision.downloadReport, { id, format: 'pdf' })
    expect(Buffer.isBuffer(body) && body.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await city.ok('cityOffice', supervision.getReport, { id })).figures.demonstration).toBe(true)
  })
})

describe('the summary', () => {
  test('sums what was reported, and leaves unknown who did not report', async () => {
    const { noticeId, number } = await ground.submitted()
    await ground.goTo('2018-03-16T02:00:00Z')
    const summary = await city.ok('cityOffice', supervision.getSummary, { noticeId })
    expect(summary).toMatchObject({
      timing: { onTime: 1, late: 0, missing: 1, running: 0 },
      reported: 1,
      total: { sweep: { villagesUnvisited: 1 }, leads: { founded: 1 } },
    })
    expect(summary.rows).toMatchObject([
      { areaName: '甲区', number, timing: 'onTime' },
      { areaName: '乙区', number: null, timing: 'missing', figures: null },
    ])
    const text = await docxText(
      (await city.call('cityOffice', supervision.downloadSummary, { noticeId, format: 'docx' })).body,
    )
    for (const part of ['按时报送1个，逾期报送0个，逾期未报1个', '未掌握', number]) expect(text).toContain(part)
  })

  test('is for who answers for all of it', async () => {
    const { noticeId } = await ground.submitted()
    expect(await city.refused('countyOfficeA', supervision.getSummary, { noticeId })).toBe('not-permitted')
    expect(await city.refused('cityOffice', supervision.getSummary, { noticeId: randomUUID() })).toBe('not-found')
  })

  test('is issued as numbered editions that stay as they were, each with its instant and digest', async () => {
    const { noticeId, taskA } = await ground.submitted()
    await ground.goTo('2018-03-16T02:00:00Z')
    for (const person of ['countyOfficeA', 'superiorInspector', 'officerA1'] as const)
      expect(await city.refused(person, supervision.issueSummary, { noticeId })).toBe('not-permitted')
    const first = await city.ok('cityOffice', supervision.issueSummary, { noticeId })
    expect(first).toMatchObject({ edition: 1, number: expect.stringMatching(/^测化解办〔2018〕\d+号$/) })
    expect(await city.eventsOf(first.id)).toEqual(['summary.issued'])
    const issued = await city.ok('cityOffice', supervision.getSummaryEdition, { id: first.id })
    expect(issued).toMatchObject({ number: first.number, asOf: '2018-03-16T02:00:00.000Z', intact: true })
    expect(issued.digest).toMatch(/^[0-9a-f]{64}$/)

    await ground.goTo('2018-03-17T02:00:00Z')
    const { rows } = await city.ok('cityOffice', supervision.listReportTasks, { noticeId })
    const reportId = rows.find((row) => row.taskId === taskA)?.reportId ?? ''
    await city.ok('cityOffice', supervision.returnReport, { id: reportId, reason: '缺少村名' })
    const second = await city.ok('cityOffice', supervision.issueSummary, { noticeId })
    expect(second.edition).toBe(2)
    expect(second.number).not.toBe(first.number)
    expect((await city.ok('cityOffice', supervision.getSummaryEdition, { id: second.id })).summary.reported).toBe(0)
    expect(await city.ok('cityOffice', supervision.getSummaryEdition, { id: first.id })).toEqual(issued)
    const editions = await city.ok('superiorInspector', supervision.listSummaryEditions, { noticeId, limit: 1 })
    expect(editions.rows.map(({ id }) => id)).toEqual([second.id])
    const rest = await city.ok('cityOffice', supervision.listSummaryEditions, { noticeId, after: editions.next ?? '' })
    expect(rest.rows.map(({ id }) => id)).toEqual([first.id])
    expect(await city.refused('countyOfficeA', supervision.getSummaryEdition, { id: first.id })).toMatch(/not-/)
    expect(await city.refused('countyOfficeA', supervision.listSummaryEditions, { noticeId })).toBe('not-permitted')
  })

  test('of an edition is a document, as Word and as PDF, with its number and digest', async () => {
    const { noticeId } = await ground.submitted()
    const { id, number } = await city.ok('cityOffice', supervision.issueSummary, { noticeId })
    const { digest } = await city.ok('cityOffice', supervision.getSummaryEdition, { id })
    const text = await docxText(
      (await city.call('cityOffice', supervision.downloadSummaryEdition, { id, format: 'docx' })).body,
    )
    for (const part of [number, digest, '第1版']) expect(text).toContain(part)
    const { body } = await city.call('cityOffice', supervision.downloadSummaryEdition, { id, format: 'pdf' })
    expect(Buffer.isBuffer(body) && body.subarray(0, 5).toString()).toBe('%PDF-')
    await expect(city.asOwner(`update summary_editions set snapshot = '{}' where id = $1`, [id])).rejects.toThrow(
      'summary',
    )
    await expect(city.asSystem((db) => sql`delete from summary_editions where id = ${id}`.execute(db))).rejects.toThrow(
      'permission denied',
    )
  })

  test('of a notice that asks nobody for a report is not issued', async () => {
    const to = [{ areaId: areas.countyA.id, agencyId: null }]
    const draft = exampleDraft(city.agencies.cityOffice, to)
    const demands = draft.demands.filter(({ product }) => product !== 'selfCheckReport')
    const { id } = await city.ok('cityOffice', notices.draftNotice, { ...draft, demands })
    await city.ok('cityOffice', notices.issueNotice, { id })
    expect(await city.refused('cityOffice', supervision.issueSummary, { noticeId: id })).toBe('summary-empty')
  })
})
