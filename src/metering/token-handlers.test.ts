import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import { foundPoints, type PointKey } from '../../test/metering-world.ts'
import { areas } from '../../test/world.ts'
import { inContext } from '../platform/server/http.ts'
import { meteringContract as metering } from './contract.ts'
import { meteringJobs } from './jobs.ts'
import { takeFromFolder } from './watched-folder.ts'

let city: Test
let ids: Record<PointKey, { point: string; site: string }>
let folder = ''

beforeAll(async () => {
  city = await openTest({ now: '2018-04-09T02:00:00Z' })
  ids = await city.asSystem((db) => foundPoints(db, city.now()))
  folder = await mkdtemp(join(tmpdir(), 'gangshao-folder-'))
})
afterAll(async () => {
  await city.close()
  await rm(folder, { recursive: true, force: true })
})

const work = (name: keyof typeof meteringJobs, subjectId = '') =>
  inContext(city.app.platform, 'system', null, async (context) =>
    meteringJobs[name]?.run({ ...context, user: null }, { subjectId }),
  )
const terms = { agreement: '数据共享协议', purpose: '用电监测', basis: '协议第三条' }
const issued = { name: '采集主站', ...terms, areaId: areas.city.id, validTo: '2019-03-31' }

type Sent = { status: number; body: { id?: string; known?: boolean; code?: string } }
async function send(token: string | null, content: string | Buffer, type = 'application/json'): Promise<Sent> {
  const response = await fetch(`${city.url}/api/metering/readings`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: typeof content === 'string' ? content : new Uint8Array(content),
  })
  return { status: response.status, body: (await response.json()) as Sent['body'] } // an answer or a refusal
}
const json = (readings: readonly (readonly [account: string, time: string, kW: number | null])[]) =>
  JSON.stringify({ readings: readings.map(([account, time, kW]) => ({ account, time, kW })) })

describe('a token', () => {
  test('is issued by the power liaison or the security administrator, shown once, and kept as a hash', async () => {
    const { id, token } = await city.ok('powerLiaison', metering.issueToken, issued)
    expect(token).toMatch(/^gsr_[\w-]{43}$/)
    await city.ok('securityAdmin', metering.issueToken, { ...issued, name: '二' })
    for (const person of ['cityOffice', 'countyOfficeA', 'officerA1', 'systemAdmin', 'auditAdmin'] as const)
      expect(await city.refused(person, metering.issueToken, issued)).toBe('not-permitted')
    const { rows } = await city.ok('securityAdmin', metering.listTokens, {})
    expect(rows.find((row) => row.id === id)).toMatchObject({
      name: '采集主站',
      issuedByName: 'powerLiaison',
      lastUsedAt: null,
    })
    const kept = await city.asSystem((db) =>
      sql<{ text: string }>`select t::text as text from delivery_tokens t`.execute(db),
    )
    expect(kept.rows.every(({ text }) => !text.includes(token))).toBe(true)
    expect(await city.eventsOf(id)).toEqual(['token.issued'])
  })

  test('ends: not before today, not beyond two years', async () => {
    for (const validTo of ['2018-04-08', '2021-01-01'])
      expect(await city.refused('powerLiaison', metering.issueToken, { ...issued, validTo })).toBe('token-term')
  })

  test('opens nothing when it is missing, wrong, revoked or over', async () => {
    const content = json([['A-1001', '2018-04-01 00:00', 1]])
    const { id, token } = await city.ok('powerLiaison', metering.issueToken, {
      ...issued,
      name: '三',
      validTo: '2018-04-10',
    })
    expect(await send(null, content)).toMatchObject({ status: 401, body: { code: 'token-unknown' } })
    expect(await send(`${token.slice(0, -1)}x`, content)).toMatchObject({ status: 401 })
    city.setNow('2018-04-11T02:00:00Z')
    expect(await send(token, content)).toMatchObject({ status: 401 })
    city.setNow('2018-04-09T02:00:00Z')
    expect(await city.refused('cityOffice', metering.revokeToken, { id })).toBe('not-permitted')
    await city.ok('securityAdmin', metering.revokeToken, { id })
    expect(await city.refused('powerLiaison', metering.revokeToken, { id })).toBe('wrong-state')
    expect(await send(token, content)).toMatchObject({ status: 401, body: { code: 'token-unknown' } })
    expect(await city.eventsOf(id)).toEqual(['token.issued', 'token.revoked'])
  })
})

