/** A notice from the city to the counties and down to a township: signed, chased, escalated, forwarded; its products returned, handed in again, late. */
import { expect, type Page } from '@playwright/test'
import { letDaysPass } from './days.ts'
import { attach, button, chinaDay, choose, confirm, dialogOf, link, writeDay } from './fields.ts'
import { paper } from './papers.ts'
import { openScreen, shoot, test } from './people.ts'

const text = `各辖市、区人民政府：
现将有关事项通知如下：
一、明确责任
确定分管负责人，制定工作方案，细化部门职责分工。
二、全面排查
对辖区内每个村和每处重点场所逐一排查。
三、按期报送
完成自查后报送书面报告。`

/** Paragraph, title, product. */
const tasks = [
  [0, '报送工作方案', '工作方案'],
  [0, '报送职责分工', '职责分工'],
  [1, '完成全覆盖排查', '排查结果'],
  [2, '报送自查报告', '自查报告'],
  [2, '报送宣传资料', '其他材料'],
] as const

let noticePath = ''
let noticeNumber = ''

test.describe.configure({ mode: 'serial', timeout: 240_000 })

async function addTask(page: Page, paragraph: number, title: string, product: string, at: number): Promise<void> {
  const place = page.locator('.draft-paragraph').nth(paragraph)
  await button(place, '增加任务').click()
  const row = place.locator('.draft-demand').nth(at)
  await row.getByLabel('任务名称').fill(title)
  await choose(row, '须报送的成果', product)
  await writeDay(row, '完成日期', chinaDay(10))
}

const countyUsers = (people: readonly { userName: string; role: string; place: string }[]) =>
  people.filter((one) => one.role === 'countyOffice' && one.userName.startsWith('county-'))

test('the city office pastes a text, turns its paragraphs into five tasks, issues it and attaches the sealed copy', async ({
  people,
}) => {
  const page = await people.as('city-office')
  await openScreen(page, '通知公文')
  await link(page, '起草通知').click()
  await page.getByLabel('标题', { exact: true }).fill('关于防范“地条钢”工作任务的通知（演示）')
  await button(page, '粘贴全文自动分段').click()
  await dialogOf(page).getByLabel('通知全文').fill(text)
  await button(dialogOf(page), '粘贴全文自动分段').click()
  await expect(page.locator('.draft-paragraph')).toHaveCount(3)
  const placed = new Map<number, number>()
  for (const [paragraph, title, product] of tasks) {
    const at = placed.get(paragraph) ?? 0
    await addTask(page, paragraph, title, product, at)
    placed.set(paragraph, at + 1)
  }
  await page.locator('.addressee-field fieldset').first().getByRole('checkbox', { name: /全选/ }).check()
  await button(page, '保存草稿').click()
  await confirm(page, '编号印发')
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toHaveText(/〔\d{4}〕\d+号/)
  noticeNumber = (await title.innerText()).trim()
  noticePath = new URL(page.url()).pathname
  await expect(page.getByText('已编号，待盖章')).toBeVisible()
  await button(page, '上传盖章件').click()
  await attach(dialogOf(page), paper('盖章件'))
  await button(dialogOf(page), '上传盖章件').click()
  await expect(page.getByRole('link', { name: '下载盖章扫描件' })).toBeVisible()
  await shoot(page, 'notice-issued')
})

test('all counties sign but one, which is on the list and is chased', async ({ people, program }) => {
  const counties = countyUsers(program.people)
  for (const { userName } of counties.slice(1)) {
    const page = await people.as(userName)
    await page.goto(noticePath)
    await button(page, '确认签收').click()
    await expect(page.getByText('已确认签收')).toBeVisible()
  }
  const office = await people.as('city-office')
  await office.goto(noticePath)
  await expect(office.getByText(`${counties.length - 1}/${counties.length}`).first()).toBeVisible()
  await confirm(office, '催签')
  await link(office, '全部签收情况').click()
  const open = office.getByRole('row', { name: counties[0]?.place ?? '' })
  await expect(open).toContainText('未签收')
  await expect(open).toContainText('已催签 1 次')
  await shoot(office, 'notice-receipts')
})

test('a county forwards it to its townships with a remark, and a township signs', async ({ people, program }) => {
  const township = program.people.find((one) => one.role === 'townshipLeader')
  if (!township) throw new Error('no township leader can sign in')
  const code = township.userName.replace('township-', '').slice(0, 6)
  const county = await people.as(`county-${code}`)
  await county.goto(noticePath)
  await button(county, '原文转发').click()
  await dialogOf(county).getByRole('checkbox', { name: township.place }).check()
  await dialogOf(county).getByLabel('转发意见').fill('请照此办理，三日内报送名单。')
  await button(dialogOf(county), '原文转发').click()
  await expect(county.locator('.forwards')).toContainText('三日内报送名单')
  const leader = await people.as(township.userName)
  await leader.goto(noticePath)
  await expect(leader.locator('.forwards')).toContainText('三日内报送名单')
  await button(leader, '确认签收').click()
  await expect(leader.getByText('已确认签收')).toBeVisible()
  await county.reload()
  await expect(county.locator('.notice-tree')).toContainText(noticeNumber)
  await expect(county.locator('.notice-tree')).toContainText('签收 1/1')
  await shoot(county, 'notice-forwarded')
})

