import ExcelJS from '@protobi/exceljs'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { workbookFile } from '../platform/server/table-file.ts'
import { findActorOf } from './actor.ts'
import { responsibleChain } from './acts.ts'
import { gridContract as contract } from './contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const term = { validFrom: '2018-02-09', source: '常化解办〔2018〕1号' }
const appoint = (
  by: PersonKey,
  areaId: number,
  post: 'gridWorker' | 'gridLeader' | 'principal' | 'substitute',
  name: string,
  phone: string | null = '13900000001',
) => city.ok(by, contract.appoint, { ...term, areaId, post, name, phone })
const vacancies = async (by: PersonKey, areaId: number, asOf?: string) =>
  (await city.ok(by, contract.listBlindSpots, { areaId, kind: 'vacancy', ...(asOf && { asOf }) })).rows.map(
    (row) => `${row.areaName} ${row.post}`,
  )

describe('blind spots', () => {
  it('are each required post without holder, by place', async () => {
    expect(await vacancies('countyOfficeA', areas.countyA.id)).toEqual(['甲区 principal', '甲三村 gridWorker'])
  })

  it('are none before the notice ordered the posts', async () => {
    expect(
      (await city.ok('cityOffice', contract.listBlindSpots, { areaId: 1, asOf: '2018-02-07', kind: 'vacancy' })).rows,
    ).toEqual([])
  })

  it('are counted for each area below, and each count opens the list that has as many rows', async () => {
    const { rows } = await city.ok('cityOffice', contract.countBlindSpots, { areaId: 1 })
    for (const row of rows) {
      for (const kind of ['vacancy', 'noPhone', 'overloaded', 'inactive'] as const) {
        const list = await city.ok('cityOffice', contract.listBlindSpots, { areaId: row.areaId, kind, limit: 200 })
        const listed = row.self ? list.rows.filter((found) => found.areaId === row.areaId) : list.rows
        expect([row.name, kind, row[kind]]).toEqual([row.name, kind, listed.length])
      }
    }
    expect(rows.map((row) => row.name)).toEqual(['测试市', '甲区', '乙区'])
  })

  it('are a department of the city without liaison', async () => {
    const { rows } = await city.ok('cityOffice', contract.listBlindSpots, { areaId: 1, level: 'city' })
    expect(rows.map((row) => [row.kind, row.post, row.agencyName?.zh])).toEqual([['vacancy', 'liaison', '市供电公司']])
  })

  it('are a holder without phone, one with too many areas, and one long inactive', async () => {
    const present = await city.ok('countyOfficeB', contract.listAppointments, { areaId: areas.villageB.id })
    const held = present.rows[0]
    await city.ok('townshipLeaderB', contract.changePhone, { id: held?.id ?? '', phone: null })
    const kinds = async (asOf: string) =>
      (await city.ok('countyOfficeB', contract.listBlindSpots, { areaId: areas.villageB.id, asOf })).rows.map(
        (row) => row.kind,
      )
    expect(await kinds('2018-02-09')).toEqual(['noPhone'])
    expect(await kinds('2018-04-09')).toEqual(['inactive', 'noPhone'])
    await city.ok('townshipLeaderB', contract.changePhone, { id: held?.id ?? '', phone: '13900000000' })
  })

  it('are one holder of more areas than the rule allows', async () => {
    const first = await appoint('countyOfficeA', areas.townshipA.id, 'principal', '多岗')
    await city.ok('cityOffice', contract.appoint, {
      ...term,
      areaId: areas.countyA.id,
      post: 'principal',
      officialId: first.officialId,
      phone: '13900000001',
    })
    await city.ok('cityOffice', contract.appoint, {
      ...term,
      areaId: areas.countyB.id,
      post: 'principal',
      officialId: first.officialId,
      phone: '13900000001',
    })
    const { rows } = await city.ok('cityOffice', contract.listBlindSpots, { areaId: 1, kind: 'overloaded' })
    expect(rows.map((row) => row.areaName)).toEqual(['甲区', '乙区'])
  })

  it('page by page give each row once', async () => {
    const all = (await city.ok('cityOffice', contract.listBlindSpots, { areaId: 1, asOf: '2018-06-01', limit: 200 }))
      .rows.length
    let seen = 0
    let after: string | undefined
    do {
      const page = await city.ok('cityOffice', contract.listBlindSpots, {
        areaId: 1,
        asOf: '2018-06-01',
        limit: 2,
        after,
      })
      seen += page.rows.length
      after = page.next ?? undefined
    } while (after)
    expect(seen).toBe(all)
  })

  it('of another’s area are not shown', async () => {
    expect(await city.refused('countyOfficeA', contract.listBlindSpots, { areaId: areas.countyB.id })).toBe('not-found')
    expect(await city.refused('gridWorkerA1', contract.countBlindSpots, { areaId: areas.townshipA.id })).toBe(
      'not-found',
    )
  })
})

