/**
 * A city lives through days of time limits while the worker process and PostgreSQL are killed in the middle of its rounds; then what was
 * told to whom is compared with the slow reference. Used by a test with some hundred limits and by bench:limits with a whole city.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, type Db, transaction } from '../src/platform/server/db.ts'
import {
  endLimits,
  extendLimits,
  meetLimits,
  openLimit,
  resumeLimits,
  suspendLimits,
} from '../src/platform/server/time-limits.ts'
import type { WorkCalendar } from '../src/platform/shared/calendar.ts'
import { loadCalendar } from '../src/rulebook/store.ts'
import { type Chance, type City, chanceOf, foundCity, type Size } from './limit-city.ts'
import { Reference, type SimulatedLimit, simulatedKinds } from './limit-expectation.ts'
import { type ReferenceLimit, referenceDue, toDate, toDay } from './limit-reference.ts'
import { killIfThere, onDatabase, openFolder, postmasterPid } from './program.ts'

export type Plan = {
  size: Size
  limits: number
  from: string
  days: number
  /** Days on which something is killed in the middle of the round. */
  crashes: number
  /** Times at which nothing runs for three days. */
  outages: number
  seed: number
}

export type Outcome = {
  limits: number
  reminders: number
  rungs: number
  vacantRungs: number
  digests: number
  tellings: number
  /** Kills that hit a round under way. */
  kills: number
  missing: string[]
  surplus: string[]
  different: string[]
  early: number
  eventsMissing: number
  eventsTwice: number
  digestsWrong: number
  roundMs: number[]
}

type Scripted = SimulatedLimit & ReferenceLimit

/** The script of the city: what is opened, kept, suspended and extended, the same for the same seed. */
class Script {
  readonly limits = new Map<string, Scripted>()
  private readonly running: string[] = []
  private readonly chance: Chance
  private readonly city: City
  private readonly calendar: WorkCalendar
  private readonly national: string[]
  constructor(city: City, chance: Chance, calendar: WorkCalendar, national: string[]) {
    this.city = city
    this.chance = chance
    this.calendar = calendar
    this.national = national
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.chance() * items.length)] as T // callers pass no empty list
  }

  async open(db: Db, day: number): Promise<void> {
    const subjectId =
      this.national.length > 0 && this.chance() < 0.05 ? (this.national.pop() ?? randomUUID()) : randomUUID()
    const national = subjectId.startsWith('00000000')
    const place = this.pick(this.city.places)
    const lot = this.chance()
    const county = `/${place.path.split('/').slice(1, 3).join('/')}/`
    const department = lot < 0.25 ? this.city.departments.get(county) : undefined
    const above = place.path.replace(/\d+\/$/, '')
    const leader = place.level === 'village' && lot > 0.8 ? this.city.posts.get(above)?.[0]?.officialId : undefined
    const days = 1 + Math.floor(this.chance() * 30)
    const dayKind = this.chance() < 0.7 ? ('working' as const) : ('calendar' as const)
    const kind = this.pick(simulatedKinds)
    const dueOn = referenceDue({ startedOn: day, dayKind, days, still: [], extra: 0 })
    const opened = await openLimit(
      db,
      {
        subjectKind: national ? 'lead' : 'simulated',
        subjectId,
        kind,
        area: place,
        holderOfficialId: leader ?? null,
        holderAgencyId: leader ? null : (department?.id ?? null),
        startedOn: toDate(day),
        days,
        dayKind,
      },
      this.calendar,
    )
    if (opened.dueOn !== toDate(dueOn))
      throw new Error(`a limit ends on ${opened.dueOn}, the reference says ${toDate(dueOn)}`)
    const holder = leader ? 'official' : department ? 'department' : 'post'
    this.limits.set(opened.id, {
      id: opened.id,
      subjectId,
      kind,
      national,
      path: place.path,
      holder,
      holderPath: leader ? above : department ? county : place.path,
      officialId: leader ?? null,
      startedOn: day,
      dueOn,
      state: 'running',
      raised: null,
      rungs: new Set(),
      days,
      dayKind,
      still: [],
      extra: 0,
    })
    this.running.push(opened.id)
  }

  /** Afternoon of a day: some are kept, withdrawn, suspended, resumed, extended; as many as were closed are opened. */
  async afternoon(db: Db, day: number): Promise<void> {
    const on = toDate(day)
    let closed = 0
    for (const id of this.running.splice(0)) {
      const limit = this.limits.get(id)
      if (!limit) continue
      const lot = this.chance()
      const overdue = day > limit.dueOn
      if (limit.state === 'suspended') {
        if (lot < 0.2) await this.resume(db, limit, day)
      } else if (lot < (overdue ? 0.12 : 0.01)) {
        limit.state = 'closed'
        closed += 1
        if (lot < 0.002) await endLimits(db, limit.subjectId, null, on, '撤回')
        else await meetLimits(db, limit.subjectId, null, on)
      } else if (!overdue && lot > 0.995) {
        limit.state = 'suspended'
        limit.still.push({ from: day, until: Number.MAX_SAFE_INTEGER })
        await suspendLimits(db, limit.subjectId, limit.kind, { on, reason: '送检' })
      } else if (!overdue && lot > 0.99) await this.extend(db, limit, day)
      if (limit.state !== 'closed') this.running.push(id)
    }
    for (let n = 0; n < closed; n += 1) await this.open(db, day)
  }

  private async resume(db: Db, limit: Scripted, day: number): Promise<void> {
    await resumeLimits(db, limit.subjectId, limit.kind, toDate(day), this.calendar)
    const open = limit.still.at(-1)
    if (open) open.until = day
    limit.state = 'running'
    limit.dueOn = referenceDue(limit)
  }

  private async extend(db: Db, limit: Scripted, day: number): Promise<void> {
    const extension = { days: 5, approvedBy: this.city.cityOffice[0] ?? '', reason: '案情复杂', on: toDate(day) }
    await extendLimits(db, limit.subjectId, limit.kind, extension, this.calendar)
    limit.extra += 5
    limit.dueOn = referenceDue(limit)
  }
}

