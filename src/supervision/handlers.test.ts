import { randomUUID } from 'node:crypto'
import JSZip from 'jszip'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { noticesContract as notices } from '../notices/contract.ts'
import { exampleDraft } from '../notices/examples.ts'
import { supervisionContract as supervision } from './contract.ts'
import { exampleTexts } from './examples.ts'
import { figureFamilies, figureKeys, figureValue, overlapping } from './figure.ts'
import { vacant } from './figures.ts'

let city: Test
const atWork = '2018-03-10T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: '2018-02-08T02:00:00Z', work: true })
  await seedGround()
})
afterAll(() => city.close())
beforeEach(() => goTo(atWork))

/** Time passes, and everybody signs in again. */
async function goTo(instant: string) {
  city.setNow(instant)
  await run(
    sql`update auth_sessions set "createdAt" = ${instant}, "expiresAt" = ${instant}::timestamptz + interval '30 minutes'`,
  )
}

const run = (query: ReturnType<typeof sql>) => city.asSystem((db) => query.execute(db))
const at = (area: { id: number; path: string }) => sql`${area.id}, ${area.path}`

/** Two sites with three furnaces, four leads, one case of county A; a lead of county B. */
async function seedGround() {
  const [siteA, siteA2] = [randomUUID(), randomUUID()]
  for (const [id, name, area] of [
    [siteA, '甲一铸件场', areas.villageA1],
    [siteA2, '甲三旧厂房', areas.villageA3],
  ] as const)
    await run(
      sql`insert into sites (id, name, address, area_id, area_path, kind, status, registered_at) values (${id}, ${name}, '村东', ${at(area)}, 'melting', 'operating', now())`,
    )
  for (const [site, area, label, judgement] of [
    [siteA, areas.villageA1, '1', 'permitted'],
    [siteA, areas.villageA1, '2', null],
    [siteA2, areas.villageA3, '1', 'forbidden'],
  ] as const)
    await run(sql`insert into furnaces (id, site_id, area_id, area_path, label, kind, judgement, judged_on, state, registered_at)
      values (${randomUUID()}, ${site}, ${at(area)}, ${label}, 'mediumFrequency', ${judgement}, ${judgement && '2018-03-01'}, 'standing', now())`)
  const founded = randomUUID()
  const leads = [
    [randomUUID(), 'opened', null, areas.villageA1, null],
    [randomUUID(), 'underVerification', null, areas.villageA2, null],
    [founded, 'founded', 'founded', areas.villageA3, siteA2],
    [randomUUID(), 'opened', null, areas.villageB, null],
  ] as const
  for (const [i, [id, status, outcome, area, site]] of leads.entries())
    await run(sql`insert into leads (id, number, status, source, source_id, site_id, area_id, area_path, title, opened_at, outcome)
      values (${id}, ${`XS2018-90000${i}`}, ${status}, 'superior', 'x', ${site}, ${at(area)}, '夜间冒烟', now(), ${outcome})`)
  const caseId = randomUUID()
  await run(sql`insert into case_files (id, number, lead_id, site_id, agency_id, status, area_id, area_path, opened_on, opened_at, opened_by)
    values (${caseId}, 'AJ2018-900000', ${founded}, ${siteA2}, ${city.agencies.marketA}, 'open', ${at(areas.villageA3)}, '2018-03-05', now(), ${city.persons.officerA1.officialId})`)
  await run(
    sql`insert into closure_cards (case_file_id, area_path, rules_on) values (${caseId}, ${areas.villageA3.path}, '2018-03-05')`,
  )
  await run(sql`insert into closure_atoms (id, case_file_id, area_id, area_path, atom, position, applies, rule_id)
    select gen_random_uuid(), ${caseId}, ${at(areas.villageA3)}, a, 1, true, (select id from rules where key = 'closure.atom.' || a limit 1) from unnest(array['power', 'furnace', 'product']) a`)
}

