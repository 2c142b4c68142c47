import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  admitTip,
  type CustodianKey,
  checkHalves,
  handTipOver,
  nameCustodians,
  nothingPrivate,
  readMine,
  resealHalves,
  runTipJob,
  type said,
} from '../../test/tip-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { allRows } from '../platform/shared/cursor.ts'
import { custodianContract as custodians } from './custodian-contract.ts'
import { openHalf, openLetter, sealHalf, toBase64 } from './envelope.ts'
import type { Letter } from './letter.ts'
import { tipOfficeContract as office } from './office-contract.ts'

let city: Test
let identities: Record<CustodianKey, string>
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  identities = await nameCustodians(city)
})
afterAll(() => city.close())

const run = (name: string, ids: Record<string, string> = {}) => runTipJob(city, name, ids)

const canary: Letter = { name: '沈某某', contact: '13700000000', private: '我是门卫' }

const arrived = (letter: Letter, more: Parameters<typeof said>[0] = {}) => admitTip(city, more, letter)

/** The browser that asks: a key of its own for this one request. */
async function ask(tipId: string, person: PersonKey = 'cityOffice') {
  const identity = await generateX25519Identity()
  const { id } = await city.ok(person, custodians.requestIdentity, {
    id: tipId,
    purpose: '向举报人核实作案时间',
    outside: { body: '武进区公安局', number: '武公刑立〔2018〕7号' },
    recipient: await identityToRecipient(identity),
  })
  return { id, identity }
}

/** What a custodian's browser does with the own key. */
async function give(openingId: string, person: PersonKey, identity: string) {
  const { recipients, rows } = await city.ok(person, custodians.getHalves, { id: openingId })
  const resealed = []
  for (const { envelopeId, half } of rows)
    resealed.push({ envelopeId, half: toBase64(await sealHalf(await openHalf(half, identity), recipients)) })
  return city.ok(person, custodians.giveHalves, { id: openingId, rows: resealed })
}

async function read(openingId: string, identity: string, person: PersonKey = 'cityOffice') {
  const { rows } = await city.ok(person, custodians.getOpened, { id: openingId })
  const letters = []
  for (const row of rows)
    letters.push(openLetter(row.envelope, await openHalf(row.halfA, identity), await openHalf(row.halfB, identity)))
  return letters
}

const stepsOf = async (code: string) => (await readMine(city, code)).steps.map((step) => step.kind)

