/** In the last weeks of a year limits end in one of which nobody has entered the working days: a find is taken up all the same. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginWhatWaited, enter2027 } from '../../test/calendar-year.ts'
import { openTest, type Test } from '../../test/harness.ts'
import { addSite } from '../../test/ledger.ts'
import { areas } from '../../test/world.ts'
import { leadsContract as leads } from './contract.ts'

let city: Test
beforeAll(async () => {
  city = await openTest({ now: '2026-12-30T02:00:00Z' })
})
afterAll(() => city.close())

const limitsOf = (id: string) =>
  city.asOwner<{ kind: string; state: string; startedOn: string }>(
    `select kind, state, started_on as "startedOn" from time_limits where subject_id = $1 order by kind`,
    [id],
  )

it('a lead is opened, assigned and taken up; the limit that still runs then is counted from its own day once the year is entered', async () => {
  const { siteId } = await addSite(city, areas.villageA1)
  const { id } = await city.ok('countyOfficeA', leads.openLead, {
    source: 'superior',
    sourceId: siteId,
    areaId: areas.villageA1.id,
    siteId,
    title: '来函',
    words: '请核查',
  })
  await city.ok('countyOfficeA', leads.assignLead, { id, agencyId: city.agencies.marketA })
  await city.ok('officerA1', leads.takeUpLead, { id })
  const before = await limitsOf(id)
  expect(before.map(({ kind }) => kind)).not.toContain('limit.leadVerification')

  await city.goTo('2027-01-04T02:00:00Z')
  await enter2027(city)
  await beginWhatWaited(city)
  // the hand-over was done before and begins no more
  expect((await limitsOf(id)).filter(({ state }) => state === 'running')).toEqual([
    { kind: 'limit.leadVerification', state: 'running', startedOn: '2026-12-30' },
  ])
})
