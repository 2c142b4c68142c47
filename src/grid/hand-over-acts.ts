/** Acts of handing over: what is open goes to somebody, at once or on its day, and a nightly check proves that nothing is left over. */
import { v7 as uuidv7 } from 'uuid'
import { listAreaNames } from '../areas/store.ts'
import type { Context, JobContext, OpenWorkQuestion } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { countsOf, type OpenWorkGroup, openWorkGroup } from './hand-over.ts'
import {
  carryOut,
  findOrphans,
  type HandOverToAdd,
  insertHandOver,
  listToCarryOut,
  saveOrphanCheck,
} from './hand-over-store.ts'

/** Of each kind; more are counted, not listed. */
const shownRows = 50

/** What is open in an area and below, and what a person holds there by name, as the caller may see it. */
export async function gatherOpenWork(
  { db, user, platform }: Pick<Context, 'db' | 'user' | 'platform'>,
  question: Omit<OpenWorkQuestion, 'limit'>,
): Promise<OpenWorkGroup[]> {
  const groups: OpenWorkGroup[] = []
  for (const { kind, find } of platform.openWork) {
    const found = await find(db, user, { ...question, limit: shownRows })
    const rows = found?.rows ?? []
    const names = await listAreaNames(
      db,
      rows.map((row) => row.areaId),
      question.day,
    )
    groups.push(
      openWorkGroup.parse({
        kind,
        blocks: found?.blocks ?? false,
        heirs: found?.heirs ?? [],
        total: found?.total ?? null,
        rows: rows.map((row) => ({ ...row, areaName: names.get(row.areaId) ?? '' })),
      }),
    )
  }
  return groups
}

type Ordered = Omit<HandOverToAdd, 'id' | 'counts' | 'items' | 'orderedBy'>

/** Keeps who takes over what, and lets what is held by name change hands if the day has come. @returns the id of the hand-over. */
export async function handOverTo(
  { db, user, now, record }: Pick<Context, 'db' | 'user' | 'now' | 'record'>,
  ordered: Ordered,
  groups: readonly OpenWorkGroup[],
): Promise<string> {
  const id = uuidv7()
  const counts = countsOf(groups)
  const items = groups.flatMap(({ kind, rows }) => rows.map((row) => ({ kind, subjectId: row.id })))
  await insertHandOver(db, { ...ordered, id, counts, items, orderedBy: user.officialId }, now)
  const due = ordered.effectiveOn <= dateInChina(now)
  const limitsPassed = due ? await carryOut(db, id, now) : null
  await record('handOver.ordered', {
    subject: 'handOver',
    id,
    areaPath: ordered.areaPath,
    changed: {
      cause: ordered.cause,
      appointmentId: ordered.appointmentId,
      areaId: ordered.areaId,
      from: ordered.fromOfficialId,
      to: ordered.toOfficialId,
      effectiveOn: ordered.effectiveOn,
      counts,
      limitsPassed,
    },
  })
  return id
}

/** Hand-overs whose day has come. */
export async function carryOutHandOvers({ db, now, record }: Pick<JobContext, 'db' | 'now' | 'record'>): Promise<void> {
  for (const { id, areaPath } of await listToCarryOut(db, dateInChina(now))) {
    const limitsPassed = await carryOut(db, id, now)
    await record('handOver.carriedOut', { subject: 'handOver', id, areaPath, changed: { limitsPassed } })
  }
}

/** Looks for what nobody answers for, and keeps what it found, also when that is nothing. */
export async function checkOrphans({ db, now, record }: Pick<JobContext, 'db' | 'now' | 'record'>): Promise<void> {
  const day = dateInChina(now)
  const found = await findOrphans(db, day)
  const id = await saveOrphanCheck(db, day, now, found)
  await record('orphans.checked', {
    subject: 'orphanCheck',
    id,
    areaPath: '/',
    changed: { found: found.reduce((sum, one) => sum + one.count, 0) },
  })
}
