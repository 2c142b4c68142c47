/**
 * A county says nothing. The days go by, the scheduler's own round notices, the tip goes up to the city, which finishes it; and because
 * the matter was reported to the national conference, the watch of article nine had it in sight all the time.
 */
import { expect, type Page } from '@playwright/test'
import { letDaysPass } from './days.ts'
import { button, choose, dialogOf, part } from './fields.ts'
import { openScreen, shoot, test } from './people.ts'
import { followReport } from './reporter.ts'
import { drawerOf, handOver, openTip } from './tips.ts'

test.describe.configure({ mode: 'serial', timeout: 480_000 })

/** Where no other journey reports. */
const place = '金坛区'
const county = 'county-320413'
const words = `上级转来：一处停产钢厂夜里又在拉钢坯，编号${String(Date.now()).slice(-5)}`
/** The round over twenty-one days of all limits. */
const roundMs = 120_000

let code = ''
let codeName = ''
let leadNumber = ''

const tip = () => ({ codeName, words })

/** What the watch of article nine says of the lead or the tip. */
async function watched(page: Page): Promise<string> {
  await page.goto('/')
  await openScreen(page, '联合调查预警')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  return page.locator('main').innerText()
}

test('a clerk enters what was reported to the national conference, and reads the code aloud', async ({ people }) => {
  const page = await people.as('city-office')
  await openScreen(page, '登记来电来信')
  await choose(page, '来源渠道', '上级转办')
  await page.getByLabel('来件编号').fill('转办〔演示〕7号')
  await choose(page, '与部际联席会议的关系', '向部际联席会议举报')
  await part(page, '地点').first().locator('.ant-select').click()
  const tree = page.locator('.ant-select-dropdown:visible')
  await tree.locator('.ant-select-tree-switcher_close').first().click()
  await tree.locator('.ant-select-tree-title', { hasText: place }).click()
  await page.getByRole('radio', { name: '转移或死灰复燃' }).check()
  await page.getByLabel('反映内容').fill(words)
  await shoot(page, '60-entry')
  await button(page, '登记并生成查询码').click()
  await expect(page.getByText('已登记').first()).toBeVisible()
  code = (await page.locator('.big-code span').allTextContents()).join('-')
  await shoot(page, '60-entered')
  await button(page, '对方已复述无误').click()
})

test('it is handed to the county, and stands in the watch of article nine', async ({ people }) => {
  const page = await people.as('city-office')
  await expect(async () => {
    await page.goto('/')
    await openScreen(page, '举报')
    await page.getByRole('row').filter({ hasText: place }).first().click({ timeout: 3000 })
    await expect(drawerOf(page).getByText(words)).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 90_000 })
  codeName = /JB-[0-9A-Z]+/.exec(await drawerOf(page).innerText())?.[0] ?? ''
  await openTip(page, tip())
  const checking = await handOver(page, await people.as('city-office-2'), tip(), {
    paraphrase: '反映一处已停产企业疑似恢复生产，请核查（演示）。',
    receiver: '金坛区化解办 负责人',
    picture: '61',
  })
  await expect(checking.getByText(/XM\d+-\d+/).first()).toBeVisible()
  leadNumber = /XM\d+-\d+/.exec(await checking.innerText())?.[0] ?? ''
  expect(await watched(page)).toContain('在期限内')
  await shoot(page, '61-watched')
  await openTip(await people.as(county), tip())
})

test('the county says nothing; the days go by, and it has the tip no longer', async ({ people, program }) => {
  await letDaysPass(program, 'tip', codeName, 21)
  const page = await people.as('city-office')
  await expect(async () => {
    const drawer = await openTip(page, tip())
    await expect(drawer.getByText('逾期上提市级').first()).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: roundMs, intervals: [2000] })
  await shoot(page, '62-escalated')
  const silent = await people.as(county)
  await silent.goto(`/tips?text=${codeName}`)
  await silent.waitForLoadState('networkidle')
  await expect(silent.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(silent.getByRole('row', { name: codeName })).toHaveCount(0)
  await shoot(silent, '62-county-has-it-no-more')
})

test('whoever reported reads who took over, and the watch says how near the condition is', async ({
  browser,
  program,
  people,
}) => {
  await followReport(browser, program, code, async (page) => {
    await expect(page.getByText('办理单位没有按时办理，举报已由上一级接手。')).toBeVisible()
    await expect(page.getByText('已收到，等待交办')).toBeVisible()
    await shoot(page, '63-mine')
  })
  const page = await people.as('city-office')
  await watched(page)
  await shoot(page, '63-watch')
})

test('the city can finish what rose to it, and the watch lets go of it', async ({ browser, people, program }) => {
  const page = await people.as('city-office')
  const drawer = await openTip(page, tip())
  await button(drawer, '作出结论').click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: '无法核实' }).check()
  await dialog.getByLabel('答复举报人').fill('市里到场时厂房已经清空，没有留下炉体和钢坯（演示）。')
  await shoot(page, '64-conclude')
  await button(dialog, '作出结论').click()
  await expect(dialog).toBeHidden()
  await followReport(browser, program, code, async (mine) => {
    await expect(mine.getByText('暂时无法核实')).toBeVisible()
    await expect(mine.getByText('市里到场时厂房已经清空')).toBeVisible()
    await shoot(mine, '64-mine')
  })
  expect(leadNumber).not.toBe('')
  expect(people.complaints).toEqual([])
})
