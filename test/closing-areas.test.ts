/** Holders leave, villages merge, a township is divided: what is open goes to somebody, and history still reads right (decision 014). */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followMoves } from '../src/areas/acts.ts'
import { areasContract } from '../src/areas/contract.ts'
import { gridContract } from '../src/grid/contract.ts'
import { carryOutHandOvers, checkOrphans } from '../src/grid/hand-over-acts.ts'
import { leadsContract } from '../src/leads/contract.ts'
import { noticesContract } from '../src/notices/contract.ts'
import { exampleDraft } from '../src/notices/examples.ts'
import { inContext } from '../src/platform/server/http.ts'
import { platformContract } from '../src/platform/shared/platform-contract.ts'
import { openTest, type Test } from './harness.ts'
import { openSweep, targetsOf } from './inspection-ground.ts'
import { addSite, type LedgerSite } from './ledger.ts'
import { areas } from './world.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-02-09T02:00:00Z' })
})
afterAll(() => city.close())

const openLead = (areaId: number, siteId: string | null = null) =>
  city.ok('cityOffice', leadsContract.openLead, {
    areaId,
    source: 'superior',
    sourceId: '苏化解办〔2018〕3号',
    siteId,
    title: '疑似开炉',
    words: '夜间冶炼',
  })
const night = async () => {
  await inContext(city.app.platform, 'system', null, (context) => followMoves(context))
  await inContext(city.app.platform, 'system', null, (context) => carryOutHandOvers(context))
  await inContext(city.app.platform, 'system', null, (context) => checkOrphans(context))
}
const appointmentOf = async (person: string, areaId: number, asOf?: string) => {
  const { rows } = await city.ok('cityOffice', gridContract.listAppointments, { areaId, asOf })
  const held = rows.find((row) => row.officialName === person)
  if (!held) throw new Error(`${person} holds no post in ${areaId}`)
  return held
}
const holderOf = async (leadId: string) =>
  (
    await city.asOwner<{ holder: string | null }>(
      `select holder_official_id as holder from time_limits where subject_id = $1 and state = 'running'`,
      [leadId],
    )
  )[0]?.holder
const check = () => city.ok('cityOffice', gridContract.getOrphanCheck, {})

