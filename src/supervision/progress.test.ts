import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { atWork, type Ground, openGround } from '../../test/supervision-ground.ts'
import { areas } from '../../test/world.ts'
import { supervisionContract as supervision } from './contract.ts'
import { areaState, figureFamilies, figureKeys, figureValue, noFigures, overlapping } from './figure.ts'
import { timingOf } from './report.ts'

let ground: Ground
let city: Ground['city']
beforeAll(async () => {
  ground = await openGround()
  city = ground.city
})
afterAll(() => city.close())
beforeEach(() => ground.goTo(atWork))

describe('progress', () => {
  test('is told for the areas directly below mine, with what nobody visited as its own figure', async () => {
    const { noticeId, sweepId } = await ground.issued()
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
    const { noticeId } = await ground.issued()
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
    const { noticeId } = await ground.issued()
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
    const { noticeId } = await ground.issued()
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
    const { noticeId } = await ground.issued()
    await ground.run(
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

describe('the state of an area', () => {
  const none = noFigures(true)
  const swept = none.sweep ?? undefined
  test.each([
    ['without any task is unknown, not done', none, 'unknown'],
    ['with all on time is done', { ...none, tasks: { ...none.tasks, onTime: 3 } }, 'done'],
    [
      'with all handed in, some late, stays late',
      { ...none, tasks: { ...none.tasks, onTime: 3, late: 1 } },
      'doneLate',
    ],
    [
      'with something missing is overdue, whatever else',
      { ...none, tasks: { ...none.tasks, onTime: 3, late: 1, missing: 1 } },
      'overdue',
    ],
    ['with a receipt missing is overdue', { ...none, receipts: { ...none.receipts, missing: 1 } }, 'overdue'],
    [
      'with a village nobody visited is never done',
      { ...none, tasks: { ...none.tasks, onTime: 3 }, sweep: swept ? { ...swept, villagesUnvisited: 1 } : null },
      'due',
    ],
    [
      'with a site only seen from outside is never done',
      { ...none, tasks: { ...none.tasks, onTime: 3 }, sweep: swept ? { ...swept, sitesObserved: 1 } : null },
      'due',
    ],
  ] as const)('%s', (_, figures, state) => expect(areaState(figures)).toBe(state))
})

describe('a task', () => {
  test.each([
    ['delivered on its day is on time', 'delivered', '2018-03-15', 'onTime'],
    ['accepted after late delivery stays late', 'accepted', '2018-03-16', 'late'],
    ['returned counts as missing after its day', 'returned', '2018-03-10', 'missing'],
    ['open after its day is missing', 'open', null, 'missing'],
  ] as const)('%s', (_, status, deliveredOn, timing) =>
    expect(timingOf({ status, dueOn: '2018-03-15', deliveredOn }, '2018-03-20')).toBe(timing),
  )
})
