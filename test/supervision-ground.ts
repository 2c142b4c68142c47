/** A ground for tests of supervision: a notice with tasks and a sweep, sites with furnaces, leads, a case; and the way of a report. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { noticesContract as notices } from '../src/notices/contract.ts'
import { exampleDraft } from '../src/notices/examples.ts'
import { addDays } from '../src/platform/shared/calendar.ts'
import { supervisionContract as supervision } from '../src/supervision/contract.ts'
import { exampleTexts } from '../src/supervision/examples.ts'
import { supervisionJobs } from '../src/supervision/jobs.ts'
import { openTest, type Test } from './harness.ts'
import { areas } from './world.ts'

export const atWork = '2018-03-10T02:00:00Z'

export type Ground = Awaited<ReturnType<typeof openGround>>

/** Opens the test city on the day of the notice, with its jobs at work. */
export async function openGround() {
  const city = await openTest({ now: '2018-02-08T02:00:00Z', work: true })
  await seedGround(city)
  return {
    city,
    run: (query: ReturnType<typeof sql>) => run(city, query),
    goTo: (instant: string) => city.goTo(instant),
    issued: () => issued(city),
    drafted: () => drafted(city),
    submitted: () => submitted(city),
  }
}

const run = (city: Test, query: ReturnType<typeof sql>) => city.asSystem((db) => query.execute(db))
const at = (area: { id: number; path: string }) => sql`${area.id}, ${area.path}`

/** Two sites with three furnaces, four leads, one case of county A; a lead of county B. */
async function seedGround(city: Test) {
  const [siteA, siteA2] = [randomUUID(), randomUUID()]
  for (const [id, name, area] of [
    [siteA, '甲一铸件场', areas.villageA1],
    [siteA2, '甲三旧厂房', areas.villageA3],
  ] as const)
    await run(
      city,
      sql`insert into sites (id, name, address, area_id, area_path, kind, status, registered_at) values (${id}, ${name}, '村东', ${at(area)}, 'melting', 'operating', now())`,
    )
  for (const [site, area, label, judgement] of [
    [siteA, areas.villageA1, '1', 'permitted'],
    [siteA, areas.villageA1, '2', null],
    [siteA2, areas.villageA3, '1', 'forbidden'],
  ] as const)
    await run(
      city,
      sql`insert into furnaces (id, site_id, area_id, area_path, label, kind, judgement, judged_on, state, registered_at)
    values (${randomUUID()}, ${site}, ${at(area)}, ${label}, 'mediumFrequency', ${judgement}, ${judgement && '2018-03-01'}, 'standing', now())`,
    )
  const founded = randomUUID()
  const leads = [
    [randomUUID(), 'opened', null, areas.villageA1, null],
    [randomUUID(), 'underVerification', null, areas.villageA2, null],
    [founded, 'founded', 'founded', areas.villageA3, siteA2],
    [randomUUID(), 'opened', null, areas.villageB, null],
  ] as const
  for (const [i, [id, status, outcome, area, site]] of leads.entries())
    await run(
      city,
      sql`insert into leads (id, number, status, source, source_id, site_id, area_id, area_path, title, opened_at, outcome)
    values (${id}, ${`XS2018-90000${i}`}, ${status}, 'superior', 'x', ${site}, ${at(area)}, '夜间冒烟', now(), ${outcome})`,
    )
  const caseId = randomUUID()
  await run(
    city,
    sql`insert into case_files (id, number, lead_id, site_id, agency_id, status, area_id, area_path, opened_on, opened_at, opened_by)
  values (${caseId}, 'AJ2018-900000', ${founded}, ${siteA2}, ${city.agencies.marketA}, 'open', ${at(areas.villageA3)}, '2018-03-05', now(), ${city.persons.officerA1.officialId})`,
  )
  await run(
    city,
    sql`insert into closure_cards (case_file_id, area_path, rules_on) values (${caseId}, ${areas.villageA3.path}, '2018-03-05')`,
  )
  await run(
    city,
    sql`insert into closure_atoms (id, case_file_id, area_id, area_path, atom, position, applies, rule_id)
  select gen_random_uuid(), ${caseId}, ${at(areas.villageA3)}, a, 1, true, (select id from rules where key = 'closure.atom.' || a limit 1) from unnest(array['power', 'furnace', 'product']) a`,
  )
}

/** Issues the notice, and opens a sweep of it: village A1 reported, A2 nothing seen, A3 and B unvisited, one site each state. */
async function issued(city: Test) {
  await city.goTo('2018-02-08T02:00:00Z')
  const to = [areas.countyA, areas.countyB].map(({ id }) => ({ areaId: id, agencyId: null }))
  const { id } = await city.ok('cityOffice', notices.draftNotice, exampleDraft(city.agencies.cityOffice, to))
  await city.ok('cityOffice', notices.issueNotice, { id })
  const sweepId = randomUUID()
  await run(
    city,
    sql`insert into sweeps (id, notice_id, name, area_id, area_path, starts_on, due_on, status, opened_by, opened_at)
  values (${sweepId}, ${id}, '全覆盖大排查', ${at(areas.city)}, '2018-02-09', '2018-03-15', 'running', ${city.persons.cityOffice.officialId}, clock_timestamp())`,
  )
  for (const [area, status] of [
    [areas.villageA1, 'reported'],
    [areas.villageA2, 'nothingSeen'],
    [areas.villageA3, 'unvisited'],
    [areas.villageB, 'unvisited'],
  ] as const)
    await run(
      city,
      sql`insert into sweep_targets (id, sweep_id, kind, area_id, area_path, status) values (${randomUUID()}, ${sweepId}, 'village', ${at(area)}, ${status})`,
    )
  await run(
    city,
    sql`insert into sweep_targets (id, sweep_id, kind, area_id, area_path, site_id, status)
  select gen_random_uuid(), ${sweepId}, 'site', area_id, area_path, id, case when name = '甲一铸件场' then 'observed' else 'unvisited' end from sites`,
  )
  await city.goTo(atWork)
  const { rows } = await city.ok('cityOffice', supervision.listReportTasks, { noticeId: id, limit: 10 })
  const taskOf = (areaId: number) => rows.find((row) => row.areaId === areaId)?.taskId ?? ''
  return { noticeId: id, sweepId, taskA: taskOf(areas.countyA.id), taskB: taskOf(areas.countyB.id) }
}

async function drafted(city: Test) {
  const ground = await issued(city)
  const { id } = await city.ok('countyOfficeA', supervision.draftReport, { taskId: ground.taskA })
  return { ...ground, id }
}

async function submitted(city: Test) {
  const ground = await drafted(city)
  await city.ok('countyOfficeA', supervision.writeReport, { id: ground.id, texts: exampleTexts })
  const { number } = await city.ok('countyOfficeA', supervision.submitReport, { id: ground.id })
  return { ...ground, number }
}

/** One call of the daily round, as the clock asks for it. */
export async function runRound({ app: { platform } }: Test): Promise<void> {
  const job = supervisionJobs['supervision.limits']
  if (!job) throw new Error('no job')
  // the job opens its own transactions; of the context it uses the platform alone
  await job.run({ platform } as Parameters<typeof job.run>[0], {})
}

/** The rounds of every day up to and including one, each in the morning. */
export async function liveThrough(city: Test, from: string, to: string): Promise<void> {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await city.goTo(`${day}T02:00:00Z`)
    await runRound(city)
  }
}
