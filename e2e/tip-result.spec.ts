/**
 * A tip goes its whole way: verified on site and not found, disputed once, verified again by another body and found, its reward claimed
 * by a code without a name and paid. Whoever reported reads each of it in plain words.
 */
import { expect, type Locator, type Page } from '@playwright/test'
import { attach, button, chinaDay, dialogOf, link } from './fields.ts'
import { picture } from './papers.ts'
import { openScreen, shoot, test } from './people.ts'
import { photo, Reporter } from './reporter.ts'
import { drawerOf, handOver, openTip } from './tips.ts'
import { planTipVisit } from './visit.ts'

test.describe.configure({ mode: 'serial', timeout: 480_000 })

/** Where no other journey reports. */
const place = '湟里镇'
/** Of no other report: what says the same of the same place is joined. */
const words = `砖瓦厂旧址晚上有红光，白天门锁着，车牌尾号${String(Date.now()).slice(-5)}`
const county = 'county-320412'
const first = ['market-320412-1', 'market-320412-2'] as const
const second = ['environment-320412-1', 'environment-320412-2'] as const
/** The program takes tips in once a minute, and follows the lead within seconds. */
const admissionMs = 90_000

let reporter: Reporter
let codeName = ''
let siteName = ''
const leadNumbers: string[] = []
let visitPath = ''
let claimCode = ''

const tip = () => ({ codeName, words })

test.afterAll(() => reporter?.leave())

test('a neighbour without account reports from a phone and adds a photo', async ({ browser, program }) => {
  reporter = await Reporter.arrive(browser, program)
  await reporter.report({ place, words })
  await reporter.addPhoto(await photo())
  await shoot(reporter.page, '50-sent')
  await reporter.follow()
  await expect(reporter.page.getByText('您的举报已收到并登记。')).toBeVisible()
  await shoot(reporter.page, '50-received')
})

test('the city takes it in, says it in its own words, and a second person hands it to the county', async ({
  people,
}) => {
  const page = await people.as('city-office')
  await expect(async () => {
    await page.goto('/')
    await openScreen(page, '举报')
    await page.getByRole('row').filter({ hasText: place }).first().click({ timeout: 3000 })
    await expect(drawerOf(page).getByText(words)).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: admissionMs })
  codeName = /JB-[0-9A-Z]+/.exec(await drawerOf(page).innerText())?.[0] ?? ''
  await handToCounty(page, await people.as('city-office-2'), '反映一处旧砖瓦厂疑似生产不合格钢坯，请到场核查（演示）。')
  await reporter.refresh()
  await expect(reporter.page.getByText('已交办，等待核实')).toBeVisible()
  await expect(reporter.page.getByText(/办理和答复的期限：\d{4}-\d{2}-\d{2}/)).toBeVisible()
  await shoot(reporter.page, '51-handed-over')
})

/** A hand-over that is issued; the matter is a lead then. */
async function handToCounty(page: Page, checker: Page, paraphrase: string): Promise<void> {
  await openTip(page, tip())
  const form = { paraphrase, receiver: '武进区化解办 负责人', picture: `51-${leadNumbers.length}` }
  const checking = await handOver(page, checker, tip(), form)
  await expect(checking.getByText(/XM\d+-\d+/).first()).toBeVisible()
  leadNumbers.push(/XM\d+-\d+/.exec(await checking.innerText())?.[0] ?? '')
}

test('the county charges the market regulator, whose officers verify on site and find nothing', async ({ people }) => {
  const page = await people.as(county)
  await openTip(page, tip())
  await shoot(page, '52-county')
  await charge(page, '市场监督管理局')
  await takeUp(await people.as(first[0], 'phone'), true)
  await expect.poll(() => reporter.state(), { timeout: 60_000 }).toContain('正在核实')
  await shoot(reporter.page, '52-verifying')
  await visit(await people.as(first[0], 'phone'), ['ZF-320412-1', 'ZF-320412-2'], async (officer) => {
    await officer.getByLabel('检查发现').fill('白天到场，进院查看，未见炉体和钢坯（演示）。')
  })
  await accept(await people.as(county))
  await decide(await people.as(first[0]), '不属实', '现场未见炉体、钢坯和废钢（演示）')
})