describe('opening a sealed identity', () => {
  test('takes a purpose, a case and one custodian of each level, each with the own key; the reporter sees it', async () => {
    const { id: tipId, code } = await arrived(canary)
    const { id, identity } = await ask(tipId)
    await run('tips.tellOfOpening', { subjectId: id })
    expect(await city.refused('cityOffice', custodians.getOpened, { id })).toBe('wrong-state')
    expect(await give(id, 'officerA1', identities.county2)).toEqual({ state: 'requested' })
    expect(await give(id, 'cityOfficeDeputy', identities.city2)).toEqual({ state: 'opened' })
    await run('tips.tellOfOpening', { subjectId: id })
    await run('tips.tellOfOpening', { subjectId: id })
    expect(await read(id, identity)).toEqual([canary])
    expect(await stepsOf(code)).toEqual(['received', 'identityAsked', 'identityOpened'])
    const asked = (await readMine(city, code)).steps.find((step) => step.kind === 'identityOpened')
    expect(asked?.proof.claim['purpose']).toBe('向举报人核实作案时间')
  })

  test('asking tells nothing of whether there is a name: every answer on the way is the same', async () => {
    const answers = []
    for (const letter of [canary, nothingPrivate]) {
      const { id: tipId } = await arrived(letter)
      const { id, identity } = await ask(tipId)
      const halves = await city.ok('officerA1', custodians.getHalves, { id })
      const [row] = (await city.ok('officerA1', custodians.listOpenings, { tipId })).rows
      answers.push({
        sizes: halves.rows.map((half) => half.half.length),
        row: { ...row, id: '', tipId: '', requestedAt: '' },
        states: [await give(id, 'officerA1', identities.county2), await give(id, 'cityOfficeDeputy', identities.city2)],
        letter: JSON.stringify((await city.ok('cityOffice', custodians.getOpened, { id })).rows).length,
      })
      expect(await read(id, identity)).toEqual([letter])
    }
    expect(answers[0]).toEqual(answers[1])
  })

  test('two of one level open nothing, whoever asks gives no half, and nobody else reads one', async () => {
    const { id: tipId } = await arrived(canary)
    const { id } = await ask(tipId)
    expect(
      await city.refused('cityOffice', custodians.giveHalves, { id, rows: [{ envelopeId: tipId, half: 'AAAA' }] }),
    ).toBe('not-permitted')
    await give(id, 'cityOfficeDeputy', identities.city2)
    expect(
      await city.refused('cityOfficeDeputy', custodians.giveHalves, {
        id,
        rows: [{ envelopeId: tipId, half: 'AAAA' }],
      }),
    ).toBe('half-given')
    for (const person of [
      'economyOfficerA',
      'townshipLeaderA',
      'countyOfficeB',
      'superiorInspector',
      'systemAdmin',
    ] as const)
      expect(await city.refused(person, custodians.getHalves, { id }), person).toMatch(/not-found|not-permitted/)
    expect(await city.refused('cityOfficeDeputy', custodians.getOpened, { id })).toBe('not-permitted')
  })

  test('is refused with a reason by either, and the reporter sees that too', async () => {
    const { id: tipId, code } = await arrived(canary)
    const { id } = await ask(tipId)
    await city.ok('countyOfficeA', custodians.refuseIdentity, { id, reason: '核实不需要知道姓名' })
    await run('tips.tellOfOpening', { subjectId: id })
    expect(await stepsOf(code)).toEqual(['received', 'identityAsked', 'identityRefused'])
    expect(await city.refused('cityOfficeDeputy', custodians.refuseIdentity, { id, reason: '再拒绝一次' })).toBe(
      'wrong-state',
    )
  })

  test('where the county may be involved its custodians are not asked, the second body is', async () => {
    const { id: tipId } = await arrived(canary, { countyInvolved: true })
    const { id, identity } = await ask(tipId)
    expect(await city.refused('officerA1', custodians.getHalves, { id })).toMatch(/not-found|not-permitted/)
    await give(id, 'superiorInspector', identities.second1)
    await give(id, 'cityOfficeDeputy', identities.city2)
    expect(await read(id, identity)).toEqual([canary])
  })

  test('stays with the county to whose custodians it was sealed when the tip turns out to lie in another', async () => {
    const { id: tipId } = await arrived(canary)
    await city.ok('cityOffice', office.moveTip, { id: tipId, placeAreaId: areas.villageB.id, reason: '实际在乙区' })
    const { id, identity } = await ask(tipId)
    for (const person of ['countyOfficeB', 'officerB1', 'superiorInspector'] as const)
      expect(await city.refused(person, custodians.getHalves, { id }), person).toMatch(/not-found|not-permitted/)
    const ofB = await city.ok('officerB1', custodians.listHalvesToReseal, {})
    expect(ofB.rows).toEqual([])
    // what the reporter writes from now on is sealed to the other county, and is asked of its custodians
    const later = `insert into tip_envelopes (id, tip_id, message_id, sealed, county_id, keepers_a, keepers_b)
      select gen_random_uuid(), tip_id, message_id, sealed, $2, keepers_today($2, '/1/', false, 'A'), keepers_b
        from tip_envelopes where tip_id = $1 returning id`
    const [written] = await city.asOwner<{ id: string }>(later, [tipId, areas.countyB.id])
    const asked = (await city.ok('officerA1', custodians.getHalves, { id })).rows
    expect([asked.length, asked.some((row) => row.envelopeId === written?.id)]).toEqual([1, false])
    await city.asOwner('delete from tip_envelopes where id = $1', [written?.id])
    await give(id, 'officerA1', identities.county2)
    await give(id, 'cityOfficeDeputy', identities.city2)
    expect(await read(id, identity)).toEqual([canary])
  })

  test('needs every envelope answered, and the same request waits once', async () => {
    const { id: tipId } = await arrived(canary)
    const { id } = await ask(tipId)
    expect(
      await city.refused('cityOfficeDeputy', custodians.giveHalves, {
        id,
        rows: [{ envelopeId: tipId, half: 'AAAA' }],
      }),
    ).toBe('half-missing')
    const again = {
      id: tipId,
      purpose: '再问',
      outside: { body: '武进区公安局', number: '武公刑立〔2018〕8号' },
      recipient: await identityToRecipient(await generateX25519Identity()),
    }
    expect(await city.refused('cityOffice', custodians.requestIdentity, again)).toBe('wrong-state')
    expect(await city.refused('gridWorkerA1', custodians.requestIdentity, again)).toBe('not-permitted')
  })
})

