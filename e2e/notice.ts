/** The form in which an office drafts a notice. */
import type { Page } from '@playwright/test'
import { button, chinaDay, choose, writeDay } from './fields.ts'

/** One more task of the first paragraph. */
export async function demand(page: Page, title: string, product: string, at = 0): Promise<void> {
  if (at === 0) await button(page, '增加任务').click()
  const row = page.locator('.draft-demand').nth(at)
  await row.getByLabel('任务名称').fill(title)
  await choose(row, '须报送的成果', product)
  await writeDay(row, '完成日期', chinaDay(20))
}
