/** Somebody with an old phone and no account reports, copies the code, comes back and writes again; and the same without script. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, expect, type Page } from '@playwright/test'
import { compareServedPages } from '../src/apps/cli/register-pages.ts'
import { shoot, test, watch } from './people.ts'

test.describe.configure({ mode: 'serial', timeout: 420_000 })

/** What a proxy would say of where the reporter is: it must stand nowhere. */
const address = '203.0.113.77'
const words = '夜里两点以后有红光，天亮前停，废钢车从北门进'
const phone = { viewport: { width: 390, height: 844 }, extraHTTPHeaders: { 'x-forwarded-for': address } }
const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click()

/** The database of a running program takes files away now and then. */
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** Nothing may be kept on the device. */
async function keepsNothing(context: BrowserContext, page: Page): Promise<void> {
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate('[localStorage.length, sessionStorage.length]')).toEqual([0, 0])
}

test('a neighbour reports without a name, types the code back, sees the state and adds words', async ({
  browser,
  program,
}) => {
  const context = await browser.newContext({ ...phone, baseURL: program.address, locale: 'zh-CN' })
  const page = await context.newPage()
  const complaints: string[] = []
  const foreign: string[] = []
  watch(page, 'neighbour', complaints)
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(program.address) && !/^(data|blob):/.test(url)) foreign.push(url)
  })
  await page.goto('/public/report')
  await shoot(page, '30-report-begin')
  await page.getByRole('button', { name: '开始举报' }).click()
  await next(page)
  await expect(page.getByRole('alert')).toHaveText(/先选一个地方/)
  await page.getByRole('searchbox').fill('雪堰镇')
  await page.getByRole('button', { name: '查找' }).click()
  await page
    .getByRole('button', { name: /雪堰镇/ })
    .first()
    .click()
  await page.getByLabel('具体位置，用您自己的话说').fill('省道边旧厂房')
  await shoot(page, '30-report-where')
  await next(page)
  await page.getByText('有人在用中频炉').click()
  await shoot(page, '30-report-kind')
  await next(page)
  await page.getByText('夜里', { exact: true }).click()
  await next(page)
  await page.getByText('夜里有红光').click()
  await next(page)
  await page.getByRole('textbox').fill(words)
  await next(page)
  await page.getByText('担心，不要让区（市）看到').click()
  await expect(page.getByText('市纪检监察机关共同保管')).toBeVisible()
  await shoot(page, '30-report-involved')
  await next(page)
  await page.getByText('留下，密封保存').click()
  await page.getByLabel('姓名', { exact: true }).fill('金丝雀丙')
  await shoot(page, '30-report-contact')
  await next(page)
  await shoot(page, '30-report-check')

  // the network fails: nothing is lost
  await context.setOffline(true)
  await page.getByRole('button', { name: '提交举报' }).click()
  await expect(page.getByRole('alert')).toHaveText(/您填写的内容都还在/)
  await context.setOffline(false)
  await page.getByRole('button', { name: '再次提交' }).click()
  await expect(page.getByRole('heading', { name: '举报已收到' })).toBeVisible()
  const code = (await page.locator('.code-groups span').allTextContents()).join('-')
  expect(code).toMatch(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/)
  await page.getByRole('button', { name: '显示二维码' }).click()
  await expect(page.getByRole('img', { name: /二维码/ })).toBeVisible()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '保存回执文件' }).click()
  const file: unknown = JSON.parse(readFileSync(await (await saved).path(), 'utf8'))
  expect(file).toMatchObject({ format: 'gangshao receipt 1', steps: [{ promise: expect.any(String) }] })
  await shoot(page, '30-report-receipt')
  await page.getByLabel(/照抄一遍/).fill(code.replace(/.$/, '?'))
  await expect(page.getByRole('button', { name: '现在就看进展' })).toBeHidden()
  await page.getByLabel(/照抄一遍/).fill(code.toLowerCase())
  await page.getByRole('button', { name: '现在就看进展' }).click()
  await expect(page.getByText('您的举报已收到并登记。')).toBeVisible()
  expect(page.url()).not.toContain(code)
  await page.getByLabel('回答问题或者补充情况').fill('补充：车是蓝色的')
  await page.getByRole('button', { name: '发送', exact: true }).click()
  await expect(page.getByText('补充：车是蓝色的')).toBeVisible()
  await shoot(page, '30-report-mine')
  await keepsNothing(context, page)

  // by the QR code, later, on another device
  const other = await browser.newPage({ ...phone, baseURL: program.address })
  await other.goto(`/public/mine#${code}`)
  await expect(other.getByText('补充：车是蓝色的')).toBeVisible()
  expect(other.url()).toBe(`${program.address}/public/mine`)
  await other.close()
  expect(foreign).toEqual([])
  // the one refusal of the network was made on purpose
  expect(complaints.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  await context.close()
})