describe('appointments', () => {
  it('fill a vacancy from their first day, and empty the post after their last', async () => {
    const made = await appoint('townshipLeaderA2', areas.villageA3.id, 'gridWorker', '李某')
    expect(await vacancies('townshipLeaderA2', areas.villageA3.id)).toEqual([])
    const ended = await city.ok('townshipLeaderA2', contract.endAppointment, {
      id: made.id,
      on: '2018-03-01',
      reason: '调离',
    })
    expect(ended.validTo).toBe('2018-03-01')
    expect(await vacancies('townshipLeaderA2', areas.villageA3.id, '2018-03-01')).toEqual([])
    expect(await vacancies('townshipLeaderA2', areas.villageA3.id, '2018-03-02')).toEqual(['甲三村 gridWorker'])
    expect(
      await city.refused('townshipLeaderA2', contract.endAppointment, {
        id: made.id,
        on: '2018-04-01',
        reason: '再次',
      }),
    ).toBe('wrong-state')
    expect(await city.eventsOf(made.id)).toEqual(['appointment.made', 'appointment.ended'])
  })

  it('of a substitute lets stand in and fills no vacancy; a rule that demands one misses it', async () => {
    const one = await appoint('townshipLeaderA2', areas.villageA3.id, 'substitute', '替某')
    const later = '2018-03-02'
    expect(await vacancies('townshipLeaderA2', areas.villageA3.id, later)).toEqual(['甲三村 gridWorker'])
    const { rows } = await city.ok('townshipLeaderA2', contract.listPosts, { areaId: areas.villageA3.id })
    expect(rows.find(({ post }) => post === 'substitute')).toMatchObject({
      required: 0,
      holders: [{ officialName: '替某' }],
    })
    await city.asOwner(`insert into auth_users (id, name, email, "emailVerified", username)
      values ('substitute', '替某', 'substitute@example.invalid', true, 'substitute')`)
    await city.asOwner(`update officials set account_id = 'substitute' where id = $1`, [one.officialId])
    const actor = await findActorOf(city.app.platform.database.pool, one.officialId, city.now())
    expect(actor?.grants.map(({ role, areaId }) => [role, areaId])).toEqual([['gridWorker', areas.villageA3.id]])
    await city.asOwner(`update rules set value = value || '{"required": 1}' where key = 'post.village.substitute'`)
    expect(await vacancies('townshipLeaderA2', areas.villageA3.id, later)).toEqual(['甲三村 gridWorker'])
    expect(await vacancies('townshipLeaderA', areas.villageA1.id)).toEqual(['甲一村 substitute'])
    await city.asOwner(`update rules set value = value || '{"required": 0}' where key = 'post.village.substitute'`)
  })

  it('are refused where one does not appoint', async () => {
    const ask = { ...term, post: 'gridWorker' as const, name: '某' }
    expect(await city.refused('townshipLeaderA', contract.appoint, { ...ask, areaId: areas.villageA3.id })).toBe(
      'not-permitted',
    )
    expect(await city.refused('cityOffice', contract.appoint, { ...ask, areaId: areas.villageA1.id })).toBe(
      'not-permitted',
    )
    expect(await city.refused('gridWorkerA1', contract.appoint, { ...ask, areaId: areas.villageA1.id })).toBe(
      'not-permitted',
    )
  })

  it('are refused at the wrong level, without a person, and twice', async () => {
    const ask = { ...term, areaId: areas.villageA1.id }
    expect(await city.refused('townshipLeaderA', contract.appoint, { ...ask, post: 'gridLeader', name: '某' })).toBe(
      'post-wrong-level',
    )
    expect(await city.refused('townshipLeaderA', contract.appoint, { ...ask, post: 'gridWorker' })).toBe(
      'official-missing',
    )
    const again = { ...ask, post: 'gridWorker' as const, officialId: city.persons.gridWorkerA1.officialId }
    expect(await city.refused('townshipLeaderA', contract.appoint, again)).toBe('already-appointed')
  })

  it('of others are neither changed nor seen with their phones', async () => {
    const held = (await city.ok('townshipLeaderB', contract.listAppointments, { areaId: areas.villageB.id })).rows[0]
    expect(
      await city.refused('townshipLeaderA', contract.changePhone, { id: held?.id ?? '', phone: '13900000002' }),
    ).toBe('not-found')
    expect((await city.ok('townshipLeaderA', contract.listAppointments, { areaId: areas.villageB.id })).rows).toEqual(
      [],
    )
  })

  it('carry the signed pledge and a new phone, and the events tell no number', async () => {
    const held = (await city.ok('gridWorkerA1', contract.listAppointments, { areaId: areas.villageA1.id })).rows[0]
    const id = held?.id ?? ''
    const fileId = await city.upload(
      'gridWorkerA1',
      areas.villageA1.id,
      'scan',
      'pledge.pdf',
      Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
    )
    expect((await city.ok('gridWorkerA1', contract.filePledge, { id, fileId })).pledgeFileId).toBe(fileId)
    expect((await city.ok('gridWorkerA1', contract.changePhone, { id, phone: '13911112222' })).phone).toBe(
      '13911112222',
    )
    expect(await city.eventsOf(id)).toEqual(['appointment.pledgeFiled', 'appointment.phoneChanged'])
    expect(await city.refused('gridWorkerA2', contract.changePhone, { id, phone: '13911113333' })).toBe('not-found')
  })

  it('with wrong input are refused with a stable code', async () => {
    for (const wrong of [
      { areaId: 'x' },
      { post: 'king' },
      { validFrom: '2018-02-30' },
      { phone: '=cmd' },
      { source: '' },
      { name: 'x'.repeat(61) },
    ]) {
      const { status, body } = await city.call('townshipLeaderA', contract.appoint, {
        ...term,
        areaId: areas.villageA1.id,
        post: 'gridWorker',
        name: '某',
        ...wrong,
      })
      expect([status, body]).toMatchObject([400, { code: 'bad-input' }])
    }
  })
})

