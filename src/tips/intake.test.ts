import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  admitTip,
  type CustodianKey,
  nameCustodians,
  newCode,
  nothingPrivate,
  readMine,
  runTipJob,
  said,
  sealFor,
  sendTip,
  work,
  writeMine,
} from '../../test/tip-ground.ts'
import { areas, people } from '../../test/world.ts'
import { platformContract as platform } from '../platform/shared/platform-contract.ts'
import { openHalf, openLetter } from './envelope.ts'
import { tipOfficeContract as office } from './office-contract.ts'
import { tipIntakeContract as intake } from './tip-contract.ts'

let city: Test
let identities: Record<CustodianKey, string>
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  identities = await nameCustodians(city)
})
afterAll(() => city.close())

/** The minute passes in which waiting tips are taken in. */
async function admitted(code: string): Promise<void> {
  await runTipJob(city, 'tips.admit')
  expect((await readMine(city, code)).waiting).toBe(false)
}
const plainMessage = async (code: string) => {
  const body = new URLSearchParams({ code, lang: 'zh', kind: 'write', words: '补充' })
  return (await fetch(`${city.url}/public/plain/message`, { method: 'POST', body })).text()
}
const tipsOf = (text = '') => city.ok('cityOffice', office.listTips, { text, limit: 200 })

test('a code name that is drawn a second time is passed over: no report is refused for it', async () => {
  const { id } = await admitTip(city)
  const [tip] = await city.asOwner<{ name: string }>('select code_name as name from tips where id = $1', [id])
  const taken = tip?.name ?? ''
  const pick = (names: string[]) =>
    city.asSystem(async (db) => {
      const { rows } = await sql<{ name: string | null }>`select unused_code_name(${names}::text[]) as name`.execute(db)
      return rows[0]?.name
    })
  expect(await pick([taken, 'JB-NEW001', 'JB-NEW002'])).toBe('JB-NEW001')
  expect(await pick([taken])).toBeNull()
})

describe('the list of places', () => {
  test('leads from county to township to village, for anyone, and holds what there is today', async () => {
    const names = async (within: number) =>
      (await city.ok(null, intake.listReportPlaces, { within })).rows.map(({ name }) => name)
    expect(await names(areas.countyA.id)).toEqual(['甲一镇', '甲二镇'])
    expect(await names(areas.townshipA.id)).toEqual(['甲一村', '甲二村'])
    expect(await names(areas.villageA1.id)).toEqual([])
    // of the city there are the counties, which are asked for by themselves
    expect(await names(areas.city.id)).toEqual([])
  })
})

