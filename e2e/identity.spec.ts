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

/** The row of a key in the list of custodians. */
const keyOf = (page: Page, who: string): Locator => page.getByRole('row').filter({ hasText: who })

async function openCustodians(page: Page, question = ''): Promise<void> {
  await page.goto(`/tips/custodians${question}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Presses a button in the row of a key, and the one of the same word in the dialog, which names whose key it is. */
async function actOnKey(page: Page, who: string, word: string, reason?: string): Promise<void> {
  await button(keyOf(page, who), word).click()
  const dialog = dialogOf(page)
  await expect(dialog).toContainText(who)
  if (reason !== undefined) await dialog.locator('textarea').fill(reason)
  await button(dialog, word).click()
  await expect(dialog).toBeHidden()
}

/** Seals anew, or checks, what waits for a custodian, with a key file. @returns what the page says then. */
async function workOnHalves(page: Page, word: '重新封存' | '核对', file: string): Promise<Locator> {
  await openCustodians(page)
  const act = page.getByRole('button', { name: new RegExp(`^${word} \\d+ 个半钥$`) })
  await act.click()
  const dialog = dialogOf(page)
  await dialog.locator('input[type=file]').setInputFiles(file)
  const passphrase = dialog.getByLabel('口令', { exact: true })
  if (!file.endsWith(successorFile)) await passphrase.fill(password)
  await shoot(page, `41-custodian-${word === '核对' ? 'check' : 'reseal'}`)
  await dialog.getByRole('button', { name: new RegExp(`^${word}`) }).click()
  return page.locator('.ant-modal-confirm:visible')
}

const successorFile = 'successor-key.txt'
let successorKey = ''

test('a lost key says so until the other level agrees to its end, and a successor comes into use by both', async ({
  people,
}, testInfo) => {
  const county = await people.as('county-320412')
  await openCustodians(county)
  await actOnKey(county, '武进区市监执法员2', '登记遗失', 'U盘遗失，已报案')
  await expect(keyOf(county, '武进区市监执法员2')).toContainText('已报遗失待市级同意理由：U盘遗失，已报案')
  await shoot(county, '41-custodian-losing')
  const city = await people.as('city-office')
  await openCustodians(city, '?body=county')
  await actOnKey(city, '武进区市监执法员2', '同意按遗失停用')
  await expect(keyOf(city, '武进区市监执法员2')).toContainText('已遗失')
  const next = await people.as('environment-320412-1')
  await openCustodians(next)
  await button(next, '担任保管人').click()
  const dialog = dialogOf(next)
  const saved = next.waitForEvent('download')
  await button(dialog, '生成钥匙并保存文件').click()
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/^身份保管钥匙-[0-9a-f]{4}\.txt$/)
  successorKey = testInfo.outputPath(successorFile)
  await download.saveAs(successorKey)
  await dialog.getByRole('checkbox').check()
  await button(dialog, '担任保管人').click()
  await expect(keyOf(next, '武进区生态环境执法员1')).toContainText('待同意待区（市）、市级同意')
  await openCustodians(county)
  await actOnKey(county, '武进区生态环境执法员1', '同意')
  await expect(keyOf(county, '武进区生态环境执法员1')).toContainText('待同意待市级同意')
  await openCustodians(city, '?state=proposed')
  await actOnKey(city, '武进区生态环境执法员1', '同意')
  await openCustodians(next)
  await expect(keyOf(next, '武进区生态环境执法员1')).toContainText('使用中')
})

test('sealing anew with a key that opens nothing is no success: it says what stays sealed as it was', async ({
  program,
  people,
}) => {
  const keeper = await people.as('market-320412-1')
  const none = await workOnHalves(keeper, '重新封存', keyFileOf(program, 'market-320402-1'))
  await expect(none).toContainText('没有全部封好')
  await expect(none).toContainText(/已封好 0 个；[1-9]\d* 个用这把钥匙打不开/)
  const all = await workOnHalves(keeper, '重新封存', keyFileOf(program, 'market-320412-1'))
  await expect(all).toContainText(/已封好 [1-9]\d* 个，等待接收的保管人核对/)
})

test('the successor checks what was sealed anew, with the own key and no other', async ({ program, people }) => {
  const next = await people.as('environment-320412-1')
  await workOnHalves(next, '核对', keyFileOf(program, 'market-320412-1'))
  await expect(dialogOf(next)).toContainText('这把钥匙不是在用的那一把')
  const all = await workOnHalves(next, '核对', successorKey)
  await expect(all).toContainText(/[1-9]\d* 个全部相符/)
})
