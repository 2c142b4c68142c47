import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { type Outside, openOutside } from '../../test/outside.ts'
import { liveThrough, runRound } from '../../test/supervision-ground.ts'
import { areas, type PersonKey } from '../../test/world.ts'
import { noticesContract as notices } from '../notices/contract.ts'
import { exampleDraft } from '../notices/examples.ts'
import { openChannels } from '../platform/server/channels.ts'
import { sendDue } from '../platform/server/sender.ts'
import { matterWords } from '../platform/shared/message.ts'
import { outboxContract } from '../platform/shared/outbox-contract.ts'
import { limitsContract as limits } from './limits-contract.ts'

let world: Outside
let city: Test
beforeAll(async () => {
  world = await openOutside()
  city = await openTest({ now: '2018-03-01T02:00:00Z', settings: world.settings })
  // the phones of posts are a way out too: here each has only what is entered below
  await city.asOwner('update appointments set phone = null')
  await city.asOwner(
    `insert into official_contacts (official_id, email, mobile, changed_at)
     values ($1, 'a@county.example', '13811112222', now()), ($2, 'b@county.example', null, now())`,
    [city.persons.countyOfficeA.officialId, city.persons.countyOfficeB.officialId],
  )
  const { id } = await city.ok(
    'cityOffice',
    notices.draftNotice,
    exampleDraft(city.agencies.cityOffice, [
      { areaId: areas.countyA.id, agencyId: null },
      { areaId: areas.countyB.id, agencyId: null },
      { areaId: areas.townshipA.id, agencyId: null },
    ]),
  )
  await city.ok('cityOffice', notices.issueNotice, { id })
  await live('2018-03-01', '2018-03-13')
})
afterAll(async () => {
  await city?.close()
  await world?.close()
})
beforeEach(() => world.reset())

const round = () => runRound(city)
const live = (from: string, to: string) => liveThrough(city, from, to)

const send = async () => {
  const channels = openChannels(city.app.platform.config, city.app.platform.clock)
  while ((await sendDue(city.app.platform, channels)) > 0);
}

const digestsOn = (day: string) =>
  city.asOwner<{ id: string; official_id: string; items: number }>(
    'select id, official_id, items from digests where day = $1',
    [day],
  )
/** What stands in the outbox for the digest of a person on a day. */
const outboxOf = (day: string, person: PersonKey) =>
  city.asOwner<{ channel: string; number: string; status: string }>(
    `select m.channel, m.number, m.status from messages m join digests d on d.id = m.matter_id
      where m.matter_kind = 'digest' and d.day = $1 and d.official_id = $2 order by m.channel`,
    [day, city.persons[person].officialId],
  )
const itemsOf = async (day: string, person: PersonKey) =>
  (await digestsOn(day)).find((digest) => digest.official_id === city.persons[person].officialId)?.items

