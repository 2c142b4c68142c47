/** The form in which officers plan a visit. */
import type { Page } from '@playwright/test'
import { chinaDay, choose, writeDay } from './fields.ts'

export const planVisit = (page: Page, siteName: string, leadNumber: string): Promise<void> =>
  plan(page, siteName, leadNumber, ['ZF-320412-1', 'ZF-320412-2'], '用电预警线索核查')

export const planTipVisit = (
  page: Page,
  siteName: string,
  leadNumber: string,
  cards: readonly string[],
): Promise<void> => plan(page, siteName, leadNumber, cards, '举报线索核查')

/** What 国办发〔2024〕54号 asks for, all of it. */
async function plan(
  page: Page,
  siteName: string,
  leadNumber: string,
  cards: readonly string[],
  uncapped: string,
): Promise<void> {
  await page.locator('#plan-site').click()
  await page.locator('#plan-site').fill(siteName)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: siteName }).click()
  for (const card of cards) await page.getByRole('checkbox', { name: new RegExp(card) }).check()
  await choose(page, '任务来源', '线索核实')
  await choose(page, '关联线索', leadNumber)
  await page.getByLabel('法律依据').fill('《产品质量法》第十八条（演示）')
  await page.getByLabel('检查事项编码').fill('JC-2025-017')
  await page.getByLabel('审批文号').fill('武市监检审〔演示〕3号')
  await page.getByLabel('批准人').fill('分管局长')
  await writeDay(page, '批准日期', chinaDay())
  await page.getByRole('radio', { name: '不事先通知' }).check()
  await page.getByLabel('不通知的理由').fill('事先通知可能导致炉料转移（演示）')
  await page.getByLabel('此来源不计入年度频次').fill(uncapped)
}
