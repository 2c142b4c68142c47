import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { platformContract } from '../platform/shared/platform-contract.ts'
import { noticesContract as notices } from './contract.ts'
import { exampleDraft } from './examples.ts'
import { recipientLine } from './notice-document.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-02-08T02:00:00Z' })
})
afterAll(() => city.close())

const draft = (over = {}) => ({
  ...exampleDraft(city.agencies.cityOffice, [
    { areaId: areas.countyA.id, agencyId: null },
    { areaId: areas.countyB.id, agencyId: null },
  ]),
  ...over,
})
const issued = async () => {
  const { id } = await city.ok('cityOffice', notices.draftNotice, draft())
  const { number } = await city.ok('cityOffice', notices.issueNotice, { id })
  return { id, number }
}
const addresseeOf = async (id: string, areaId: number) =>
  (await city.ok('cityOffice', notices.getNotice, { id })).addresseeRows.find((row) => row.areaId === areaId)?.id ?? ''

describe('a number', () => {
  test('is taken at issue, in order, and is never given again', async () => {
    const first = await issued()
    const second = await issued()
    expect(first.number).toMatch(/^测化解办〔2018〕\d+号$/)
    const serial = (number: string) => Number(number.match(/(\d+)号/)?.[1])
    expect(serial(second.number)).toBe(serial(first.number) + 1)
    await city.ok('cityOffice', notices.withdrawNotice, { id: second.id, reason: '文号重排' })
    expect(serial((await issued()).number)).toBe(serial(second.number) + 1)
  })

  test('is given once each when eight issue at the same time', async () => {
    const ids = await Promise.all(
      Array.from({ length: 8 }, async () => (await city.ok('cityOffice', notices.draftNotice, draft())).id),
    )
    const numbers = await Promise.all(
      ids.map(async (id) => (await city.ok('cityOffice', notices.issueNotice, { id })).number),
    )
    expect(new Set(numbers).size).toBe(8)
  })

  test('is not taken when the issue is refused', async () => {
    const { number } = await issued()
    const { id } = await city.ok(
      'cityOffice',
      notices.draftNotice,
      draft({ demands: [{ ...draft().demands[0], dueOn: '2018-01-01', days: null }] }),
    )
    expect(await city.refused('cityOffice', notices.issueNotice, { id })).toBe('due-before-issue')
    const next = await issued()
    expect(Number(next.number.match(/(\d+)号/)?.[1])).toBe(Number(number.match(/(\d+)号/)?.[1]) + 1)
  })
})

describe('drafting and issuing', () => {
  test.each(['countyOfficeA', 'townshipLeaderA'] as const)('%s may not draft for the city office', async (person) => {
    expect(await city.refused(person, notices.draftNotice, draft())).toBe('not-permitted')
  })

  test('an office issues only downwards', async () => {
    const upwards = draft({
      issuerAgencyId: city.agencies.countyOfficeA,
      addressees: [{ areaId: areas.countyB.id, agencyId: null }],
    })
    expect(await city.refused('countyOfficeA', notices.draftNotice, upwards)).toBe('addressee-outside')
  })

  test('what is read on the screen is what is printed: the draft as it stands with whole levels, the notice as it was issued', async () => {
    const { id } = await city.ok('cityOffice', notices.draftNotice, {
      ...draft({ superiorNumber: '苏化解办〔2018〕4号' }),
      addresseeLevels: ['township'],
    })
    const before = await city.ok('cityOffice', notices.getNotice, { id })
    expect(recipientLine(before.paper.recipients)).toEqual([
      '甲区人民政府',
      '乙区人民政府',
      '各乡镇人民政府、街道办事处',
    ])
    await city.ok('cityOffice', notices.issueNotice, { id })
    const { paper, number } = await city.ok('countyOfficeA', notices.getNotice, { id })
    expect(paper).toMatchObject({ number, superiorNumber: '苏化解办〔2018〕4号' })
    expect(recipientLine(paper.recipients).slice(0, 2)).toEqual(['甲区人民政府', '乙区人民政府'])
    const [kept] = await city.asOwner('select paper from notices where id = $1', [id])
    expect(kept).toEqual({ paper })
  })

  test('a draft is not seen by its addressees, an issued notice is', async () => {
    const { id } = await city.ok('cityOffice', notices.draftNotice, draft())
    expect(await city.refused('countyOfficeA', notices.getNotice, { id })).toBe('not-found')
    await city.ok('cityOffice', notices.issueNotice, { id })
    expect(await city.ok('countyOfficeA', notices.getNotice, { id })).toMatchObject({ status: 'issued' })
  })

  test('an issued notice cannot be changed or issued again', async () => {
    const { id } = await issued()
    expect(await city.refused('cityOffice', notices.changeDraft, { ...draft(), id })).toBe('wrong-state')
    expect(await city.refused('cityOffice', notices.issueNotice, { id })).toBe('wrong-state')
  })

  test('a county passes it on under its own number, and the chain shows both', async () => {
    const { id } = await issued()
    const own = await city.ok('countyOfficeA', notices.draftNotice, {
      ...draft({ issuerAgencyId: city.agencies.countyOfficeA, superiorNoticeId: id }),
      addressees: [{ areaId: areas.townshipA.id, agencyId: null }],
    })
    const { number } = await city.ok('countyOfficeA', notices.issueNotice, own)
    expect((await city.ok('cityOffice', notices.getNotice, { id })).subordinate).toEqual([
      expect.objectContaining({ number }),
    ])
  })
})

