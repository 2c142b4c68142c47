import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { asProgram } from '../platform/server/http.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { noticesContract as notices } from './contract.ts'
import { exampleDraft } from './examples.ts'
import { chaseDue } from './jobs.ts'

let city: Test
const issueDay = '2018-02-08T02:00:00Z'
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  city.setNow(issueDay)
})
afterAll(() => city.close())

const draft = (over = {}) => ({
  ...exampleDraft(city.agencies.cityOffice, [
    { areaId: areas.countyA.id, agencyId: null },
    { areaId: areas.countyB.id, agencyId: null },
  ]),
  ...over,
})
const issued = async (over = {}) => {
  city.setNow(issueDay)
  const { id } = await city.ok('cityOffice', notices.draftNotice, draft(over))
  return { id, ...(await city.ok('cityOffice', notices.issueNotice, { id })) }
}
const scan = (person: 'cityOffice' | 'countyOfficeA', areaId: number) =>
  city.upload(person, areaId, 'scan', '盖章件.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
const addresseeOf = async (id: string, areaId: number) =>
  (await city.ok('cityOffice', notices.getNotice, { id })).addresseeRows.find((row) => row.areaId === areaId)
const chaseByRule = () => asProgram(city.app.platform, chaseDue)

describe('a draft', () => {
  test('nobody wants any more is discarded with its reason, kept by its office and seen by no other', async () => {
    const { id } = await city.ok('cityOffice', notices.draftNotice, draft())
    expect(await city.refused('countyOfficeA', notices.discardDraft, { id, reason: '重复' })).toBe('not-found')
    await city.ok('cityOfficeDeputy', notices.discardDraft, { id, reason: '与年度通知重复' })
    expect(await city.ok('cityOffice', notices.getNotice, { id })).toMatchObject({
      status: 'discarded',
      number: null,
      reviewNote: '与年度通知重复',
    })
    expect(await city.refused('cityOffice', notices.changeDraft, { ...draft(), id })).toBe('wrong-state')
    expect(await city.refused('cityOffice', notices.issueNotice, { id })).toBe('wrong-state')
    expect(await city.refused('countyOfficeA', notices.getNotice, { id })).toBe('not-found')
    expect(await city.eventsOf(id)).toEqual(['notice.drafted', 'notice.discarded'])
  })

  test('is handed in, sent back with reasons, handed in again and approved by another', async () => {
    const { id } = await city.ok('cityOffice', notices.draftNotice, draft())
    await city.ok('cityOffice', notices.submitDraft, { id })
    expect(await city.refused('cityOffice', notices.changeDraft, { ...draft(), id })).toBe('wrong-state')
    expect(await city.refused('cityOffice', notices.issueNotice, { id })).toBe('wrong-state')
    expect(await city.refused('countyOfficeA', notices.returnDraft, { id, reason: '再改' })).toBe('not-found')
    await city.ok('cityOfficeDeputy', notices.returnDraft, { id, reason: '缺少期限' })
    expect(await city.ok('cityOffice', notices.getNotice, { id })).toMatchObject({
      status: 'draft',
      reviewNote: '缺少期限',
      reviewedBy: null,
    })
    await city.ok('cityOffice', notices.submitDraft, { id })
    expect(await city.refused('cityOffice', notices.approveDraft, { id })).toBe('review-by-another')
    await city.ok('cityOfficeDeputy', notices.approveDraft, { id })
    expect(await city.refused('cityOfficeDeputy', notices.approveDraft, { id })).toBe('wrong-state')
    expect(await city.ok('cityOffice', notices.getNotice, { id })).toMatchObject({ reviewedBy: 'cityOfficeDeputy' })
    await city.ok('cityOffice', notices.issueNotice, { id })
    expect(await city.eventsOf(id)).toEqual([
      'notice.drafted',
      'notice.submitted',
      'notice.returned',
      'notice.submitted',
      'notice.approved',
      'notice.issued',
    ])
  })

  test('needs an addressee, or a level of them', async () => {
    expect(await city.refused('cityOffice', notices.draftNotice, draft({ addressees: [] }))).toBe('addressee-missing')
    const { id } = await issued({ addressees: [], addresseeLevels: ['township'] })
    const { rows } = await city.ok('cityOffice', notices.listReceipts, { id })
    expect(rows.map((row) => row.areaId).sort((a, b) => a - b)).toEqual([4, 5, 9])
  })
})

describe('a numbered document', () => {
  test('counts as issued with its scan, once, by its own office', async () => {
    const { id } = await issued()
    const unsealed = async () =>
      (await city.ok('cityOffice', notices.listNotices, { unsealed: 'true' })).rows.map((row) => row.id)
    expect(await unsealed()).toContain(id)
    const fileId = await scan('cityOffice', areas.city.id)
    expect(await city.refused('countyOfficeA', notices.sealNotice, { id, fileId, kind: 'scan' })).toBe('not-found')
    await city.ok('cityOffice', notices.sealNotice, { id, fileId, kind: 'scan' })
    expect(await city.refused('cityOffice', notices.sealNotice, { id, fileId, kind: 'eSeal' })).toBe('already-sealed')
    expect(await unsealed()).not.toContain(id)
    expect((await city.call('countyOfficeB', platform.getFile, { id: fileId })).status).toBe(200)
    expect((await city.eventsOf(id)).at(-1)).toBe('notice.sealed')
    const { id: other } = await city.ok('cityOffice', notices.draftNotice, draft())
    expect(await city.refused('cityOffice', notices.sealNotice, { id: other, fileId, kind: 'scan' })).toBe(
      'wrong-state',
    )
  })

  test('prints the same for everybody, in Word and PDF, and cannot be changed even in the database', async () => {
    const { id, number } = await issued()
    for (const person of ['cityOffice', 'countyOfficeA'] as const) {
      const pdf = await city.call(person, notices.downloadNotice, { id, format: 'pdf' })
      expect(pdf.status).toBe(200)
      expect(String(pdf.body).slice(0, 5)).toBe('%PDF-')
    }
    const [a, b] = await Promise.all(
      (['cityOffice', 'countyOfficeA'] as const).map(
        async (person) => (await city.call(person, notices.downloadNotice, { id, format: 'docx' })).body,
      ),
    )
    expect(a).toEqual(b)
    const record = await city.ok('cityOffice', notices.getNotice, { id })
    expect(record.digest).toMatch(/^[0-9a-f]{64}$/)
    await expect(city.asOwner(`update notices set title = '另一标题' where number = $1`, [number])).rejects.toThrow(
      'an issued notice is changed',
    )
  })

  test('steps into the place of an older one, whose tasks and limits end with it', async () => {
    const old = await issued()
    const unissued = await city.ok('cityOffice', notices.draftNotice, draft())
    expect(await city.refused('cityOffice', notices.draftNotice, draft({ supersedesId: unissued.id }))).toBe(
      'supersede-other',
    )
    const fresh = await issued({ supersedesId: old.id })
    const ended = await city.ok('cityOffice', notices.getNotice, { id: old.id })
    expect(ended).toMatchObject({ status: 'superseded', number: old.number, supersededBy: { number: fresh.number } })
    const { rows } = await city.ok('countyOfficeA', notices.listTasks, { noticeId: old.id })
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['cancelled']))
    const limits = await city.ok('countyOfficeA', platform.listLimitsOf, { subjectId: rows[0]?.id ?? '' })
    expect(limits.rows.map((row) => row.status)).toEqual(['ended'])
    expect((await city.eventsOf(old.id)).at(-1)).toBe('notice.superseded')
  })
})

