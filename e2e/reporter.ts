/** Somebody without account, on a phone: sends a report, follows it by its code. */
import { type Browser, expect, type Page } from '@playwright/test'
import sharp from 'sharp'
import { watch } from './people.ts'
import type { Program } from './program.ts'

const phone = { viewport: { width: 390, height: 844 }, locale: 'zh-CN' }

export type Reported = { place: string; words: string; contact?: { name: string; contact: string } }

/** A photo as a phone makes it: its place beside its points. */
export const photo = (artist = 'anonymous'): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="1600"><rect width="2400" height="1600" fill="#345"/>
      <circle cx="700" cy="1000" r="180" fill="#f80"/><rect x="1500" y="200" width="700" height="260" fill="#fff"/></svg>`),
  )
    .withExif({ IFD0: { Artist: artist }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '31/1 46/1 0/1' } })
    .jpeg()
    .toBuffer()

/** One person with a phone, whose page stays open. */
export class Reporter {
  code = ''
  readonly complaints: string[] = []

  private constructor(readonly page: Page) {
    watch(page, 'reporter', this.complaints)
  }

  static async arrive(browser: Browser, program: Program): Promise<Reporter> {
    const context = await browser.newContext({ ...phone, baseURL: program.address })
    return new Reporter(await context.newPage())
  }

  leave(): Promise<void> {
    return this.page.context().close()
  }

  /** From the first page to the receipt. */
  async report(report: Reported): Promise<void> {
    const { page } = this
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
    } else await page.getByText('不留', { exact: true }).click()
    await next()
    await page.getByRole('button', { name: '提交举报' }).click()
    await expect(page.getByRole('heading', { name: '举报已收到' })).toBeVisible()
    this.code = (await page.locator('.code-groups span').allTextContents()).join('-')
  }

  /** Types the code back, and sends a photo that does not show where one stands. */
  async addPhoto(buffer: Buffer): Promise<void> {
    const { page } = this
    await page.getByLabel(/照抄一遍/).fill(this.code)
    await page.locator('input[type=file]').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer })
    await expect(page.locator('.easel canvas')).toBeVisible()
    await page.getByText('看不出', { exact: true }).click()
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await expect(page.getByText('收到内容的校验值')).toBeVisible()
  }

  /** From the receipt to the page of the own report. */
  async follow(): Promise<void> {
    await this.page.getByRole('button', { name: '现在就看进展' }).click()
    await expect(this.page.getByText('现在的状态')).toBeVisible()
  }

  async refresh(): Promise<void> {
    const read = this.page.waitForResponse((response) => response.url().includes('/mine'))
    await this.page.getByRole('button', { name: '刷新' }).click()
    await read
  }

  /** What the page says after a look at the newest. */
  async text(): Promise<string> {
    await this.refresh()
    return this.page.locator('main').innerText()
  }

  async state(): Promise<string> {
    await this.refresh()
    return this.page.locator('p.help strong').first().innerText()
  }
}

/** @returns the code under which it is followed. */
export async function sendReport(browser: Browser, program: Program, report: Reported): Promise<string> {
  const reporter = await Reporter.arrive(browser, program)
  await reporter.report(report)
  await reporter.leave()
  return reporter.code
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
