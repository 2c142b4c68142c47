import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { areas } from '../../test/world.ts'
import { inContext } from '../platform/server/http.ts'
import { importAreas, moveArea, renameArea } from './acts.ts'
import { changzhouSeeds } from './area-seed.ts'
import { areasContract } from './contract.ts'
import { getArea } from './store.ts'

let city: Test
beforeAll(async () => {
  city = await openTest()
})
afterAll(() => city.close())

const asProgram = <T>(work: Parameters<typeof inContext<T>>[3]): Promise<T> =>
  inContext(city.app.platform, 'system', null, work)

describe('reading the tree', () => {
  it('answers the areas directly below one, with how many stand below each', async () => {
    const { rows } = await city.ok('gridWorkerB', areasContract.listChildren, { parentId: areas.countyA.id })
    expect(rows.map((row) => [row.name, row.childCount])).toEqual([
      ['甲一镇', 2],
      ['甲二镇', 1],
    ])
  })

  it('begins without a superior at the areas of the caller', async () => {
    const { rows } = await city.ok('townshipLeaderA', areasContract.listChildren, {})
    expect(rows.map((row) => row.path)).toEqual([areas.townshipA.path])
  })

  it('finds by part of the name within the caller’s scope only', async () => {
    const found = await city.ok('countyOfficeA', areasContract.searchAreas, { text: '一村' })
    expect(found.rows.map((row) => [row.name, row.above])).toEqual([['甲一村', ['测试市', '甲区', '甲一镇']]])
  })

  it('answers one area with those above it', async () => {
    const found = await city.ok('gridWorkerA1', areasContract.getArea, { id: areas.villageA1.id })
    expect(found.ancestors.map((area) => area.name)).toEqual(['测试市', '甲区', '甲一镇'])
  })

  it('refuses an area that is not there on the day, and nonsense', async () => {
    expect(
      await city.refused('cityOffice', areasContract.getArea, { id: areas.villageA1.id, asOf: '2016-01-01' }),
    ).toBe('not-found')
    expect((await city.call('cityOffice', areasContract.listChildren, { parentId: 'x' })).status).toBe(400)
    expect(await city.refused(null, areasContract.listChildren, {})).toBe('not-signed-in')
  })
})

describe('the import', () => {
  it('adds Changzhou once, and nothing the second time', async () => {
    const seeds = changzhouSeeds()
    const add = () => asProgram((context) => importAreas(context, seeds, { openedOn: '2017-01-01' }))
    expect(await add()).toBe(1 + 7 + 67 + 1049)
    expect(await add()).toBe(0)
  })
})

describe('a dated tree', () => {
  it('keeps the old name before the day of the new one', async () => {
    await asProgram((context) => renameArea(context, areas.villageB.id, { name: '乙新村', on: '2018-03-01' }))
    const names = await city.asSystem(async (db) => [
      await getArea(db, areas.villageB.id, '2018-02-28'),
      await getArea(db, areas.villageB.id, '2018-03-01'),
    ])
    expect(names.map((area) => area.name)).toEqual(['乙一村', '乙新村'])
    expect(await city.eventsOf(String(areas.villageB.id))).toEqual(['area.renamed'])
  })

  it('moves an area with all below it, from a day on', async () => {
    await asProgram((context) =>
      moveArea(context, { id: areas.townshipA2.id, parentId: areas.countyB.id, on: '2018-04-01', reason: '区划调整' }),
    )
    const paths = await city.asSystem(async (db) => [
      await getArea(db, areas.villageA3.id, '2018-03-31'),
      await getArea(db, areas.villageA3.id, '2018-04-01'),
    ])
    expect(paths.map((area) => area.path)).toEqual(['/1/2/9/10/', '/1/3/9/10/'])
  })

  it('refuses to put an area below itself, or to change what is changed later', async () => {
    const into = asProgram((context) =>
      moveArea(context, { id: areas.countyA.id, parentId: areas.townshipA.id, on: '2018-04-01', reason: '区划调整' }),
    )
    await expect(into).rejects.toThrow('area-into-itself')
    const early = asProgram((context) => renameArea(context, areas.villageB.id, { name: '早', on: '2018-02-01' }))
    await expect(early).rejects.toThrow('area-day-too-early')
  })
})