describe('a township leader who leaves', () => {
  let lead: { id: string }
  beforeAll(async () => {
    lead = await openLead(areas.villageA1.id)
  })

  it('holds by name the limit of a lead of a village', async () => {
    expect(await holderOf(lead.id)).toBe(city.persons.townshipLeaderA.officialId)
  })

  it('is shown with what is open, and with who may take over, nearest first', async () => {
    const { id } = await appointmentOf('townshipLeaderA', areas.townshipA.id)
    const { groups, receivers } = await city.ok('countyOfficeA', gridContract.getOpenWork, { id, on: '2018-02-09' })
    const totals = Object.fromEntries(groups.map((group) => [group.kind, group.total]))
    expect(totals).toMatchObject({ lead: 1, limit: 1, task: 0, tip: 0 })
    expect(groups.find((group) => group.kind === 'lead')?.rows[0]).toMatchObject({ id: lead.id, areaName: '甲一村' })
    expect(receivers.map((one) => one.name)).toEqual(['countyOfficeA'])
  })

  it('cannot leave without anybody taking over, nor hand over to somebody without a post there', async () => {
    const { id } = await appointmentOf('townshipLeaderA', areas.townshipA.id)
    const end = { id, on: '2018-02-09', reason: '调离' }
    expect(await city.refused('countyOfficeA', gridContract.endAppointment, end)).toBe('hand-over-needed')
    const stranger = { ...end, toOfficialId: city.persons.townshipLeaderB.officialId }
    expect(await city.refused('countyOfficeA', gridContract.endAppointment, stranger)).toBe('receiver-not-responsible')
    expect(await city.refused('countyOfficeB', gridContract.endAppointment, end)).toBe('not-found')
    expect(await city.refused('townshipLeaderA', gridContract.endAppointment, end)).toBe('not-permitted')
    expect((await appointmentOf('townshipLeaderA', areas.townshipA.id)).validTo).toBeNull()
  })

  it('is replaced from the next day: the successor is appointed and then holds what he held', async () => {
    const { id } = await appointmentOf('townshipLeaderA', areas.townshipA.id)
    await city.ok('countyOfficeA', gridContract.endAppointment, {
      id,
      on: '2018-02-09',
      reason: '调离',
      successor: { name: '接任者', phone: '0519-80001234', source: '任〔2018〕3号' },
    })
    expect((await appointmentOf('接任者', areas.townshipA.id, '2018-02-10')).post).toBe('gridLeader')
    const [handOver] = (await city.ok('countyOfficeA', gridContract.listHandOvers, { areaId: areas.townshipA.id })).rows
    expect(handOver).toMatchObject({
      fromName: 'townshipLeaderA',
      toName: '接任者',
      done: false,
      counts: { lead: 1, limit: 1 },
    })
    const { items } = await city.ok('countyOfficeA', gridContract.getHandOver, { id: handOver?.id ?? '' })
    expect(items).toContainEqual({ kind: 'lead', subjectId: lead.id })
    expect(await city.eventsOf(handOver?.id ?? '')).toEqual(['handOver.ordered'])
    expect(await holderOf(lead.id)).toBe(city.persons.townshipLeaderA.officialId)
    await city.goTo('2018-02-09T16:03:00Z')
    await night()
    expect(await holderOf(lead.id)).not.toBe(city.persons.townshipLeaderA.officialId)
    expect(await city.eventsOf(handOver?.id ?? '')).toEqual(['handOver.ordered', 'handOver.carriedOut'])
    expect(await check()).toMatchObject({ found: 0, rows: [] })
  })

  it('whose term lapses by itself leaves an orphan, which the nightly check shows and which is then handed over', async () => {
    const heir = await appointmentOf('接任者', areas.townshipA.id)
    await city.asOwner(`update appointments set valid_to = '2018-02-10' where id = $1`, [heir.id])
    await city.goTo('2018-02-11T02:00:00Z')
    await night()
    const found = await check()
    expect(found.rows).toMatchObject([{ kind: 'limit', count: 1, officialName: '接任者', appointmentId: heir.id }])
    expect((await city.ok('countyOfficeB', gridContract.getOrphanCheck, {})).rows).toEqual([])
    const later = { id: heir.id, toOfficialId: city.persons.countyOfficeA.officialId, reason: '任期届满' }
    expect(await city.refused('countyOfficeB', gridContract.handOverLater, later)).toBe('not-found')
    const handOver = await city.ok('countyOfficeA', gridContract.handOverLater, later)
    expect(handOver).toMatchObject({ done: true, limitsPassed: 1 })
    expect(await holderOf(lead.id)).toBe(city.persons.countyOfficeA.officialId)
    await night()
    expect(await check()).toMatchObject({ found: 0 })
    expect(await city.refused('cityOffice', gridContract.confirmHandOver, { id: handOver.id })).toBe('not-permitted')
    const confirmed = await city.ok('countyOfficeA', gridContract.confirmHandOver, { id: handOver.id })
    expect(confirmed.confirmedAt).not.toBeNull()
    expect(await city.refused('countyOfficeA', gridContract.confirmHandOver, { id: handOver.id })).toBe('wrong-state')
  })
})

