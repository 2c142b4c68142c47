/** The outbox against a real SMTP server, a web-hook and a gateway: nothing is lost, nothing is told, nobody is told twice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { openChannels } from '../src/platform/server/channels.ts'
import { type Db, transaction } from '../src/platform/server/db.ts'
import { inContext } from '../src/platform/server/http.ts'
import { cancelMessages, sendMatters } from '../src/platform/server/outbox.ts'
import { leaseMs, sendDue } from '../src/platform/server/sender.ts'
import { pausesMinutes } from '../src/platform/shared/message.ts'
import { platformContract as platform } from '../src/platform/shared/platform-contract.ts'
import { openTest, type Test } from './harness.ts'
import { type Outside, openOutside } from './outside.ts'
import { areas, type PersonKey } from './world.ts'

const number = '测化解办〔2018〕7号'

let world: Outside
let city: Test

beforeAll(async () => {
  world = await openOutside()
  city = await openTest({ settings: world.settings })
  await city.asOwner(
    `insert into official_contacts (official_id, email, mobile, changed_at) values ($1, 'a@county.example', '13811112222', now())`,
    [city.persons.countyOfficeA.officialId],
  )
})
afterAll(async () => {
  await city?.close()
  await world?.close()
})
beforeEach(async () => {
  world.reset()
  city.setNow('2018-02-09T02:00:00Z')
  await city.asSystem((db) => cancelAll(db))
})

const cancelAll = (db: Db) =>
  cancelMessages(db, sql`select distinct matter_id as subject_id from messages where status = 'waiting'`, city.now())

/** Puts a matter in for people of county A. @returns the matter's id. */
async function put(
  people: PersonKey[] = ['countyOfficeA'],
  occasion = 'issue',
  id: string = randomUUID(),
): Promise<string> {
  await inContext(city.app.platform, 'system', null, (context) =>
    sendMatters(
      context,
      people.map((person) => ({
        officialId: city.persons[person].officialId,
        areaPath: areas.countyA.path,
        kind: 'receipt',
        id,
        number,
        occasion,
      })),
    ),
  )
  return id
}

const send = async () => {
  const channels = openChannels(city.app.platform.config, city.app.platform.clock)
  while ((await sendDue(city.app.platform, channels)) > 0);
  channels.close()
}
const states = async (matterId: string) =>
  Object.fromEntries(
    (
      await city.asOwner<{ channel: string; status: string }>(
        'select channel, status from messages where matter_id = $1 order by channel',
        [matterId],
      )
    ).map((row) => [row.channel, row.status]),
  )

describe('every channel', () => {
  test('says that there is a matter and its number, and nothing else', async () => {
    const id = await put()
    await send()
    expect(await states(id)).toEqual({ email: 'sent', inApp: 'sent', messenger: 'sent', sms: 'sent' })
    expect(world.mails).toHaveLength(1)
    const parts = world.mails[0]?.text.split(/\r?\n\r?\n/) ?? []
    const body = Buffer.from(parts.slice(1).join(''), 'base64').toString()
    expect(body.trim()).toBe(
      `您有一件事项，编号 ${number}，请登录系统查看。\nA matter is waiting for you, number ${number}. Sign in to read it.`,
    )
    expect(world.calls.map((call) => call.path.split('?')[0]).sort()).toEqual(['/robot', '/sms'])
    for (const { body: said } of world.calls) {
      expect(said).toContain(`您有一件事项，编号 ${number}`)
      expect(said).not.toMatch(/countyOfficeA|排查|receipt/)
    }
  })

  test('is signed and authorised as its settings say', async () => {
    await put()
    await send()
    const robot = world.calls.find((call) => call.path.startsWith('/robot'))
    expect(robot?.path).toMatch(/access_token=abc&timestamp=\d+&sign=/)
    expect(world.calls.find((call) => call.path.startsWith('/sms'))?.authorization).toBe('Bearer gateway-token')
  })

  test('that answers 200 with a code of its own has not taken the message', async () => {
    world.answer = { status: 200, body: '{"errcode":130101}' }
    const id = await put()
    await send()
    expect(await states(id)).toMatchObject({ email: 'sent', messenger: 'waiting', sms: 'waiting' })
  })

  test('for which a person has no address shows that', async () => {
    const id = await put(['officerA1'])
    await send()
    expect(await states(id)).toEqual({ email: 'noAddress', inApp: 'sent', messenger: 'noAddress', sms: 'noAddress' })
  })

  test('takes the phone of the post where the person has entered none', async () => {
    await put(['townshipLeaderA'])
    await send()
    expect(world.calls).toHaveLength(2)
    expect(world.calls[0]?.body).toContain('13900000000')
  })
})

