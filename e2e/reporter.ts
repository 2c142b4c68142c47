/** Somebody without account, on a phone: sends a report, follows it by its code. */
import { type Browser, expect, type Page } from '@playwright/test'
import type { Program } from './program.ts'

const phone = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' }

export type Reported = { place: string; words: string; contact?: { name: string; contact: string } }

/** @returns the code under which it is followed. */
export async function sendReport(browser: Browser, program: Program, report: Reported): Promise<string> {
  const page = await browser.newPage({ ...phone, baseURL: program.address })
  const next = () => page.getByRole('button', { name: '下一步' }).click()
  await page.goto('/public/report')
  await page.getByRole('button', { name: '开始举报' }).click()
  await page.getByRole('searchbox').fill(report.place)
  await page.getByRole('button', { name: '查找' }).click()
  await page
    .getByRole('button', { name: new RegExp(report.place) })
    .first()
    .click()
  await next()
  await page.getByText('有人在用中频炉').click()
  await next()
  await page.getByText('夜里', { exact: true }).click()
  await next()
  await page.getByText('夜里有红光').click()
  await next()
  await page.getByRole('textbox').fill(report.words)
  await next()
  await page.getByText('不担心').click()
  await next()
  if (report.contact) {
    await page.getByText('留下，密封保存').click()
    await page.getByLabel('姓名', { exact: true }).fill(report.contact.name)
    await page.getByLabel('电话或其他联系方式').fill(report.contact.contact)
  } else await page.getByText('不留').click()
  await next()
  await page.getByRole('button', { name: '提交举报' }).click()
  await expect(page.getByRole('heading', { name: '举报已收到' })).toBeVisible()
  const code = (await page.locator('.code-groups span').allTextContents()).join('-')
  await page.close()
  return code
}

/** The page of a report, opened by its code on whatever device. */
export async function followReport(
  browser: Browser,
  program: Program,
  code: string,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ ...phone, baseURL: program.address })
  await page.goto(`/public/mine#${code}`)
  await expect(page.getByText('现在的状态')).toBeVisible()
  await look(page)
  await page.close()
}
