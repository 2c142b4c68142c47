/** A summons talk from its proposal to the verified answer, by the city and the county it concerns. */
import { expect } from '@playwright/test'
import { button, chinaClock, chinaDay, choose, dialogOf, link, writeDay } from './fields.ts'
import { openScreen, shoot, test } from './people.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

const county = 'county-320412'
let path = ''

test('one proposes, another approves, and the county is told by a numbered notice', async ({ people }) => {
  const office = await people.as('city-office')
  await openScreen(office, '约谈')
  await button(office, '提出约谈').click()
  const dialog = dialogOf(office)
  await dialog.getByRole('combobox', { name: '约谈对象' }).click()
  await office.locator('.ant-select-tree-switcher_close').first().click()
  await office.locator('.ant-select-tree-title', { hasText: '武进区' }).first().click()
  await choose(dialog, '事由', '任务逾期')
  await dialog.getByLabel('存在的问题').fill('工作方案逾期未报（演示）。')
  await button(dialog, '提出约谈').click()
  // a list that is open may hold another one that waits
  await office.waitForURL(/\/supervision\/summons\/./)
  await expect(office.getByText('待批准').first()).toBeVisible()
  path = new URL(office.url()).pathname
  await shoot(office, 'summons-proposed')
  const deputy = await people.as('city-office-2')
  await deputy.goto(path)
  await button(deputy, '批准约谈').click()
  await expect(deputy.getByText('已批准，待通知').first()).toBeVisible()
  await office.reload()
  await button(office, '发出约谈通知书').click()
  await dialogOf(office).getByLabel('约谈时间').fill(chinaClock())
  await dialogOf(office).getByLabel('地点').fill('市政府二号会议室')
  await dialogOf(office).getByLabel('参加人员').fill('武进区分管负责人')
  await button(dialogOf(office), '发出约谈通知书').click()
  await expect(office.getByText(/〔\d{4}〕\d+号/).first()).toBeVisible()
})

test('the talk is minuted, answered in writing and verified', async ({ people }) => {
  const office = await people.as('city-office')
  await button(office, '形成纪要').click()
  const dialog = dialogOf(office)
  await writeDay(dialog, '约谈日期', chinaDay())
  await dialog.getByLabel('到会人员').fill('市化解办、武进区分管负责人')
  await dialog.getByLabel('指出的问题').fill('方案迟报。')
  await dialog.getByLabel('说明和整改措施').fill('已补报。')
  await dialog.getByLabel('整改要求').fill('补报工作方案')
  await writeDay(dialog, '期限', chinaDay(10))
  await dialog.getByLabel('表态').fill('按期整改。')
  await button(dialog, '形成纪要').click()
  await expect(office.getByText('待书面报告').first()).toBeVisible()
  const answering = await people.as(county)
  await openScreen(answering, '约谈')
  await answering.getByRole('row', { name: '武进区' }).first().click()
  await button(answering, '书面报告').click()
  await dialogOf(answering).locator('textarea').fill('方案已补报，两镇网格员已落实（演示）。')
  await button(dialogOf(answering), '书面报告').click()
  await expect(answering.getByText('待核实').first()).toBeVisible()
  await office.reload()
  await button(office, '核实办结').click()
  await dialogOf(office).locator('textarea').fill('现场核实属实。')
  await button(dialogOf(office), '核实办结').click()
  await expect(office.getByText('已核实').first()).toBeVisible()
  await expect(link(office, '纪要 PDF')).toBeVisible()
  await shoot(office, 'summons-verified')
})
