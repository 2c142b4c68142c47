/** Whose the tasks of a notice are: by post, by department, by name; nobody unreached, and who judges after a place has moved. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { areasContract } from '../src/areas/contract.ts'
import { noticesContract as notices } from '../src/notices/contract.ts'
import { exampleDraft } from '../src/notices/examples.ts'
import type { Demand } from '../src/notices/notice.ts'
import { openTest, type Test } from './harness.ts'
import { liveThrough } from './supervision-ground.ts'
import { areas, type PersonKey } from './world.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-02-09T02:00:00Z' })
})
beforeEach(() => city.goTo('2018-02-09T02:00:00Z'))
afterAll(() => city.close())

const product = {
  paragraph: 1,
  title: '报送材料',
  product: 'other',
  dueOn: '2018-03-15',
  days: null,
  dayKind: 'calendar',
} as const
type Of<D = Demand> = D extends Demand ? Omit<D, keyof typeof product> : never

const draftOf = (...of: Of[]) => ({
  ...exampleDraft(city.agencies.cityOffice, [{ areaId: areas.countyA.id, agencyId: null }]),
  demands: of.map((one) => ({ ...product, ...one }) as Demand), // the two parts of a demand put together
})
async function issued(...of: Of[]): Promise<string> {
  const { id } = await city.ok('cityOffice', notices.draftNotice, draftOf(...of))
  await city.ok('cityOffice', notices.issueNotice, { id })
  return id
}
const tasksOf = async (noticeId: string, person: PersonKey = 'cityOffice') =>
  (await city.ok(person, notices.listTasks, { noticeId })).rows
const ownersOf = async (noticeId: string) =>
  (await tasksOf(noticeId)).map((row) => row.ownerAgencyName?.zh ?? row.ownerAreaName).sort()
const upload = (person: PersonKey, areaId: number) =>
  city.upload(person, areaId, 'document', 'a.pdf', Buffer.from('%PDF-1.4\n%%EOF'))

describe('a demand of whoever holds a post', () => {
  test('becomes a task in every area of the level, with its holders by name, and an empty post shown as vacant', async () => {
    const id = await issued({ of: 'post', level: 'village', post: 'gridWorker' })
    const rows = await tasksOf(id)
    expect(rows.map(({ ownerAreaName, holders, vacant }) => [ownerAreaName, holders, vacant]).sort()).toEqual([
      ['乙一村', ['gridWorkerB'], false],
      ['甲一村', ['gridWorkerA1'], false],
      ['甲三村', [], true],
      ['甲二村', ['gridWorkerA2'], false],
    ])
    const empty = await city.ok('cityOffice', notices.listTasks, { noticeId: id, vacant: 'true' })
    expect(empty.rows.map((row) => row.ownerAreaName)).toEqual(['甲三村'])
  })

  test('reaches owners who were not addressed: they are told, sign, and are chased like all others', async () => {
    const id = await issued({ of: 'post', level: 'township', post: 'gridLeader' })
    const { addresseeRows } = await city.ok('cityOffice', notices.getNotice, { id })
    expect(addresseeRows.map(({ areaName, byTask }) => [areaName, byTask]).sort()).toEqual([
      ['乙一镇', true],
      ['甲一镇', true],
      ['甲二镇', true],
      ['甲区', false],
    ])
    const own = addresseeRows.find(({ areaName }) => areaName === '甲一镇')
    expect(own?.reach).toBe('inApp')
    await city.ok('townshipLeaderA', notices.confirmReceipt, { id: own?.id ?? '' })
  })

  test('of a vacant post is handed in by an office above, of a filled one by its own place only', async () => {
    const id = await issued({ of: 'post', level: 'village', post: 'gridWorker' })
    const rows = await tasksOf(id)
    const at = (name: string) => rows.find((row) => row.ownerAreaName === name)?.id ?? ''
    const fileId = await upload('townshipLeaderA2', areas.villageA3.id)
    await city.ok('townshipLeaderA2', notices.deliverTask, { id: at('甲三村'), fileId })
    const other = await upload('townshipLeaderA', areas.villageA1.id)
    expect(await city.refused('townshipLeaderA', notices.deliverTask, { id: at('甲一村'), fileId: other })).toBe(
      'not-permitted',
    )
  })

  test('is never judged by the office that handed it in for a vacant post: the level above judges', async () => {
    const draft = {
      ...draftOf({ of: 'post', level: 'village', post: 'gridWorker' }),
      issuerAgencyId: city.agencies.countyOfficeA,
      addressees: [{ areaId: areas.townshipA2.id, agencyId: null }],
    }
    const { id } = await city.ok('countyOfficeA', notices.draftNotice, draft)
    await city.ok('countyOfficeA', notices.issueNotice, { id })
    const task = (await tasksOf(id, 'countyOfficeA')).find((row) => row.ownerAreaName === '甲三村')?.id ?? ''
    const fileId = await upload('countyOfficeA', areas.villageA3.id)
    await city.ok('countyOfficeA', notices.deliverTask, { id: task, fileId })
    expect(await city.refused('countyOfficeA', notices.acceptTask, { id: task })).toBe('own-product')
    expect(await city.refused('countyOfficeA', notices.returnTask, { id: task, reason: '重报' })).toBe('own-product')
    expect(await city.refused('countyOfficeB', notices.acceptTask, { id: task })).toMatch(/not-/)
    await city.ok('cityOffice', notices.returnTask, { id: task, reason: '缺名单' })
    // the township hands in the next version: that the county did before is no reason any more
    const again = await upload('townshipLeaderA2', areas.villageA3.id)
    await city.ok('townshipLeaderA2', notices.deliverTask, { id: task, fileId: again })
    await city.ok('countyOfficeA', notices.acceptTask, { id: task })
  })

  test('handed in by the city office is judged by another person of it, since nobody is above', async () => {
    const id = await issued({ of: 'post', level: 'village', post: 'gridWorker' })
    const task = (await tasksOf(id)).find((row) => row.ownerAreaName === '甲三村')?.id ?? ''
    await city.ok('cityOffice', notices.deliverTask, {
      id: task,
      fileId: await upload('cityOffice', areas.villageA3.id),
    })
    expect(await city.refused('cityOffice', notices.acceptTask, { id: task })).toBe('own-product')
    await city.ok('cityOfficeDeputy', notices.acceptTask, { id: task })
  })

  test('is brought to mind to its holder, and where it is vacant to the post above', async () => {
    const id = await issued({ of: 'post', level: 'village', post: 'gridWorker' })
    await liveThrough(city, '2018-02-10', '2018-03-12')
    const told = await city.asOwner<{ area: string; told: string }>(
      `select v.name as area, string_agg(distinct o.name, ',') as told from tasks t join time_limits l on l.subject_id = t.id
         join limit_steps s on s.limit_id = l.id join limit_tellings x on x.step_id = s.id join officials o on o.id = x.official_id
         join area_versions v on v.area_id = t.owner_area_id where t.notice_id = $1 group by 1 order by 1`,
      [id],
    )
    expect(told).toEqual(
      expect.arrayContaining([
        { area: '甲一村', told: 'gridWorkerA1' },
        { area: '甲三村', told: 'townshipLeaderA2' },
      ]),
    )
  })
})

describe('a demand of a department', () => {
  test('becomes the task of that department in every county, and of the government where there is none', async () => {
    const id = await issued({ of: 'function', level: 'county', functionKind: 'economyInformation' })
    expect(await ownersOf(id)).toEqual(['乙区', '甲区工业和信息化局'])
    const own = (await tasksOf(id)).find((row) => row.ownerAgencyId === city.agencies.economyA)?.id ?? ''
    const fileId = await upload('economyOfficerA', areas.countyA.id)
    expect(await city.refused('officerA1', notices.deliverTask, { id: own, fileId })).toBe('not-permitted')
    await city.ok('economyOfficerA', notices.deliverTask, { id: own, fileId })
  })

  test('at the issuer’s own level is that of its own place', async () => {
    expect(await ownersOf(await issued({ of: 'function', level: 'city', functionKind: 'power' }))).toEqual([
      '市供电公司',
    ])
  })
})

describe('a demand of owners named one by one', () => {
  test('reaches areas, agencies and posts anywhere below the issuer', async () => {
    const owners = [
      { areaId: areas.townshipA.id, agencyId: null, post: null },
      { areaId: areas.countyB.id, agencyId: city.agencies.countyOfficeB, post: null },
      { areaId: areas.villageB.id, agencyId: null, post: 'gridWorker' as const },
    ]
    const id = await issued({ of: 'named', owners })
    expect(await ownersOf(id)).toEqual(['乙一村', '乙区化解办', '甲一镇'])
  })

  test('each owner’s list opens', async () => {
    const id = await issued({ of: 'post', level: 'township', post: 'gridLeader' }, { of: 'areas' })
    const list = (question: object) => city.ok('cityOffice', notices.listTasks, { noticeId: id, ...question })
    expect((await list({ ownerAreaId: areas.townshipA.id, ownerPost: 'gridLeader' })).rows).toHaveLength(1)
    expect((await list({ ownerAreaId: areas.countyA.id })).rows).toHaveLength(1)
  })

  test('is refused outside the issuer’s place, for an agency with a post, and for a place that is no more', async () => {
    const named = (owner: object) =>
      draftOf({ of: 'named', owners: [{ areaId: areas.countyA.id, agencyId: null, post: null, ...owner }] })
    const county = {
      ...named({ areaId: areas.countyB.id }),
      issuerAgencyId: city.agencies.countyOfficeA,
      addressees: [],
    }
    const own = { ...county, addressees: [{ areaId: areas.townshipA.id, agencyId: null }] }
    expect(await city.refused('countyOfficeA', notices.draftNotice, own)).toBe('addressee-outside')
    const both = named({ agencyId: city.agencies.economyA, post: 'principal' })
    expect(await city.refused('cityOffice', notices.draftNotice, both)).toBe('owner-unclear')
    expect(await city.refused('cityOffice', notices.draftNotice, named({ areaId: 4711 }))).toBe('not-found')
    expect(await city.refused('cityOffice', notices.draftNotice, named({ post: 'gridWorker' }))).toBe(
      'post-wrong-level',
    )
  })
})

test('a demand that would be nobody’s is refused at the issue, and nothing is issued', async () => {
  for (const of of [{ of: 'agencies' }, { of: 'function', level: 'city', functionKind: 'customs' }] as const) {
    const { id } = await city.ok('cityOffice', notices.draftNotice, draftOf(of))
    expect(await city.refused('cityOffice', notices.issueNotice, { id })).toBe('demand-without-owner')
    expect((await city.ok('cityOffice', notices.getNotice, { id })).status).toBe('draft')
  }
})

test('a post that the level does not have is refused', async () => {
  const draft = draftOf({ of: 'post', level: 'county', post: 'gridWorker' })
  expect(await city.refused('cityOffice', notices.draftNotice, draft)).toBe('post-wrong-level')
})

test('what a county demanded of a township that has moved since is judged by its new county, and by the city', async () => {
  const draft = {
    ...exampleDraft(city.agencies.countyOfficeA, [{ areaId: areas.townshipA2.id, agencyId: null }]),
    demands: [1, 2].map((paragraph) => ({ ...product, of: 'areas' as const, paragraph })),
  }
  const { id } = await city.ok('countyOfficeA', notices.draftNotice, draft)
  await city.ok('countyOfficeA', notices.issueNotice, { id })
  const [first = '', second = ''] = (await tasksOf(id)).map((row) => row.id)
  const move = { id: areas.townshipA2.id, parentId: areas.countyB.id, on: '2018-02-09', reason: '区划调整' }
  await city.ok('cityOffice', areasContract.moveArea, move)
  for (const task of [first, second]) {
    const fileId = await upload('townshipLeaderA2', areas.townshipA2.id)
    await city.ok('townshipLeaderA2', notices.deliverTask, { id: task, fileId })
  }
  expect(await city.refused('countyOfficeA', notices.acceptTask, { id: first })).toBe('not-found')
  expect(await city.refused('townshipLeaderA2', notices.acceptTask, { id: first })).toBe('not-permitted')
  await city.ok('countyOfficeB', notices.returnTask, { id: first, reason: '请按本区要求补充' })
  await city.ok('cityOffice', notices.acceptTask, { id: second })
})
