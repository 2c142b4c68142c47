/** Nobody has to remember that halves are to be sealed anew: the custodian who can is told, and whoever answers above when it is not done. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../src/platform/shared/calendar.ts'
import { limitsContract } from '../src/supervision/limits-contract.ts'
import { openTest, type Test } from './harness.ts'
import { liveThrough } from './supervision-ground.ts'
import { admitTip, checkHalves, insertCustodian, nameCustodians, resealHalves, runTipJob } from './tip-ground.ts'
import { areas } from './world.ts'

let city: Test
let identities: Awaited<ReturnType<typeof nameCustodians>>
const successor = await generateX25519Identity()
beforeAll(async () => {
  city = await openTest({ now: '2018-03-05T02:00:00Z' })
  identities = await nameCustodians(city)
  await admitTip(city)
  // the key of one of the two of county A is lost, and a colleague's is in use
  await city.asOwner(`update custodians set state = 'lost' where official_id = $1`, [
    city.persons.countyOfficeA.officialId,
  ])
  await insertCustodian(city.asOwner, {
    body: 'county',
    area: areas.countyA,
    publicKey: await identityToRecipient(successor),
    officialId: city.persons.economyOfficerA.officialId,
  })
})
afterAll(() => city.close())

const live = async (from: string, to: string) => {
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await city.goTo(`${day}T02:00:00Z`)
    await runTipJob(city, 'tips.followCustodians')
    await liveThrough(city, day, day)
  }
}
const told = async (kind: string) =>
  (
    await city.asOwner<{ said: string }>(
      `select s.for_day || ' ' || coalesce(s.rung, s.kind) || ': ' ||
              (select string_agg(o.name, ', ' order by o.name) from limit_tellings t join officials o on o.id = t.official_id where t.step_id = s.id) as said
         from limit_steps s join time_limits l on l.id = s.limit_id where l.kind = $1 order by s.for_day, s.made_at, s.id`,
      [kind],
    )
  ).map(({ said }) => said)

test('who can seal anew is reminded before the day, on it and after it, then the offices of county and city', async () => {
  await live('2018-03-05', '2018-03-19')
  expect(await told('limit.halvesSealing')).toEqual([
    '2018-03-07 before: officerA1',
    '2018-03-09 before: officerA1',
    '2018-03-12 due: officerA1',
    '2018-03-13 after: officerA1',
    '2018-03-15 after: officerA1',
    '2018-03-15 county: countyOfficeA',
    '2018-03-19 city: cityOffice, cityOfficeDeputy',
  ])
  const { rows } = await city.ok('cityOffice', limitsContract.getMyDigest, {})
  expect(rows).toContainEqual(expect.objectContaining({ subjectKind: 'custodian', title: 'officerA1', rung: 'city' }))
})

test('once it is done the colleague is told to check, and then nobody is told anything', async () => {
  await resealHalves(city, 'officerA1', identities.county2)
  await live('2018-03-20', '2018-03-23')
  expect(await told('limit.halvesChecking')).toEqual([
    '2018-03-22 before: economyOfficerA',
    '2018-03-23 due: economyOfficerA',
  ])
  await checkHalves(city, 'economyOfficerA', successor)
  await live('2018-03-24', '2018-04-10')
  expect(await told('limit.halvesSealing')).toHaveLength(7)
  expect(await told('limit.halvesChecking')).toHaveLength(2)
})