describe('the digest of the day outside the program', () => {
  test('goes to each person once, by the ways out the person has, with the number of matters', async () => {
    await city.asOwner(`delete from messages where matter_kind <> 'digest'`)
    await live('2018-03-14', '2018-03-14')
    const items = await itemsOf('2018-03-14', 'countyOfficeA')
    expect(items).toBeGreaterThan(0)
    const waiting = { number: String(items), status: 'waiting' }
    const all = ['email', 'messenger', 'sms'].map((channel) => ({ channel, ...waiting }))
    expect(await outboxOf('2018-03-14', 'countyOfficeA')).toEqual(all)
    expect((await outboxOf('2018-03-14', 'countyOfficeB')).map(({ channel }) => channel)).toEqual(['email'])
    await round()
    expect(await outboxOf('2018-03-14', 'countyOfficeA')).toEqual(all)
  })

  test('says how many matters wait in the program, and nothing else', async () => {
    const items = Number(await itemsOf('2018-03-14', 'countyOfficeA'))
    await send()
    const words = matterWords({ matterKind: 'digest', number: String(items), putOn: '2018-03-14' })
    const mail = world.mails.filter(({ to }) => to === 'a@county.example')
    expect(mail).toHaveLength(1)
    const body = (mail[0]?.text.split('\r\n\r\n').at(1) ?? '').replace(/\s/g, '')
    expect(Buffer.from(body, 'base64').toString().trim()).toBe(words.text)
    expect(words.text.replaceAll('2018-03-14', '').match(/\d+/g)).toEqual([String(items), String(items)])
    const sms = world.calls.filter(({ path }) => path === '/sms')
    expect(sms.map(({ body }) => JSON.parse(body).text)).toEqual([words.subject])
    for (const { body } of world.calls) expect(body).not.toMatch(/甲区|化解办|任务|报告|通知/)
    const { rows } = await city.ok('countyOfficeA', limits.getMyDigest, {})
    expect(rows.length).toBe(items)
  })

  test('is for nobody without an address: no row, and no complaint of one that did not arrive', async () => {
    const without = (await digestsOn('2018-03-14')).filter(
      ({ official_id }) =>
        official_id !== city.persons.countyOfficeA.officialId && official_id !== city.persons.countyOfficeB.officialId,
    )
    expect(without.length).toBeGreaterThan(0)
    const rows = await city.asOwner(`select id from messages where matter_id = any ($1::uuid[])`, [
      without.map(({ id }) => id),
    ])
    expect(rows).toEqual([])
    expect(await city.asOwner(`select id from messages where matter_kind = 'digest' and status = 'noAddress'`)).toEqual(
      [],
    )
  })

  test('stands or falls with the digest: what cannot be put into the outbox leaves none behind', async () => {
    await city.asOwner(
      `create function refuse_message() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`,
    )
    await city.asOwner('create trigger refuse before insert on messages for each row execute function refuse_message()')
    await expect(live('2018-03-15', '2018-03-15')).rejects.toThrow('full')
    expect(await digestsOn('2018-03-15')).toEqual([])
    await city.asOwner('drop trigger refuse on messages')
    await round()
    expect((await digestsOn('2018-03-15')).length).toBeGreaterThan(0)
    expect(await outboxOf('2018-03-15', 'countyOfficeA')).toHaveLength(3)
  })

  test('that was not sent before the next one is not sent any more: one a day', async () => {
    await live('2018-03-16', '2018-03-16')
    expect((await outboxOf('2018-03-15', 'countyOfficeA')).map(({ status }) => status)).toEqual(
      Array(3).fill('cancelled'),
    )
    await send()
    expect(world.mails.filter(({ to }) => to === 'a@county.example')).toHaveLength(1)
  })

  test('that is sent days later, or again, says of which day its number is', async () => {
    const items = await itemsOf('2018-03-16', 'countyOfficeA')
    await city.asOwner(
      `update messages set status = 'givenUp', ended_at = now() where channel = 'sms' and matter_id in (select id from digests where day = '2018-03-16')`,
    )
    const [given] = await city.asOwner<{ id: string }>(
      `select m.id from messages m join digests d on d.id = m.matter_id where m.channel = 'sms' and d.day = '2018-03-16' and d.official_id = $1`,
      [city.persons.countyOfficeA.officialId],
    )
    await city.goTo('2018-03-19T02:00:00Z')
    await city.ok('cityOffice', outboxContract.sendAgain, { id: given?.id ?? '' })
    await send()
    const sms = world.calls.filter(({ path }) => path === '/sms').map(({ body }) => JSON.parse(body).text)
    expect(sms).toEqual([`截至 2018-03-16 您有 ${items} 件事项需要办理`])
  })

  test('is switched off by its rule; the digest in the program stays', async () => {
    await city.asOwner(`update rules set value = '{"on": false}' where key = 'reminder.outside'`)
    await live('2018-03-17', '2018-03-20')
    expect(await itemsOf('2018-03-20', 'countyOfficeA')).toBeGreaterThan(0)
    expect(await outboxOf('2018-03-20', 'countyOfficeA')).toEqual([])
  })
})
