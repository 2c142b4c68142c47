/** Keys go out of use, and whoever has halves to seal anew or to check is told by a time limit. */
import type { Context, JobContext } from '../platform/server/context.ts'
import { endLimits, meetLimits, openLimitOrWait } from '../platform/server/time-limits.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import type { Actor } from '../platform/shared/permission.ts'
import { getRule, loadCalendar } from '../rulebook/store.ts'
import { type CustodianRecord, getCountyCode, lockCustodian, saveEnded, saveTakenOut } from './custodian-store.ts'
import { recordStep } from './register-acts.ts'
import { type CustodianDuties, listDuties, lockSuperseded, settleHalves } from './sealing-store.ts'

/** Its end is a leaf of the public register, as its beginning was. */
export async function takeOutOfUse(
  context: Context<Actor | null>,
  custodian: CustodianRecord,
  ended: 'lost' | 'retired',
): Promise<void> {
  const { id, body, areaId, publicKey, fingerprint } = custodian
  const { db, now } = context
  const { receipt } = await recordStep(context, {
    kind: 'custodianKey',
    county: await getCountyCode(db, areaId),
    receivedOn: dateInChina(now),
    at: now,
    claim: { body, publicKey, fingerprint, ended },
  })
  await saveTakenOut(db, id, ended, now, receipt)
  await settleHalves(db)
}

/** Of whoever can open a half that others have to keep; and of whoever received one. */
const duties = { sealing: 'limit.halvesSealing', checking: 'limit.halvesChecking' } as const

/** Keys of counties that ended go out of use once nothing is sealed to them; of what is left to do each custodian has a limit. */
export async function followCustodians(context: JobContext): Promise<void> {
  for (const id of await lockSuperseded(context.db)) await endSuperseded(context, id)
  for (const custodian of await listDuties(context.db)) await followDuties(context, custodian)
}

async function endSuperseded(context: JobContext, id: string): Promise<void> {
  const { db, now, record } = context
  const custodian = await lockCustodian(db, id, dateInChina(now))
  const { state, publicKey, areaPath, heirName } = custodian
  if (state === 'active') await takeOutOfUse(context, custodian, 'retired')
  else await saveEnded(db, id, 'retired', now, '')
  const facts = { subject: 'custodian', id, areaPath, from: state, to: 'retired' }
  await record('custodian.superseded', { ...facts, changed: { publicKey, heir: heirName } })
}

async function followDuties(context: JobContext, custodian: CustodianDuties): Promise<void> {
  const { db, now, record } = context
  const { id, officialId, active, running, areaId, areaPath } = custodian
  const today = dateInChina(now)
  for (const duty of ['sealing', 'checking'] as const) {
    const kind = duties[duty]
    const runs = running.includes(kind)
    if (runs === custodian[duty]) continue
    const fact = { subject: 'custodian', id, areaPath, changed: { limit: kind } }
    if (!runs) {
      const start = { subjectKind: 'custodian', subjectId: id, kind, startedOn: today, holderOfficialId: officialId }
      const { value } = await getRule(db, kind, today)
      const area = { id: areaId, path: areaPath }
      await openLimitOrWait(db, { ...start, area, days: value.days, dayKind: value.dayKind }, await loadCalendar(db))
      await record('custodian.workDemanded', fact)
    } else if (active) {
      await meetLimits(db, id, kind, today)
      await record('custodian.workDone', fact)
    } else await endLimits(db, id, kind, today, 'custodianEnded')
  }
}
