/** What the pages say when there is nothing, or no permission; both languages, both sizes; the page for everybody. */
import { expect, type Page } from '@playwright/test'
import { link } from './fields.ts'
import { type Device, openScreen, shoot, test, watch } from './people.ts'

test.describe.configure({ mode: 'serial', timeout: 420_000 })

test('loading the demo city shows a bar: it takes longer than two seconds', ({ program }) => {
  expect(program.output()).toMatch(/^demo \[[#-]{30}\] \d+ %$/m)
})

test('a page that is not for one’s post says so and leads back', async ({ people }) => {
  const page = await people.as('power')
  await page.goto('/notices/draft')
  await expect(page.getByText('您的岗位无权查看此页')).toBeVisible()
  await shoot(page, '20-no-permission')
  await link(page, '回到工作台').click()
  await expect(page).toHaveURL(/\/workbench/)
})

test('a record out of one’s area is not shown, and an address that does not exist leads back', async ({ people }) => {
  const page = await people.as('county-320402')
  await page.goto('/leads/00000000-0000-7000-8000-000000000000')
  await expect(page.getByRole('alert')).toBeVisible()
  await shoot(page, '20-not-found-record')
  people.forgive('status of 404')
  await page.goto('/nowhere')
  await expect(page.getByText('没有找到此页')).toBeVisible()
  await shoot(page, '20-not-found')
})

test('a list without rows says why: filters, or that nothing has been recorded, which is not that all is well', async ({
  people,
}) => {
  const page = await people.as('county-320402')
  await page.goto('/notices?text=没有这样的标题')
  await expect(page.getByText('没有符合筛选条件的记录')).toBeVisible()
  await shoot(page, '21-filtered-empty')
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await openScreen(page, '案件')
  await expect(page.getByText('还没有案件。')).toBeVisible()
  await shoot(page, '21-empty')
})

const screens = [
  '/workbench',
  '/grid',
  '/grid/blind-spots',
  '/grid/changes',
  '/grid/hand-overs',
  '/grid/boards',
  '/grid/duties',
  '/grid/chases',
  '/inspections/flags',
  '/notices',
  '/tasks',
  '/ledger/sites',
  '/ledger/furnaces',
  '/metering/alarms',
  '/leads',
  '/inspections/sweeps',
  '/inspections/visits',
  '/cases',
  '/supervision/progress',
  '/supervision/reports',
  '/supervision/joint-watch',
  '/supervision/summons',
  '/supervision/meetings',
  '/supervision/picks',
  '/supervision/ranking',
  '/supervision/on-site',
  '/supervision/urgings',
  '/supervision/rectifications',
  '/tips',
  '/tips/enter',
  '/tips/custodians',
  '/tips/response-plans',
  '/exports',
  '/rules',
] as const

for (const device of ['desk', 'phone'] as const satisfies readonly Device[]) {
  test(`the main screens stand in both languages on a ${device} without scrolling sideways`, async ({ people }) => {
    const page = await people.as('city-office', device)
    const wide: string[] = []
    for (const screen of screens) {
      await page.goto(screen)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      for (const language of ['zh', 'en'] as const) {
        const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
        // names of places stay Chinese
        expect(/^[A-Z]/.test(title), `${screen} ${title}`).toBe(language === 'en')
        if (await scrollsSideways(page)) wide.push(`${language} ${screen}`)
        // for whoever asks: so many of them cost more than all other tests
        if (process.env.GANGSHAO_SHOTS === 'yes')
          await shoot(page, `22-${device}-${language}-${screen.slice(1).replaceAll('/', '-')}`)
        await page.locator('.language-switch').click()
        await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? 'en' : /^zh/)
      }
    }
    expect(wide).toEqual([])
  })
}

const scrollsSideways = (page: Page): Promise<boolean> =>
  page.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth + 1)

for (const [device, width] of [
  ['desk', 1440],
  ['phone', 390],
] as const) {
  test(`anybody finds out on a ${device}, without an account, who answers for a place, and sees no private phone`, async ({
    browser,
    program,
    people,
  }) => {
    const context = await browser.newContext({
      baseURL: program.address,
      locale: 'zh-CN',
      viewport: { width, height: 844 },
    })
    const page = await context.newPage()
    watch(page, 'anybody', people.complaints)
    await page.goto('/public/')
    await page.getByRole('searchbox').fill('横林镇')
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByRole('button', { name: /^横林镇/ }).click()
    await expect(page.getByText('网格长')).toBeVisible()
    await shoot(page, `23-public-${device}`)
    expect(await page.locator('body').textContent()).not.toMatch(/0519-8000\d{4}|\b1\d{10}\b/)
    expect(await scrollsSideways(page)).toBe(false)
    await context.close()
  })
}

test('no page has complained', ({ people }) => {
  expect(people.complaints).toEqual([])
})
