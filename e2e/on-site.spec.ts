/** A government is supervised on site: planned in silence, begun with the figures of that day, fed back by a numbered paper. */
import { expect, type Page } from '@playwright/test'
import { button, chinaDay, choose, dialogOf, link, writeDay } from './fields.ts'
import { openScreen, shoot, test } from './people.ts'

test.describe.configure({ mode: 'serial', timeout: 300_000 })

const county = 'county-320481'
const place = '溧阳市'
const problem = '三个村没有网格员（演示）'
const points = ['网格责任', '排查覆盖']
let path = ''

test('the city plans a supervision, of which the county sees nothing before it begins', async ({ people }) => {
  const office = await people.as('city-office')
  await openScreen(office, '督导检查')
  await button(office, '计划督导检查').click()
  const plan = dialogOf(office)
  await plan.getByRole('combobox', { name: '被督导地区' }).click()
  await office.locator('.ant-select-dropdown:visible .ant-select-tree-switcher_close').first().click()
  await office.locator('.ant-select-dropdown:visible .ant-select-tree-title', { hasText: place }).click()
  await plan.getByLabel('督导事由').fill('排查进度落后（演示）。')
  await plan.getByLabel('督导组成员').fill('陈某 市化解办副主任\n沈某 市工信局干部')
  await writeDay(plan, '开始日期', chinaDay())
  await writeDay(plan, '结束日期', chinaDay(2))
  for (const box of await plan.locator('.ant-checkbox-group').getByRole('checkbox').all()) {
    const label = await box.locator('xpath=ancestor::label').innerText()
    if (!points.includes(label.trim())) await box.uncheck()
  }
  await shoot(office, 'on-site-plan')
  await button(plan, '计划督导检查').click()
  await expect(office.getByText('计划中').first()).toBeVisible()
  path = new URL(office.url()).pathname
  const silent = await people.as(county)
  await silent.goto(path)
  await expect(silent.getByRole('alert')).toBeVisible()
  await expect(silent.getByRole('heading', { name: place })).toHaveCount(0)
  await shoot(silent, 'on-site-unseen')
  // what is not for the county is not found
  people.forgive('status of 404')
})

test('it begins with the figures of the day, and is recorded point by point', async ({ people }) => {
  const office = await people.as('city-office')
  await office.goto(path)
  await button(office, '开始督导检查').click()
  await button(dialogOf(office), '开始督导检查').click()
  await expect(office.getByText('检查中').first()).toBeVisible()
  await expect(office.getByText('系统数字截至')).toBeVisible()
  await record(office, 0, '不符', '实地查看两个镇，名册与现场不符。')
  await record(office, 1, '相符', '抽查三个村的记录，属实。')
  await shoot(office, 'on-site-recorded')
})

/** @param at which point of the supervision. */
async function record(page: Page, at: number, verdict: string, seen: string): Promise<void> {
  await page.locator('.attendee-list li').nth(at).getByRole('button').click()
  const dialog = dialogOf(page)
  await choose(dialog, '结论', verdict)
  await dialog.getByLabel('实地所见').fill(seen)
  if (verdict === '不符') {
    await dialog.getByLabel('问题', { exact: true }).fill(problem)
    await dialog.getByLabel('整改要求').fill('补齐并上墙公示')
    await writeDay(dialog, '整改期限', chinaDay(15))
    await shoot(page, 'on-site-record')
  }
  await button(dialog, '记录').click()
  await expect(dialog).toBeHidden()
  await expect(page.locator('.attendee-list li').nth(at)).toContainText(seen)
}

test('its feedback has a number, and the problem stands in the ledger of the county', async ({ people }) => {
  const office = await people.as('city-office')
  await button(office, '反馈督导意见').click()
  await dialogOf(office).getByLabel('总体情况').fill('溧阳市部署及时，个别村网格责任没有落实。')
  await button(dialogOf(office), '反馈督导意见').click()
  await expect(office.getByText('已反馈').first()).toBeVisible()
  await expect(office.getByText(/〔\d{4}〕\d+号/).first()).toBeVisible()
  await expect(link(office, '反馈意见 PDF')).toBeVisible()
  await shoot(office, 'on-site-fed-back')
  await link(office, '打开由此产生的整改事项').click()
  await expect(office.getByRole('row', { name: problem })).toBeVisible()

  const supervised = await people.as(county)
  await supervised.goto(path)
  await expect(supervised.getByText('名册与现场不符')).toBeVisible()
  await shoot(supervised, 'on-site-of-county')
  await openScreen(supervised, '整改台账')
  await supervised.getByRole('row', { name: problem }).first().click()
  await expect(button(supervised, '上报整改结果')).toBeVisible()
})

test('it can be read in English and on a phone, and no page has complained', async ({ people }) => {
  const phone = await people.as('city-office', 'phone')
  await phone.goto(path)
  await expect(phone.getByRole('heading', { level: 1 })).toContainText(place)
  await shoot(phone, 'on-site-phone')
  await phone.goto('/supervision/on-site')
  await expect(phone.getByText(place).first()).toBeVisible()
  await shoot(phone, 'on-site-list-phone')
  expect(people.complaints).toEqual([])
})