/** The lead of the last hand-over form. */
async function openLead(page: Page): Promise<Locator> {
  await page.goto('/leads')
  await page
    .getByText(leadNumbers.at(-1) ?? '')
    .first()
    .click()
  const drawer = drawerOf(page)
  await expect(drawer.getByText('到场核查').first()).toBeVisible()
  return drawer
}

async function charge(page: Page, agency: string): Promise<void> {
  const drawer = await openLead(page)
  await button(drawer, '交办').click()
  const dialog = dialogOf(page)
  await shoot(page, `52-charge-${leadNumbers.length}`)
  await dialog.getByRole('radio', { name: new RegExp(agency) }).check()
  await button(dialog, '交办').click()
  await expect(drawer.getByText('待受理').first()).toBeVisible()
}

/** The agency begins; whoever verifies names the site, which the reporter could not know by its name. */
async function takeUp(page: Page, chooses: boolean): Promise<void> {
  const drawer = await openLead(page)
  await button(page, '受理核查').first().click()
  await button(dialogOf(page), '受理核查').click()
  await expect(drawer.getByText('核查中').first()).toBeVisible()
  await button(drawer, '确定场所').click()
  const dialog = dialogOf(page)
  await dialog.getByRole('combobox').click()
  if (!chooses) await dialog.getByRole('combobox').fill(siteName)
  const option = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  const wanted = chooses ? option : option.filter({ hasText: siteName })
  siteName = ((await wanted.first().innerText()).split('\n')[0] ?? '').split(' ')[0] ?? ''
  await wanted.first().click()
  await shoot(page, `52-site-${leadNumbers.length}`)
  await button(dialog, '确定场所').click()
  await expect(dialog).toBeHidden()
}

async function visit(page: Page, cards: readonly string[], find: (page: Page) => Promise<void>): Promise<void> {
  await page.goto('/')
  await openScreen(page, '现场检查')
  await link(page, '安排检查').click()
  await planTipVisit(page, siteName, leadNumbers.at(-1) ?? '', cards)
  await shoot(page, `53-plan-${leadNumbers.length}`)
  await button(page, '安排检查').click()
  await expect(page.getByText('已安排').first()).toBeVisible()
  await button(page, '开始检查').click()
  await dialogOf(page).getByLabel('入企登记编号').fill(`SM-${chinaDay()}-${leadNumbers.length}`)
  await button(dialogOf(page), '开始检查').click()
  await expect(page.getByText('检查中').first()).toBeVisible()
  visitPath = new URL(page.url()).pathname
  await find(page)
  await attach(page, await picture('现场'))
  await button(page, '提交检查结果').click()
  await expect(page.getByText('待审核').first()).toBeVisible()
  await shoot(page, `53-submitted-${leadNumbers.length}`)
}

async function accept(page: Page): Promise<void> {
  await page.goto(visitPath)
  await button(page, '审核通过').click()
  await expect(page.getByText('已通过').first()).toBeVisible()
}

async function decide(page: Page, outcome: string, reason: string): Promise<void> {
  const drawer = await openLead(page)
  await button(drawer, '作出结论').click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: outcome, exact: true }).check()
  await dialog.getByLabel('结论说明').fill(reason)
  await button(dialog, '作出结论').click()
  await expect(dialog).toBeHidden()
}

test('the reporter reads the result in plain words, and disputes it once', async () => {
  const { page } = reporter
  await expect.poll(() => reporter.state(), { timeout: 60_000 }).toContain('没有发现所反映的违法行为')
  await expect(page.getByText('经现场核实，未发现“地条钢”生产。')).toBeVisible()
  await shoot(page, '54-unfounded')
  await page.getByLabel('对结果有异议').fill('检查那天白天没有开炉，炉子在后院棚里，请夜里再看')
  await button(page, '提出异议').click()
  await expect(page.getByText('您对结果提出的异议已收到，将由未参与原办理的人员复核。')).toBeVisible()
  await expect(page.getByLabel('对结果有异议')).toHaveCount(0)
  await shoot(page, '54-disputed')
})

