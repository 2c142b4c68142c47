/** The oldest browser that is promised, itself: a report with a photo, its state by the code, the receipt checked, the books read. */
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { type OldPage, openOldBrowser } from './old-browser.ts'
import { shots, test } from './people.ts'
import { photo } from './reporter.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const checkPage = pathToFileURL(resolve(import.meta.dirname, '../dist/web/public/check.html')).href
let page: OldPage
let code = ''

test.beforeAll(async () => {
  page = await openOldBrowser(67)
})
test.afterAll(() => page?.close())

test('it is the browser of 2018', async () => {
  expect(await page.read('navigator.userAgent')).toContain('HeadlessChrome/67.')
  expect(await page.read("'flat' in [] || 'fromEntries' in Object || 'globalThis' in window")).toBe(false)
})

test('a report is made, sealed, sent and receipted', async ({ program }) => {
  await page.goto(`${program.address}/public/report`)
  await page.shoot(join(shots, '45-old-begin.png'))
  await page.tap('开始举报')
  await page.type('input[type=search]', '雪堰镇')
  await page.tap('查找')
  await page.tap('雪堰镇')
  await page.tap('下一步')
  await page.tap('有人在用中频炉', 'label')
  for (const _ of ['kind', 'runs', 'signs']) await page.tap('下一步')
  await page.type('textarea', '后院的棚里夜里两点以后有红光，用的是一部旧手机')
  await page.tap('下一步')
  await page.tap('不担心', 'label')
  await page.tap('下一步')
  await page.tap('留下，密封保存', 'label')
  await page.type('.field input', '旧机主')
  await page.shoot(join(shots, '45-old-contact.png'))
  await page.tap('下一步')
  await page.tap('提交举报')
  await page.sees('举报已收到')
  code = await page.read(
    "Array.from(document.querySelectorAll('.code-groups span')).map((one) => one.innerText).join('-')",
  )
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/)
  await page.shoot(join(shots, '45-old-receipt.png'))
})

test('a photo is re-encoded and sealed on the phone, and received', async () => {
  const file = await page.keep('IMG_0001.jpg', await photo())
  await page.type('input.code', code)
  await page.choose('input[type=file]', file)
  await page.tap('看不出', 'label')
  await page.shoot(join(shots, '45-old-photo.png'))
  await page.tap('发送')
  await page.sees('收到内容的校验值')
})

test('the receipt file is right, and the kept check page reads it', async () => {
  // the old browser has no folder to save to here: what it would save is read from the page
  await page.read(`(() => {
    const make = URL.createObjectURL
    URL.createObjectURL = (blob) => { window.saved = blob; return make.call(URL, blob) }
  })()`)
  await page.tap('保存回执文件')
  const saved = await page.read<string>('new Response(window.saved).text()')
  const file = await page.keep('receipt.json', saved)
  await page.tap('现在就看进展')
  await page.sees('现在的状态')
  await page.shoot(join(shots, '45-old-mine.png'))
  await page.goto(checkPage)
  await page.choose('input[type=file]', file)
  await page.sees('第 1 步')
  // its promise is signed and still running: what the page says of it needs the hash and the signature, done here
  expect(await page.read("document.querySelector('.receipt').dataset.verdict")).toBe('ok')
  await page.shoot(join(shots, '45-old-check.png'))
})

test('the report is found again by its code, and the books and the page of who answers are shown', async ({
  program,
}) => {
  await page.goto(`${program.address}/public/mine#${code}`)
  await page.sees('现在的状态')
  await page.goto(`${program.address}/public/register`)
  await page.shoot(join(shots, '45-old-register.png'))
  await page.goto(`${program.address}/public/`)
  await page.type('input[type=search]', '横林镇')
  await page.tap('查询')
  await page.tap('横林镇')
  await page.sees('网格长')
  await page.shoot(join(shots, '45-old-public.png'))
})

test('no page has complained', () => {
  // a directive of the policy that it is too old to know; what it says is in script-src too
  expect(page.complaints.filter((one) => !one.includes('script-src-attr'))).toEqual([])
})
