/** What the pages say when the server is gone. Last by its name: it ends the program that all other tests share. */
import { expect } from '@playwright/test'
import { link } from './fields.ts'
import { shoot, test } from './people.ts'

test('when the server is gone the page says what happened and what to do', async ({ people, program }) => {
  const page = await people.as('city-office')
  await page.goto('/workbench')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await program.stop()
  await link(page.getByRole('navigation', { name: '菜单' }), '线索').click()
  const alert = page.getByRole('alert').first()
  await expect(alert).toBeVisible({ timeout: 60_000 })
  await shoot(page, '24-server-gone')
  await expect(alert).toContainText(/重试|连接/)
})