describe('once', () => {
  test('an occasion is told to each person once, however often it is put in', async () => {
    const id = await put()
    await put(['countyOfficeA'], 'issue', id)
    await send()
    await put(['countyOfficeA'], 'issue', id)
    await send()
    expect(world.mails).toHaveLength(1)
    await put(['countyOfficeA'], 'urge.1', id)
    await send()
    expect(world.mails).toHaveLength(2)
  })

  test('who has not been told of a matter that has ended need not be', async () => {
    const id = await put()
    await city.asSystem((db) => cancelMessages(db, sql`select ${id}::uuid as subject_id`, city.now()))
    await send()
    expect(world.mails).toEqual([])
    expect(await states(id)).toMatchObject({ email: 'cancelled', inApp: 'sent' })
  })

  test('two senders at once send each message once', async () => {
    const people: PersonKey[] = ['countyOfficeA']
    for (let i = 0; i < 60; i += 1) await put(people)
    await Promise.all([send(), send(), send()])
    expect(world.mails).toHaveLength(60)
    expect(new Set(world.mails.map((mail) => mail.messageId)).size).toBe(60)
  })
})

describe('a channel that fails', () => {
  test('is tried again after longer and longer pauses, then given up and shown; sending again begins anew', async () => {
    world.onMail = () => Object.assign(new Error('a@county.example is greylisted'), { responseCode: 451 })
    const id = await put()
    let minutes = 0
    for (const pause of [0, ...pausesMinutes]) {
      minutes += pause
      city.setNow(new Date(Date.parse('2018-02-09T02:00:00Z') + minutes * 60_000).toISOString())
      expect(await states(id)).toMatchObject({ email: 'waiting' })
      await send()
    }
    expect(await states(id)).toMatchObject({ email: 'givenUp' })
    // the people's sessions have run out by then
    city.setNow('2018-02-09T02:20:00Z')
    const { rows } = await city.ok('countyOfficeA', platform.listUndelivered, { limit: 200 })
    const given = rows.find((row) => row.matterId === id)
    expect(given).toMatchObject({ channel: 'email', status: 'givenUp', failure: 'smtp-451', attempts: 7, number })
    expect((await city.ok('countyOfficeB', platform.listUndelivered, {})).rows).toEqual([])
    expect(await city.refused('countyOfficeB', platform.sendAgain, { id: given?.id ?? '' })).toBe('not-found')
    expect(await city.refused('officerA1', platform.sendAgain, { id: given?.id ?? '' })).toBe('not-permitted')
    await city.ok('countyOfficeA', platform.sendAgain, { id: given?.id ?? '' })
    expect(await city.refused('countyOfficeA', platform.sendAgain, { id: given?.id ?? '' })).toBe('wrong-state')
    expect(await city.eventsOf(given?.id ?? '')).toEqual(['message.sentAgain'])
    world.onMail = () => undefined
    await send()
    expect(world.mails.map((mail) => mail.to)).toEqual(['a@county.example'])
    expect(await states(id)).toMatchObject({ email: 'sent' })
  })

  test('for good is given up at once', async () => {
    world.onMail = () => Object.assign(new Error('no such user'), { responseCode: 550 })
    const id = await put()
    await send()
    expect(await states(id)).toMatchObject({ email: 'givenUp' })
  })

  test('leaves no address in what is kept', async () => {
    world.onMail = () => Object.assign(new Error('a@county.example does not exist'), { responseCode: 550 })
    await put()
    await send()
    const kept = await city.asOwner(`select m::text from messages m union all select e::text from events e`)
    expect(JSON.stringify(kept)).not.toMatch(/county\.example|13811112222|13900000000/)
  })
})

describe('a sender that is killed', () => {
  let databaseName = ''
  beforeAll(async () => {
    databaseName = (await city.asOwner<{ name: string }>('select current_database() as name'))[0]?.name ?? ''
  })
  const child = (now: string): ChildProcess =>
    spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        'test/outbox-child.ts',
        JSON.stringify({ connection: { ...inject('server'), database: databaseName }, settings: world.settings, now }),
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
  const ended = (process: ChildProcess) =>
    new Promise<string | null>((done) => process.once('exit', (_, signal) => done(signal)))

  test('between taking and answering loses nothing, and what comes twice comes under one key', async () => {
    const count = 30
    for (let i = 0; i < count; i += 1) await put()
    const doomed = child('2018-02-09T02:00:00Z')
    // the server has the mail, the sender never learns it
    world.onMail = () => {
      if (world.mails.length === 9) doomed.kill('SIGKILL')
      return undefined
    }
    expect(await ended(doomed)).toBe('SIGKILL')
    world.onMail = () => undefined
    const before = new Set(world.mails.map((mail) => mail.messageId)).size
    expect(before).toBeLessThan(count)
    // nobody takes over as long as the other may live
    const early = child('2018-02-09T02:01:00Z')
    await ended(early)
    const late = child(new Date(Date.parse('2018-02-09T02:00:00Z') + leaseMs + 1000).toISOString())
    expect(await ended(late)).toBe(null)
    expect(new Set(world.mails.map((mail) => mail.messageId)).size).toBe(count)
    const { length } = await transaction(city.app.platform.database, 'system', async () =>
      city.asOwner(`select 1 from messages where status in ('waiting', 'sending') and channel = 'email'`),
    )
    expect(length).toBe(0)
  }, 120_000)
})
