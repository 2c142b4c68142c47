/** A village worker with a phone of 2021 that was never brought up to date: signs in, sees what is due, records what was seen with a photo. */
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type OldPage, openOldBrowser } from './old-browser.ts'
import { shots, test } from './people.ts'
import { password } from './program.ts'
import { photo } from './reporter.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

let page: OldPage

test.beforeAll(async () => {
  page = await openOldBrowser(92)
})
test.afterAll(() => page?.close())

test('it is the browser of 2021', async () => {
  expect(await page.read('navigator.userAgent')).toContain('HeadlessChrome/92.')
  expect(await page.read("'hasOwn' in Object || 'toSorted' in []")).toBe(false)
})

test('the worker signs in and sees what is due', async ({ program }) => {
  const worker = program.people.find(({ role }) => role === 'gridWorker')
  await page.goto(`${program.address}/`)
  await page.type('input[autocomplete=username]', worker?.userName ?? '')
  await page.type('input[type=password]', password)
  await page.tap('登录')
  await page.sees('今天要办的事')
  await page.shoot(join(shots, '46-old-workbench.png'))
})

test('what was seen is recorded with a photo, and the program says that it has it', async ({ program }) => {
  const file = await page.keep('IMG_0002.jpg', await photo())
  await page.goto(`${program.address}/field/observe`)
  await page.sees('您在哪里')
  await page.tap('下一步')
  await page.sees('看到了什么')
  await page.tap('异常响声')
  await page.tap('下一步')
  await page.type('textarea', '夜里两点有红光，用的是一部旧手机')
  await page.tap('下一步')
  await page.choose('input[type=file]', file)
  // kept on the phone first, sent at once where there is a network
  await expect.poll(() => page.read("document.querySelectorAll('.photo-rows img').length"), { timeout: 30_000 }).toBe(1)
  await page.tap('下一步')
  await page.sees('核对并提交')
  await page.shoot(join(shots, '46-old-confirm.png'))
  await page.tap('提交')
  await page.sees('系统已收到')
  await page.shoot(join(shots, '46-old-received.png'))
})

test('lists open, and the record just sent', async ({ program }) => {
  for (const [path, title] of [
    ['/leads', '线索'],
    ['/tasks', '任务'],
    ['/notices', '通知公文'],
    ['/inspections/observations', '巡查记录'],
  ] as const) {
    await page.goto(`${program.address}${path}`)
    await expect
      .poll(() => page.read("(document.querySelector('h1') || {}).innerText"), { timeout: 30_000 })
      .toBe(title)
  }
  await page.sees('异常响声')
})

test('no page has complained', () => {
  // before the sign-in the page learns by a 401 that nobody is signed in
  expect(page.complaints.filter((one) => !one.includes('/api/me'))).toEqual([])
})
