import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { publicityContract as publicity } from './contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
})
afterAll(() => city.close())

const phones = () =>
  city.asSystem(async (db) =>
    (await sql<{ phone: string }>`select phone from appointments where phone is not null`.execute(db)).rows.map(
      (row) => row.phone,
    ),
  )

describe('anyone without account', () => {
  test('finds a village by name and sees where it lies', async () => {
    const { rows } = await city.ok(null, publicity.findPlaces, { text: '甲一村' })
    expect(rows).toEqual([
      { id: areas.villageA1.id, name: '甲一村', level: 'village', within: ['测试市', '甲区', '甲一镇'] },
    ])
  })

  test('finds by a part of the name, the higher area first', async () => {
    const { rows } = await city.ok(null, publicity.findPlaces, { text: ' 甲 ' })
    expect(rows.map((row) => row.name)).toEqual(['甲区', '甲一镇', '甲二镇', '甲一村', '甲二村', '甲三村'])
  })

  test('a village names nobody; its township, county and city name who answers', async () => {
    const { chain, on } = await city.ok(null, publicity.getPlace, { id: areas.villageA1.id })
    expect(on).toBe('2018-03-01')
    expect(chain.map((link) => [link.name, link.holders])).toEqual([
      ['甲一村', null],
      ['甲一镇', [{ post: 'gridLeader', name: 'townshipLeaderA' }]],
      ['甲区', [{ post: 'leaderInCharge', name: 'countyOfficeA' }]],
      ['测试市', []],
    ])
  })

  test('somebody whose term has ended is not named, and neither is a successor before the first day', async () => {
    const who = async () => (await city.ok(null, publicity.getPlace, { id: areas.townshipA2.id })).chain[0]?.holders
    await city.asSystem((db) =>
      sql`update appointments set valid_to = '2018-02-28' where area_id = ${areas.townshipA2.id}`.execute(db),
    )
    expect(await who()).toEqual([])
    await city.asSystem((db) =>
      sql`update appointments set valid_to = null where area_id = ${areas.townshipA2.id}`.execute(db),
    )
    expect(await who()).toHaveLength(1)
  })

  test('no answer holds a phone of any appointment, nor any number that could be one', async () => {
    const known = await phones()
    expect(known.length).toBeGreaterThan(5)
    const answers = await Promise.all([
      city.call(null, publicity.listChannels, {}),
      ...['甲', '乙', '村', '1', '%', '_'].map((text) => city.call(null, publicity.findPlaces, { text })),
      ...Object.values(areas).map(({ id }) => city.call(null, publicity.getPlace, { id })),
    ])
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      const digits = JSON.stringify(body).replace(/[\s()+-]/g, '')
      for (const phone of known) expect(digits).not.toContain(phone)
      expect(digits).not.toMatch(/1[3-9]\d{9}|0\d{9,11}/)
    }
  })

  test('reads the ways to report, each with its source and how sure it is, and no invented number', async () => {
    const { rows } = await city.ok(null, publicity.listChannels, {})
    expect(rows.map((row) => row.address)).toEqual([null, '12345', '12315', '12369'])
    for (const row of rows)
      expect(row).toMatchObject({
        citation: { zh: expect.any(String) },
        standing: expect.stringMatching(/secondary|inferred/),
      })
  })

  test('a place that is not there, and a name that is none, are refused', async () => {
    expect(await city.refused(null, publicity.getPlace, { id: 999_999 })).toBe('not-found')
    expect(await city.refused(null, publicity.findPlaces, { text: '   ' })).toBe('bad-input')
    expect(await city.refused(null, publicity.findPlaces, { text: '村'.repeat(41) })).toBe('bad-input')
  })

  test('wildcards and quotes are letters like any other', async () => {
    for (const text of ['%', '_', "'", '\\', '$1'])
      expect((await city.ok(null, publicity.findPlaces, { text })).rows).toEqual([])
  })

  test('the role of the public reads no appointment, official or phone itself', async () => {
    for (const table of ['appointments', 'officials', 'reports', 'tasks']) {
      const read = city.asSystem(async (db) => {
        await sql`set local role gangshao_public`.execute(db)
        await sql`select * from ${sql.table(table)}`.execute(db)
      })
      await expect(read).rejects.toThrow(/permission denied/)
    }
  })
})