/** The worker process: started, told to go on with the round, killed, started anew. */
class Worker {
  private child: ChildProcess | undefined
  private readonly folder: string
  constructor(folder: string) {
    this.folder = folder
  }

  /** Where it still runs it is left as it is: it has to come back from a killed database by itself. */
  async start(): Promise<void> {
    if (this.child?.connected) return
    const child = fork(new URL('./limit-worker.ts', import.meta.url).pathname, [this.folder], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.child = child
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['gone'])])
    if (said !== 'ready') throw new Error(`the worker said ${said}`)
  }

  /** @returns whether the round was done; false where the worker or its database went away under it. */
  async round(now: string): Promise<boolean> {
    const { child } = this
    if (!child?.connected) return false
    child.send({ now })
    const answered = new AbortController()
    const { signal } = answered
    const [said] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(() => ['gone']),
    ])
    answered.abort()
    return said === 'done'
  }

  async kill(): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }

  async stop(): Promise<void> {
    if (!this.child?.connected) return
    this.child.send('stop')
    await once(this.child, 'exit')
  }
}

const killWhat = ['worker', 'postgres', 'worker', 'both'] as const

export async function simulate(plan: Plan, tell: (line: string) => void = () => {}): Promise<Outcome> {
  const place = await openFolder()
  const worker = new Worker(place.folder)
  try {
    return await onDatabase(place.folder, (database) => run(plan, place.folder, database, worker, tell))
  } finally {
    await worker.kill()
    await place.remove()
  }
}

