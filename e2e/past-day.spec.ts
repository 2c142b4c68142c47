/** Any screen as of any day, on a phone and at a desk: the day is chosen in the bar, stays while one goes on, and goes into the spreadsheet. */
import { expect, type Page } from '@playwright/test'
import { button, chinaDay, dialogOf } from './fields.ts'
import { shoot, test } from './people.ts'

test.describe.configure({ mode: 'serial' })

const yesterday = chinaDay(-1)
const words = {
  zh: { field: '查看哪一天', shown: '只能看，不能办', back: '回到今天', next: 'English' },
  en: { field: 'Day shown', shown: 'read only', back: 'Back to today', next: '中文' },
} as const

/** With the keyboard alone: the field is reached by Tab, the day typed and taken with Enter. */
async function typeDay(page: Page, name: string, day: string): Promise<void> {
  const field = page.getByRole('banner').getByRole('textbox', { name })
  await page.locator('.brand').focus()
  await page.keyboard.press('Tab')
  await expect(field).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(day)
  await expect(page.locator('.ant-picker-dropdown:visible')).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Enter')
}

for (const device of ['phone', 'desk'] as const)
  for (const language of ['zh', 'en'] as const)
    test(`a past day is chosen in the bar of a ${device} by keyboard, kept from screen to screen, and left again (${language})`, async ({
      people,
    }) => {
      const page = await people.as('county-320402', device)
      const { field, shown, back, next } = words[language]
      await page.goto('/leads')
      await typeDay(page, field, yesterday)
      const banner = page.getByRole('status').filter({ hasText: shown })
      await expect(banner).toContainText(yesterday)
      await expect(page).toHaveURL(new RegExp(`asOf=${yesterday}`))
      await shoot(page, `22-past-day-${device}-${language}`)
      await expect(page.getByRole('banner').getByRole('textbox', { name: field })).toBeInViewport({ ratio: 1 })
      expect(await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0)
      await page.locator('.brand').click()
      await expect(page).toHaveURL(new RegExp(`/workbench.*asOf=${yesterday}`))
      await page.getByRole('button', { name: back }).click()
      await expect(banner).toBeHidden()
      await expect(page).not.toHaveURL(/asOf/)
      await page.getByRole('button', { name: next }).click()
    })

for (const device of ['phone', 'desk'] as const)
  test(`a spreadsheet that is asked for on a past day names that day on a ${device}`, async ({ people }) => {
    const page = await people.as('city-office', device)
    await page.goto(`/tasks?asOf=${yesterday}`)
    await button(page, '导出表格').click()
    const dialog = dialogOf(page)
    await expect(dialog).toContainText(`截至 ${yesterday}`)
    const downloaded = page.waitForEvent('download')
    await button(dialog, '下载')
      .or(dialog.getByRole('link', { name: '下载' }))
      .click()
    expect((await downloaded).suggestedFilename()).toBe(`任务 截至 ${yesterday}（${chinaDay()} 导出）.xlsx`)
    await dialog.locator('.ant-modal-footer button').first().click()
    // whoever still looks at the past day finds the file too
    await page.goto(`/exports?asOf=${yesterday}`)
    await expect(page.locator('main')).toContainText(yesterday)
    await shoot(page, `22-exports-${device}`)
  })

test('no page has complained', ({ people }) => {
  expect(people.complaints).toEqual([])
})