describe('an opening', () => {
  test('is for the lead of the tip or for the numbered case of a named body, never for nothing', async () => {
    const recipient = await identityToRecipient(await generateX25519Identity())
    const { id } = await arrived(canary)
    const request = { id, purpose: '核实', recipient }
    expect(await city.refused('cityOffice', custodians.requestIdentity, request)).toBe('case-missing')
    const outside = { body: '武进区公安局', number: '无' }
    expect(await city.refused('cityOffice', custodians.requestIdentity, { ...request, outside })).toBe('bad-input')
    const { id: handed, leadId } = await handTipOver(city)
    await city.ok('cityOffice', custodians.requestIdentity, { ...request, id: handed })
    const [row] = (await city.ok('cityOffice', custodians.listOpenings, { tipId: handed })).rows
    const { leadNumber } = await city.ok('cityOffice', office.getTip, { id: handed })
    expect(leadId).not.toBe('')
    expect(row).toMatchObject({ caseReference: leadNumber, outsideBody: null })
  })
})

describe('lists', () => {
  test('of openings come page by page, what waits first; a custodian has those apart that wait for the own half', async () => {
    const ids: string[] = []
    for (let n = 0; n < 5; n += 1) ids.push((await ask((await arrived(canary)).id)).id)
    await give(ids[0] ?? '', 'officerA1', identities.county2)
    await city.ok('countyOfficeA', custodians.refuseIdentity, { id: ids[1] ?? '', reason: '不需要' })
    const load = (after: string | undefined) => city.ok('officerA1', custodians.listOpenings, { limit: 2, after })
    const all = await allRows(load)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const id of ids) expect(all.map((row) => row.id)).toContain(id)
    const states = all.map(({ state }) => state === 'requested')
    expect(states).toEqual([...states].sort((a, b) => Number(b) - Number(a)))
    const mine = await allRows((after) =>
      city.ok('officerA1', custodians.listOpenings, { mine: 'toAnswer', limit: 2, after }),
    )
    expect(mine.map(({ id }) => id)).toEqual(expect.arrayContaining(ids.slice(2)))
    for (const id of ids.slice(0, 2)) expect(mine.map((row) => row.id)).not.toContain(id)
    expect(await city.refused('officerA1', custodians.listOpenings, { after: 'x' })).toBe('bad-input')
  })

  test('of custodians come page by page, those in use first, by body and state, and my own', async () => {
    const load = (after: string | undefined) => city.ok('cityOffice', custodians.listCustodians, { limit: 3, after })
    const all = await allRows(load)
    expect(all).toHaveLength(8)
    expect(new Set(all.map(({ id }) => id)).size).toBe(8)
    const county = await city.ok('cityOffice', custodians.listCustodians, { body: 'county', state: 'active' })
    expect(county.rows.map(({ body }) => body)).toEqual(['county', 'county', 'county', 'county'])
    const mine = await city.ok('officerA1', custodians.listCustodians, { mine: 'true', state: 'active' })
    expect(mine.rows.map(({ officialId }) => officialId)).toEqual([city.persons.officerA1.officialId])
    expect((await city.ok('economyOfficerA', custodians.listCustodians, { mine: 'true' })).rows).toEqual([])
  })
})

