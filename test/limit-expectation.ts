/**
 * What reminders, rungs and digests a simulated city must have seen: the slow reference, one limit and one day at a time, over the days of
 * `chinese-days`, with its own copy of the rules. Shares no code with the program.
 */

import type { City } from './limit-city.ts'
import { isWorked, toDate, toDay } from './limit-reference.ts'

export type Rung = 'township' | 'county' | 'city' | 'jointWatch'
export type SimulatedLimit = {
  id: string
  subjectId: string
  kind: string
  national: boolean
  path: string
  /** Who holds it: the post of its area, an official (the grid leader above), or the department of its county. */
  holder: 'post' | 'official' | 'department'
  holderPath: string
  officialId: string | null
  startedOn: number
  dueOn: number
  state: 'running' | 'suspended' | 'closed'
  raised: Rung | null
  rungs: Set<Rung>
}

/** The days after the last one on which each rung is reached, by kind, as the rulebook has them. */
const ladders: Record<string, [Rung, number][]> = {
  'limit.noticeReceipt': [
    ['township', 1],
    ['county', 2],
    ['city', 3],
  ],
  'limit.taskDefault': [
    ['township', 1],
    ['county', 3],
    ['city', 5],
  ],
  'limit.leadHandOver': [
    ['township', 1],
    ['county', 2],
    ['city', 3],
    ['jointWatch', 3],
  ],
  'limit.leadVerification': [
    ['township', 1],
    ['county', 1],
    ['city', 3],
    ['jointWatch', 3],
  ],
  'limit.visitResult': [
    ['township', 1],
    ['county', 3],
    ['city', 5],
  ],
}
export const simulatedKinds = Object.keys(ladders)

const height: Record<string, number> = { city: 1, county: 2, township: 3, village: 4 }
const upTo = (path: string, depth: number): string =>
  `/${path
    .split('/')
    .slice(1, depth + 1)
    .join('/')}/`
const depthOf = (path: string): number => path.split('/').length - 2

function workedBetween(after: number, upToDay: number): number {
  let count = 0
  for (let day = after + 1; day <= upToDay; day += 1) if (isWorked(day)) count += 1
  return count
}

export type Expected = { day: string; passed: 'vacant' | null; told: string[] }
export type Expectation = {
  /** By `limit|kind|day` for reminders and `limit|rung` for rungs. */
  steps: Map<string, Expected>
  /** By `official|day`: of how many limits a digest speaks. */
  digests: Map<string, number>
}

export class Reference {
  readonly expected: Expectation = { steps: new Map(), digests: new Map() }
  /** What was told since the last digest, by person. */
  private told = new Map<string, Set<string>>()
  private readonly city: City
  constructor(city: City) {
    this.city = city
  }

  /** The round for `day`, done on `today`. */
  round(limits: Iterable<SimulatedLimit>, day: number, today: number): void {
    for (const limit of limits) if (limit.state === 'running') this.look(limit, day)
    if (day !== today) return
    for (const [official, about] of this.told) this.expected.digests.set(`${official}|${toDate(today)}`, about.size)
    this.told = new Map()
  }

  private look(limit: SimulatedLimit, day: number): void {
    if (day <= limit.startedOn) return
    const lateFrom = Math.max(limit.dueOn, limit.startedOn)
    const kind = this.reminder(limit, day, lateFrom)
    if (kind !== null) this.expect(`${limit.id}|${kind}|${toDate(day)}`, limit, day, this.holders(limit, day))
    if (day > lateFrom) this.climb(limit, day, workedBetween(lateFrom, day))
  }

  private reminder(limit: SimulatedLimit, day: number, lateFrom: number): string | null {
    if (day === limit.dueOn) return 'due'
    if (!isWorked(day)) return null
    if (day < limit.dueOn) return [1, 3].includes(workedBetween(day, limit.dueOn)) ? 'before' : null
    const late = workedBetween(lateFrom, day)
    return late === 1 || (late >= 3 && (late - 3) % 5 === 0) ? 'after' : null
  }

  private climb(limit: SimulatedLimit, day: number, late: number): void {
    let passedOne = false
    for (const [rung, days] of ladders[limit.kind] ?? []) {
      if (limit.rungs.has(rung) || !this.isAbove(limit, rung)) continue
      if (late < days && !(passedOne && rung !== 'jointWatch')) continue
      const told = this.at(rung === 'jointWatch' ? '/1/' : upTo(limit.path, height[rung] ?? 1), day)
      this.expect(`${limit.id}|${rung}`, limit, day, told)
      limit.rungs.add(rung)
      if (rung === 'jointWatch') continue
      passedOne = told.length === 0
      limit.raised = rung
    }
  }

  private isAbove(limit: SimulatedLimit, rung: Rung): boolean {
    if (rung === 'jointWatch') return limit.national
    if (limit.raised !== null) return (height[rung] ?? 0) < (height[limit.raised] ?? 0)
    const own = depthOf(limit.holderPath)
    return limit.holder === 'department' ? (height[rung] ?? 0) <= own : (height[rung] ?? 0) < own
  }

  private holders(limit: SimulatedLimit, day: number): string[] {
    if (limit.raised !== null) return this.at(upTo(limit.path, height[limit.raised] ?? 1), day)
    if (limit.holder === 'department') return this.city.departments.get(limit.holderPath)?.officers ?? []
    // an official who has left his post is followed by whoever holds it: here nobody
    return this.at(limit.holderPath, day)
  }

  private at(path: string, day: number): string[] {
    if (path === '/1/') return this.city.cityOffice
    const terms = this.city.posts.get(path) ?? []
    return terms.filter(({ until }) => until === null || day <= toDay(until)).map(({ officialId }) => officialId)
  }

  private expect(key: string, limit: SimulatedLimit, day: number, told: string[]): void {
    if (this.expected.steps.has(key)) throw new Error(`the reference expects ${key} twice`)
    this.expected.steps.set(key, {
      day: toDate(day),
      passed: told.length === 0 ? 'vacant' : null,
      told: [...told].sort(),
    })
    for (const official of told) {
      const about = this.told.get(official) ?? new Set()
      this.told.set(official, about.add(limit.id))
    }
  }
}
