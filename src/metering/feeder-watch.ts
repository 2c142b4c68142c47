/** Looks at the balance of every metered feeder: raises, rescores its alarms. Called by the daily run; server code. */
import type { Context, Platform } from '../platform/server/context.ts'
import { asProgram } from '../platform/server/http.ts'
import { dateInChina, daysBetween } from '../platform/shared/calendar.ts'
import { findRule } from '../rulebook/store.ts'
import { raiseAlarm, rescoreAlarm } from './acts.ts'
import type { FeederKind } from './alarm.ts'
import { findFeederSpent, lockOpenFeederAlarm } from './alarm-store.ts'
import type { Finding } from './assessment.ts'
import { type FeederSurplus, feederLimits, stretchOf } from './feeder.ts'
import { readFeederBalance } from './feeder-balance.ts'
import { type FeederLoss, judgeLoss, type LossRule, lossLimits, lossOf, lossRuleOf } from './feeder-loss.ts'
import { type Feeder, listMeteredFeeders } from './feeder-store.ts'
import { slotLabel } from './reading.ts'

/** What a feeder loses, with the rule it is held against; the limit of its voltage. */
type Told = { feeder: Feeder; loss: FeederLoss; rule: LossRule; users: number }

/** Each feeder by itself first, then what each loses against the others: these are known only when all have been looked at. */
export async function detectFeeders(platform: Platform, newestDay: string): Promise<void> {
  const { feeders, rule } = await asProgram(platform, async ({ db, now }) => ({
    feeders: await listMeteredFeeders(db),
    rule: await findRule(db, 'detection.feederLoss', dateInChina(now)),
  }))
  const told: Told[] = []
  for (const feeder of feeders) {
    const balance = await readFeederBalance(platform, feeder, { from: newestDay, to: newestDay })
    const { surplus, usersInAll: users } = balance
    await asProgram(platform, (context) =>
      saveFinding(context, feeder, 'feederSurplus', surplus && findingOf(surplus, users), newestDay),
    )
    // without a rule no loss is too high
    if (!rule) continue
    const limits = lossRuleOf(rule.value, feeder.voltage)
    const loss = lossOf(balance.learnt, limits.mostShare)
    if (loss) told.push({ feeder, loss, rule: limits, users })
  }
  for (const one of told) {
    const others = told.filter(({ feeder }) => feeder.id !== one.feeder.id).map(({ loss }) => loss.lossShare)
    const finding = lossFindingOf(one, others)
    await asProgram(platform, (context) => saveFinding(context, one.feeder, 'feederLoss', finding, newestDay))
  }
}

/** The days that a closed alarm has looked at are judged: as many again must follow. */
const facts = {
  feederSurplus: { modelVersion: feederLimits.version, daysAgain: feederLimits.daysInRow },
  feederLoss: { modelVersion: lossLimits.version, daysAgain: lossLimits.leastDays },
} as const satisfies Record<FeederKind, { modelVersion: string; daysAgain: number }>

/** What has ended leaves its alarm to a person: it may have been found out, or only be paused. */
async function saveFinding(
  context: Context<null>,
  feeder: Feeder,
  kind: FeederKind,
  finding: Finding | null,
  lookedTo: string,
): Promise<void> {
  const { modelVersion, daysAgain } = facts[kind]
  const open = await lockOpenFeederAlarm(context.db, feeder.id, kind)
  if (open) return rescoreAlarm(context, open, finding ?? undefined, lookedTo, modelVersion)
  if (!finding) return
  const spent = await findFeederSpent(context.db, feeder.id, kind)
  if (spent !== null && daysBetween(spent, finding.windowTo) < daysAgain) return
  const { id: feederId, areaId, areaPath } = feeder
  await raiseAlarm(context, { ...finding, usagePointId: null, feederId, areaId, areaPath, lookedTo, modelVersion })
}

function findingOf(surplus: FeederSurplus, users: number): Finding {
  const { from, to, normal, surplusKw, ...means } = surplus
  const { from: hoursFrom, to: hoursTo } = stretchOf(surplusKw)
  const hours = { hoursFrom: slotLabel(hoursFrom), hoursTo: slotLabel(hoursTo) }
  const feeder = { ...means, spreadKwh: normal.spreadKwh, learntDays: normal.days, users, ...hours }
  return {
    kind: 'feederSurplus',
    score: 0,
    windowFrom: from,
    windowTo: to,
    evidence: { reasons: [], caveats: [], measures: null, silence: null, practice: null, feeder },
  }
}

function lossFindingOf({ loss, rule, users }: Told, others: readonly number[]): Finding | null {
  const verdict = judgeLoss(loss, rule, others)
  if (!verdict) return null
  const { from, to, heats, leftKw: _, ...medians } = loss
  const { reasons, ...found } = verdict
  const evidence = { ...medians, ...found, heats, users, mostShare: rule.mostShare, reasons: [...reasons] }
  return {
    kind: 'feederLoss',
    score: 0,
    windowFrom: from,
    windowTo: to,
    evidence: { reasons: [], caveats: [], measures: null, silence: null, practice: null, loss: evidence },
  }
}