describe('a custodian', () => {
  test('is agreed to by both levels and by nobody for himself; then the key is a leaf of the register', async () => {
    const identity = await generateX25519Identity()
    const publicKey = await identityToRecipient(identity)
    const proposal = { body: 'county', areaId: areas.countyA.id, publicKey } as const
    expect(await city.refused('gridWorkerA1', custodians.proposeCustodian, proposal)).toBe('not-permitted')
    const { id } = await city.ok('economyOfficerA', custodians.proposeCustodian, proposal)
    expect(await city.refused('economyOfficerA', custodians.proposeCustodian, proposal)).toBe('key-known')
    expect(await city.refused('countyOfficeB', custodians.agreeCustodian, { id })).toBe('not-permitted')
    expect(await city.ok('countyOfficeA', custodians.agreeCustodian, { id })).toEqual({ state: 'proposed' })
    const told = async (of: string) => {
      const all = await city.ok('economyOfficerA', custodians.listCustodians, {})
      const one = all.rows.find((row) => row.id === of)
      return { waitsFor: one?.waitsFor, endLost: one?.endLost }
    }
    expect(await told(id)).toEqual({ waitsFor: ['city'], endLost: null })
    // two are in use already: nothing comes into use before one has ended
    expect(await city.refused('cityOffice', custodians.agreeCustodian, { id })).toBe('custodian-places-taken')
    const { rows } = await city.ok('cityOffice', custodians.listCustodians, {})
    const lost = rows.find((row) => row.officialId === city.persons.countyOfficeA.officialId)
    const end = { id: lost?.id ?? '', lost: true, reason: '密钥遗失' }
    expect(await city.ok('cityOffice', custodians.endCustodian, end)).toEqual({ state: 'active' })
    // whoever sees the key is told that its end was asked for, and who has yet to agree
    expect(await told(end.id)).toEqual({ waitsFor: ['county'], endLost: true })
    expect(await city.refused('cityOfficeDeputy', custodians.endCustodian, end)).toBe('not-permitted')
    expect(await city.refused('countyOfficeB', custodians.endCustodian, end)).toBe('not-permitted')
    expect(await city.ok('countyOfficeA', custodians.endCustodian, end)).toEqual({ state: 'lost' })
    expect((await told(end.id)).waitsFor).toEqual([])
    const [ended] = await city.asOwner<{ leaf: string; ended: string }>(
      `select end_proof ->> 'leaf' as leaf, end_proof -> 'claim' ->> 'ended' as ended from custodians where id = $1`,
      [end.id],
    )
    expect(ended).toMatchObject({ leaf: expect.stringContaining('custodianKey'), ended: 'lost' })
    // the one that is left ends only when its successor is in use
    const last = rows.find((row) => row.officialId === city.persons.officerA1.officialId)
    const endLast = { id: last?.id ?? '', lost: false, reason: '调离' }
    expect(await city.refused('cityOffice', custodians.endCustodian, endLast)).toBe('custodian-last')
    expect(await city.ok('cityOffice', custodians.agreeCustodian, { id })).toEqual({ state: 'active' })
    const named = await city.ok(null, custodians.listPublicCustodians, { placeAreaId: areas.villageA1.id })
    const row = named.rows.find((one) => one.publicKey === publicKey)
    expect(row?.proof?.leaf).toContain('custodianKey')
    expect(row?.fingerprint).toMatch(/^[0-9a-f]{16}$/)
    expect(JSON.stringify(named)).not.toContain('economyOfficerA')

    // what was sealed before is sealed anew by the one who is left, and then the successor can open it
    const halves = await city.ok('officerA1', custodians.listHalvesToReseal, {})
    for (const { recipients } of halves.rows) expect(recipients).toContain(publicKey)
    const { toReseal } = await city.ok('officerA1', custodians.getCustodianWork, {})
    expect(await resealHalves(city, 'officerA1', identities.county2)).toBe(toReseal)
    expect(await city.ok('economyOfficerA', custodians.getCustodianWork, {})).toEqual({
      toReseal: 0,
      toCheck: toReseal,
    })
    // nobody leaves before the successor has found it right
    expect(await city.refused('cityOffice', custodians.endCustodian, endLast)).toBe('custodian-halves-left')
    expect(await checkHalves(city, 'economyOfficerA', identity)).toEqual({ right: toReseal, wrong: 0 })
    expect(await city.ok('economyOfficerA', custodians.getCustodianWork, {})).toEqual({ toReseal: 0, toCheck: 0 })
    expect(await city.refused('townshipLeaderA', custodians.resealHalves, { rows: [] })).toBe('bad-input')
    const none = await city.ok('townshipLeaderA', custodians.listHalvesToReseal, {})
    expect(none.rows).toEqual([])
    const { rows: tips } = await city.ok('cityOffice', office.listTips, { limit: 200 })
    const first = tips.filter((tip) => !tip.countyInvolved).at(-1)
    const opening = await ask(first?.id ?? '')
    await give(opening.id, 'economyOfficerA', identity)
    await give(opening.id, 'cityOfficeDeputy', identities.city2)
    expect(await read(opening.id, opening.identity)).toHaveLength(1)
  })
})
