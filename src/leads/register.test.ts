import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { leadsContract as leads } from './contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
  await fill(areas.villageA1, 1, ['夜间冶炼噪声', 'Forge at 100% load', '厂房_甲'])
  await fill(areas.villageB, 4, ['夜间冶炼噪声'])
})
afterAll(() => city.close())

const fill = (place: { id: number; path: string }, from: number, titles: string[]) =>
  city.asSystem((db) =>
    sql`insert into leads (id, number, status, source, source_id, area_id, area_path, title, opened_at)
      select gen_random_uuid(), 'XS2018-' || lpad((${from} + n - 1)::text, 6, '0'), 'opened', 'observation', 'x', ${place.id}, ${place.path}, title,
             timestamptz '2018-02-01' - make_interval(mins => n::int)
        from unnest(${titles}::text[]) with ordinality as t(title, n)`.execute(db),
  )
const search = async (person: PersonKey, text: string) =>
  (await city.ok(person, leads.listLeads, { text })).rows.map((row) => row.title)

describe('searching the register', () => {
  it.each([
    ['two characters', '冶炼', ['夜间冶炼噪声']],
    ['one character', '炉', []],
    ['characters that stand there, but not beside each other', '夜冶', []],
    ['pairs that stand there, but in another order', '炼噪声夜间冶', []],
    ['letters of either case', 'fORGE', ['Forge at 100% load']],
    ['signs as themselves', '0%', ['Forge at 100% load']],
    ['the sign that stands for any character elsewhere', '房_', ['厂房_甲']],
    ['the beginning of a number', 'xs2018-00000', ['夜间冶炼噪声', 'Forge at 100% load', '厂房_甲']],
    ['a text nobody wrote', '没有的词', []],
  ])('finds %s', async (_what, text, titles) => expect(await search('countyOfficeA', text)).toEqual(titles))

  it('finds nothing outside of the caller’s area', async () => {
    expect(await search('gridWorkerA2', '冶炼')).toEqual([])
    expect(await search('cityOffice', '冶炼')).toEqual(['夜间冶炼噪声', '夜间冶炼噪声'])
  })

  it('answers a text that very many bear page by page, every one once', async () => {
    await fill(
      areas.villageA2,
      100,
      Array.from({ length: 620 }, (_, n) => `常见词${n}`),
    )
    const seen = new Set<string>()
    let after: string | undefined
    do {
      const page = await city.ok('countyOfficeA', leads.listLeads, { text: '常见', limit: 200, after })
      for (const row of page.rows) seen.add(row.id)
      after = page.next ?? undefined
    } while (after)
    expect(seen.size).toBe(620)
  })
})

it('one who answers for two villages sees one list of both, newest first', async () => {
  await city.asSystem((db) =>
    sql`insert into appointments (id, official_id, post, area_id, area_path, valid_from, source)
      values (gen_random_uuid(), ${city.persons.gridWorkerA2.officialId}, 'gridWorker', ${areas.villageA1.id}, ${areas.villageA1.path}, '2017-01-01', '文')`.execute(
      db,
    ),
  )
  const { rows } = await city.ok('gridWorkerA2', leads.listLeads, { limit: 5 })
  expect(new Set(rows.map((row) => row.areaId))).toEqual(new Set([areas.villageA1.id, areas.villageA2.id]))
  const instants = rows.map((row) => row.openedAt)
  expect(instants).toEqual([...instants].sort().reverse())
})