/** Opens a task of the notice as its county. */
async function openTask(page: Page, title: string): Promise<void> {
  await page.goto(noticePath)
  await page.getByRole('row', { name: title }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
}

async function handIn(page: Page, name: string): Promise<void> {
  await attach(page, paper(name))
  await button(page, '交付成果').click()
  await expect(page.getByText('待审核').first()).toBeVisible()
}

test('a work plan is returned with reasons and accepted in its second version', async ({ people, program }) => {
  const [, user] = countyUsers(program.people)
  const county = await people.as(user?.userName ?? '')
  await openTask(county, '报送工作方案')
  await handIn(county, '工作方案')
  const office = await people.as('city-office')
  await office.goto(new URL(county.url()).pathname)
  await confirm(office, '退回', '缺少部门职责分工。')
  await county.reload()
  await expect(county.locator('.products')).toContainText('缺少部门职责分工')
  await handIn(county, '工作方案修改稿')
  await office.reload()
  await button(office, '审核通过').click()
  await expect(office.locator('.products li')).toHaveCount(2)
  await expect(office.locator('.products li').first()).toContainText('已通过')
  await shoot(office, 'notice-products')
})

test('the county that stays silent loses the matter to the city, level by level, and everybody sees when', async ({
  people,
  program,
}) => {
  await letDaysPass(program, 'notice', noticeNumber, 25)
  const office = await people.as('city-office')
  const silent = countyUsers(program.people)[0]
  await expect(async () => {
    await office.goto(noticePath)
    const row = office.getByRole('row', { name: silent?.place ?? '' }).filter({ hasText: '报送自查报告' })
    await row.first().click({ timeout: 3000 })
    await expect(office.locator('.limit-ladder')).toContainText('上报到市级', { timeout: 3000 })
  }).toPass({ timeout: 120_000, intervals: [2000] })
  await shoot(office, 'notice-escalated')
  await expect(office.locator('.limit-ladder')).toContainText('化解办')
})

test('its self-check report comes late: it is accepted, and marked as late for good', async ({ people, program }) => {
  const silent = countyUsers(program.people)[0]
  const county = await people.as(silent?.userName ?? '')
  await county.goto(noticePath)
  await button(county, '确认签收').click()
  await expect(county.getByText('已确认签收')).toBeVisible()
  await openTask(county, '报送自查报告')
  await handIn(county, '自查报告')
  const office = await people.as('city-office')
  await office.goto(new URL(county.url()).pathname)
  await button(office, '审核通过').click()
  await expect(office.getByText('逾期交付，已通过').first()).toBeVisible()
  await expect(office.locator('.products')).toContainText('逾期交付')
  await county.reload()
  await expect(county.getByText('逾期交付，已通过').first()).toBeVisible()
  await shoot(county, 'notice-report-late')
})

test('what a county owes since long is accepted, and stays marked as late', async ({ people, program }) => {
  const office = await people.as('city-office')
  await office.goto('/tasks?status=open&product=workPlan')
  await office.getByRole('row', { name: '逾期未交付' }).first().click()
  const owner = program.people.find((one) => one.role === 'countyOffice')
  await expect(office.getByRole('heading', { level: 1 })).toBeVisible()
  const facts = await office.locator('main, .page').first().innerText()
  const late = countyUsers(program.people).find(({ place }) => facts.includes(place)) ?? owner
  const county = await people.as(late?.userName ?? '')
  await county.goto(new URL(office.url()).pathname)
  await handIn(county, '迟交的方案')
  await office.reload()
  await button(office, '审核通过').click()
  await expect(office.getByText('逾期交付，已通过').first()).toBeVisible()
  await expect(office.locator('.products')).toContainText('逾期交付')
  await shoot(office, 'notice-late')
})

test('a task of every township’s leader by post is issued; an empty post is shown, and each owner’s list opens', async ({
  people,
}) => {
  const page = await people.as('city-office')
  await openScreen(page, '通知公文')
  await link(page, '起草通知').click()
  await page.getByLabel('标题', { exact: true }).fill('关于主要领导负责的通知（演示）')
  await page.getByLabel('段落标题').fill('层层夯实责任')
  await page.getByLabel('段落内容').fill('各乡镇主要领导对本地区工作负责。')
  await addTask(page, 0, '报送落实情况', '其他材料', 0)
  const row = page.locator('.draft-demand').first()
  await choose(row, '由谁完成', '按岗位')
  await choose(row, '哪一级', '乡镇（街道）')
  await choose(row.locator('.owner-fields'), '岗位', '主要负责人')
  await page.locator('.addressee-field fieldset').first().getByRole('checkbox', { name: /全选/ }).check()
  await button(page, '保存草稿').click()
  await confirm(page, '编号印发')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/〔\d{4}〕\d+号/)
  await expect(page.locator('.paper-recipients')).not.toContainText('街道')
  await shoot(page, 'notice-owners')
  await link(page, '查看空缺').click()
  const vacant = page.locator('tbody tr', { hasText: '岗位空缺，由上级代办' })
  await expect(vacant.first()).toBeVisible()
  await vacant.first().getByRole('link', { name: '该责任人的全部任务' }).click()
  await expect(page.getByText('仅此责任人')).toBeVisible()
  await expect(page.locator('tbody tr', { hasText: '报送落实情况' })).toHaveCount(1)
})

test('nobody’s console complains', async ({ people }) => {
  expect(people.complaints).toEqual([])
})