describe('chasing', () => {
  test('by one click reaches whoever has not confirmed, once a day, and never the own office', async () => {
    const { id } = await issued()
    await city.ok('countyOfficeA', notices.confirmReceipt, { id: (await addresseeOf(id, areas.countyA.id))?.id ?? '' })
    expect(await city.refused('countyOfficeB', notices.urgeNotice, { id })).toBe('urged-today')
    expect(await city.ok('cityOffice', notices.urgeNotice, { id })).toEqual({ urged: 1 })
    expect(await city.refused('cityOffice', notices.urgeNotice, { id })).toBe('urged-today')
    expect(await addresseeOf(id, areas.countyB.id)).toMatchObject({ urges: 1, reach: 'inApp' })
    const told = await city.asOwner<{ occasion: string }>(
      `select occasion from messages m join notice_addressees d on d.id = m.matter_id where d.notice_id = $1 and d.area_id = 3 order by put_at`,
      [id],
    )
    expect(told.map((row) => row.occasion)).toEqual(['issue', 'urge.2018-02-08'])
    expect((await city.eventsOf(id)).at(-1)).toBe('notice.urged')
  })

  test('of one addressee is for an office above it', async () => {
    const { id } = await issued()
    const addresseeId = (await addresseeOf(id, areas.countyB.id))?.id ?? ''
    expect(await city.refused('countyOfficeB', notices.urgeNotice, { id, addresseeId })).toBe('not-permitted')
    expect(await city.refused('countyOfficeA', notices.urgeNotice, { id, addresseeId })).toBe('not-found')
    expect(await city.ok('cityOffice', notices.urgeNotice, { id, addresseeId })).toEqual({ urged: 1 })
  })

  test('by rule goes step by step over working days, each step once, and only for a sealed notice', async () => {
    const { id } = await issued()
    await issued()
    await city.ok('cityOffice', notices.sealNotice, {
      id,
      fileId: await scan('cityOffice', areas.city.id),
      kind: 'scan',
    })
    await city.asOwner(
      `update notices set sealed_file_id = null, seal_kind = null, sealed_at = null, sealed_by = null where id <> $1`,
      [id],
    )
    // Sunday 11 February 2018 is worked: the 12th is the third working day after the 8th, the 14th the fifth, the 27th the tenth
    for (const [day, chased] of [
      ['2018-02-11', 0],
      ['2018-02-12', 2],
      ['2018-02-13', 0],
      ['2018-02-14', 2],
      ['2018-02-27', 2],
      ['2018-03-20', 0],
    ] as const) {
      city.setNow(`${day}T00:00:00Z`)
      expect([day, await chaseByRule()]).toEqual([day, chased])
      expect(await chaseByRule()).toBe(0)
    }
    city.setNow(issueDay)
    expect(await addresseeOf(id, areas.countyA.id)).toMatchObject({ urges: 3 })
  })
})