describe('the interface', () => {
  let token = ''
  beforeAll(async () => {
    token = (await city.ok('powerLiaison', metering.issueToken, { ...issued, name: '主站' })).token
  })
  const versions = (day: string) => city.ok('cityOffice', metering.listDayVersions, { id: ids.lawful.point, day })

  test('takes JSON under the terms of the token; the same readings in another order change nothing', async () => {
    const first = await send(
      token,
      json([
        ['A-1001', '2018-04-01T00:00:00+08:00', 1],
        ['A-1001', '2018-04-01T00:15:00+08:00', 2],
      ]),
    )
    expect(first).toMatchObject({ status: 200, body: { known: false } })
    const id = first.body.id ?? ''
    await work('metering.import', id)
    expect(await city.ok('powerLiaison', metering.getDelivery, { id })).toMatchObject({
      ...terms,
      status: 'inForce',
      channel: 'interface',
      days: 1,
      deliveredByName: null,
    })
    const again = json([
      ['A-1001', '2018-04-01T00:15:00+08:00', 2],
      ['A-1001', '2018-04-01T00:00:00+08:00', 1],
    ])
    expect(await send(token, again)).toMatchObject({ status: 200, body: { id, known: true } })
    const [row] = (await city.ok('powerLiaison', metering.listTokens, {})).rows.filter(({ name }) => name === '主站')
    expect(row?.lastUsedAt).not.toBeNull()
  })

  test('takes CSV, packed or not, as the page does', async () => {
    const csv = '户号,时间,功率\nA-1002,2018-04-01 00:00,5\n'
    const { body } = await send(token, gzipSync(csv), 'application/gzip')
    await work('metering.import', body.id)
    expect(await send(token, csv, 'text/csv; charset=utf-8')).toMatchObject({ status: 200 })
    expect(await city.ok('powerLiaison', metering.getDelivery, { id: body.id ?? '' })).toMatchObject({ days: 1 })
  })

  test('refuses what is no readings, and other kinds of content', async () => {
    expect(await send(token, '{')).toMatchObject({ status: 400, body: { code: 'bad-json' } })
    expect(await send(token, '{"readings":[]}')).toMatchObject({ status: 400, body: { code: 'bad-input' } })
    expect(await send(token, '{"readings":[{"account":"a","time":1,"kW":2}]}')).toMatchObject({ status: 400 })
    expect(await send(token, '<x/>', 'application/xml')).toMatchObject({
      status: 415,
      body: { code: 'unsupported-type' },
    })
  })

  test('a corrected value counts, and the old one stays to be seen with its delivery', async () => {
    const { body } = await send(token, json([['A-1001', '2018-04-01T00:15:00+08:00', 20]]))
    await work('metering.import', body.id)
    const { versions: found } = await versions('2018-04-01')
    expect(found.map(({ loadKw, slotsInForce, state }) => [loadKw.slice(0, 2), slotsInForce, state])).toEqual([
      [[1, 2], 1, 'inForce'],
      [[null, 20], 1, 'inForce'],
    ])
    expect(found[1]).toMatchObject({ deliveryId: body.id, channel: 'interface', agreement: terms.agreement })
    await city.ok('powerLiaison', metering.withdrawDelivery, { id: body.id ?? '', reason: '更正有误' })
    expect((await versions('2018-04-01')).versions.map(({ slotsInForce, state }) => [slotsInForce, state])).toEqual([
      [2, 'inForce'],
      [0, 'withdrawn'],
    ])
  })

  test('an officer of a county sees the versions, and of the delivery of the city only that it came', async () => {
    const { versions: found } = await city.ok('officerA1', metering.listDayVersions, {
      id: ids.lawful.point,
      day: '2018-04-01',
    })
    expect(found[0]).toMatchObject({ deliveryId: null, fileName: null, slotsInForce: 2 })
    expect(await city.refused('officerB1', metering.listDayVersions, { id: ids.lawful.point, day: '2018-04-01' })).toBe(
      'not-found',
    )
    expect(
      await city.refused('gridWorkerA1', metering.listDayVersions, { id: ids.lawful.point, day: '2018-04-01' }),
    ).toBe('not-permitted')
  })
})

