/** Fields of the officials' forms, used as a person uses them. */
import { expect, type Locator, type Page } from '@playwright/test'

type Scope = Page | Locator

const pageOf = (scope: Scope): Page =>
  'page' in scope && typeof scope.page === 'function' ? scope.page() : (scope as Page) // only locators have page()

/** A button by its word; the kit puts a space between two Chinese characters, and an icon's name before them. */
export const button = (scope: Scope, word: string): Locator => scope.getByRole('button', { name: named(word) })

/** A link by its word, with an icon's name before it or not. */
export const link = (scope: Scope, word: string): Locator => scope.getByRole('link', { name: named(word) })

const named = (word: string): RegExp => new RegExp(`(^|\\s)${[...word].map(escaped).join('\\s?')}$`)

const escaped = (character: string): string => character.replace(/[.*+?^${}()|[\]\\]/, '\\$&')

/** The part of a form under a label, for fields that are no single input. */
export const part = (scope: Scope, label: string): Locator =>
  scope.locator('.ant-form-item').filter({ has: pageOf(scope).locator('.ant-form-item-label', { hasText: label }) })

/** Chooses from a list that opens. @param option text that the option contains. */
export async function choose(scope: Scope, label: string, option: string): Promise<void> {
  const page = pageOf(scope)
  await part(scope, label).first().locator('.ant-select').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().click()
  await expect(part(scope, label).first()).toContainText(option)
}

/** Types a day, `2018-03-15`. */
export async function writeDay(scope: Scope, label: string, day: string): Promise<void> {
  const input = part(scope, label).first().locator('.ant-picker input')
  await input.fill(day)
  await input.press('Enter')
  await input.press('Tab')
  await expect(input).toHaveValue(day)
  await expect(pageOf(scope).locator('.ant-picker-dropdown:visible')).toHaveCount(0)
}

export type Upload = { name: string; mimeType: string; buffer: Buffer }

/** Takes a file in and waits until the server has it. */
export async function attach(scope: Scope, file: Upload): Promise<void> {
  await scope.locator('input[type=file]').first().setInputFiles(file)
  await expect(scope.locator('.file-rows')).toContainText(file.name)
}

/** The dialog that is open. */
export const dialogOf = (page: Page): Locator =>
  page.locator('.ant-modal-wrap:visible [role=dialog], [role=dialog].ant-modal:visible').first()

/** Presses the button that asks, and then the one of the same word in the dialog. */
export async function confirm(page: Page, word: string, reason?: string): Promise<void> {
  await button(page, word).first().click()
  const dialog = dialogOf(page)
  if (reason !== undefined) await dialog.locator('textarea').fill(reason)
  await button(dialog, word).click()
  await expect(dialog).toBeHidden()
}

/** The day in China, and days from it. */
export const chinaDay = (shift = 0): string =>
  new Date(Date.now() + 8 * 3_600_000 + shift * 86_400_000).toISOString().slice(0, 10)

/** The wall clock of Beijing, `2018-03-05T09:30`, as the fields of a step take it. */
export const chinaClock = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)