describe('receipt', () => {
  test('is confirmed by the addressee, once, with name and time, and the limit is met', async () => {
    const { id } = await issued()
    const addressee = await addresseeOf(id, areas.countyA.id)
    expect(await city.refused('countyOfficeB', notices.confirmReceipt, { id: addressee })).toBe('not-found')
    expect(await city.refused('officerA1', notices.confirmReceipt, { id: addressee })).toBe('not-permitted')
    await city.ok('countyOfficeA', notices.confirmReceipt, { id: addressee })
    expect(await city.refused('countyOfficeA', notices.confirmReceipt, { id: addressee })).toBe('already-confirmed')
    const { rows } = await city.ok('countyOfficeA', platformContract.listLimitsOf, { subjectId: addressee })
    expect(rows).toEqual([
      expect.objectContaining({ kind: 'limit.noticeReceipt', status: 'done', dueOn: '2018-02-11' }),
    ])
    expect(await city.eventsOf(id)).toEqual(['notice.drafted', 'notice.issued', 'notice.received'])
  })

  test('the unconfirmed list holds whoever has not, and only in the reader’s own scope', async () => {
    const { id } = await issued()
    const all = await city.ok('cityOffice', notices.listUnconfirmed, { noticeId: id })
    expect(all.rows.map((row) => row.areaId).sort()).toEqual([areas.countyA.id, areas.countyB.id])
    const own = await city.ok('countyOfficeB', notices.listUnconfirmed, { noticeId: id })
    expect(own.rows.map((row) => row.areaId)).toEqual([areas.countyB.id])
  })

  test('each addressee stands under its own place, in whatever order and company it was ticked', async () => {
    const power = { areaId: areas.city.id, agencyId: city.agencies.powerCompany }
    const both = [areas.countyB, areas.countyA].map((area) => ({ areaId: area.id, agencyId: null }))
    for (const addressees of [
      [...both, power],
      [power, ...both.toReversed()],
    ]) {
      const { id } = await city.ok('cityOffice', notices.draftNotice, draft({ addressees }))
      await city.ok('cityOffice', notices.issueNotice, { id })
      const seen = await city.ok('countyOfficeA', notices.getNotice, { id })
      expect(seen.addresseeRows.map((row) => row.areaId)).toEqual([areas.countyA.id])
    }
  })
})

describe('tasks', () => {
  test('are drawn from the paragraphs for each addressee, with the date the notice names', async () => {
    const { id } = await issued()
    const { rows } = await city.ok('countyOfficeA', notices.listTasks, { noticeId: id })
    expect(rows.map((row) => [row.product, row.dueOn])).toEqual([
      ['workPlan', '2018-02-27'],
      ['sweep', '2018-03-15'],
      ['selfCheckReport', '2018-03-15'],
    ])
  })

  test('are delivered by the owner, judged by who demanded them, returned with reasons, and delivered again', async () => {
    const { id } = await issued()
    const task = (await city.ok('countyOfficeA', notices.listTasks, { noticeId: id })).rows[0]?.id ?? ''
    const fileId = await city.upload(
      'countyOfficeA',
      areas.countyA.id,
      'document',
      '工作方案.pdf',
      Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'),
    )
    expect(await city.refused('countyOfficeB', notices.deliverTask, { id: task, fileId })).toBe('not-found')
    expect(await city.refused('cityOffice', notices.deliverTask, { id: task, fileId })).toBe('not-permitted')
    await city.ok('countyOfficeA', notices.deliverTask, { id: task, fileId })
    expect(await city.refused('countyOfficeA', notices.acceptTask, { id: task })).toBe('not-permitted')
    await city.ok('cityOffice', notices.returnTask, { id: task, reason: '缺少部门分工' })
    await city.ok('countyOfficeA', notices.deliverTask, { id: task, fileId })
    await city.ok('cityOffice', notices.acceptTask, { id: task })
    expect(await city.refused('cityOffice', notices.returnTask, { id: task, reason: '再看' })).toBe('wrong-state')
    expect(await city.eventsOf(task)).toEqual(['task.delivered', 'task.returned', 'task.delivered', 'task.accepted'])
  })

  test('delivered late stays late for good', async () => {
    const { id } = await issued()
    const task = (await city.ok('countyOfficeA', notices.listTasks, { noticeId: id })).rows[0]?.id ?? ''
    const fileId = await city.upload(
      'countyOfficeA',
      areas.countyA.id,
      'document',
      'a.pdf',
      Buffer.from('%PDF-1.4\n%%EOF'),
    )
    city.setNow('2018-02-08T02:20:00Z')
    await city.asSystem((db) =>
      import('kysely').then(({ sql }) =>
        sql`update time_limits set due_on = '2018-02-07' where subject_id = ${task}`.execute(db),
      ),
    )
    await city.ok('countyOfficeA', notices.deliverTask, { id: task, fileId })
    const { rows } = await city.ok('countyOfficeA', platformContract.listLimitsOf, { subjectId: task })
    expect(rows[0]?.status).toBe('doneLate')
  })

  test('of a withdrawn notice are cancelled and their limits end', async () => {
    const { id } = await issued()
    await city.ok('cityOffice', notices.withdrawNotice, { id, reason: '另行通知' })
    const { rows } = await city.ok('countyOfficeA', notices.listTasks, { noticeId: id })
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['cancelled']))
  })
})

test('every demand needs a date or days, and a paragraph that is there', async () => {
  const [first] = draft().demands
  expect(
    await city.refused('cityOffice', notices.draftNotice, draft({ demands: [{ ...first, dueOn: null, days: null }] })),
  ).toBe('demand-without-limit')
  expect(await city.refused('cityOffice', notices.draftNotice, draft({ demands: [{ ...first, paragraph: 39 }] }))).toBe(
    'demand-paragraph',
  )
})