async function run(
  plan: Plan,
  folder: string,
  database: Database,
  worker: Worker,
  tell: (line: string) => void,
): Promise<Outcome> {
  const chance = chanceOf(plan.seed)
  const first = toDay(plan.from)
  const city = await foundCity(database.pool, plan.size, chance, toDate(first + Math.floor(plan.days / 2)))
  const national = await insertNationalLeads(database, Math.ceil(plan.limits / 100))
  const asSystem = <T>(work: (db: Db) => Promise<T>) => transaction(database, 'system', work)
  const script = new Script(city, chance, await asSystem(loadCalendar), national)
  await asSystem(async (db) => {
    for (let n = 0; n < plan.limits; n += 1) await script.open(db, first - 1 - Math.floor(chance() * 20))
  })
  tell(`${plan.limits} limits are open`)
  const reference = new Reference(city)
  const crashDays = chosen(plan.crashes, plan.days, chance)
  const idle = outageDays(plan, crashDays, chance)
  const roundMs: number[] = []
  let kills = 0
  let unserved: number[] = []
  const rig = { worker, folder, database }
  await worker.start()
  for (let n = 0; n < plan.days; n += 1) {
    const day = first + n
    unserved.push(day)
    if (!idle.has(n)) {
      for (const missed of unserved) reference.round(script.limits.values(), missed, day)
      unserved = []
      const now = `${toDate(day)}T01:00:00Z`
      const usual = roundMs.length > 0 ? Math.max(...roundMs.slice(-5)) : 500
      const began = performance.now()
      if (crashDays.has(n))
        kills += await crashIn(rig, now, usual, killWhat[kills % killWhat.length] ?? 'worker', chance)
      await untilDone(worker, now)
      if (!crashDays.has(n)) roundMs.push(performance.now() - began)
    }
    await asSystem((db) => script.afternoon(db, day))
    if (n % 10 === 9) tell(`day ${n + 1} of ${plan.days}, ${script.limits.size} limits so far`)
  }
  await worker.stop()
  return { ...(await compare(database, reference)), limits: script.limits.size, kills, roundMs }
}

/** Distinct days of the simulation, never the first three. */
function chosen(count: number, days: number, chance: Chance): Set<number> {
  const found = new Set<number>()
  while (found.size < count) found.add(3 + Math.floor(chance() * (days - 4)))
  return found
}

function outageDays({ outages, days }: Plan, crashDays: ReadonlySet<number>, chance: Chance): Set<number> {
  const idle = new Set<number>()
  for (let n = 0; n < outages; n += 1) {
    const start = 3 + Math.floor(chance() * (days - 8))
    for (let day = start; day < start + 3; day += 1) if (!crashDays.has(day)) idle.add(day)
  }
  return idle
}

/** Kills in the middle of a round, as often as it takes to hit one under way. @returns the kills that did. */
async function crashIn(
  { worker, folder, database }: { worker: Worker; folder: string; database: Database },
  now: string,
  usualMs: number,
  what: (typeof killWhat)[number],
  chance: Chance,
): Promise<number> {
  const doing = worker.round(now)
  await sleep(Math.floor(chance() * usualMs * 0.8))
  if (what !== 'worker') {
    killIfThere(await postmasterPid(folder), 'SIGKILL')
    await untilOrphansAreGone(database)
  }
  if (what !== 'postgres') await worker.kill()
  return (await doing) ? 0 : 1
}

/** The processes that serve connections outlive the killed one for some milliseconds, in which ours would still be answered. */
async function untilOrphansAreGone({ pool }: Database): Promise<void> {
  for (let tries = 0; tries < 400 && pool.totalCount > 0; tries += 1) await sleep(25)
  if (pool.totalCount > 0) throw new Error('the killed database still answers')
}

async function untilDone(worker: Worker, now: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await worker.round(now)) return
    await sleep(200)
    await worker.start().catch(() => undefined)
  }
  throw new Error(`the round of ${now} does not come to its end`)
}

