/** Reads the balance of a feeder from the batches in force. Server code. */
import type { Platform } from '../platform/server/context.ts'
import { inContext } from '../platform/server/http.ts'
import { type AccountDayRead, readDays } from '../platform/server/reading-parts.ts'
import { addDays } from '../platform/shared/calendar.ts'
import { listBatchesInForce } from './delivery-store.ts'
import { balanceFeeder, type FeederBalance, type FeederDay } from './feeder.ts'
import { listFeederUsers } from './feeder-store.ts'

/** Days before the span from which the normal loss is learnt. */
const runUpDays = 120

/**
 * The balance needs every user of the feeder, those outside of the caller's area too: it is read as the program, and nothing but sums
 * and the accounts without readings leave it.
 */
export async function readFeederBalance(
  platform: Platform,
  feeder: { name: string; account: string | null },
  span: { from: string; to: string },
): Promise<FeederBalance & { usersInAll: number }> {
  const { users, batchesInForce } = await inContext(platform, 'system', null, async ({ db }) => ({
    users: (await listFeederUsers(db, feeder.name)).map(({ account }) => account),
    batchesInForce: await listBatchesInForce(db),
  }))
  const from = addDays(span.from, -runUpDays)
  const accounts = feeder.account === null ? users : [...users, feeder.account]
  const read = await readDays(platform.meters, { accounts, from, to: span.to, batchesInForce })
  const balance = balanceFeeder(feederDays(read, feeder.account, users, from, span.to))
  const days = balance.days.filter(({ day }) => day >= span.from)
  return { ...balance, days, usersInAll: users.length }
}

function feederDays(
  read: readonly AccountDayRead[],
  head: string | null,
  users: readonly string[],
  from: string,
  to: string,
): FeederDay[] {
  const byKey = new Map(read.map((row) => [`${row.day} ${row.account}`, row.loadKw]))
  const loadOf = (day: string, account: string) => byKey.get(`${day} ${account}`) ?? null
  const days: FeederDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const loads = users.map((account) => ({ account, loadKw: loadOf(day, account) }))
    days.push({ day, headKw: head === null ? null : loadOf(day, head), users: loads })
  }
  return days
}