test('without script the page leads to the plain form, which gives a code and shows the state', async ({
  browser,
  program,
}) => {
  const context = await browser.newContext({ ...phone, baseURL: program.address, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/public/report')
  await expect(page).toHaveURL(/\/public\/plain$/)
  await shoot(page, '31-plain-place')
  await page.getByLabel(/村（社区）/).fill('雪堰镇')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByLabel(/有人在用中频炉/).check()
  await page.getByLabel(/还有什么要说的/).fill('没有脚本的浏览器也能举报')
  await page.getByLabel('姓名', { exact: true }).fill('金丝雀丁')
  await shoot(page, '31-plain-form')
  // a form sent within five seconds is taken for a machine's
  await page.waitForTimeout(5500)
  await page.getByRole('button', { name: '提交举报' }).click()
  const code = await page.locator('.code').textContent()
  await shoot(page, '31-plain-receipt')
  await page.getByLabel(/照抄一遍/).fill(code ?? '')
  await page.getByRole('button', { name: '核对并查看进展' }).click()
  await expect(page.getByText('您的举报已收到并登记。')).toBeVisible()
  await shoot(page, '31-plain-mine')
  expect(page.url()).not.toContain(code ?? '?')
  expect(await context.cookies()).toEqual([])
  await context.close()
})

test('neither what the program says nor any file of it holds the address or the name of a reporter', async ({
  program,
}) => {
  const secrets = [address, '金丝雀丙', '金丝雀丁'].map((text) => Buffer.from(text))
  for (const secret of secrets) expect(program.output()).not.toContain(secret.toString())
  const files = readdirSync(program.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(100)
  for (const file of files) {
    const octets = readIfThere(join(file.parentPath, file.name))
    for (const secret of secrets) expect(octets.includes(secret), file.name).toBe(false)
  }
})

for (const [width, language] of [
  [390, 'en'],
  [1440, 'zh'],
  [1440, 'en'],
] as const)
  test(`the pages stand at ${width} in ${language}`, async ({ browser, program }) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, baseURL: program.address })
    const lang = language === 'en' ? '?lang=en' : ''
    for (const path of ['report', 'mine', 'plain']) {
      await page.goto(`/public/${path}${lang}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      await shoot(page, `32-${path}-${width}-${language}`)
    }
    await page.goto(`/public/report${lang}`)
    await page.getByRole('button', { name: language === 'en' ? 'Begin' : '开始举报' }).click()
    await expect(page.locator('.tiles button').first()).toBeVisible()
    await shoot(page, `32-where-${width}-${language}`)
    await page.close()
  })

test('what is served to reporters is octet for octet what was built, as anybody can check from outside', async ({
  program,
}) => {
  const list = readFileSync(new URL('../dist/web/public/pages.sha256', import.meta.url), 'utf8')
  const served = await compareServedPages(program.address, list)
  expect(served.map(({ address }) => address)).toEqual(expect.arrayContaining(['public/report', 'public/mine']))
  expect(served.filter(({ state }) => state !== 'same')).toEqual([])
})