async function insertNationalLeads({ pool }: Database, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => `00000000${randomUUID().slice(8)}`)
  await pool.query(
    `insert into leads (id, number, status, source, source_id, area_id, area_path, title, opened_at, national_origin)
     select id, 'XS2018-' || to_char(n, 'FM000000'), 'opened', 'superior', 'x', 1, '/1/', '线索', now(), 'reported'
       from unnest($1::uuid[]) with ordinality as l(id, n)`,
    [ids],
  )
  return ids
}

type Compared = Omit<Outcome, 'limits' | 'kills' | 'roundMs'>

async function compare({ pool }: Database, { expected }: Reference): Promise<Compared> {
  const { rows: steps } = await pool.query<{
    key: string
    day: string
    passed: string | null
    told: string[]
    early: boolean
  }>(
    `select s.limit_id || '|' || coalesce(s.rung, s.kind || '|' || s.for_day) as key, s.for_day::text as day, s.passed,
            (s.made_at at time zone 'Asia/Shanghai')::date < s.for_day as early,
            coalesce((select array_agg(t.official_id::text order by t.official_id::text) from limit_tellings t where t.step_id = s.id), '{}') as told
       from limit_steps s`,
  )
  const found = new Map(steps.map((step) => [step.key, step]))
  const different = steps.flatMap(({ key, day, passed, told }) => {
    const wanted = expected.steps.get(key)
    return wanted && JSON.stringify([wanted.day, wanted.passed, wanted.told]) !== JSON.stringify([day, passed, told])
      ? [key]
      : []
  })
  const { rows: digests } = await pool.query<{ key: string; items: number }>(
    `select official_id || '|' || day as key, items from digests`,
  )
  const digestsWrong =
    digests.filter(({ key, items }) => expected.digests.get(key) !== items).length +
    Math.max(0, expected.digests.size - digests.length)
  return {
    reminders: steps.filter(({ key }) => key.split('|').length === 3).length,
    rungs: steps.filter(({ key }) => key.split('|').length === 2).length,
    vacantRungs: steps.filter(({ key, passed }) => key.split('|').length === 2 && passed === 'vacant').length,
    digests: digests.length,
    tellings: steps.reduce((sum, { told }) => sum + told.length, 0),
    missing: [...expected.steps.keys()].filter((key) => !found.has(key)),
    surplus: [...found.keys()]
      .filter((key) => !expected.steps.has(key))
      .concat(found.size === steps.length ? [] : ['twice']),
    different,
    early: steps.filter(({ early }) => early).length,
    ...(await compareEvents(pool)),
    digestsWrong,
  }
}

/** Every step, and every digest, has its event once. */
async function compareEvents(pool: Database['pool']): Promise<{ eventsMissing: number; eventsTwice: number }> {
  const { rows } = await pool.query<{ steps: number; events: number; twice: number }>(
    `with told as (
       select 'limit.reminded ' || limit_id || ' ' || kind || ' ' || for_day as key from limit_steps where rung is null
       union all select 'limit.raised ' || l.subject_id || ' ' || s.rung from limit_steps s join time_limits l on l.id = s.limit_id where s.rung is not null
       union all select 'digest.made ' || id from digests),
     said as (
       select case kind when 'limit.reminded' then kind || ' ' || subject_id || ' ' || (changed ->> 'when') || ' ' || (changed ->> 'day')
                        when 'limit.raised' then kind || ' ' || subject_id || ' ' || (changed ->> 'rung') else kind || ' ' || subject_id end as key
         from events where kind in ('limit.reminded', 'limit.raised', 'digest.made'))
     select (select count(*)::int from (select key from told except select key from said) x) as steps,
            (select count(*)::int from (select key from said except select key from told) x) as events,
            (select (count(*) - count(distinct key))::int from said) as twice`,
  )
  const [row] = rows
  return { eventsMissing: row?.steps ?? -1, eventsTwice: (row?.twice ?? 0) + (row?.events ?? 0) }
}
