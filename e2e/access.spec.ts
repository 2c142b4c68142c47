/** Every screen for somebody without a mouse or with weak eyes: names, headings, contrast by day and night, Tab, dialogs. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { faintOn, faultsOf, walkByTab } from './access.ts'
import { button } from './fields.ts'
import { type Device, test, watch } from './people.ts'
import { addressOf, follow, mountedScreens, screens } from './screens.ts'

test.describe.configure({ timeout: 420_000 })

/** The page that checks a receipt is kept on one's own device and opened from there. */
const checkPage = pathToFileURL(resolve(import.meta.dirname, '../dist/web/public/check.html')).href
/** For anybody; each is a page of its own. */
const publicPages = ['/public/', '/public/report', '/public/mine', '/public/register', checkPage]

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
}

/** All faults of the page, and what is too faint on it when the system asks for dark. */
async function faultsByDayAndNight(page: Page, path: string): Promise<string[]> {
  const byDay = await faultsOf(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  let byNight = await faintOn(page)
  // the kit's colours follow the system a moment later than those of the sheet
  for (let more = 0; byNight.length > 0 && more < 5; more += 1) byNight = await faintOn(page)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...byDay, ...byNight.map((fault) => `dark ${fault}`)].map((fault) => `${path} ${fault}`)
}

test('every screen that the program mounts is walked', async ({ people }) => {
  const page = await people.as('city-office')
  expect(Object.keys(screens).sort()).toEqual((await mountedScreens(page)).sort())
})

/** Who walks which screens on a device. */
function walksOn(device: Device): Map<string, string[]> {
  const walks = new Map<string, string[]>()
  for (const [path, { person, onPhone }] of Object.entries(screens)) {
    const walker = device === 'phone' ? onPhone : person
    if (walker) walks.set(walker, [...(walks.get(walker) ?? []), path])
  }
  return walks
}

for (const device of ['desk', 'phone'] as const) {
  for (const [person, paths] of walksOn(device)) {
    test(`screens of ${person} on a ${device} have names, labels, one title, order and contrast, by day and by night`, async ({
      people,
    }) => {
      const page = await people.as(person, device)
      const faults: string[] = []
      for (const path of paths) {
        await follow(page, await addressOf(page, path))
        await expect(page.locator('.error-panel[role=alert], .quiet-panel[role=alert]'), path).toHaveCount(0)
        faults.push(...(await faultsByDayAndNight(page, path)))
      }
      expect(faults).toEqual([])
    })
  }
}

test('a page that is not for one’s post has them too', async ({ people }) => {
  const page = await people.as('power')
  await open(page, '/notices/draft')
  expect(await faultsByDayAndNight(page, '/notices/draft')).toEqual([])
})

test('the public pages have them too, in both languages, and Tab reaches and marks all that is on them', async ({
  browser,
  program,
  people,
}) => {
  const context = await browser.newContext({ baseURL: program.address, locale: 'zh-CN', reducedMotion: 'reduce' })
  const page = await context.newPage()
  watch(page, 'anybody', people.complaints)
  const faults: string[] = []
  for (const path of publicPages) {
    await open(page, path)
    faults.push(...(await faultsByDayAndNight(page, path)))
    const { unreached, unmarked } = await walkByTab(page)
    expect({ path, unreached, unmarked }).toEqual({ path, unreached: [], unmarked: [] })
    await button(page, 'English').click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    faults.push(...(await faultsOf(page)).map((fault) => `en ${path} ${fault}`))
    await button(page, '中文').click()
  }
  await context.close()
  expect(faults).toEqual([])
})

test('the sign-in page has them too', async ({ browser, program }) => {
  const context = await browser.newContext({ baseURL: program.address, locale: 'zh-CN', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await open(page, '/')
  expect(await faultsByDayAndNight(page, '/')).toEqual([])
  const { unreached, unmarked } = await walkByTab(page)
  expect({ unreached, unmarked }).toEqual({ unreached: [], unmarked: [] })
  await context.close()
})

test('the pages of officials say their language, and are in order in English too', async ({ people }) => {
  const page = await people.as('city-office')
  await open(page, '/workbench')
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/)
  await page.locator('.language-switch').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  expect(await faultsOf(page)).toEqual([])
  await page.locator('.language-switch').click()
})

test('Tab reaches every control and shows where it is', async ({ people }) => {
  const page = await people.as('city-office')
  for (const path of ['/workbench', '/leads', '/notices/draft', '/rules']) {
    await open(page, path)
    const { reached, unreached, unmarked } = await walkByTab(page)
    expect({ path, unreached, unmarked }).toEqual({ path, unreached: [], unmarked: [] })
    expect(reached).toBeGreaterThan(20)
  }
  // the measure itself can fail: without any mark every stop is found unmarked
  await page.addStyleTag({
    content:
      '*, *::before { outline: none !important; box-shadow: none !important; border-color: red !important; background: white !important; text-decoration: none !important }',
  })
  expect((await walkByTab(page)).unmarked.length).toBeGreaterThan(20)
})

test('a record opened by Enter takes the focus, Escape closes it and gives the focus back', async ({ people }) => {
  const page = await people.as('city-office')
  await open(page, '/leads')
  const row = page.getByRole('row').nth(1)
  await row.focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await expect(drawer).toBeVisible()
  await expect(page.locator('.ant-drawer-open:focus-within')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(row).toBeFocused()
})

test('a dialog keeps the focus inside, closes by Escape and gives the focus back to what opened it', async ({
  people,
}) => {
  const page = await people.as('city-office')
  await open(page, '/leads')
  const opener = button(page, '登记线索')
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  for (let press = 0; press < 30; press += 1) {
    await page.keyboard.press('Tab')
    // round the last control the focus may pass the browser's own bar, but never what lies behind the dialog
    await expect(
      page.locator(':focus').and(page.locator('body *:not(.ant-modal-root, .ant-modal-root *)')),
    ).toHaveCount(0)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
})
