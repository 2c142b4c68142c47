/** A township goes to another county while a tip is open: what the reporter seals from then on can be opened by whoever it was sealed to. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { type CustodianKey, handTipOver, nameCustodians, readMine, sealFor, writeMine } from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { areasContract } from '../areas/contract.ts'
import { custodianContract } from './custodian-contract.ts'
import { openHalf } from './envelope.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

let city: Test
let identities: Record<CustodianKey, string>
let tip: { id: string; code: string }
beforeAll(async () => {
  city = await openTest()
  identities = await nameCustodians(city)
  tip = await handTipOver(city)
  const move = { id: areas.townshipA.id, parentId: areas.countyB.id, on: '2018-02-09', reason: '苏民〔2018〕5号' }
  await city.ok('cityOffice', areasContract.moveArea, move)
})
afterAll(() => city.close())

const write = async (sealed: boolean) => {
  const { placeAreaId, countyInvolved } = await readMine(city, tip.code)
  const letter = { name: '金丝雀辛', contact: '', private: '后来想起的事' }
  const envelope = sealed ? await sealFor(city, placeAreaId, letter, countyInvolved) : null
  return writeMine(city, tip.code, intake.writeToOffice.path, { words: '补充', envelope })
}

it('each envelope is asked of the custodians who can open it: the first of the old county, the later of the new one', async () => {
  expect(await write(true)).toMatchObject({ status: 200 })
  const { id } = await city.ok('cityOffice', custodianContract.requestIdentity, {
    id: tip.id,
    purpose: '核实奖励人选',
    outside: null,
    recipient: (await city.asOwner<{ key: string }>('select public_key as key from custodians limit 1'))[0]?.key ?? '',
  })
  for (const [person, key] of [
    ['countyOfficeA', 'county1'],
    ['countyOfficeB', 'countyB1'],
  ] as const) {
    const { rows } = await city.ok(person, custodianContract.getHalves, { id })
    expect([person, rows.length]).toEqual([person, 1])
    for (const { half } of rows) expect(await openHalf(half, identities[key])).toHaveLength(32)
  }
})

it('where the new county has nobody to keep a half, the second body keeps it', async () => {
  await city.asOwner(`update custodians set state = 'retired' where area_id = $1`, [areas.countyB.id])
  expect(await write(false)).toMatchObject({ status: 422, body: { code: 'envelope-missing' } })
  expect(await write(true)).toMatchObject({ status: 200 })
  const [last] = await city.asOwner<{ bodies: string[] }>(
    `select array(select distinct c.body from custodians c where c.id = any (e.keepers_a)) as bodies
       from tip_envelopes e join tip_messages m on m.id = e.message_id order by m.at desc, m.id desc limit 1`,
  )
  expect(last?.bodies).toEqual(['secondBody'])
})

it('where nobody at all is named, the reporter writes without an envelope instead of never again', async () => {
  await city.asOwner(`update custodians set state = 'retired' where body = 'secondBody'`)
  expect(await write(false)).toMatchObject({ status: 200 })
})
