/**
 * The daily round over all running time limits: reminders, rungs of escalation, and one digest for each person. It goes in batches of
 * one transaction, remembers where it stands, and makes up for days it missed, each row for its own day.
 */
import { v7 as uuidv7 } from 'uuid'
import type { JobContext } from '../platform/server/context.ts'
import { beat } from '../platform/server/heartbeats.ts'
import { cancelMessages, sendOutside } from '../platform/server/outbox.ts'
import { raiseLimits } from '../platform/server/time-limits.ts'
import { addDays, dateInChina, hourInChina, workingDayCounter } from '../platform/shared/calendar.ts'
import { digestKind } from '../platform/shared/message.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import type { Rung } from '../rulebook/ladder-values.ts'
import { findRules, getRule, listRules, loadCalendar } from '../rulebook/store.ts'
import { type Address, holderLevelOf, postOf, remindedAt } from './address.ts'
import { type Climb, type CountWorking, climb, type Ladder, type ReminderDays, reminderOn, rungsOn } from './ladder.ts'
import {
  digestsBefore,
  findLastRound,
  insertDigests,
  insertRound,
  insertSteps,
  insertTellings,
  listDigestsToMake,
  listKeptFrom,
  listPeopleAt,
  listRunning,
  listTaken,
  lockRound,
  lockRunning,
  type OpenLimit,
  type Round,
  type Step,
  saveFinished,
  saveLimitsPassed,
  saveOfficialsPassed,
} from './round-store.ts'

const batchSize = 1000

/** One batch of the oldest round that is not finished. @returns whether there may be more to do. */
export async function goOnWithRound(context: JobContext): Promise<boolean> {
  const { db, now } = context
  const today = dateInChina(now)
  const rule = (await getRule(db, 'reminder.days', today)).value
  const round = (await lockRound(db)) ?? (await beginRound(context, today, rule.fromHour))
  if (!round) return false
  if (!round.limitsDone) await passLimits(context, round)
  else if (round.day < today) await finish(context, round, false)
  else await passOfficials(context, round)
  return true
}

/** The end of a round is the heartbeat of the rounds. */
async function finish({ db, now }: JobContext, { day }: Round, digested: boolean): Promise<void> {
  await saveFinished(db, day, digested, now)
  await beat(db, 'limits', now, { day })
}

/** The day after the last round; today only from its hour on. The first round of all is that of today. */
async function beginRound({ db, now }: JobContext, today: string, fromHour: number): Promise<Round | undefined> {
  const last = await findLastRound(db)
  const day = last === null ? today : addDays(last, 1)
  if (day > today || (day === today && hourInChina(now) < fromHour)) return undefined
  await insertRound(db, day, now)
  return lockRound(db)
}

/** What one batch works with: the rules and the calendar of its day. */
type Day = { day: string; reminder: ReminderDays; ladderOf(kind: string): Ladder | undefined; count: CountWorking }

async function passLimits(context: JobContext, round: Round): Promise<void> {
  const { db } = context
  const { day } = round
  const reminder = (await getRule(db, 'reminder.days', day)).value
  // twice the working days and a long holiday reach beyond every last day that a reminder may be about
  const horizon = addDays(day, 2 * Math.max(0, ...reminder.before) + 21)
  const limits = await listRunning(db, round, horizon, batchSize)
  const last = limits.at(-1)
  if (last) {
    const [earliest = day] = [day, ...limits.flatMap(({ startedOn, dueOn }) => [startedOn, dueOn])].sort()
    const ladders = new Map((await listRules(db, 'ladder', day)).map(({ key, value }) => [key, value]))
    await takeSteps(context, limits, {
      day,
      reminder,
      ladderOf: (kind) => ladders.get(`ladder.${kind.replace(/^limit\./, '')}`) ?? ladders.get('ladder.default'),
      count: workingDayCounter(await loadCalendar(db), addDays(earliest, -1), horizon),
    })
  }
  await saveLimitsPassed(db, day, last && limits.length === batchSize ? last : null)
}

type Reached = { limit: OpenLimit; reminder: 'before' | 'due' | 'after' | undefined; rungs: Rung[]; ladder: Ladder }

async function takeSteps(context: JobContext, limits: readonly OpenLimit[], day: Day): Promise<void> {
  const reached = await whatIsDue(context, limits, day)
  const running = await lockRunning(
    context.db,
    reached.map(({ limit }) => limit.id),
  )
  const due = reached.filter(({ limit }) => running.get(limit.id) === limit.dueOn)
  if (due.length === 0) return
  const told = await whoAnswers(context, due, day.day)
  const plans = due.flatMap((one) => planSteps(one, told))
  await saveSteps(context, day.day, plans)
}

async function whatIsDue({ db }: JobContext, limits: readonly OpenLimit[], day: Day): Promise<Reached[]> {
  const late = limits.filter(({ dueOn }) => dueOn < day.day).map(({ id }) => id)
  const taken = await listTaken(db, late)
  return limits.flatMap((limit) => {
    const ladder = day.ladderOf(limit.kind)
    const reminder = reminderOn(limit, day.day, day.reminder, day.count)
    const before = taken.get(limit.id) ?? new Set()
    const rungs = ladder ? rungsOn(limit, standingOf(limit), day.day, ladder, before, day.count) : []
    return reminder || rungs.length > 0 ? [{ limit, reminder, rungs, ladder: ladder ?? { rungs: [] } }] : []
  })
}

const standingOf = (limit: OpenLimit) => ({
  holderLevel: holderLevelOf(limit),
  ofAgency: limit.ofKeeper || (limit.holderAgencyId !== null && !limit.ofOffice),
  raisedLevel: limit.raisedLevel,
  national: limit.national,
})