describe('who answers for a place', () => {
  it('is the chain from the village up, with vacant posts', async () => {
    const { rows } = await city.ok('gridWorkerA1', contract.getChain, { areaId: areas.villageA1.id })
    expect(rows.map((row) => [row.areaName, row.post, row.name])).toContainEqual([
      '甲一镇',
      'gridLeader',
      'townshipLeaderA',
    ])
    expect(rows[0]?.areaName).toBe('甲一村')
    expect(rows.find((row) => row.post === 'gridLeader')?.phone).toBe('13900000000')
  })

  it('names the vacancy where a required post has nobody', async () => {
    const links = await city.asSystem((db) => responsibleChain(db, areas.villageA3.path, '2018-12-01'))
    expect(links[0]).toMatchObject({ areaName: '甲三村', post: 'gridWorker', officialId: null })
  })

  it('lists a department without liaison among the posts of the city, and nothing of another’s area', async () => {
    const { rows } = await city.ok('cityOffice', contract.listPosts, { areaId: areas.city.id })
    expect(rows.map((row) => [row.post, row.agencyName?.zh, row.holders.length])).toEqual([
      ['liaison', '市供电公司', 0],
    ])
    expect(await city.refused('townshipLeaderA', contract.listPosts, { areaId: areas.townshipB.id })).toBe('not-found')
  })

  it('lists the posts of an area with how many the rules demand', async () => {
    const { rows } = await city.ok('countyOfficeA', contract.listPosts, { areaId: areas.townshipA.id })
    expect(rows.map((row) => [row.post, row.required, row.holders.map((h) => h.officialName)])).toEqual([
      ['gridLeader', 1, ['townshipLeaderA']],
      ['principal', 0, ['多岗']],
    ])
  })
})