describe('a look at a curve', () => {
  const looks = (person: 'powerLiaison' | 'auditAdmin', filter = {}) => city.ok(person, metering.listLooks, filter)

  test('is listed for the power liaison and the audit administrator, with the rule that ends it', async () => {
    await city.ok('officerA1', metering.getLoadCurve, { id: ids.lawful.point, from: '2018-04-01', to: '2018-04-02' })
    for (const person of ['powerLiaison', 'auditAdmin'] as const) {
      const { rows, retention } = await looks(person, { account: 'A-1001' })
      expect(rows[0]).toMatchObject({
        officialName: 'officerA1',
        account: 'A-1001',
        from: '2018-04-01',
        to: '2018-04-02',
      })
      expect(retention).toMatchObject({ years: 3, standing: 'inferred' })
    }
    for (const person of ['cityOffice', 'officerA1', 'systemAdmin', 'securityAdmin'] as const)
      expect(await city.refused(person, metering.listLooks, {})).toBe('not-permitted')
  })

  test('leaves an event that names neither account nor days', async () => {
    const { rows } = await city.asSystem((db) =>
      sql<{
        changed: object
        digest: string | null
      }>`select changed, encode(digest, 'hex') as digest from events where kind = 'curve.viewed' order by id desc limit 1`.execute(
        db,
      ),
    )
    expect(rows[0]).toMatchObject({ changed: {}, digest: expect.stringMatching(/^[0-9a-f]+/) })
  })

  test('ends after three years: the row and the salt of its digest go, the event stays', async () => {
    const count = async () => {
      const { rows } = await city.asSystem((db) =>
        sql<{ looks: number; events: number; salts: number }>`select (select count(*) from curve_looks) as looks,
          count(e.id) as events, count(s.event_id) as salts from events e left join event_salts s on s.event_id = e.id
          where e.kind = 'curve.viewed'`.execute(db),
      )
      return rows[0]
    }
    const before = await count()
    expect(before?.looks).toBeGreaterThan(0)
    city.setNow('2021-04-08T02:00:00Z')
    await work('metering.endLooks')
    expect(await count()).toEqual(before)
    city.setNow('2021-04-10T02:00:00Z')
    await work('metering.endLooks')
    expect(await count()).toEqual({ looks: 0, events: before?.events, salts: 0 })
    const { rows } = await city.asSystem((db) =>
      sql<{ changed: { ended: number } }>`select changed from events where kind = 'looks.ended'`.execute(db),
    )
    expect(rows.map(({ changed }) => changed.ended)).toEqual([before?.looks])
    city.setNow('2018-04-09T02:00:00Z')
  })
})

describe('the watched folder', () => {
  const put = (name: string, text: string) => writeFile(join(folder, name), text)
  const take = () => takeFromFolder(city.app.platform, 0)
  const state = () => city.ok('powerLiaison', metering.getWatchedFolder, {})

  test('is nothing as long as none is set, and takes nothing without its terms', async () => {
    expect(await state()).toMatchObject({ path: null, problem: null })
    city.app.platform.config.readingsFolder = join(folder, 'nowhere')
    expect(await state()).toMatchObject({ problem: 'unreadable' })
    city.app.platform.config.readingsFolder = folder
    await put('a.csv', 'account,time,kW\nA-1003,2018-04-01 00:00,7\n')
    expect(await take()).toBe(0)
    expect(await state()).toMatchObject({ problem: 'termsMissing', waiting: [{ name: 'a.csv' }] })
    await put('terms.json', '{"agreement":"x"}')
    expect(await state()).toMatchObject({ problem: 'termsWrong' })
    expect(await take()).toBe(0)
  })

  test('imports what is complete, and moves it to done or, with the reason, to refused', async () => {
    await put('terms.json', JSON.stringify({ ...terms, timeMark: 'end' }))
    await put('b.csv', 'x,y\n1,2\n')
    await put('c.csv.part', 'account,time,kW\n')
    expect(await takeFromFolder(city.app.platform, 60_000)).toBe(0)
    expect(await take()).toBe(2)
    expect(await readdir(join(folder, 'done'))).toEqual(['a.csv'])
    expect((await readdir(join(folder, 'refused'))).sort()).toEqual(['b.csv', 'b.csv.reason.txt'])
    expect(await readFile(join(folder, 'refused', 'b.csv.reason.txt'), 'utf8')).toContain('表头不符')
    expect(await state()).toMatchObject({
      problem: null,
      terms: { ...terms, timeMark: 'end' },
      waiting: [],
      refused: [{ name: 'b.csv' }],
      done: 1,
    })
    const { rows } = await city.ok('powerLiaison', metering.listDeliveries, {})
    expect(rows[0]).toMatchObject({ fileName: 'b.csv', channel: 'folder', status: 'failed' })
    expect(rows[1]).toMatchObject({
      fileName: 'a.csv',
      channel: 'folder',
      status: 'inForce',
      timeMark: 'end',
      firstDay: '2018-03-31',
    })
  })

  test('after a kill between import and move, moves only, beside an older file of that name', async () => {
    await put('a.csv', 'account,time,kW\nA-1003,2018-04-01 00:00,7\n')
    await utimes(join(folder, 'a.csv'), 0, 0)
    const before = (await city.ok('powerLiaison', metering.listDeliveries, {})).rows.length
    expect(await take()).toBe(1)
    expect((await readdir(join(folder, 'done'))).sort()).toEqual(['a-2.csv', 'a.csv'])
    expect((await city.ok('powerLiaison', metering.listDeliveries, {})).rows).toHaveLength(before)
    await mkdir(join(folder, 'sub'))
    expect(await take()).toBe(0)
  })
})
