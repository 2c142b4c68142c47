import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTest, type Test } from '../../test/harness.ts'
import {
  type CustodianKey,
  nameCustodians,
  newCode,
  readMine,
  runTipJob,
  sendFile,
  sendTip,
} from '../../test/tip-ground.ts'
import { areas } from '../../test/world.ts'
import { openHalf, openLetter } from './envelope.ts'
import { html } from './plain-html.ts'
import { readReceipt } from './receipt.ts'

let city: Test
let identities: Record<CustodianKey, string>
beforeAll(async () => {
  city = await openTest({ now: '2018-03-01T02:00:00Z' })
  identities = await nameCustodians(city)
})
afterAll(() => city.close())

/** The address that no table, file or answer may hold. */
const canaryAddress = '203.0.113.77'
const canary = { name: '金丝雀乙', contact: '13987654321', private: '我是门卫的亲戚' }

async function post(path: string, fields: Record<string, string> | URLSearchParams): Promise<string> {
  const response = await fetch(`${city.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': canaryAddress },
    body: new URLSearchParams(fields).toString(),
  })
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('set-cookie')).toBeNull()
  return response.text()
}
const tokenIn = (page: string): string => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
const codeIn = (page: string): string => /class="code">([^<]+)</.exec(page)?.[1] ?? ''
const formFor = (place: string) => post('/public/plain/form', { place, lang: 'zh' })
const later = (seconds: number) =>
  city.setNow(new Date(Date.parse('2018-03-01T02:00:00Z') + seconds * 1000).toISOString())

const filled = (token: string, more: Record<string, string> = {}) => ({
  token,
  lang: 'zh',
  place: '甲一村',
  placeAreaId: String(areas.villageA1.id),
  placeWords: '河边老厂房',
  kind: 'maker',
  runs: 'night',
  signs: 'glow',
  words: '夜里有红光\r\n还有废钢车',
  involved: 'no',
  ...more,
})

describe('the plain form', () => {
  test('a place is found by name, a name of no place is said to be none', async () => {
    later(0)
    const page = await formFor('甲一')
    expect(page).toContain(`name="placeAreaId" value="${areas.villageA1.id}"`)
    expect(await formFor('没有这个村')).toContain('没有找到这个地方')
  })

  test('a place is found from the list too: county, township, village, with nothing of it in an address', async () => {
    later(0)
    const start = await (await fetch(`${city.url}/public/plain`)).text()
    expect(start).toContain(`name="within" value="${areas.countyA.id}"`)
    expect(start).not.toMatch(/href="[^"]*within/)
    const county = await post('/public/plain/form', { within: String(areas.countyA.id), lang: 'zh' })
    expect(county).toContain(`name="chosen" value="${areas.countyA.id}">就选 甲区<`)
    expect(county).toContain(`name="within" value="${areas.townshipA.id}"`)
    expect(county).not.toContain('乙一镇')
    const township = await post('/public/plain/form', { within: String(areas.townshipA.id), lang: 'zh' })
    expect(township).toContain(`name="within" value="${areas.villageA1.id}"`)
    // a village holds nothing: the form comes at once, and a form that is sent back keeps its place
    const form = await post('/public/plain/form', { within: String(areas.villageA1.id), lang: 'zh' })
    expect(form).toContain(`name="placeAreaId" value="${areas.villageA1.id}" checked>甲区 甲一镇 甲一村`)
    const chosen = { chosen: String(areas.townshipA.id), lang: 'zh' }
    const early = filled(tokenIn(await post('/public/plain/form', chosen)), { ...chosen, place: '' })
    const again = await post('/public/plain/send', { ...early, placeAreaId: String(areas.townshipA.id) })
    expect(again).toContain('请改正后再提交')
    expect(again).toContain(`name="placeAreaId" value="${areas.townshipA.id}" checked`)
    for (const within of ['1', '0', '-1', 'x', '99999'])
      expect(await post('/public/plain/form', { within, lang: 'zh' })).toContain('没有找到这个地方')
  })

  test('a tip is received, its code shown, and the code typed back shows the state', async () => {
    later(0)
    const token = tokenIn(await formFor('甲一村'))
    later(30)
    const receipt = await post('/public/plain/send', filled(token, canary))
    const code = codeIn(receipt)
    expect(code).toMatch(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/)
    const mine = await post('/public/plain/mine', { code: code.toLowerCase(), lang: 'zh' })
    expect(mine).toContain('<strong>现在的状态：已收到，等待交办</strong>')
    expect(mine).toContain('您的举报已收到并登记。')
    expect((await readMine(city, code)).countyName).toBe('甲区')
    const answered = await post('/public/plain/message', { code, words: '补充：车是蓝色的', lang: 'zh' })
    expect(answered).toContain('补充：车是蓝色的')
  })

  test('the receipt is a file without script too: what proves each step, and nothing of the reporter', async () => {
    later(0)
    const token = tokenIn(await formFor('甲一村'))
    later(30)
    const page = await post('/public/plain/send', filled(token, { ...canary, words: '没有脚本也要有回执文件' }))
    const code = codeIn(page)
    for (const shown of [page, await post('/public/plain/mine', { code, lang: 'zh' })])
      expect(shown).toContain('action="/public/plain/receipt"')
    const body = new URLSearchParams({ code, lang: 'zh' })
    const file = await fetch(`${city.url}/public/plain/receipt`, { method: 'POST', body })
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="gangshao-receipt-\d{4}-\d\d-\d\d.json"$/,
    )
    const text = await file.text()
    const { key, steps } = await readMine(city, code)
    expect(readReceipt(text)).toEqual({ format: 'gangshao receipt 1', key, steps: steps.map(({ proof }) => proof) })
    for (const word of [code, ...Object.values(canary)]) expect(text).not.toContain(word)
    expect(await post('/public/plain/receipt', { code: newCode(), lang: 'zh' })).toContain('role="alert"')
  })

  test('the state page lists what was sent on the full page, and takes the dispute of a result', async () => {
    const { code } = await sendTip(city, { words: '先用完整页面，后来换了没有脚本的手机，这一件只为此事' })
    const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#345' } })
      .jpeg()
      .toBuffer()
    await sendFile(city, code, { reading: photo, original: photo })
    expect(await post('/public/plain/mine', { code, lang: 'zh' })).toMatch(/照片 0\.\d\d 兆字节<br>已收到，正在处理/)
    expect(await post('/public/plain/mine', { code, lang: 'en' })).toContain('Received and being prepared')
    await runTipJob(city, 'tips.admit')
    await city.asOwner(`update tips set status = 'unfounded' where words like '先用完整页面%'`)
    const page = await post('/public/plain/mine', { code, lang: 'en' })
    expect(page).toContain('Verified on site: no ditiaogang is made there.')
    expect(page).toContain('name="kind" value="dispute"')
    const disputed = await post('/public/plain/message', { code, kind: 'dispute', words: '请夜里再看', lang: 'zh' })
    expect(disputed).toContain('已收到，等待交办')
    expect(disputed).not.toContain('name="kind" value="dispute"')
  })

  test('the same form sent again gives the same code, and nothing is received twice', async () => {
    later(0)
    const token = tokenIn(await formFor('甲一村'))
    later(30)
    const fields = filled(token, { words: '同一份简易表单提交了两次' })
    const [one, two] = [await post('/public/plain/send', fields), await post('/public/plain/send', fields)]
    expect(codeIn(one)).not.toBe('')
    expect(codeIn(two)).toBe(codeIn(one))
    const { rows } = await city.asSystem((db) =>
      sql<{ n: number }>`select count(*) as n from tips where words = '同一份简易表单提交了两次'`.execute(db),
    )
    expect(rows[0]?.n).toBe(1)
  })

  test('a form sent at once, hours later, or with another’s token is refused and keeps what was written', async () => {
    later(0)
    const token = tokenIn(await formFor('甲一村'))
    for (const [seconds, wrong] of [
      [1, token],
      [5 * 3600, token],
      [30, token.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'))],
      [30, `gangshao form ${Date.parse('2018-03-01T02:00:00Z')} x.AAAA`],
    ] as const) {
      later(seconds)
      const page = await post('/public/plain/send', filled(wrong, { words: '写下的内容不能丢' }))
      expect(codeIn(page)).toBe('')
      expect(page).toContain('请改正后再提交')
      expect(page).toContain('写下的内容不能丢')
    }
  })

  test('a form without kind or with a word too long is shown again with what is wrong', async () => {
    later(0)
    const token = tokenIn(await formFor('甲一村'))
    later(30)
    const wrong: Record<string, string>[] = [
      { kind: '' },
      { words: '长'.repeat(2001) },
      { name: '名'.repeat(61) },
      { placeAreaId: 'x' },
    ]
    for (const more of wrong) expect(await post('/public/plain/send', filled(token, more))).toContain('请改正后再提交')
    expect(await post('/public/plain/mine', { code: newCode() })).toContain('查询码不正确')
  })

  test('identity is sealed before it is written: its custodians open it, and it stands nowhere in clear', async () => {
    const { rows } = await city.asSystem((db) =>
      sql<{ sealed: Parameters<typeof openLetter>[0]; channel: string }>`
        select e.sealed, t.channel from tip_envelopes e join tips t on t.id = e.tip_id
         where e.message_id is null and t.words like '夜里有红光%' order by t.arrival limit 1`.execute(db),
    )
    const found = rows[0]
    if (!found) throw new Error('no envelope')
    expect(found.channel).toBe('plainForm')
    const halfA = await openHalf(found.sealed.halfA, identities.county1)
    expect(openLetter(found.sealed, halfA, await openHalf(found.sealed.halfB, identities.city2))).toEqual(canary)
  })

  test('no table holds name, contact, code, token or the address a proxy forwards', async () => {
    const { code } = await sendTip(city, { words: '页面上来的一件，同样不留地址' })
    await fetch(`${city.url}/api/tips/mine`, {
      headers: { authorization: `Bearer ${code}`, 'x-forwarded-for': canaryAddress, forwarded: `for=${canaryAddress}` },
    })
    later(0)
    const token = tokenIn(await formFor('甲一村'))
    later(30)
    const plainCode = codeIn(await post('/public/plain/send', filled(token, canary)))
    const secrets = [
      ...Object.values(canary),
      code,
      code.replaceAll('-', ''),
      plainCode,
      token,
      canaryAddress,
      '127.0.0.1',
    ]
    const tables = await city.asOwner<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    for (const { name } of tables) {
      const [row] = await city.asOwner<{ found: number }>(
        `select count(*)::int as found from ${name} as t where t::text like any ($1)`,
        [secrets.map((part) => `%${part}%`)],
      )
      expect(row?.found, name).toBe(0)
    }
  })

  test('whatever is typed is text and no markup', async () => {
    later(0)
    const page = await formFor('甲一村')
    later(30)
    const again = await post(
      '/public/plain/send',
      filled(tokenIn(page), { kind: '', words: '</textarea><script>1</script>', name: '"><img src=x>' }),
    )
    expect(again).not.toContain('<script')
    expect(again).not.toContain('<img')
    expect(html`<p title="${'"\'<>&'}">${['<', html`<b>`]}</p>`.text).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;<b></p>',
    )
  })
})

