/** What follows from an event is done though it failed many times: the store was full, or something it needs was not there for an hour. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leadsContract as leads } from '../src/leads/contract.ts'
import { platformContract } from '../src/platform/shared/platform-contract.ts'
import { openTest, type Test } from './harness.ts'
import { handTipOver, nameCustodians, readMine } from './tip-ground.ts'

let city: Test
let tip: { id: string; leadId: string; code: string }
beforeAll(async () => {
  city = await openTest({ work: true })
  await nameCustodians(city)
  tip = await handTipOver(city)
})
afterAll(() => city.close())

const tries = async () => {
  const [job] = await city.asOwner<{ state: string; tries: number }>(
    `select state, retry_count as tries from pgboss.job where name = 'tips.followLead' and data ->> 'subjectId' = $1
      order by created_on desc limit 1`,
    [tip.leadId],
  )
  return job
}
/** The pause before the next try is over. */
const again = () =>
  city.asOwner(`update pgboss.job set start_after = now() where name = 'tips.followLead' and state = 'retry'`)

test('a reporter reads that the verification has begun though the job failed seven times, and health says meanwhile that one fails', async () => {
  await city.asOwner('alter table tip_steps rename to tip_steps_away')
  await city.ok('countyOfficeA', leads.assignLead, { id: tip.leadId, agencyId: city.agencies.marketA, note: null })
  await city.ok('officerA1', leads.takeUpLead, { id: tip.leadId })
  for (let job = await tries(); job?.state !== 'failed' && (job?.tries ?? 0) < 7; job = await tries()) {
    await again()
    await sleep(100)
  }
  expect((await city.ok('systemAdmin', platformContract.getLag, {})).jobs).toMatchObject({ failed: 1 })
  await city.asOwner('alter table tip_steps_away rename to tip_steps')
  for (let job = await tries(); job?.state !== 'failed' && job?.state !== 'completed'; job = await tries()) {
    await again()
    await sleep(100)
  }
  expect((await tries())?.state).toBe('completed')
  expect(await readMine(city, tip.code)).toMatchObject({ status: 'verifying' })
}, 60_000)