describe('a village that is merged into another one', () => {
  let site: LedgerSite
  let lead: { id: string }
  let sweepId: string
  const close = { areaId: areas.villageA1.id, intoId: areas.villageA2.id, on: '2018-03-01', reason: '苏民〔2018〕5号' }
  const to = () => ({ ...close, toOfficialId: city.persons.gridWorkerA2.officialId })

  beforeAll(async () => {
    await city.goTo('2018-02-12T02:00:00Z')
    site = await addSite(city, areas.villageA1)
    const twin = await addSite(city, areas.villageA2)
    // two places of one name, one in each village
    await city.asOwner('update sites set name = $1 where id = any ($2)', ['废品收购站', [site.siteId, twin.siteId]])
    lead = await openLead(areas.villageA1.id, site.siteId)
    const draft = exampleDraft(city.agencies.cityOffice, [{ areaId: areas.villageA1.id, agencyId: null }])
    const { id } = await city.ok('cityOffice', noticesContract.draftNotice, draft)
    await city.ok('cityOffice', noticesContract.issueNotice, { id })
    sweepId = (await openSweep(city)).id
  })

  it('is a matter of the city office', async () => {
    for (const person of ['countyOfficeA', 'townshipLeaderA2', 'systemAdmin'] as const)
      expect(await city.refused(person, gridContract.closeArea, to())).toBe('not-permitted')
  })

  it.each([
    ['without anybody taking over', {}, null, 'hand-over-needed'],
    ['to somebody who answers for neither', {}, 'gridWorkerB', 'receiver-not-responsible'],
    ['into an area of another level', { intoId: areas.townshipB.id }, 'townshipLeaderB', 'area-wrong-successor'],
    ['into itself', { intoId: areas.villageA1.id }, 'gridWorkerA1', 'area-into-itself'],
    ['on the day it was founded', { on: '2017-01-01' }, 'gridWorkerA2', 'not-found'],
  ] as const)('is refused %s', async (_what, other, receiver, code) => {
    const toOfficialId = receiver && city.persons[receiver].officialId
    expect(await city.refused('cityOffice', gridContract.closeArea, { ...close, ...other, toOfficialId })).toBe(code)
  })

  it('shows beforehand what is open in it, kind by kind', async () => {
    const { groups, receivers } = await city.ok('cityOffice', gridContract.getOpenWorkOfArea, {
      areaId: close.areaId,
      intoId: close.intoId,
      on: close.on,
    })
    const totals = Object.fromEntries(groups.map((group) => [group.kind, group.total]))
    expect(totals).toMatchObject({ lead: 1, appointment: 1, sweepTarget: 2 })
    expect(totals['task']).toBeGreaterThan(0)
    expect(receivers.map((one) => one.name)).toEqual(expect.arrayContaining(['gridWorkerA2', 'countyOfficeA']))
  })

  it('ends on its day, and everything in it is the other village’s from the day on', async () => {
    const closed = await city.ok('cityOffice', gridContract.closeArea, to())
    expect(closed).toEqual({ kind: 'merge', followed: false, records: {}, ended: 1 })
    await city.goTo('2018-02-28T16:05:00Z')
    await night()
    const found = await city.asOwner<{ name: string; n: string }>(
      `select f.table_name || '.' || f.column_name as name, (xpath('//n/text()', query_to_xml(
          format('select count(*) as n from %I where %I = ${areas.villageA1.id}', f.table_name, f.column_name), false, true, '')))[1]::text as n
         from followed_area_columns() f`,
    )
    expect(found.filter((one) => one.n !== '0')).toEqual([])
    expect(await check()).toMatchObject({ found: 0, rows: [] })
    expect(await city.eventsOf(String(close.areaId))).toEqual(['area.merged', 'area.recordsFollowed'])
    const listed = await city.ok('gridWorkerA2', leadsContract.getLead, { id: lead.id })
    expect(listed.areaId).toBe(areas.villageA2.id)
  })

  it('leaves two places of one name apart', async () => {
    const names = await city.asOwner<{ name: string }>(
      `select name from sites where area_id = $1 and name like '废品%' order by name`,
      [areas.villageA2.id],
    )
    expect(names.map((row) => row.name)).toEqual(['废品收购站', '废品收购站（原甲一村）'])
  })

  it('still reads as it was: the tree, the holder and the blind spots of old days, and the events at the path of their day', async () => {
    const then = await city.ok('cityOffice', areasContract.listChildren, {
      parentId: areas.townshipA.id,
      asOf: '2018-02-28',
    })
    const now = await city.ok('cityOffice', areasContract.listChildren, { parentId: areas.townshipA.id })
    expect([then.rows.map((row) => row.name), now.rows.map((row) => row.name)]).toEqual([
      ['甲一村', '甲二村'],
      ['甲二村'],
    ])
    const posts = await city.ok('cityOffice', gridContract.listPosts, {
      areaId: areas.villageA1.id,
      asOf: '2018-02-20',
    })
    expect(posts.rows[0]?.holders.map((held) => held.officialName)).toEqual(['gridWorkerA1'])
    const vacant = await city.ok('cityOffice', gridContract.listBlindSpots, {
      areaId: areas.townshipA.id,
      asOf: '2018-02-20',
      kind: 'vacancy',
      level: 'village',
    })
    expect(vacant.rows).toEqual([])
    const { rows } = await city.ok('gridWorkerA2', platformContract.listEventsOf, { subjectId: lead.id })
    expect(rows.map((row) => row.kind)).toContain('lead.opened')
    const paths = await city.asOwner<{ areaPath: string }>(
      'select area_path as "areaPath" from events where subject_id = $1',
      [lead.id],
    )
    expect(new Set(paths.map((row) => row.areaPath))).toEqual(new Set([areas.villageA1.path]))
  })

  it('stands in the sweep as the village it was, to be covered by who answers now', async () => {
    const { rows } = await targetsOf(city, sweepId)
    const villages = rows.filter((row) => row.kind === 'village' && row.areaPath === areas.villageA2.path)
    expect(villages.map((row) => row.areaName).sort()).toEqual(['甲一村', '甲二村'])
  })

  it('gives its holder no rights any more', async () => {
    const { rows } = await city.ok('gridWorkerA1', areasContract.listChildren, {})
    expect(rows).toEqual([])
  })

  it('tells its history, and the other village tells what came to it', async () => {
    const history = await city.ok('gridWorkerA2', areasContract.getAreaHistory, { id: areas.villageA1.id })
    expect(history.versions).toMatchObject([{ name: '甲一村', superior: '甲一镇', validTo: '2018-02-28' }])
    expect(history.changes).toMatchObject([
      { kind: 'merge', areaName: '甲一村', intoName: '甲二村', on: '2018-03-01', followed: true },
    ])
    const other = await city.ok('gridWorkerA2', areasContract.getAreaHistory, { id: areas.villageA2.id })
    expect(other.changes).toEqual(history.changes)
    const listed = await city.ok('cityOffice', areasContract.listAreaChanges, { areaId: areas.countyA.id })
    expect(listed.rows).toEqual(history.changes)
  })
})

