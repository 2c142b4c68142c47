/** The versions of one account's day, each with the delivery that brought it. Server code. */
import type { Context } from '../platform/server/context.ts'
import { readVersions } from '../platform/server/reading-parts.ts'
import { listBatchRecords } from './delivery-store.ts'
import type { DayVersion } from './token-contract.ts'

/** Oldest first. A quarter hour is in force from the newest batch in force that has a value for it. */
export async function readDayVersions(
  { db, platform }: Pick<Context, 'db' | 'platform'>,
  account: string,
  day: string,
): Promise<DayVersion[]> {
  const loads = new Map((await readVersions(platform.meters, account, day)).map(({ batch, loadKw }) => [batch, loadKw]))
  const versions = (await listBatchRecords(db, [...loads.keys()])).map((record) => ({
    ...record,
    loadKw: loads.get(record.batch) ?? [],
    slotsInForce: 0,
  }))
  const inForce = versions.filter(({ state }) => state === 'inForce').reverse()
  for (let slot = 0; slot < 96; slot++) {
    const newest = inForce.find(({ loadKw }) => (loadKw[slot] ?? null) !== null)
    if (newest) newest.slotsInForce++
  }
  return versions
}
