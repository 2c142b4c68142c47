/**
 * Who reported is read by nobody alone: two custodians, one of each level, open it for a stated purpose, and the reporter sees each
 * request under the code. And a custodian leaves: the other one seals anew to the next.
 */
import { expect, type Locator, type Page } from '@playwright/test'
import { button, confirm, dialogOf, part } from './fields.ts'
import { openScreen, shoot, test } from './people.ts'
import { keyFileOf, type Program, password } from './program.ts'
import { followReport, sendReport } from './reporter.ts'

test.describe.configure({ mode: 'serial', timeout: 240_000 })

/** Where no other journey reports. */
const place = '礼嘉镇'
const name = '金丝雀戊'
const contact = '托村口小卖部老板转交'
const purpose = '调查中有人威胁举报人，需要联系本人安排保护'

let code = ''
let codeName = ''

/** The record of the tip, open beside the list. */
async function openTip(page: Page): Promise<Locator> {
  await openScreen(page, '举报')
  await page.getByText(codeName).first().click()
  const drawer = page.getByRole('dialog').filter({ hasText: codeName })
  await expect(button(drawer, '申请打开身份')).toBeVisible()
  return drawer
}

async function askIdentity(page: Page): Promise<Locator> {
  const drawer = await openTip(page)
  await button(drawer, '申请打开身份').click()
  const dialog = dialogOf(page)
  await part(dialog, '目的').locator('textarea').fill(purpose)
  await part(dialog, '办案机关').locator('input').fill('武进区公安局')
  await part(dialog, '案号').locator('input').fill('武公受案字〔2026〕12号')
  await shoot(page, '40-identity-ask')
  await button(dialog, '申请打开身份').click()
  await expect(dialog).toBeHidden()
  await expect(drawer.getByText('等待保管人')).toBeVisible()
  return drawer
}

async function giveHalf(page: Page, program: Program, userName: string): Promise<void> {
  await openScreen(page, '身份保管人')
  await page.reload()
  await expect(page.getByText(purpose)).toBeVisible()
  await button(page, '交出半钥').click()
  const dialog = dialogOf(page)
  await dialog.locator('input[type=file]').setInputFiles(keyFileOf(program, userName))
  await dialog.getByLabel('口令', { exact: true }).fill(password)
  await shoot(page, `40-identity-give-${userName}`)
  await button(dialog, '交出半钥').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('没有等待您答复的申请。')).toBeVisible()
}

test('a neighbour leaves a name; the office reads what was seen and cannot read who it was', async ({
  browser,
  program,
  people,
}) => {
  code = await sendReport(browser, program, {
    place,
    words: '厂里的人已经来问过是谁说的，请先不要声张',
    contact: { name, contact },
  })
  const office = await people.as('city-office')
  // taken into the list within the minute
  const row = office.getByRole('row').filter({ hasText: place })
  await expect(async () => {
    await openScreen(office, '举报')
    await office.reload()
    await expect(row.first()).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 90_000 })
  codeName = /JB-[0-9A-Z]+/.exec((await row.last().textContent()) ?? '')?.[0] ?? ''
  expect(codeName).not.toBe('')
  const drawer = await openTip(office)
  await expect(drawer.getByText('厂里的人已经来问过是谁说的')).toBeVisible()
  await shoot(office, '40-identity-tip')
  expect(await office.content()).not.toContain(name)
})

test('a custodian refuses a request, and the reporter sees that it was asked for and refused', async ({
  browser,
  program,
  people,
}) => {
  await askIdentity(await people.as('city-office'))
  const custodian = await people.as('market-320412-1')
  await openScreen(custodian, '身份保管人')
  await shoot(custodian, '40-identity-requests')
  await confirm(custodian, '拒绝', '没有报案回执，先补材料')
  await expect(custodian.getByText('没有等待您答复的申请。')).toBeVisible()
  const office = await people.as('city-office')
  await office.reload()
  await expect(office.getByText('没有报案回执，先补材料')).toBeVisible()
  await followReport(browser, program, code, async (page) => {
    await expect(page.getByText(purpose).first()).toBeVisible()
    await shoot(page, '40-identity-refused-mine')
  })
})

test('one custodian of each level opens it with their own key files, and only the browser that asked reads it', async ({
  browser,
  program,
  people,
}) => {
  const office = await people.as('city-office')
  await askIdentity(office)
  await giveHalf(await people.as('market-320412-1'), program, 'market-320412-1')
  await expect(button(office, '查看身份')).toHaveCount(0)
  await giveHalf(await people.as('city-keeper'), program, 'city-keeper')
  // the page that asked holds the key and stays open; the answer comes to it
  await expect(button(office, '查看身份')).toBeVisible({ timeout: 40_000 })
  await button(office, '查看身份').click()
  await button(dialogOf(office), '查看身份').click()
  const letter = office.getByRole('dialog').filter({ hasText: '身份内容' })
  await expect(letter.getByText(name)).toBeVisible()
  await expect(letter.getByText(contact)).toBeVisible()
  await shoot(office, '40-identity-opened')
  await button(letter, '关闭').last().click()
  await expect(office.getByText(name)).toHaveCount(0)
  await expect(office.getByText('已打开')).toBeVisible()
  await followReport(browser, program, code, async (page) => {
    await expect(page.getByText(/已经?由|已被?查看|已查看|打开/).first()).toBeVisible()
    await shoot(page, '40-identity-opened-mine')
  })
})