describe('undelivered', () => {
  test('is who has nobody that could be told', async () => {
    const { id } = await issued({
      addressees: [
        { areaId: areas.countyA.id, agencyId: null },
        { areaId: areas.city.id, agencyId: city.agencies.powerCompany },
      ],
    })
    await city.asOwner(`update officials set account_id = null where id = $1`, [city.persons.powerLiaison.officialId])
    const lonely = await issued({
      demands: [],
      addressees: [{ areaId: areas.city.id, agencyId: city.agencies.powerCompany }],
    })
    const { rows } = await city.ok('cityOffice', notices.listUnreached, {})
    expect(rows.filter((row) => row.noticeId === lonely.id)).toHaveLength(1)
    expect(rows.filter((row) => row.noticeId === id)).toEqual([])
    expect((await city.ok('countyOfficeA', notices.listUnreached, {})).rows).toEqual([])
  })
})

describe('passing on', () => {
  test('takes a county’s remark to its townships, who sign; the tree shows it all', async () => {
    const { id, number } = await issued()
    const own = await city.ok('countyOfficeA', notices.draftNotice, {
      ...draft({ issuerAgencyId: city.agencies.countyOfficeA, superiorNoticeId: id }),
      addressees: [{ areaId: areas.townshipA2.id, agencyId: null }],
    })
    const county = await city.ok('countyOfficeA', notices.issueNotice, own)
    const forward = {
      id,
      areaIds: [areas.townshipA.id, areas.townshipB.id],
      remark: '请各镇照此办理，三日内报送名单。',
    }
    expect(await city.refused('townshipLeaderA', notices.forwardNotice, forward)).toBe('forward-not-addressed')
    expect(await city.ok('countyOfficeA', notices.forwardNotice, forward)).toMatchObject({ addressees: 1 })
    expect(await city.refused('countyOfficeA', notices.forwardNotice, forward)).toBe('addressee-missing')
    const { rows: remarks } = await city.ok('townshipLeaderA', notices.listForwards, { id })
    expect(remarks).toEqual([expect.objectContaining({ remark: forward.remark, areaName: '甲区' })])
    const seen = await city.ok('townshipLeaderA', notices.getNotice, { id })
    expect(seen.addresseeRows).toEqual([expect.objectContaining({ areaId: areas.townshipA.id, forwarded: true })])
    await city.ok('townshipLeaderA', notices.confirmReceipt, { id: seen.addresseeRows[0]?.id ?? '' })
    const tree = await city.ok('cityOffice', notices.getNoticeTree, { id: own.id })
    expect(tree.superiorNumber).toBe('苏化解办〔2018〕4号')
    expect(
      tree.nodes.map(({ kind, number: n, parentId, addressees, confirmed }) => [
        kind,
        n,
        parentId,
        addressees,
        confirmed,
      ]),
    ).toEqual([
      ['notice', number, null, 2, 0],
      ['notice', county.number, id, 1, 0],
      ['forward', number, id, 1, 1],
    ])
    expect((await city.ok('countyOfficeB', notices.getNoticeTree, { id })).nodes).toHaveLength(1)
    expect(await city.eventsOf(id)).toEqual(['notice.drafted', 'notice.issued', 'notice.forwarded', 'notice.received'])
  })
})