describe('anyone without account', () => {
  test('reports, has a receipt at once, and reads under the code what becomes of it', async () => {
    const { code, receipt } = await sendTip(city)
    expect(receipt).toMatchObject({ receivedOn: '2018-03-01', countyName: '甲区' })
    expect(receipt.steps).toHaveLength(1)
    expect(receipt.steps[0]?.leaf).toContain('received')
    await admitted(code)
    const mine = await readMine(city, code)
    expect(mine).toMatchObject({ status: 'received', answer: null, mayDispute: false, reward: null, messages: [] })
    // one working day to hand over, ten to handle and answer
    expect(mine.dueOn).toBe('2018-03-15')
  })

  test('the same code with the same report gives the same receipt again, and nothing is received twice', async () => {
    const code = newCode()
    const report = said({ words: '同一封举报因为没有收到回音又发了一次，请核实这里的情况' })
    const envelope = await sealFor(city, report.placeAreaId)
    const question = { ...(await work(city)), code, report, envelope }
    const [one, two] = [await city.ok(null, intake.sendTip, question), await city.ok(null, intake.sendTip, question)]
    expect(two).toEqual(one)
    await admitted(code)
    const count = await city.asSystem((db) =>
      sql<{ n: number }>`select count(*) as n from tips where words = ${report.words ?? ''}`.execute(db),
    )
    expect(count.rows[0]?.n).toBe(1)
    expect(
      await city.refused(null, intake.sendTip, {
        ...(await work(city)),
        code,
        report: { ...report, words: '别的内容' },
        envelope,
      }),
    ).toBe('code-taken')
  })

  test('a tip without work, with somebody else’s work, or with work done before is refused', async () => {
    const report = said()
    const envelope = await sealFor(city, report.placeAreaId)
    const { challenge, answer } = await work(city)
    const refused = (more: object) =>
      city.refused(null, intake.sendTip, { challenge, answer, code: newCode(), report, envelope, ...more })
    expect(await refused({ answer: String(Number(answer) + 1) })).toBe('work-not-done')
    expect(await refused({ challenge: challenge.replace('14', '0') })).toBe('work-not-done')
    expect(await refused({ challenge: 'gangshao work 0 9999999999999 x.AAAA' })).toBe('work-not-done')
    await city.ok(null, intake.sendTip, { challenge, answer, code: newCode(), report, envelope })
    expect(await refused({})).toBe('work-not-done')
  })

  test('work is good for a while only', async () => {
    const done = await work(city)
    const report = said()
    const envelope = await sealFor(city, report.placeAreaId)
    city.setNow('2018-03-01T05:00:00Z')
    expect(await city.refused(null, intake.sendTip, { ...done, code: newCode(), report, envelope })).toBe(
      'work-not-done',
    )
    city.setNow('2018-03-01T02:00:00Z')
  })

  test('a flood costs more work, and its tips wait with their receipts instead of being dropped', async () => {
    const bits = async () => (await city.ok(null, intake.getChallenge, {})).bits
    const before = await bits()
    await city.asSystem((db) =>
      sql`insert into tips (id, code_name, code_hash, channel, status, holder_level, area_id, area_path, county_id, county_code, place_area_id,
            kind, runs, county_involved, received_at, received_on, admitted_at)
          select gen_random_uuid(), 'JB-' || lpad(n::text, 6, '0'), decode(lpad(n::text, 64, '0'), 'hex'), 'web', 'received', 'city', ${areas.city.id},
            ${areas.city.path}, ${areas.countyB.id}, 'B', ${areas.villageB.id}, 'maker', 'unknown', false, '2018-03-01T01:59:50Z', '2018-03-01', '2018-03-01T01:59:55Z'
          from generate_series(1, 1000) n`.execute(db),
    )
    expect(await bits()).toBeGreaterThan(before)
    const { code } = await sendTip(city, { words: '洪水之中的一件真举报，回执有效，等候登记' })
    await runTipJob(city, 'tips.admit')
    expect((await readMine(city, code)).waiting).toBe(true)
    const health = () => city.ok('systemAdmin', platform.getTipQueue, {})
    const held = { waiting: 2, oldestAt: '2018-03-01T02:00:00.000Z' }
    expect(await health()).toMatchObject({ ...held, ok: true })
    expect(await city.ok('cityOffice', office.countWaitingTips, {})).toEqual(held)
    expect(await city.refused('countyOfficeA', office.countWaitingTips, {})).toBe('not-permitted')
    // nobody outside reads whether a flood works, and no official of a county
    expect(JSON.stringify(await city.ok(null, platform.getHealth, {}))).not.toMatch(/tipQueue|oldestAt/)
    expect((await city.call(null, platform.getTipQueue, {})).status).toBe(401)
    expect(await city.refused('countyOfficeA', platform.getTipQueue, {})).toBe('not-permitted')
    const heldBack = (await city.ok('cityOffice', office.listTips, { waiting: 'true' })).rows
    expect(heldBack.map(({ waiting, dueOn }) => ({ waiting, dueOn }))).toEqual([
      { waiting: true, dueOn: null },
      { waiting: true, dueOn: null },
    ])
    const takenIn = (await city.ok('cityOffice', office.listTips, {})).rows
    expect(takenIn.filter(({ waiting }) => waiting)).toEqual([])
    expect(await city.refused('countyOfficeA', office.listTips, { waiting: 'true' })).toBe('not-permitted')
    await city.goTo('2018-03-01T03:30:00Z')
    expect(await health()).toMatchObject({ ...held, ok: false })
    await city.goTo('2018-03-01T02:00:00Z')
    await city.asOwner(
      `update tips set admitted_at = '2018-02-28T00:00:00Z', received_at = admitted_at where county_code = 'B'`,
    )
    const other = await sendTip(city, { words: '洪水过后的一件举报，前一件也随之登记' })
    await admitted(code)
    await admitted(other.code)
  })

  test('what is said word for word of one place is joined in order of arrival', async () => {
    const words = '同一个人或者同一段话来了三次，说的是同一件事情，应当并在一起'
    const codes = [await sendTip(city, { words }), await sendTip(city, { words }), await sendTip(city, { words })]
    for (const { code } of codes) await admitted(code)
    const { rows } = await city.asSystem((db) =>
      sql<{
        joined: boolean
      }>`select joined_to is not null as joined from tips where words = ${words} order by arrival`.execute(db),
    )
    expect(rows.map((row) => row.joined)).toEqual([false, true, true])
  })

  test('the city itself is no place; a place that is not there is not found', async () => {
    expect(await city.refused(null, intake.getSealingKeys, { placeAreaId: areas.city.id })).toBe('place-not-exact')
    expect(await city.refused(null, intake.getSealingKeys, { placeAreaId: 999_999 })).toBe('not-found')
  })

  test('what is added under a code has a number a day: it costs no work, and each is a leaf of the register', async () => {
    const { code } = await sendTip(city, { words: '一个查询码之下写个不停' })
    const envelope = await sealFor(city, areas.villageA1.id)
    const add = () => writeMine(city, code, intake.writeToOffice.path, { words: '补充', envelope })
    for (let n = 0; n < 20; n += 1) expect((await add()).status).toBe(200)
    expect(await add()).toMatchObject({ status: 429, body: { code: 'messages-enough', details: { most: 20 } } })
    city.setNow('2018-03-02T02:00:01Z')
    expect((await add()).status).toBe(200)
    city.setNow('2018-03-01T02:00:00Z')
    // the plain form is the same door
    expect(await plainMessage(code)).toContain('这件举报一天内补充的次数已满')
  })

  test('a wrong code opens nothing, and no code opens nothing', async () => {
    const wrong = await writeMine(city, newCode(), intake.writeToOffice.path, { words: '试试', envelope: null })
    expect(wrong).toMatchObject({ status: 401, body: { code: 'code-wrong' } })
    const none = await fetch(`${city.url}${intake.getMyTip.path}`)
    expect(none.status).toBe(401)
  })

  test('the public role reads no tip, envelope or message but the one of its code', async () => {
    for (const table of ['tips', 'tip_messages', 'tip_steps', 'time_limits']) {
      const { rows } = await city.asSystem(async (db) => {
        await sql`set local role gangshao_public`.execute(db)
        return sql`select * from ${sql.table(table)}`.execute(db)
      })
      expect(rows, table).toEqual([])
    }
    const read = city.asSystem(async (db) => {
      await sql`set local role gangshao_public`.execute(db)
      await sql`select * from tip_envelopes`.execute(db)
    })
    await expect(read).rejects.toThrow(/permission denied/)
  })
})

