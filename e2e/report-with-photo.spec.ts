/** A neighbour reports with a photo; both offices see the reading copy; the matter goes its whole way to an answered reward. */
import { readFileSync } from 'node:fs'
import { expect, type Page, type Route } from '@playwright/test'
import sharp from 'sharp'
import { button, dialogOf } from './fields.ts'
import { openScreen, shoot, test, watch } from './people.ts'
import { drawerOf, handOver, openTip } from './tips.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const county = 'county-320412'
const phone = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' } as const
/** What is in the photo and in its name, and must never leave the phone in clear. */
const canary = '金丝雀戊'
/** The program takes tips in once a minute. */
const admissionMs = 90_000

let reporter: Page
let code = ''
let codeName = ''
let leadNumber = ''

const next = () => reporter.getByRole('button', { name: '下一步' }).click()
const tip = () => ({ codeName, words: '拍到了一张照片' })

/** A photo as a phone makes it: its place beside its points, a number plate among them. */
const photo = () =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1600"><rect width="2400" height="1600" fill="#345"/>
      <circle cx="700" cy="1000" r="180" fill="#f80"/><rect x="1500" y="200" width="700" height="260" fill="#fff"/></svg>`),
  )
    .withExif({ IFD0: { Artist: canary }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 46/1 0/1' } })
    .jpeg()
    .toBuffer()

test.afterAll(() => reporter?.context().close())

test('somebody with a phone reports without a name, covers a number plate and sends the photo; its receipt is shown', async ({
  browser,
  program,
}) => {
  reporter = await (await browser.newContext({ ...phone, baseURL: program.address })).newPage()
  const complaints: string[] = []
  watch(reporter, 'neighbour', complaints)
  await reporter.goto('/public/report')
  await reporter.getByRole('button', { name: '开始举报' }).click()
  await reporter.getByRole('searchbox').fill('雪堰镇')
  await reporter.getByRole('button', { name: '查找' }).click()
  await reporter
    .getByRole('button', { name: /雪堰镇/ })
    .first()
    .click()
  await next()
  await reporter.getByText('有人在用中频炉').click()
  for (const _ of ['kind', 'runs', 'signs']) await next()
  await reporter.getByRole('textbox').fill('后院的棚里夜里两点以后有红光，拍到了一张照片')
  for (const _ of ['words', 'involved', 'contact']) await next()
  await reporter.getByRole('button', { name: '提交举报' }).click()
  await expect(reporter.getByRole('heading', { name: '举报已收到' })).toBeVisible()
  code = (await reporter.locator('.code-groups span').allTextContents()).join('-')
  await expect(reporter.locator('input[type=file]')).toHaveCount(0)
  await reporter.getByLabel(/照抄一遍/).fill(code)
  await reporter
    .locator('input[type=file]')
    .setInputFiles({ name: `${canary}家窗口.jpg`, mimeType: 'image/jpeg', buffer: await photo() })
  await coverPlate()
  await shoot(reporter, '40-photo-covered')
  await reporter.getByRole('button', { name: '发送', exact: true }).click()
  await expect(reporter.getByRole('alert')).toHaveText(/请先回答/)
  await reporter.getByText('能看出', { exact: true }).click()
  // the network breaks twice, once before a part arrives and once after, when the answer with the receipt is lost: it goes on by itself
  let cuts = 0
  const cut = async (route: Route) => {
    cuts += 1
    if (cuts === 2) await route.fetch()
    return route.abort('connectionreset')
  }
  await reporter.route(/\/files\/last\/sealed\//, cut, { times: 2 })
  await reporter.getByRole('button', { name: '发送', exact: true }).click()
  await expect(reporter.getByText('收到内容的校验值')).toBeVisible()
  expect(cuts).toBe(2)
  await shoot(reporter, '40-photo-received')
  const saved = reporter.waitForEvent('download')
  await reporter.getByRole('button', { name: '保存回执文件' }).click()
  const file = JSON.parse(readFileSync(await (await saved).path(), 'utf8'))
  const digest = /^[0-9a-f]{64}$/
  expect(file.steps[1].claim.file).toMatchObject({
    reading: { sha256: expect.stringMatching(digest) },
    sealed: { sha256: expect.stringMatching(digest) },
  })
  expect(JSON.stringify(file)).not.toContain(canary)
  await reporter.getByRole('button', { name: '现在就看进展' }).click()
  await expect(reporter.getByText('已收到您补充的情况。')).toBeVisible()
  expect(complaints.filter((line) => !line.includes('ERR_CONNECTION_RESET'))).toEqual([])
})

/** Draws a box with the finger over the white plate. */
async function coverPlate(): Promise<void> {
  const easel = reporter.locator('.easel')
  await expect(easel.locator('canvas')).toBeVisible()
  await easel.scrollIntoViewIfNeeded()
  const box = await easel.boundingBox()
  if (!box) throw new Error('nothing to draw on')
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  const pointOnPlate = () =>
    reporter.evaluate<number[]>(`(() => {
      // of a copy: the browser complains of a canvas that is read again and again, and the page reads its own never
      const { width, height } = document.querySelector('.easel canvas')
      const copy = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true })
      copy.drawImage(document.querySelector('.easel canvas'), 0, 0)
      return [...copy.getImageData(width * 0.64, height * 0.14, 1, 1).data.slice(0, 3)]
    })()`)
  expect(await pointOnPlate()).toEqual([255, 255, 255])
  await reporter.mouse.move(...at(0.45, 0.02))
  await reporter.mouse.down()
  await reporter.mouse.move(...at(0.7, 0.3), { steps: 4 })
  await reporter.mouse.move(...at(0.99, 0.55), { steps: 4 })
  await reporter.mouse.up()
  await expect(reporter.getByRole('button', { name: '撤销' })).toBeEnabled()
  await expect.poll(pointOnPlate).not.toEqual([255, 255, 255])
}

/** The newest tip of the list, in its drawer. */
async function openNewestTip(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto('/tips')
    await expect(page.locator('.ant-table-row').first()).toBeVisible({ timeout: 2000 })
    await page.locator('.ant-table-row').first().click()
    await expect(drawerOf(page).getByText('拍到了一张照片')).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: admissionMs })
}

/** The reading copy, as this person's browser shows it. */
async function seesPicture(page: Page): Promise<void> {
  const picture = drawerOf(page).getByRole('img', { name: '照片 1' })
  await picture.scrollIntoViewIfNeeded()
  // encoded anew at the size in which it is shown
  await expect(picture).toHaveJSProperty('naturalWidth', 1600)
  await expect(drawerOf(page).getByText('可能看出其所在位置')).toBeVisible()
}

test('the city sees the reading copy and hands the matter over in its own words, checked by a second person', async ({
  people,
}) => {
  const page = await people.as('city-office')
  await openNewestTip(page)
  codeName = /JB-[0-9A-Z]{6}/.exec(await drawerOf(page).innerText())?.[0] ?? ''
  await seesPicture(page)
  await shoot(page, '41-city-sees')
  const second = await people.as('city-office-2')
  await handOver(page, second, tip(), {
    paraphrase: '反映一处场所疑似以废钢生产不合格钢坯，请核查炉型、原料和产品去向（演示）。',
    receiver: '武进区化解办 负责人',
    picture: '41',
  })
  await shoot(second, '41-issued')
})

test('the clerk of the county sees the reading copy, and no form or lead carries it', async ({ people }) => {
  const page = await people.as(county)
  await openTip(page, tip())
  await seesPicture(page)
  await shoot(page, '42-county-sees')
  leadNumber = /XM\d+-\d+/.exec(await drawerOf(page).innerText())?.[0] ?? ''
  await openScreen(page, '线索')
  await page.getByRole('row', { name: leadNumber }).click()
  await expect(drawerOf(page).getByText('疑似以废钢生产').first()).toBeVisible()
  await expect(drawerOf(page).locator('img')).toHaveCount(0)
  await button(drawerOf(page), '交办').click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: /市场监督管理局/ }).check()
  await button(dialog, '交办').click()
  await expect(drawerOf(page).getByText('待受理').first()).toBeVisible()
})