/** Who is to be told at the present holder of a limit, and at each rung. */
type Answers = {
  holder(limit: OpenLimit): string[]
  at(limit: OpenLimit, rung: Rung): { people: string[]; all: number }
}

/** Everybody who may have to be told in this batch, in one question; from a confined matter those are left out from whom it is kept. */
async function whoAnswers({ db }: JobContext, due: readonly Reached[], day: string): Promise<Answers> {
  const addresses = new Map<string, Address>()
  const ask = (address: Address) => addresses.set(JSON.stringify(address), address)
  for (const { limit, rungs } of due) {
    for (const address of remindedAt(limit).flat()) ask(address)
    if (rungs.length > 0) for (const level of areaLevels.slice(0, 3)) ask(postOf(level, limit.areaPath))
  }
  const people = await listPeopleAt(db, [...addresses.values()], day)
  const found = new Map([...addresses.keys()].map((key, n) => [key, people[n] ?? []]))
  const kept = await listKeptFrom(
    db,
    due.filter(({ limit }) => limit.confined).map(({ limit }) => limit.subjectId),
  )
  const at = (limit: OpenLimit, address: Address) => {
    const all = found.get(JSON.stringify(address)) ?? []
    return { all: all.length, people: all.filter((id) => !kept.get(limit.subjectId)?.has(id)) }
  }
  return {
    holder: (limit) => {
      const groups = remindedAt(limit).map((group) => group.map((address) => at(limit, address).people))
      return [...new Set(groups.flatMap((group) => group.find((people) => people.length > 0) ?? []))]
    },
    at: (limit, rung) => at(limit, postOf(rung === 'jointWatch' ? 'city' : rung, limit.areaPath)),
  }
}

type Plan = { limit: OpenLimit; step: Step; people: string[] }

/** The reminder goes to who held the limit until today, each rung to who answers there. */
function planSteps({ limit, reminder, rungs, ladder }: Reached, told: Answers): Plan[] {
  const step = { limitId: limit.id, dueOn: limit.dueOn }
  const plans: Plan[] = []
  if (reminder) {
    const people = told.holder(limit)
    const passed = people.length === 0 ? 'vacant' : null
    plans.push({ limit, people, step: { ...step, id: uuidv7(), kind: reminder, rung: null, passed } })
  }
  const passedAt = (rung: Rung): Climb['passed'] => {
    const { people, all } = told.at(limit, rung)
    return people.length > 0 ? null : all > 0 ? 'withheld' : 'vacant'
  }
  for (const { rung, passed } of rungs.length > 0 ? climb(rungs, ladder, standingOf(limit), passedAt) : []) {
    const { people } = told.at(limit, rung)
    plans.push({ limit, people, step: { ...step, id: uuidv7(), kind: 'rung', rung, passed } })
  }
  return plans
}

async function saveSteps({ db, now, record }: JobContext, day: string, plans: readonly Plan[]): Promise<void> {
  const steps = plans.map(({ step }) => step)
  const added = await insertSteps(db, day, now, steps)
  const fresh = plans.filter(({ step }) => added.has(step.id))
  await insertTellings(
    db,
    day,
    fresh.flatMap(({ step, people }) => people.map((officialId) => ({ officialId, stepId: step.id }))),
  )
  const risen = new Map<string, Exclude<Rung, 'jointWatch'>>()
  for (const { limit, step, people } of fresh) {
    const { kind, rung, passed, dueOn } = step
    if (rung === null) {
      await record('limit.reminded', {
        subject: 'timeLimit',
        id: limit.id,
        areaPath: limit.areaPath,
        changed: { limit: limit.kind, when: kind, day, dueOn, told: people.length },
      })
      continue
    }
    if (rung !== 'jointWatch') risen.set(limit.id, rung)
    // a tip has rules of its own about who holds it, and follows its ladder by itself
    await record(limit.subjectKind === 'tip' ? 'tip.limitRaised' : 'limit.raised', {
      subject: limit.subjectKind,
      id: limit.subjectId,
      areaPath: limit.areaPath,
      changed: { limit: limit.kind, rung, passed, day, dueOn, told: people.length },
    })
  }
  await raiseLimits(db, risen)
}

/** One digest for each person who was told something since the last; then the round is finished. */
async function passOfficials(context: JobContext, round: Round): Promise<void> {
  const { db, now, record } = context
  const digests = (await listDigestsToMake(db, round, batchSize)).map((digest) => ({ ...digest, id: uuidv7() }))
  const added = await insertDigests(db, round.day, now, digests)
  const made = digests.filter((digest) => added.has(digest.id))
  for (const { id, areaPath, items } of made)
    await record('digest.made', { subject: 'digest', id, areaPath, changed: { day: round.day, items } })
  await tellOutside(context, round.day, made)
  const last = digests.at(-1)
  if (last && digests.length === batchSize) await saveOfficialsPassed(db, round.day, last.officialId)
  else await finish(context, round, true)
}

type MadeDigest = Awaited<ReturnType<typeof listDigestsToMake>>[number] & { id: string }

/** How many matters each digest has, outside the program; what was not sent yet of an earlier day is not sent any more. */
async function tellOutside(context: JobContext, day: string, digests: readonly MadeDigest[]): Promise<void> {
  const { db, now } = context
  if (digests.length === 0) return
  const { 'reminder.outside': rule } = await findRules(db, ['reminder.outside'], day)
  if (!rule?.value.on) return
  const people = digests.map(({ officialId }) => officialId)
  await cancelMessages(db, digestsBefore(day, people), now)
  await sendOutside(
    context,
    digests.map(({ id, officialId, areaPath, items }) => {
      return { officialId, areaPath, kind: digestKind, id, number: String(items), occasion: 'digest' }
    }),
  )
}
