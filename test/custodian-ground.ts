/** What tests of custodians need: a city whose keys the test holds, requests that one of each level answers, and counties that end. */
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect } from 'vitest'
import { followMoves } from '../src/areas/acts.ts'
import { gridContract as grid } from '../src/grid/contract.ts'
import { inContext } from '../src/platform/server/http.ts'
import { custodianContract as custodians } from '../src/tips/custodian-contract.ts'
import { type CustodianKeys, openHalf, openLetter, sealHalf, toBase64 } from '../src/tips/envelope.ts'
import type { Letter } from '../src/tips/letter.ts'
import { tipIntakeContract as intake } from '../src/tips/tip-contract.ts'
import { openTest, type Test } from './harness.ts'
import { type CustodianKey, nameCustodians, runTipJob } from './tip-ground.ts'
import type { PersonKey } from './world.ts'

export const canary: Letter = { name: '沈某某', contact: '13700000000', private: '我是门卫' }
export async function openCity(): Promise<{ city: Test; identities: Record<CustodianKey, string> }> {
  const city = await openTest({ now: '2018-03-01T02:00:00Z' })
  return { city, identities: await nameCustodians(city) }
}

/** Gives a half as the custodian's browser does. @returns the state of the request. */
async function give(city: Test, id: string, person: PersonKey, identity: string) {
  const { recipients, rows } = await city.ok(person, custodians.getHalves, { id })
  const given = []
  for (const { envelopeId, half } of rows)
    given.push({ envelopeId, half: toBase64(await sealHalf(await openHalf(half, identity), recipients)) })
  return (await city.ok(person, custodians.giveHalves, { id, rows: given })).state
}

async function ask(city: Test, tipId: string) {
  const identity = await generateX25519Identity()
  const { id } = await city.ok('cityOffice', custodians.requestIdentity, {
    id: tipId,
    purpose: '核实',
    outside: { body: '公安局', number: '〔2018〕7号' },
    recipient: await identityToRecipient(identity),
  })
  return { id, identity }
}

/** Asks, and has one of each level answer. @returns the letters. */
export async function openIdentity(city: Test, tipId: string, by: PersonKey, identityA: string, identityB: string) {
  const { id, identity } = await ask(city, tipId)
  await give(city, id, by, identityA)
  expect(await give(city, id, 'cityOfficeDeputy', identityB)).toBe('opened')
  const { rows } = await city.ok('cityOffice', custodians.getOpened, { id })
  return Promise.all(
    rows.map(async ({ envelope, halfA, halfB }) =>
      openLetter(envelope, await openHalf(halfA, identity), await openHalf(halfB, identity)),
    ),
  )
}

/** Who is not asked reads no half. */
export async function refusedTo(city: Test, tipId: string, people: readonly PersonKey[]) {
  const { id } = await ask(city, tipId)
  for (const person of people)
    expect(await city.refused(person, custodians.getHalves, { id }), person).toMatch(/not-found|not-permitted/)
  await city.ok('cityOfficeDeputy', custodians.refuseIdentity, { id, reason: '不需要' })
}

export const end = (city: Test, areaId: number, intoId: number, on: string, to: PersonKey | null) =>
  city.ok('cityOffice', grid.closeArea, {
    areaId,
    intoId,
    on,
    reason: '国函〔2018〕5号',
    toOfficialId: to && city.persons[to].officialId,
  })
/** The minute after midnight, when records follow their areas; then the custodians' own job. */
export const night = async (city: Test) => {
  await inContext(city.app.platform, 'system', null, (context) => followMoves(context))
  await runTipJob(city, 'tips.followCustodians')
}
/** Whose keys of counties are in which state. */
export const states = async (city: Test) =>
  (
    await city.asOwner<{ state: string }>(
      `select o.name || ' ' || c.state as state from custodians c join officials o on o.id = c.official_id where c.body = 'county' order by o.name, c.id`,
    )
  ).map(({ state }) => state)
export const limits = async (city: Test) =>
  (
    await city.asOwner<{ told: string }>(
      `select o.name || ' ' || l.kind || ' ' || l.state as told from time_limits l join officials o on o.id = l.holder_official_id
        where l.subject_kind = 'custodian' order by l.kind, o.name`,
    )
  ).map(({ told }) => told)
export const keysFor = async (city: Test, placeAreaId: number): Promise<CustodianKeys> => {
  const { keys } = await city.ok(null, intake.getSealingKeys, { placeAreaId })
  if (keys === null) throw new Error('no custodians')
  return keys
}
