/** Usage points visited over an alarm, with their readings: what the detector may learn from in this city. Server code. */
import { assessmentLimits } from '../metering/assessment.ts'
import { readSeries } from '../metering/curve.ts'
import { licenceOn } from '../metering/held-licence.ts'
import { capacityOf } from '../metering/reading.ts'
import { type SiteCheck, taughtBy } from '../metering/site-check.ts'
import type { JobContext } from '../platform/server/context.ts'
import { addDays } from '../platform/shared/calendar.ts'
import { listCheckedAlarms } from './site-check-store.ts'

/** More checks than a city makes in years. */
const mostChecks = 5000

/** One after the other, so that their readings pass through without being held. Those whose readings have ended are left out. */
export async function* readSiteChecks(context: Pick<JobContext, 'db' | 'now' | 'platform'>): AsyncGenerator<SiteCheck> {
  for (const alarm of await listCheckedAlarms(context.db, mostChecks)) {
    const { account, windowFrom, windowTo, cause } = alarm
    const from = addDays(windowTo, 1 - assessmentLimits.horizonDays)
    const series = await readSeries(context, account, { from, to: windowTo })
    if (!series) continue
    const licence = licenceOn(alarm, windowTo)
    const truth = { licence, furnace: taughtBy[cause], meltingDays: null, knownFrom: windowFrom }
    yield { cause, series, capacityKw: capacityOf(alarm), truth }
  }
}
