/** Looks at the balance of every metered feeder: raises, rescores its alarm. Called by the daily run; server code. */
import type { Context, Platform } from '../platform/server/context.ts'
import { asProgram } from '../platform/server/http.ts'
import { daysBetween } from '../platform/shared/calendar.ts'
import { raiseAlarm, rescoreAlarm } from './acts.ts'
import { findFeederSpent, lockOpenFeederAlarm } from './alarm-store.ts'
import type { Finding } from './assessment.ts'
import { type FeederSurplus, feederLimits } from './feeder.ts'
import { readFeederBalance } from './feeder-balance.ts'
import { type Feeder, listMeteredFeeders } from './feeder-store.ts'
import { slotLabel } from './reading.ts'

export async function detectFeeders(platform: Platform, newestDay: string): Promise<void> {
  for (const feeder of await asProgram(platform, ({ db }) => listMeteredFeeders(db))) {
    const { surplus, usersInAll } = await readFeederBalance(platform, feeder, { from: newestDay, to: newestDay })
    await asProgram(platform, (context) =>
      saveSurplus(context, feeder, surplus && findingOf(surplus, usersInAll), newestDay),
    )
  }
}

/** A surplus that has ended leaves its alarm to a person: it may have been found out, or only be paused. */
async function saveSurplus(
  context: Context<null>,
  feeder: Feeder,
  finding: Finding | null,
  lookedTo: string,
): Promise<void> {
  const modelVersion = feederLimits.version
  const open = await lockOpenFeederAlarm(context.db, feeder.id)
  if (open) return rescoreAlarm(context, open, finding ?? undefined, lookedTo, modelVersion)
  if (!finding) return
  const spent = await findFeederSpent(context.db, feeder.id)
  // the days that a closed alarm has looked at are judged: as many again must follow
  if (spent !== null && daysBetween(spent, finding.windowTo) < feederLimits.daysInRow) return
  const { id: feederId, areaId, areaPath } = feeder
  await raiseAlarm(context, { ...finding, usagePointId: null, feederId, areaId, areaPath, lookedTo, modelVersion })
}

function findingOf(surplus: FeederSurplus, users: number): Finding {
  const { from, to, normal, surplusKw, ...means } = surplus
  const feeder = { ...means, spreadKwh: normal.spreadKwh, learntDays: normal.days, users, ...hoursOf(surplusKw) }
  return {
    kind: 'feederSurplus',
    score: 0,
    windowFrom: from,
    windowTo: to,
    evidence: { reasons: [], caveats: [], measures: null, silence: null, practice: null, feeder },
  }
}

/** The stretch around the highest quarter hour that stays above half of it. */
function hoursOf(surplusKw: readonly number[]): { hoursFrom: string; hoursTo: string } {
  const top = Math.max(...surplusKw)
  let from = surplusKw.indexOf(top)
  let to = from
  while (from > 0 && (surplusKw[from - 1] ?? 0) > top / 2) from--
  while (to < surplusKw.length - 1 && (surplusKw[to + 1] ?? 0) > top / 2) to++
  return { hoursFrom: slotLabel(from), hoursTo: slotLabel(to + 1) }
}