/** Issues the notice, and opens a sweep of it: village A1 reported, A2 nothing seen, A3 and B unvisited, one site each state. */
async function issued() {
  await goTo('2018-02-08T02:00:00Z')
  const to = [areas.countyA, areas.countyB].map(({ id }) => ({ areaId: id, agencyId: null }))
  const { id } = await city.ok('cityOffice', notices.draftNotice, exampleDraft(city.agencies.cityOffice, to))
  await city.ok('cityOffice', notices.issueNotice, { id })
  const sweepId = randomUUID()
  await run(sql`insert into sweeps (id, notice_id, name, area_id, area_path, starts_on, due_on, status, opened_by, opened_at)
    values (${sweepId}, ${id}, '全覆盖大排查', ${at(areas.city)}, '2018-02-09', '2018-03-15', 'running', ${city.persons.cityOffice.officialId}, clock_timestamp())`)
  for (const [area, status] of [
    [areas.villageA1, 'reported'],
    [areas.villageA2, 'nothingSeen'],
    [areas.villageA3, 'unvisited'],
    [areas.villageB, 'unvisited'],
  ] as const)
    await run(
      sql`insert into sweep_targets (id, sweep_id, kind, area_id, area_path, status) values (${randomUUID()}, ${sweepId}, 'village', ${at(area)}, ${status})`,
    )
  await run(sql`insert into sweep_targets (id, sweep_id, kind, area_id, area_path, site_id, status)
    select gen_random_uuid(), ${sweepId}, 'site', area_id, area_path, id, case when name = '甲一铸件场' then 'observed' else 'unvisited' end from sites`)
  await goTo(atWork)
  const { rows } = await city.ok('cityOffice', supervision.listReportTasks, { noticeId: id, limit: 10 })
  const taskOf = (areaId: number) => rows.find((row) => row.areaId === areaId)?.taskId ?? ''
  return { noticeId: id, sweepId, taskA: taskOf(areas.countyA.id), taskB: taskOf(areas.countyB.id) }
}

async function drafted() {
  const ground = await issued()
  const { id } = await city.ok('countyOfficeA', supervision.draftReport, { taskId: ground.taskA })
  return { ...ground, id }
}

async function submitted() {
  const ground = await drafted()
  await city.ok('countyOfficeA', supervision.writeReport, { id: ground.id, texts: exampleTexts })
  const { number } = await city.ok('countyOfficeA', supervision.submitReport, { id: ground.id })
  return { ...ground, number }
}

async function docxText(content: unknown): Promise<string> {
  if (!Buffer.isBuffer(content)) throw new Error('no file')
  const zip = await JSZip.loadAsync(content)
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? ''
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join('')
}

