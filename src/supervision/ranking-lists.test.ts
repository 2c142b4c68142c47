/** Every figure of the ranking opens exactly the rows it counts. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, openGround } from '../../test/supervision-ground.ts'
import { areas } from '../../test/world.ts'
import { supervisionContract as supervision } from './contract.ts'
import type { FigureKey } from './figure.ts'
import { type RankedFamily, type RankedKey, rankedFamilies } from './ranking.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  await ground.issued()
  await ground.goTo('2018-05-10T02:00:00Z')
  const item = (areaId: number, dueOn: string) =>
    ground.city.ok('cityOffice', supervision.raiseRectification, {
      areaId,
      sourceNumber: '苏督〔2018〕1号',
      problem: '责任人未落实',
      demand: '补齐',
      dueOn,
    })
  for (const dueOn of ['2018-05-11', '2018-05-14', '2018-06-29']) await item(areas.countyA.id, dueOn)
  await item(areas.countyB.id, '2018-05-11')
  await ground.goTo('2018-06-01T02:00:00Z')
  // of limits of every kind: kept, kept late, not kept, not due yet, kept before the window
  for (const [kind, subjectKind] of [
    ['limit.leadVerification', 'lead'],
    ['limit.tipVerification', 'tip'],
    ['limit.rectification', 'rectification'],
  ] as const)
    for (const [n, [state, due, met]] of (
      [
        ['met', '2018-05-20', '2018-05-20'],
        ['met', '2018-05-20', '2018-05-25'],
        ['running', '2018-05-20', null],
        ['running', '2018-06-20', null],
        ['suspended', '2018-05-20', null],
        ['met', '2017-05-20', '2017-05-20'],
      ] as const
    ).entries())
      await ground.run(sql`insert into time_limits (id, subject_kind, subject_id, kind, area_id, area_path, started_on, day_kind, due_on, state, met_on)
        select gen_random_uuid(), ${subjectKind}, ${randomUUID()}, ${kind}, ${areas.villageA1.id}, ${areas.villageA1.path}, '2017-01-03', 'calendar', ${due}, ${state}, ${met}
          from generate_series(0, ${n})`)
})
afterAll(() => ground.city.close())

const lengthOf = async (figure: RankedKey, areaId: number) =>
  (await ground.city.ok('cityOffice', supervision.listRankedFigure, { figure, areaId, limit: 200 })).rows.length

test('of verification, rectification, finds and looks', async () => {
  const { rows } = await ground.city.ok('cityOffice', supervision.getRanking, {})
  const counted: Record<string, number> = {}
  for (const { areaId, figures } of rows)
    for (const family of Object.keys(rankedFamilies) as RankedFamily[]) // keys of a constant object
      for (const [part, value] of Object.entries<number>(figures[family])) {
        counted[`${areaId} ${family}.${part}`] = value
        expect([areaId, part, await lengthOf(`${family}.${part}` as RankedKey, areaId)]).toEqual([areaId, part, value])
      }
  expect(counted).toMatchObject({
    [`${areas.countyA.id} verification.onTime`]: 2,
    [`${areas.countyA.id} verification.late`]: 4,
    [`${areas.countyA.id} verification.missing`]: 6,
    [`${areas.countyA.id} rectification.missing`]: 5,
    [`${areas.countyB.id} rectification.missing`]: 1,
    [`${areas.countyA.id} ownFinds.others`]: 1,
  })
})

test('of tasks, receipts and the sweep it was counted by', async () => {
  const { rows, sweepId } = await ground.city.ok('cityOffice', supervision.getRanking, {})
  const own = rows.find(({ areaId }) => areaId === areas.countyA.id)
  const list = async (figure: FigureKey) =>
    (
      await ground.city.ok('cityOffice', supervision.listFigure, {
        figure,
        areaId: areas.countyA.id,
        sweepId: sweepId ?? undefined,
      })
    ).rows.length
  for (const term of ['tasks', 'receipts'] as const)
    for (const part of ['onTime', 'late', 'missing'] as const)
      expect([term, part, await list(`${term}.${part}`)]).toEqual([term, part, own?.figures[term][part]])
  const { reported, nothingSeen, unvisited } = own?.figures.coverage ?? {}
  expect(reported).toBe(await list('sweep.villagesReported'))
  expect(nothingSeen).toBe(await list('sweep.villagesNothingSeen'))
  expect(unvisited).toBe(await list('sweep.villagesUnvisited'))
  expect((reported ?? 0) + (nothingSeen ?? 0) + (unvisited ?? 0)).toBeGreaterThan(0)
})

test('within one’s own place only, and for those who may see the ranking', async () => {
  const question = { figure: 'rectification.missing', areaId: areas.countyB.id } as const
  expect(await ground.city.refused('countyOfficeA', supervision.listRankedFigure, question)).toBe('not-found')
  expect(await ground.city.refused('townshipLeaderA', supervision.listRankedFigure, question)).toBe('not-permitted')
  const own = await ground.city.ok('countyOfficeA', supervision.listRankedFigure, { figure: 'rectification.missing' })
  expect(own.rows).toHaveLength(5)
})
