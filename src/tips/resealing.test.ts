/** A half that is sealed anew counts when those who received it have found it right (decision 027): nobody destroys a name by it. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canary, end, night, openCity, openIdentity } from '../../test/custodian-ground.ts'
import type { Test } from '../../test/harness.ts'
import { admitTip, type CustodianKey, checkHalves, random, resealHalves } from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { custodianContract as custodians } from './custodian-contract.ts'

describe('a half sealed anew', () => {
  let city: Test
  let identities: Record<CustodianKey, string>
  let tipId: string
  const nonsense = () => random(32)
  beforeAll(async () => {
    ;({ city, identities } = await openCity())
    tipId = (await admitTip(city, {}, canary)).id
    await end(city, areas.countyA.id, areas.countyB.id, '2018-03-01', 'countyOfficeB')
    await night(city)
  })
  afterAll(() => city.close())

  it('that is nonsense is found out by whoever receives it, destroys nothing, and the record says who sealed it', async () => {
    expect(await resealHalves(city, 'officerA1', identities.county2, nonsense)).toBe(1)
    expect(await checkHalves(city, 'officerB1', identities.countyB2)).toEqual({ right: 0, wrong: 1 })
    const [event] = await city.asOwner<{ changed: object }>(
      `select changed from events where kind = 'identity.halvesWrong'`,
    )
    expect(event?.changed).toEqual({ sealedBy: city.persons.officerA1.officialId, wrong: 1 })
    expect(await openIdentity(city, tipId, 'countyOfficeA', identities.county1, identities.city2)).toEqual([canary])
  })

  it('counts only when every custodian who received it has found it right', async () => {
    await resealHalves(city, 'countyOfficeA', identities.county1)
    expect(await checkHalves(city, 'countyOfficeB', identities.countyB1)).toEqual({ right: 1, wrong: 0 })
    // the second says that it is wrong, rightly or not: the old one is still there
    const { rows } = await city.ok('officerB1', custodians.listHalvesToCheck, {})
    const found = rows.map(({ envelopeId }) => ({ envelopeId, right: false }))
    expect(await city.ok('officerB1', custodians.checkHalves, { rows: found })).toEqual({ right: 0, wrong: 1 })
    expect(await openIdentity(city, tipId, 'officerA1', identities.county2, identities.city2)).toEqual([canary])
  })

  it('is checked by whoever received it and by nobody else, once', async () => {
    await resealHalves(city, 'officerA1', identities.county2)
    const { rows } = await city.ok('officerB1', custodians.listHalvesToCheck, {})
    const right = { rows: rows.map(({ envelopeId }) => ({ envelopeId, right: true })) }
    for (const person of ['officerA1', 'cityOfficeDeputy', 'superiorInspector', 'townshipLeaderA'] as const)
      expect(await city.ok(person, custodians.checkHalves, right), person).toEqual({ right: 0, wrong: 0 })
    expect(await city.ok('officerB1', custodians.checkHalves, right)).toEqual({ right: 1, wrong: 0 })
    expect(await city.ok('officerB1', custodians.checkHalves, right)).toEqual({ right: 0, wrong: 0 })
  })

  it('is not taken to recipients who do not keep it', async () => {
    const recipients = [await identityToRecipient(await generateX25519Identity())]
    const envelopes = await city.asOwner<{ id: string }>('select id from tip_envelopes')
    const rows = envelopes.map(({ id }) => ({ envelopeId: id, half: 'AAAA', recipients }))
    expect(await city.ok('officerA1', custodians.resealHalves, { rows })).toEqual({ resealed: 0 })
  })

  it('counts as it is where the loss of the old keys is declared: what one of the successor found right is not lost', async () => {
    for (const person of ['officerA1', 'countyOfficeA'] as const) {
      const [key] = await city.asOwner<{ id: string }>('select id from custodians where official_id = $1', [
        city.persons[person].officialId,
      ])
      const lost = { id: key?.id ?? '', lost: true, reason: '遗失' }
      await city.ok('cityOffice', custodians.endCustodian, lost)
      expect(await city.ok(person, custodians.endCustodian, lost)).toEqual({ state: 'lost' })
    }
    expect(await openIdentity(city, tipId, 'officerB1', identities.countyB2, identities.city2)).toEqual([canary])
    // and whoever had not checked yet receives it anew
    await resealHalves(city, 'officerB1', identities.countyB2)
    expect(await checkHalves(city, 'countyOfficeB', identities.countyB1)).toEqual({ right: 1, wrong: 0 })
    expect(await openIdentity(city, tipId, 'countyOfficeB', identities.countyB1, identities.city2)).toEqual([canary])
  })
})
