/** The picking rule on the figures of now: for the list, and for whoever cites it in a proposal. Reading only. */
import type { Area } from '../areas/area.ts'
import { getArea } from '../areas/store.ts'
import { countBlindSpots } from '../grid/blind-spot-store.ts'
import type { Context } from '../platform/server/context.ts'
import { addDays, dateInChina } from '../platform/shared/calendar.ts'
import { findRules, type RuleAt } from '../rulebook/store.ts'
import { countFigures, findSweepFor, listChildAreas } from './figure-store.ts'
import { type Counted, inOrder, type ListedPickKey, type PickKey, type PlacePick, pickKeys, pickOf } from './pick.ts'
import { countPicked, countWindowed, hasLooks, type PickQuestion } from './pick-store.ts'
import { superiorIdOf } from './superior.ts'

const ruleKeys = pickKeys.map((key) => `pick.${key}` as const)
export type PickRules = { [K in PickKey]?: RuleAt<'pick.x'> }

export async function loadPickRules({ db, now }: Context): Promise<PickRules> {
  const found = await findRules(db, ruleKeys, dateInChina(now))
  return Object.fromEntries(pickKeys.map((key) => [key, found[`pick.${key}`]]))
}

/** The window of a figure by its rule. */
export function pickQuestion(path: string, day: string, rules: PickRules, key: ListedPickKey): PickQuestion {
  const { windowDays = 90, windowMonths = 6 } = rules[key]?.value ?? {}
  return { path, day, since: addDays(day, -windowDays), months: windowMonths }
}

/** Every place directly below an area, whoever should be supervised first at the head. */
export async function gatherPicks(context: Context, area: Area): Promise<PlacePick[]> {
  const { db, now } = context
  const day = dateInChina(now)
  const rules = await loadPickRules(context)
  const sweep = await findSweepFor(db, area.path, undefined, undefined)
  const figures = await countFigures(db, { path: area.path, day, noticeId: undefined, sweepId: sweep?.id ?? null })
  const spots = new Map(
    (await countBlindSpots(db, { date: day, areaPath: area.path })).map(({ child, ...kinds }) => [
      child,
      Object.values(kinds).reduce((sum, n) => sum + n, 0),
    ]),
  )
  const ask = (key: ListedPickKey) => pickQuestion(area.path, day, rules, key)
  const late = await countPicked(db, 'lateVerifications', ask('lateVerifications'))
  const items = await countPicked(db, 'overdueRectifications', ask('overdueRectifications'))
  const silent = (await hasLooks(db)) ? await countPicked(db, 'silentMonths', ask('silentMonths')) : null
  const found = await countPicked(db, 'foundByOthers', ask('foundByOthers'))
  const windowed = await countWindowed(db, ask('foundByOthers'))
  const plain = (value: number | undefined): Counted => ({ value: value ?? 0, of: null })
  const used = Object.fromEntries(
    Object.entries(rules).flatMap(([key, rule]) =>
      rule ? [[key, { atLeast: rule.value.atLeast, of: rule.value.of, standing: rule.standing }]] : [],
    ),
  )
  const picks = (await listChildAreas(db, area.id, day)).map((child) => {
    const own = figures.get(child.id)
    const counted: Record<PickKey, Counted> = {
      overdueTasks: plain(own?.tasks.missing),
      unsignedNotices: plain(own?.receipts.missing),
      blindSpots: plain(spots.get(child.id)),
      // before the sweep is due, unvisited is work under way
      unvisitedVillages: sweep === null || sweep.dueOn >= day ? null : plain(own?.sweep?.villagesUnvisited),
      lateVerifications: plain(late.get(child.id)),
      overdueRectifications: plain(items.get(child.id)),
      silentMonths: silent && plain(silent.get(child.id)),
      foundByOthers: { value: found.get(child.id) ?? 0, of: windowed.get(child.id) ?? 0 },
    }
    return pickOf(child, counted, used, now.toISOString())
  })
  return inOrder(picks)
}

/** What the rule says of some places, for a proposal that cites it. */
export async function citePicks(context: Context, areaPaths: readonly string[]): Promise<PlacePick[]> {
  const day = dateInChina(context.now)
  const cited: PlacePick[] = []
  for (const superior of new Set(areaPaths.map(superiorIdOf).filter((id) => id > 0))) {
    const ids = areaPaths
      .filter((path) => superiorIdOf(path) === superior)
      .map((path) => Number(path.split('/').at(-2)))
    const picks = await gatherPicks(context, await getArea(context.db, superior, day))
    cited.push(...picks.filter((one) => ids.includes(one.areaId)))
  }
  return cited
}