test('the city sees the dispute, and hands the matter over a second time', async ({ people }) => {
  const page = await people.as('city-office')
  const drawer = await openTip(page, tip())
  await expect(drawer.getByText('举报人提出异议').first()).toBeVisible()
  await expect(drawer.getByText('炉子在后院棚里')).toBeVisible()
  await handToCounty(page, await people.as('city-office-2'), '原核查结论有异议，请换单位于夜间到场核查（演示）。')
})

test('another body verifies, not the one that looked before, and finds the furnace', async ({ people }) => {
  const page = await people.as(county)
  const drawer = await openLead(page)
  await expect(drawer.getByText('复核：须由原核查单位以外的单位办理')).toBeVisible()
  await button(drawer, '交办').click()
  await expect(dialogOf(page).getByRole('radio', { name: /生态环境局/ })).toBeVisible()
  await expect(dialogOf(page).getByRole('radio', { name: /市场监督管理局/ })).toHaveCount(0)
  await button(dialogOf(page), '取消').click()
  await charge(page, '生态环境局')
  await takeUp(await people.as(second[0], 'phone'), false)
  await visit(await people.as(second[0], 'phone'), ['HB-320412-1', 'HB-320412-2'], findFurnace)
  await accept(await people.as(county))
  await decide(await people.as(second[0]), '属实', '夜间到场，后院棚内有中频炉正在熔炼废钢（演示）')
})

/** What the officers see is judged by what it is. */
async function findFurnace(page: Page): Promise<void> {
  await page.getByLabel('检查发现').fill('后院棚内有中频炉一台，正在熔炼废钢，旁有钢锭模（演示）。')
}

test('the reporter reads that it was true, claims the reward without a name, and gets a second code', async () => {
  const { page } = reporter
  await expect.poll(() => reporter.state(), { timeout: 60_000 }).toContain('属实，正在处理')
  await expect(page.getByText('经现场核实，举报属实，已交主管部门依法处理。')).toBeVisible()
  await expect(page.getByText('复核已经完成')).toBeVisible()
  await shoot(page, '55-founded')
  await button(page, '申领，显示领奖码').click()
  await expect(page.getByText('已申领，等待审核。请凭领奖码办理。')).toBeVisible()
  claimCode = (await page.locator('.code-groups span').allTextContents()).join('-')
  expect(claimCode).not.toBe(reporter.code)
  await shoot(page, '55-claimed')
})

test('the city decides the sum, and the body that pays answers the claim by its code alone', async ({ people }) => {
  const page = await people.as('city-office')
  const drawer = await openTip(page, tip(), '&show=all')
  await button(drawer, '核定奖励').click()
  const dialog = dialogOf(page)
  await dialog.locator('textarea').fill('线索直接促成查实，属最先举报（演示）')
  await shoot(page, '56-decide')
  await button(dialog, '核定奖励').click()
  await expect(dialog).toBeHidden()
  await shoot(page, '56-decided')
  const counter = await people.as('city-keeper')
  await openScreen(counter, '举报奖励核发')
  await counter.getByLabel('领奖码').fill(claimCode)
  await button(counter, '查询').click()
  await expect(counter.getByText('已申领，待核发')).toBeVisible()
  await shoot(counter, '56-counter')
  for (const word of ['符合条件', '登记已发放']) {
    await button(counter, word).click()
    await button(dialogOf(counter), word).click()
    await expect(dialogOf(counter)).toBeHidden()
  }
  await expect(counter.getByText('这笔奖励已办结。')).toBeVisible()
  expect(await counter.content()).not.toContain(codeName)
  await shoot(counter, '56-paid')
})

test('the reporter sees that it was paid, and can still write and save the receipt', async () => {
  const { page } = reporter
  await expect.poll(() => reporter.text(), { timeout: 60_000 }).toContain('奖励已经发放。')
  await expect(page.getByText('已发放。', { exact: true })).toBeVisible()
  await expect(page.getByText('金额：20,000 元')).toBeVisible()
  await shoot(page, '57-paid')
})

test('no page has complained', async ({ people }) => {
  expect(people.complaints).toEqual([])
  expect(reporter.complaints).toEqual([])
})