describe('progress', () => {
  test('is told for the areas directly below mine, with what nobody visited as its own figure', async () => {
    const { noticeId, sweepId } = await issued()
    const progress = await city.ok('cityOffice', supervision.getProgress, { noticeId })
    expect(progress.sweep?.id).toBe(sweepId)
    const ofA = progress.rows.find((row) => row.area.id === areas.countyA.id)?.figures
    expect(ofA).toMatchObject({
      tasks: { onTime: 0, late: 0, missing: 1, running: 2 },
      receipts: { onTime: 0, late: 0, missing: 1, running: 0 },
      sweep: {
        villagesReported: 1,
        villagesNothingSeen: 1,
        villagesUnvisited: 1,
        sitesVisited: 0,
        sitesObserved: 1,
        sitesUnvisited: 1,
      },
      leads: { waiting: 1, underVerification: 1, founded: 1, cleared: 0 },
      furnaces: { permitted: 1, forbidden: 1, expertNeeded: 0, unjudged: 1, forbiddenStanding: 1 },
      closures: { open: 1, closing: 0, closed: 0 },
    })
    expect(progress.total.sweep?.villagesUnvisited).toBe(2)
  })

  test('every figure opens the list of exactly what it counts, for every area and person', async () => {
    const { noticeId } = await issued()
    for (const [person, areaIds] of [
      ['cityOffice', [1, 2, 3, 4]],
      ['countyOfficeA', [2, 4, 9]],
      ['townshipLeaderA', [4]],
    ] as const) {
      for (const areaId of areaIds) {
        const { total } = await city.ok(person, supervision.getProgress, { areaId, noticeId })
        for (const figure of figureKeys) {
          const { rows } = await city.ok(person, supervision.listFigure, { figure, areaId, noticeId, limit: 200 })
          expect([figure, rows.length]).toEqual([figure, figureValue(total, figure)])
        }
      }
    }
  })

  test('the figures of a family add up: nothing falls between them', async () => {
    const { noticeId } = await issued()
    const { total } = await city.ok('cityOffice', supervision.getProgress, { noticeId })
    const sumOf = (family: 'tasks' | 'receipts' | 'sweep' | 'furnaces') =>
      figureFamilies[family]
        .filter((name) => !overlapping.some((key) => key === `${family}.${name}`))
        .reduce((sum, name) => sum + Number(Object.entries(total[family] ?? {}).find(([key]) => key === name)?.[1]), 0)
    const counted = await city.asSystem(
      async (db) =>
        (
          await sql<Record<string, number>>`
      select (select count(*) from tasks where notice_id = ${noticeId}) as tasks, (select count(*) from notice_addressees where notice_id = ${noticeId}) as receipts,
             (select count(*) from sweep_targets t join sweeps s on s.id = t.sweep_id where s.notice_id = ${noticeId}) as sweep, (select count(*) from furnaces) as furnaces`.execute(
            db,
          )
        ).rows[0],
    )
    for (const family of ['tasks', 'receipts', 'sweep', 'furnaces'] as const)
      expect([family, sumOf(family)]).toEqual([family, counted?.[family]])
  })

  test('pages of a list follow each other without gap or repetition', async () => {
    const { noticeId } = await issued()
    const all = await city.ok('cityOffice', supervision.listFigure, { figure: 'tasks.running', noticeId, limit: 200 })
    const seen: string[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page: { rows: { id: string }[]; next: string | null } = await city.ok(
        'cityOffice',
        supervision.listFigure,
        { figure: 'tasks.running', noticeId, limit: 1, ...(after && { after }) },
      )
      seen.push(...page.rows.map((row) => row.id))
      after = page.next
    }
    expect(seen).toEqual(all.rows.map((row) => row.id))
  })

  test('without a sweep coverage is unknown, not zero', async () => {
    const { noticeId } = await issued()
    await run(
      sql`update sweeps set notice_id = (select id from notices where id <> ${noticeId} limit 1) where notice_id = ${noticeId}`,
    )
    expect((await city.ok('cityOffice', supervision.getProgress, { noticeId })).total.sweep).toBeNull()
  })

  test.each([
    ['countyOfficeA', areas.countyB.id],
    ['countyOfficeA', areas.city.id],
    ['townshipLeaderA', areas.townshipA2.id],
  ] as const)('%s does not see area %i', async (person, areaId) => {
    expect(await city.refused(person, supervision.getProgress, { areaId })).toBe('not-found')
    expect(await city.refused(person, supervision.listFigure, { areaId, figure: 'leads.waiting', limit: 10 })).toBe(
      'not-found',
    )
  })

  test.each(['gridWorkerA1', 'powerLiaison', 'systemAdmin'] as const)('%s has no business with it', async (person) => {
    expect(await city.refused(person, supervision.getProgress, {})).toBe('not-permitted')
  })
})