describe('who reported', () => {
  const canary = { name: '金丝雀甲', contact: '13912345678', private: '我就住在厂对面三楼' }

  test('is sealed: one custodian of the county and one of the city open it together', async () => {
    await sendTip(city, { words: '带着姓名的举报，姓名只有保管人共同打开才能看到' }, canary)
    const { rows } = await city.asSystem((db) =>
      sql<{ sealed: Parameters<typeof openLetter>[0] }>`
        select e.sealed from tip_envelopes e join tips t on t.id = e.tip_id where t.words like '带着姓名%'`.execute(db),
    )
    const sealed = rows[0]?.sealed
    if (!sealed) throw new Error('no envelope')
    const opened = openLetter(
      sealed,
      await openHalf(sealed.halfA, identities.county2),
      await openHalf(sealed.halfB, identities.city1),
    )
    expect(opened).toEqual(canary)
  })

  test('goes to the second body instead of the county where the county may be involved', async () => {
    await sendTip(city, { words: '区里可能有人参与，请不要告诉区里的人', countyInvolved: true }, canary)
    const { rows } = await city.asSystem((db) =>
      sql<{ sealed: Parameters<typeof openLetter>[0] }>`
        select e.sealed from tip_envelopes e join tips t on t.id = e.tip_id where t.words like '区里可能%'`.execute(db),
    )
    const sealed = rows[0]?.sealed
    if (!sealed) throw new Error('no envelope')
    await expect(openHalf(sealed.halfA, identities.county1)).rejects.toThrow()
    const opened = openLetter(
      sealed,
      await openHalf(sealed.halfA, identities.second1),
      await openHalf(sealed.halfB, identities.city2),
    )
    expect(opened).toEqual(canary)
  })

  test('a tip without an envelope is refused while there are custodians: an empty one looks like a full one', async () => {
    const { challenge, answer } = await work(city)
    expect(
      await city.refused(null, intake.sendTip, { challenge, answer, code: newCode(), report: said(), envelope: null }),
    ).toBe('envelope-missing')
  })

  test('stands nowhere in clear: not in the database, not in any answer to anyone', async () => {
    const tables = await city.asOwner<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    expect(tables.length).toBeGreaterThan(60)
    for (const { name } of tables) {
      const [row] = await city.asOwner<{ found: number }>(
        `select count(*)::int as found from ${name} as t where t::text like any ($1)`,
        [Object.values(canary).map((part) => `%${part}%`)],
      )
      expect(row?.found, name).toBe(0)
    }
    const ids = (await tipsOf()).rows.map((row) => row.id)
    for (const person of people) {
      const answers = [
        await city.call(person, office.listTips, { limit: 200 }),
        ...(await Promise.all(ids.slice(0, 10).map((id) => city.call(person, office.getTip, { id })))),
      ]
      for (const { body } of answers)
        for (const part of Object.values(canary)) expect(JSON.stringify(body)).not.toContain(part)
    }
  })
})

