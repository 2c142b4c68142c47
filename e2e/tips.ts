/** A tip as the offices see it: found by its code name, put into other words by one person and issued by another. */
import { expect, type Locator, type Page } from '@playwright/test'
import { button, dialogOf } from './fields.ts'
import { shoot } from './people.ts'

export const drawerOf = (page: Page): Locator => page.locator('.ant-drawer-content-wrapper:visible')

export type OpenedTip = {
  /** `JB-7K2M9Q`. */
  codeName: string
  /** What must stand in it. */
  words: string
}

/** The tip in the drawer of whoever's list. @param show further filters of the list, `&state=…`. */
export async function openTip(page: Page, { codeName, words }: OpenedTip, show = ''): Promise<Locator> {
  await page.goto(`/tips?text=${codeName}${show}`)
  await page.getByRole('row', { name: codeName }).click()
  const drawer = drawerOf(page)
  await expect(drawer.getByText(words)).toBeVisible()
  return drawer
}

type Form = { paraphrase: string; receiver: string /** Begins the names of the pictures. */; picture: string }

/** One person writes the form in the drawer that is open, another answers for every clue and issues it. @returns the drawer of the other. */
export async function handOver(page: Page, checker: Page, tip: OpenedTip, form: Form): Promise<Locator> {
  const drawer = drawerOf(page)
  await shoot(page, `${form.picture}-tip`)
  await button(drawer, '起草交办单').click()
  const dialog = dialogOf(page)
  await dialog.locator('textarea').fill(form.paraphrase)
  await dialog.getByLabel(/用途/).fill('依法核查')
  await button(dialog, '起草交办单').click()
  await expect(drawer.getByText('待第二人核对')).toBeVisible()
  const checking = await openTip(checker, tip)
  await button(checking, '核对并印发').click()
  const check = dialogOf(checker)
  await expect(check.getByRole('checkbox').first()).toBeVisible()
  for (const box of await check.getByRole('checkbox').all()) await box.check()
  await check.locator('textarea').fill(form.receiver)
  await shoot(checker, `${form.picture}-check`)
  await button(check, '核对并印发').click()
  await expect(checking.getByText('已印发').first()).toBeVisible()
  return checking
}