describe('a report', () => {
  test('is drafted from the figures of now, with the instant, the digest and an event', async () => {
    const { id } = await drafted()
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
    const { id } = await drafted()
    const first = await city.ok('countyOfficeA', supervision.refreshReport, { id })
    expect(await city.ok('countyOfficeA', supervision.refreshReport, { id })).toEqual(first)
    await goTo('2018-03-10T03:00:00Z')
    expect((await city.ok('countyOfficeA', supervision.refreshReport, { id })).digest).not.toBe(first.digest)
    expect(await city.eventsOf(id)).toContain('report.refreshed')
  })

  test('takes its number at submission, in order, and hands in its task', async () => {
    const first = await submitted()
    const second = await submitted()
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
    const { id } = await drafted()
    expect(await city.refused('countyOfficeA', supervision.submitReport, { id })).toBe('report-incomplete')
    const { number } = await submitted()
    const serial = Number(/〔2018〕(\d+)号/.exec(number)?.[1])
    const next = await submitted()
    expect(next.number).toContain(`〔2018〕${serial + 1}号`)
  })

  test('once submitted it never changes: not by its county, not by the database', async () => {
    const { id } = await submitted()
    const before = await city.ok('cityOffice', supervision.getReport, { id })
    await run(sql`update furnaces set judgement = 'permitted', judged_on = '2018-03-11' where judgement is null`)
    expect(
      await city.refused('countyOfficeA', supervision.writeReport, {
        id,
        texts: { ...exampleTexts, measures: '改写' },
      }),
    ).toBe('report-frozen')
    expect(await city.refused('countyOfficeA', supervision.refreshReport, { id })).toBe('report-frozen')
    await expect(
      run(sql`update reports set snapshot = jsonb_set(snapshot, '{visits}', '99') where id = ${id}`),
    ).rejects.toThrow(/submitted report/)
    await expect(run(sql`update reports set texts = '{}' where id = ${id}`)).rejects.toThrow(/submitted report/)
    expect(await city.ok('cityOffice', supervision.getReport, { id })).toEqual(before)
    await run(sql`update furnaces set judgement = null, judged_on = null where judged_on = '2018-03-11'`)
  })

  test('is not seen by the city before it is submitted', async () => {
    const { id } = await drafted()
    expect(await city.refused('cityOffice', supervision.getReport, { id })).toBe('not-found')
    expect(await city.refused('cityOffice', supervision.downloadReport, { id, format: 'docx' })).toBe('not-found')
  })

  test('is returned with reasons; the county drafts the next version from its own words, and late stays late', async () => {
    const { id, taskA, number } = await submitted()
    await goTo('2018-03-14T02:00:00Z')
    await city.ok('cityOffice', supervision.returnReport, { id, reason: '未说明未查村的补查安排' })
    expect(await city.ok('countyOfficeA', supervision.getReport, { id })).toMatchObject({
      status: 'returned',
      number,
      returnedReason: '未说明未查村的补查安排',
    })
    await goTo('2018-03-16T02:00:00Z')
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
    const { taskA, id } = await drafted()
    expect(await city.refused('countyOfficeA', supervision.draftReport, { taskId: taskA })).toBe('report-open')
    await city.ok('countyOfficeA', supervision.writeReport, { id, texts: exampleTexts })
    await city.ok('countyOfficeA', supervision.submitReport, { id })
    expect(await city.refused('countyOfficeA', supervision.draftReport, { taskId: taskA })).toBe('wrong-state')
    expect(await city.refused('countyOfficeA', supervision.submitReport, { id })).toBe('wrong-state')
  })

  test('is not drafted for a task that asks for something else', async () => {
    const { noticeId } = await issued()
    const { rows } = await city.ok('countyOfficeA', notices.listTasks, { noticeId, product: 'workPlan', limit: 5 })
    expect(await city.refused('countyOfficeA', supervision.draftReport, { taskId: rows[0]?.id ?? '' })).toBe(
      'report-not-demanded',
    )
  })

  test('another county neither drafts, reads, writes nor submits it, and nobody judges his own', async () => {
    const { id, taskB } = await submitted()
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
    const { id, taskA } = await submitted()
    await city.ok('cityOffice', notices.returnTask, { id: taskA, reason: '请补充' })
    await expect
      .poll(async () => (await city.ok('countyOfficeA', supervision.getReport, { id })).status, { timeout: 15_000 })
      .toBe('returned')
    expect(await city.ok('countyOfficeA', supervision.getReport, { id })).toMatchObject({ returnedReason: '请补充' })
  })
})

describe('the paper', () => {
  test('says in Word what was counted and what the county wrote, ready to sign and seal', async () => {
    const { id, number } = await submitted()
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
    const { id } = await drafted()
    expect(
      await docxText((await city.call('countyOfficeA', supervision.downloadReport, { id, format: 'docx' })).body),
    ).toContain('（草稿，未编发文字号）')
  })

  test('is a PDF too, and the demonstration is marked on it', async () => {
    await run(sql`insert into heartbeats (name, beat_at) values ('demonstration', now())`)
    const { id } = await submitted()
    const { body } = await city.call('cityOffice', supervision.downloadReport, { id, format: 'pdf' })
    expect(Buffer.isBuffer(body) && body.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await city.ok('cityOffice', supervision.getReport, { id })).figures.demonstration).toBe(true)
  })
})

describe('the summary', () => {
  test('sums what was reported, and leaves unknown who did not report', async () => {
    const { noticeId, number } = await submitted()
    await goTo('2018-03-16T02:00:00Z')
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
    const { noticeId } = await submitted()
    expect(await city.refused('countyOfficeA', supervision.getSummary, { noticeId })).toBe('not-permitted')
    expect(await city.refused('cityOffice', supervision.getSummary, { noticeId: randomUUID() })).toBe('not-found')
  })
})
