/**
 * Somebody films at night and reports. Whoever handles the tip never has the film: two custodians, one of each level, open it without the
 * name, the second makes a still, and the reporter sees it under the code.
 */
import { expect, type Locator, type Page } from '@playwright/test'
import { button, dialogOf, part } from './fields.ts'
import { openScreen, shoot, test } from './people.ts'
import { keyFileOf, type Program, password } from './program.ts'
import { followReport, Reporter } from './reporter.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

/** Where no other journey reports. */
const place = '牛塘镇'
const name = '金丝雀己'
const words = '夜里两点拍到了拉废钢的车开进院子，车门上有字，请看视频'
const purpose = '辨认进出车辆门上的字样'

let code = ''
let codeName = ''

/** A second of film, made by the browser itself. */
const film = async (page: Page): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate<string>(`(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
      const pen = canvas.getContext('2d')
      const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: 'video/webm;codecs=vp8' })
      const parts = []
      recorder.ondataavailable = ({ data }) => parts.push(data)
      const ended = new Promise((end) => { recorder.onstop = end })
      recorder.start()
      for (let n = 0; n < 20; n += 1) {
        pen.fillStyle = n % 2 ? '#f80' : '#345'
        pen.fillRect(0, 0, 320, 240)
        await new Promise((next) => setTimeout(next, 100))
      }
      recorder.stop()
      await ended
      const octets = new Uint8Array(await new Blob(parts).arrayBuffer())
      return btoa(octets.reduce((text, octet) => text + String.fromCharCode(octet), ''))
    })()`),
    'base64',
  )

const drawerOf = (page: Page): Locator => page.getByRole('dialog').filter({ hasText: codeName })

async function chooseKey(page: Page, program: Program, userName: string): Promise<Locator> {
  const dialog = dialogOf(page)
  await dialog.locator('input[type=file]').setInputFiles(keyFileOf(program, userName))
  await dialog.getByLabel('口令', { exact: true }).fill(password)
  return dialog
}

test('a neighbour leaves a name and a film; the office sees neither', async ({ browser, program, people }) => {
  const reporter = await Reporter.arrive(browser, program)
  await reporter.report({ place, words, contact: { name, contact: '村口小卖部转交' } })
  code = reporter.code
  const { page } = reporter
  await page.getByLabel(/照抄一遍/).fill(code)
  const file = { name: 'VID_0001.webm', mimeType: 'video/webm', buffer: await film(page) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('看不出', { exact: false }).first().click()
  await page.getByRole('button', { name: '发送', exact: true }).click()
  await expect(page.getByText('校验值').first()).toBeVisible()
  await reporter.leave()
  const office = await people.as('city-office')
  const row = office.getByRole('row').filter({ hasText: place })
  await expect(async () => {
    await openScreen(office, '举报')
    await office.reload()
    await expect(row.first()).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 90_000 })
  codeName = /JB-[0-9A-Z]+/.exec((await row.last().textContent()) ?? '')?.[0] ?? ''
  await office.getByText(codeName).first().click()
  await expect(drawerOf(office).getByText('只能看保管人截取的画面')).toBeVisible()
  await expect(drawerOf(office).locator('video')).toHaveCount(0)
})

test('the office asks for stills with a purpose, and one custodian of each level agrees; the second makes one', async ({
  program,
  people,
}) => {
  const office = await people.as('city-office')
  await button(drawerOf(office), '申请截图').click()
  await part(dialogOf(office), '目的').locator('textarea').fill(purpose)
  await shoot(office, '43-video-ask')
  await button(dialogOf(office), '申请截图').click()
  await expect(drawerOf(office).getByText('一段视频（截图，不含身份）')).toBeVisible()
  await shoot(office, '43-video-asked')

  const county = await people.as('market-320412-1')
  // a dialog of an earlier file may still be open
  await county.reload()
  await openScreen(county, '身份保管人')
  await expect(county.getByText(purpose)).toBeVisible()
  await shoot(county, '43-video-county')
  await button(county, '交出视频半钥').click()
  await button(await chooseKey(county, program, 'market-320412-1'), '交出视频半钥').click()
  await expect(county.getByText('没有等待您答复的申请。')).toBeVisible()

  const keeper = await people.as('city-keeper')
  await keeper.reload()
  await openScreen(keeper, '身份保管人')
  await button(keeper, '同意并打开视频').click()
  await button(await chooseKey(keeper, program, 'city-keeper'), '同意并打开视频').click()
  await expect(keeper.getByRole('heading', { name: '由我打开的视频' })).toBeVisible()
  await button(keeper, '打开视频截图').click()
  await button(await chooseKey(keeper, program, 'city-keeper'), '打开视频截图').click()
  const opened = keeper.getByRole('dialog').filter({ hasText: '只用于截取画面' })
  await button(opened, '打开原件').click()
  await expect(opened.locator('video')).toBeVisible()
  await expect.poll(() => opened.locator('video').evaluate((film) => 'readyState' in film && film.readyState)).toBe(4)
  await expect(opened.getByText(name)).toHaveCount(0)
  await button(opened, '截取当前画面').click()
  await expect(keeper.getByText('已截取').first()).toBeVisible()
  await shoot(keeper, '43-video-opened')
})

test('the office sees the still with the level of its custodian, and the reporter what was opened', async ({
  browser,
  program,
  people,
}) => {
  const office = await people.as('city-office')
  await expect(async () => {
    await office.reload()
    const still = drawerOf(office).getByRole('img', { name: /视频 1 第 \d+ 秒的画面/ })
    await still.scrollIntoViewIfNeeded({ timeout: 5000 })
    await expect(still).toHaveJSProperty('naturalWidth', 320, { timeout: 5000 })
  }).toPass({ timeout: 90_000 })
  await expect(drawerOf(office).getByText('市级保管人截取')).toBeVisible()
  await expect(button(drawerOf(office), '查看身份')).toHaveCount(0)
  await shoot(office, '43-video-still')
  await followReport(browser, program, code, async (page) => {
    await expect(page.getByText('您的身份没有打开').first()).toBeVisible()
    await expect(page.getByText(purpose).first()).toBeVisible()
    await shoot(page, '43-video-mine')
  })
  expect(people.complaints).toEqual([])
})