describe('a reporter’s words', () => {
  test('go to the office and the office’s to the reporter, each with an envelope from the reporter', async () => {
    const { code } = await sendTip(city, { words: '后来补充说明的一件举报，先有问有答' })
    await admitted(code)
    const [row] = (await tipsOf()).rows
    if (!row) throw new Error('no tip')
    const { id } = row
    await city.ok('cityOffice', office.askReporter, { id, words: '大车是什么颜色的牌照？' })
    expect((await readMine(city, code)).messages.map((one) => one.words)).toEqual(['大车是什么颜色的牌照？'])
    const envelope = await sealFor(city, areas.villageA1.id, nothingPrivate)
    const answered = await writeMine(city, code, intake.writeToOffice.path, { words: '黄牌，外地的', envelope })
    expect(answered.status).toBe(200)
    const read = await city.ok('cityOffice', office.getTip, { id })
    expect(read.messages.map((one) => [one.sender, one.words])).toEqual([
      ['office', '大车是什么颜色的牌照？'],
      ['reporter', '黄牌，外地的'],
    ])
    expect(read.awaitsReading).toBe(true)
    const without = await writeMine(city, code, intake.writeToOffice.path, { words: '没有信封', envelope: null })
    expect(without.body['code']).toBe('envelope-missing')
    expect((await readMine(city, code)).steps.map((step) => step.kind)).toEqual(['received', 'asked', 'answered'])
  })
})