describe('areas that open and are divided', () => {
  const on = '2018-04-02'
  beforeAll(() => city.goTo('2018-04-02T02:00:00Z'))

  it('a functional zone opens beside the divisions, and a village answers to it', async () => {
    const opening = { parentId: areas.countyB.id, name: '乙开发区', kind: 'zone', on, reason: '批复' } as const
    expect(await city.refused('countyOfficeB', areasContract.openArea, opening)).toBe('not-permitted')
    const { id } = await city.ok('cityOffice', areasContract.openArea, opening)
    expect(await city.refused('cityOffice', areasContract.openArea, opening)).toBe('area-name-taken')
    expect(
      await city.refused('cityOffice', areasContract.openArea, { ...opening, name: '丙', divisionCode: '329902' }),
    ).toBe('area-code-taken')
    expect(
      await city.refused('cityOffice', areasContract.openArea, { ...opening, name: '丁', parentId: areas.villageB.id }),
    ).toBe('area-level-lowest')
    await city.ok('cityOffice', areasContract.moveArea, { id: areas.villageB.id, parentId: id, on, reason: '批复' })
    const history = await city.ok('cityOffice', areasContract.getAreaHistory, { id: areas.villageB.id })
    expect(history.statutorySuperior).toBe('乙一镇')
    expect(history.versions.map((version) => version.superior)).toEqual(['乙一镇', '乙开发区'])
    expect(await city.eventsOf(String(id))).toEqual(['area.opened'])
  })

  it('a village is divided: the sites chosen go over with all that hangs on them, the others stay', async () => {
    const going = await addSite(city, areas.villageA3, { furnaces: 2 })
    const staying = await addSite(city, areas.villageA3)
    const [leadGoing, leadStaying] = [
      await openLead(areas.villageA3.id, going.siteId),
      await openLead(areas.villageA3.id, staying.siteId),
    ]
    const split = { id: areas.villageA3.id, name: '甲五村', kind: 'statutory', on, reason: '批复' } as const
    expect(await city.refused('cityOffice', areasContract.splitArea, split)).toBe('area-split-empty')
    expect(await city.refused('countyOfficeA', areasContract.splitArea, { ...split, siteIds: [going.siteId] })).toBe(
      'not-permitted',
    )
    const { id, records } = await city.ok('cityOffice', areasContract.splitArea, { ...split, siteIds: [going.siteId] })
    expect(records).toMatchObject({ sites: 1, furnaces: 2, usage_points: 1, leads: 1, occupancies: 1, time_limits: 1 })
    const path = `${areas.townshipA2.path}${id}/`
    const at = await city.asOwner<{ id: string; path: string; area: number }>(
      'select id, area_path as path, area_id as area from leads where id = any ($1)',
      [[leadGoing.id, leadStaying.id]],
    )
    expect(new Map(at.map((row) => [row.id, [row.path, row.area]]))).toEqual(
      new Map([
        [leadGoing.id, [path, id]],
        [leadStaying.id, [areas.villageA3.path, areas.villageA3.id]],
      ]),
    )
    await night()
    expect(await check()).toMatchObject({ found: 0, rows: [] })
  })

  it('a township is divided: the villages chosen answer to the new one', async () => {
    const { id } = await city.ok('cityOffice', areasContract.splitArea, {
      id: areas.townshipA2.id,
      name: '甲三镇',
      kind: 'statutory',
      on: '2018-04-10',
      childIds: [areas.villageA3.id],
      reason: '批复',
    })
    const { rows } = await city.ok('cityOffice', areasContract.listChildren, { parentId: id, asOf: '2018-04-10' })
    expect(rows.map((row) => row.name)).toEqual(['甲三村'])
    expect(
      (await city.ok('cityOffice', areasContract.listChildren, { parentId: id, asOf: '2018-04-09' })).rows,
    ).toEqual([])
    await city.goTo('2018-04-10T02:00:00Z')
    await night()
    // what the leader of the old township held there by name is the county's, as long as the new one has no leader
    const held = await city.asOwner<{ holder: string }>(
      `select distinct holder_official_id as holder from time_limits where area_path ^@ $1 and state = 'running' and holder_official_id is not null`,
      [`/1/2/${id}/`],
    )
    expect(held).toEqual([{ holder: city.persons.countyOfficeA.officialId }])
  })

  it('a township is merged into another one with its villages, and an empty zone goes back to its superior', async () => {
    const { id } = await city.ok('cityOffice', areasContract.openArea, {
      parentId: areas.countyA.id,
      name: '空园区',
      kind: 'zone',
      on,
      reason: '批复',
    })
    const receiver = { toOfficialId: city.persons.countyOfficeA.officialId, reason: '批复' }
    const back = await city.ok('cityOffice', gridContract.closeArea, {
      areaId: id,
      intoId: areas.countyA.id,
      on: '2018-04-03',
      ...receiver,
    })
    expect(back.kind).toBe('close')
    expect(
      await city.refused('cityOffice', gridContract.closeArea, {
        areaId: areas.townshipA.id,
        intoId: areas.countyA.id,
        on: '2018-04-20',
        ...receiver,
      }),
    ).toBe('area-has-children')
    await city.ok('cityOffice', gridContract.closeArea, {
      areaId: areas.townshipA.id,
      intoId: areas.townshipA2.id,
      on: '2018-04-20',
      ...receiver,
    })
    await city.goTo('2018-04-20T02:00:00Z')
    await night()
    const { rows } = await city.ok('cityOffice', areasContract.listChildren, { parentId: areas.townshipA2.id })
    expect(rows.map((row) => row.name)).toContain('甲二村')
    const { found, rows: orphans } = await check()
    expect({ found, orphans }).toEqual({ found: 0, orphans: [] })
  })

  it('a name changes from a day on', async () => {
    const rename = { id: areas.countyB.id, name: '乙新区', on: '2018-05-01', reason: '批复' }
    expect(await city.refused('countyOfficeB', areasContract.renameArea, rename)).toBe('not-permitted')
    await city.ok('cityOffice', areasContract.renameArea, rename)
    expect(await city.eventsOf(String(areas.countyB.id))).toEqual(['area.renamed'])
    expect(await city.refused('cityOffice', areasContract.renameArea, { ...rename, name: '甲区' })).toBe(
      'area-day-too-early',
    )
  })
})

it('every table that names an area follows a merger, or is one whose rows say what was', async () => {
  const { rows } = await city.asSystem((db) =>
    sql<{ name: string }>`select distinct c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped and a.attgenerated = ''
        and (a.attname = 'area_id' or a.attname like '%\\_area\\_id') and not exists (
          select 1 from followed_area_columns() f where f.table_name = c.relname) order by 1`.execute(db),
  )
  expect(rows.map(({ name }) => name)).toEqual([
    'appointments',
    'area_moves',
    'area_versions',
    'chases',
    'custodians',
    'hand_overs',
    'notice_addressees',
    'pledges',
    'reports',
    'response_plans',
    'sweep_targets',
    'tip_hand_overs',
  ])
})