describe('receipts', () => {
  test('are paged by place, and only within the reader’s own area', async () => {
    const { id } = await issued({ addressees: [], addresseeLevels: ['county', 'township', 'village'] })
    const first = await city.ok('cityOffice', notices.listReceipts, { id, limit: 4 })
    const second = await city.ok('cityOffice', notices.listReceipts, { id, limit: 4, after: first.next ?? '' })
    const third = await city.ok('cityOffice', notices.listReceipts, { id, limit: 4, after: second.next ?? '' })
    const all = [first, second, third].flatMap((page) => page.rows.map((row) => row.areaPath))
    expect(all).toHaveLength(9)
    expect(new Set(all).size).toBe(9)
    expect(third.next).toBe(null)
    const own = await city.ok('townshipLeaderA', notices.listReceipts, { id })
    expect(own.rows.every((row) => row.areaPath.startsWith(areas.townshipA.path))).toBe(true)
    expect((await city.ok('cityOffice', notices.listReceipts, { id, confirmed: 'true' })).rows).toEqual([])
  })

  test('reading a notice is no receipt', async () => {
    const { id } = await issued()
    await city.ok('countyOfficeA', notices.getNotice, { id })
    expect((await addresseeOf(id, areas.countyA.id))?.confirmedAt).toBe(null)
  })
})

test('products are kept version by version, with what was said to each and who said it', async () => {
  const { id } = await issued()
  const task = (await city.ok('countyOfficeA', notices.listTasks, { noticeId: id })).rows[0]
  const file = (name: string) =>
    city.upload('countyOfficeA', areas.countyA.id, 'document', name, Buffer.from(`%PDF-1.4\n%${name}\n%%EOF`))
  await city.ok('countyOfficeA', notices.deliverTask, { id: task?.id ?? '', fileId: await file('a.pdf') })
  await city.ok('cityOffice', notices.returnTask, { id: task?.id ?? '', reason: '缺少部门分工' })
  city.setNow('2018-03-01T02:00:00Z')
  await city.ok('countyOfficeA', notices.deliverTask, { id: task?.id ?? '', fileId: await file('b.pdf') })
  await city.ok('cityOffice', notices.acceptTask, { id: task?.id ?? '' })
  const { products, versions } = await city.ok('cityOffice', notices.getTask, { id: task?.id ?? '' })
  expect(versions).toBe(2)
  expect(products).toEqual([
    expect.objectContaining({ version: 2, status: 'accepted', late: true, reviewedBy: 'cityOffice' }),
    expect.objectContaining({ version: 1, status: 'returned', late: false, returnedReason: '缺少部门分工' }),
  ])
  expect(products[0]?.fileId).not.toBe(products[1]?.fileId)
})

test('a product that waits when its notice is withdrawn may be accepted, and is not sent back: nothing is demanded any more', async () => {
  const { id } = await issued()
  const task = (await city.ok('countyOfficeA', notices.listTasks, { noticeId: id })).rows[0]?.id ?? ''
  const pdf = Buffer.from('%PDF-1.4\n%c\n%%EOF')
  const fileId = await city.upload('countyOfficeA', areas.countyA.id, 'document', 'c.pdf', pdf)
  await city.ok('countyOfficeA', notices.deliverTask, { id: task, fileId })
  await city.ok('cityOffice', notices.withdrawNotice, { id, reason: '另行通知' })
  expect(await city.refused('cityOffice', notices.returnTask, { id: task, reason: '不全' })).toBe('wrong-state')
  const { rows } = await city.ok('cityOffice', platform.listLimitsOf, { subjectId: task })
  expect(rows.map(({ status }) => status).sort()).toEqual(['done', 'ended'])
  await city.ok('cityOffice', notices.acceptTask, { id: task })
})
