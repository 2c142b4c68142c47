/** What the program does by itself: signs of faked work are looked for every night, a visit whose lead is gone is called off. */
import type { JobContext, Jobs } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { findRules } from '../rulebook/store.ts'
import { type FlagKind, flagKinds } from './flag.ts'
import {
  type Found,
  findBursts,
  findCopies,
  findLeaps,
  findSamePhotos,
  findShortVisits,
  insertFlags,
} from './flag-store.ts'
import { moved, visitMoves } from './visit.ts'
import { lockVisitsWithoutGround, saveVisitStatus } from './visit-store.ts'

export const inspectionJobs: Jobs = {
  'inspections.lookForFakeWork': { cron: '0 3 * * *', run: (context) => lookForFakeWork(context) },
  'inspections.callOffVisits': {
    on: ['lead.closed', 'lead.returned', 'lead.takenBack'],
    run: (context, { subjectId }) => callOffVisits(context, String(subjectId)),
  },
}

/** Nobody goes to a firm for a lead that is closed, or that is no longer theirs; what has begun goes on. */
export async function callOffVisits({ db, record }: Pick<JobContext, 'db' | 'record'>, leadId: string): Promise<void> {
  for (const visit of await lockVisitsWithoutGround(db, leadId)) {
    const status = move(visitMoves, 'cancel', visit.status)
    await saveVisitStatus(db, visit.id, status, null)
    await record('visit.cancelled', moved(visit, status, {}))
  }
}

/** By the rules of the day; a kind without rule is not looked for. Each new sign is an event of its own. */
export async function lookForFakeWork({ db, now, record }: Pick<JobContext, 'db' | 'now' | 'record'>): Promise<void> {
  const on = dateInChina(now)
  const keys = flagKinds.map((kind) => `fakeWork.${kind}` as const)
  const rules = await findRules(db, keys, on)
  const since = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const keep = async (kind: FlagKind, ruleId: string, found: readonly Found[]) => {
    for (const { id, areaPath } of await insertFlags(db, kind, ruleId, found, on, now))
      await record('workFlag.found', { subject: 'workFlag', id, areaPath, to: 'open', changed: { kind } })
  }
  const photo = rules['fakeWork.samePhoto']
  if (photo)
    await keep(
      'samePhoto',
      photo.id,
      await findSamePhotos(db, { ...photo.value, since: since(photo.value.windowDays) }),
    )
  const short = rules['fakeWork.shortVisit']
  if (short)
    await keep(
      'shortVisit',
      short.id,
      await findShortVisits(db, { ...short.value, since: since(short.value.windowDays) }),
    )
  const burst = rules['fakeWork.burst']
  if (burst)
    await keep('burst', burst.id, await findBursts(db, { ...burst.value, since: since(burst.value.windowDays) }))
  const leap = rules['fakeWork.position']
  if (leap) await keep('position', leap.id, await findLeaps(db, { ...leap.value, since: since(leap.value.windowDays) }))
  const copy = rules['fakeWork.copiedText']
  if (copy)
    await keep('copiedText', copy.id, await findCopies(db, { ...copy.value, since: since(copy.value.windowDays) }))
}
