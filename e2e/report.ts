/** The self-check report of a county: its form and the files that come out of it. */
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import JSZip from 'jszip'
import { button, chinaDay, writeDay } from './fields.ts'

export const signatory = '钱示范'

/** What figures cannot say. */
export async function writeReport(page: Page): Promise<void> {
  await page.getByLabel('签发人').fill(signatory)
  await page.getByLabel('组织领导和责任落实').fill('区政府成立领导小组，逐级签订责任书（演示）。')
  await page.getByLabel('整改措施总述').fill('对空岗和未排查村逐一补齐（演示）。')
  await page.getByLabel('下一步工作').fill('按月回访已关停场所（演示）。')
  await button(page, '增加一项').click()
  await page.getByLabel('问题', { exact: true }).fill('个别村排查不到位（演示）')
  await page.getByLabel('整改措施', { exact: true }).fill('限期补查（演示）')
  await page.getByLabel('责任人', { exact: true }).fill('分管负责人')
  await writeDay(page, '期限', chinaDay(14))
}

/** Follows a link that downloads. @param path where the file is kept. */
export async function download(page: Page, word: string, path: string): Promise<Buffer> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: word }).click()
  await (await coming).saveAs(path)
  return readFile(path)
}

/** The words of a Word document, headers too. */
export async function textOfWord(file: Buffer): Promise<string> {
  const parts = await JSZip.loadAsync(file)
  const pages = await Promise.all(parts.file(/^word\/(document|header\d*)\.xml$/).map((part) => part.async('string')))
  return [...pages.join('').matchAll(/<w:t[^>]*>([^<]*)/g)].map(([, words]) => words).join('')
}