describe('a roster', () => {
  const text =
    '区划代码,岗位,姓名,联系电话,任职日期\n329902100201,网格员,新一,13800000001,2018-03-05\n329902100202,网格员,新一,13800000001,2018-03-05\n329903100201,网格员,外人,,2018-03-05\n329902100202,网格员,=cmd,,\n'
  const counts = { new: 2, changed: 0, unchanged: 0, bad: 2 }
  let fileId = ''

  it.each([
    ['UTF-8', () => Buffer.from(text)],
    ['GB18030', () => iconv.encode(text, 'gb18030')],
    [
      'XLSX',
      async () => {
        const book = new ExcelJS.Workbook()
        const sheet = book.addWorksheet('1')
        for (const line of text.trim().split('\n')) sheet.addRow(line.split(','))
        return workbookFile(book)
      },
    ],
  ] as const)('in %s is previewed with its bad rows, and nothing is written', async (_name, make) => {
    fileId = await city.upload(
      'townshipLeaderA',
      areas.townshipA.id,
      'import',
      _name === 'XLSX' ? '名册.xlsx' : '名册.csv',
      await make(),
    )
    const preview = await city.ok('townshipLeaderA', contract.previewRoster, { areaId: areas.townshipA.id, fileId })
    expect(preview.counts).toEqual(counts)
    expect(preview.sample.map(({ name, before }) => [name, before.length, before[0]?.name === name])).toEqual([
      ['新一', 1, false],
      ['新一', 1, false],
    ])
    expect(preview.bad.map((bad) => [bad.row, bad.column, bad.reason])).toEqual([
      [4, 'code', 'unknownArea'],
      [5, 'name', 'formula'],
    ])
  })

  it('writes its good rows once, hands posts over, and knows one person in two villages', async () => {
    const ask = { areaId: areas.townshipA.id, fileId }
    expect(await city.ok('townshipLeaderA', contract.applyRoster, ask)).toEqual({
      appointed: 2,
      ended: 2,
      phones: 0,
      unchanged: 0,
      bad: 2,
    })
    expect(await city.ok('townshipLeaderA', contract.applyRoster, ask)).toEqual({
      appointed: 0,
      ended: 0,
      phones: 0,
      unchanged: 2,
      bad: 2,
    })
    const { rows } = await city.ok('townshipLeaderA', contract.listAppointments, {
      areaId: areas.townshipA.id,
      post: 'gridWorker',
      asOf: '2018-03-05',
    })
    expect(rows.map((row) => row.officialName)).toEqual(['新一', '新一'])
    expect(new Set(rows.map((row) => row.officialId)).size).toBe(1)
    const before = await city.ok('townshipLeaderA', contract.listAppointments, {
      areaId: areas.townshipA.id,
      post: 'gridWorker',
      asOf: '2018-03-04',
    })
    expect(before.rows.map((row) => row.officialName)).toEqual(['gridWorkerA1', 'gridWorkerA2'])
  })

  it('is refused outside one’s area, without its columns, and to who appoints nobody', async () => {
    expect(await city.refused('townshipLeaderA', contract.previewRoster, { areaId: areas.townshipB.id, fileId })).toBe(
      'not-permitted',
    )
    expect(await city.refused('gridWorkerA1', contract.previewRoster, { areaId: areas.villageA1.id, fileId })).toBe(
      'not-permitted',
    )
    const bad = await city.upload('townshipLeaderA', areas.townshipA.id, 'import', 'x.csv', Buffer.from('a,b\n1,2\n'))
    expect(
      await city.refused('townshipLeaderA', contract.applyRoster, { areaId: areas.townshipA.id, fileId: bad }),
    ).toBe('roster-columns-missing')
  })

  it('comes out in the layout in which it goes in', async () => {
    const { status, body } = await city.call('countyOfficeA', contract.exportRoster, {
      areaId: areas.countyA.id,
      asOf: '2018-03-05',
    })
    expect(status).toBe(200)
    if (!Buffer.isBuffer(body)) throw new Error('not a file')
    const again = await city.upload('countyOfficeA', areas.countyA.id, 'import', 'out.xlsx', body)
    const preview = await city.ok('countyOfficeA', contract.previewRoster, { areaId: areas.countyA.id, fileId: again })
    expect(preview.counts).toMatchObject({ new: 0, changed: 0 })
  })
})