test('on a demonstration system every page of the form says in both languages that nobody receives a report', async () => {
  later(0)
  const marked = ['演示系统：在这里提交的举报无人受理', 'Demonstration system: nobody receives a report']
  const shown = async () => {
    const pages = [
      await (await fetch(`${city.url}/public/plain`)).text(),
      await (await fetch(`${city.url}/public/plain/mine?lang=en`)).text(),
      await formFor('甲一村'),
      await post('/public/plain/send', filled('x')),
      await post('/public/plain/mine', { code: newCode(), lang: 'en' }),
    ]
    return pages.map((page) => marked.map((words) => page.includes(words)))
  }
  expect((await shown()).flat()).not.toContain(true)
  await city.asOwner(`insert into heartbeats (name, beat_at) values ('demonstration', now())`)
  expect((await shown()).flat()).not.toContain(false)
  const { code } = await sendTip(city, { words: '演示系统上的一件举报' })
  expect((await readMine(city, code)).steps[0]?.proof.claim['demonstration']).toBe(true)
  await city.asOwner(`delete from heartbeats where name = 'demonstration'`)
  const real = await sendTip(city, { words: '正式系统上的一件举报' })
  expect((await readMine(city, real.code)).steps[0]?.proof.claim).not.toHaveProperty('demonstration')
})
