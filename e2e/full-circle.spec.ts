/** The full circle on Changzhou's grid, walked by the persons who walk it, each in their own browser. */
import { expect, type Page } from '@playwright/test'
import {
  atomCard,
  carryOutCut,
  endingsOf,
  found,
  nameSupply,
  powerRequest,
  supplies,
  takeStep,
  waterByParty,
} from './closure.ts'
import { attach, button, chinaDay, confirm, dialogOf, link, writeDay } from './fields.ts'
import { type Firm, ledgerFile, makeFirm, readingsFile } from './firm.ts'
import { demand } from './notice.ts'
import { paper, picture } from './papers.ts'
import { openScreen, shoot, test } from './people.ts'
import { download, signatory, textOfWord, writeReport } from './report.ts'
import { planVisit } from './visit.ts'

const county = 'county-320412'
const [officer, colleague] = ['market-320412-1', 'market-320412-2'] as const

/** What one person writes and the next one needs. */
let noticeNumber = ''
let firm: Firm
let leadNumber = ''
let gridWorker = ''
let casePath = ''

test.describe.configure({ mode: 'serial', timeout: 240_000 })

test.beforeAll(({ program }) => {
  const worker = program.people.find((one) => one.role === 'gridWorker')
  if (!worker) throw new Error('no grid worker can sign in')
  gridWorker = worker.userName
  firm = makeFirm(worker.userName.replace('village-', ''), worker.place)
})

test('the city office issues a notice with tasks to a county, which takes a number', async ({ people }) => {
  const page = await people.as('city-office')
  await openScreen(page, '通知公文')
  await link(page, '起草通知').click()
  await page.getByLabel('标题', { exact: true }).fill('关于开展冬季“地条钢”排查的通知（演示）')
  await page.getByLabel('段落标题').fill('开展全覆盖排查')
  await page.getByLabel('段落内容').fill('对辖区内所有村（社区）和重点场所逐一排查，不留死角。')
  await demand(page, '全覆盖排查', '排查结果')
  await button(page, '增加任务').click()
  await demand(page, '自查排查书面报告', '自查报告', 1)
  await page.getByRole('checkbox', { name: '武进区' }).check()
  await shoot(page, '01-draft')
  await button(page, '保存草稿').click()
  await confirm(page, '编号印发')
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toHaveText(/〔\d{4}〕\d+号/)
  noticeNumber = (await title.innerText()).trim()
  await shoot(page, '01-issued')
})

test('the county confirms receipt, and the city office sees who did and when', async ({ people }) => {
  const page = await people.as(county)
  await openScreen(page, '通知公文')
  await page.getByRole('row', { name: noticeNumber }).click()
  await button(page, '确认签收').click()
  await expect(page.getByText('已确认签收')).toBeVisible()
  await shoot(page, '02-received')
  const office = await people.as('city-office')
  await office.reload()
  await expect(office.locator('.receipts li', { hasText: '武进区' })).toContainText('签收')
  await expect(link(office, '1/1 已签收')).toBeVisible()
  await shoot(office, '02-receipts')
})

test('the grid shows who answers for every village, and where nobody does', async ({ people, program }) => {
  const page = await people.as(county)
  const worker = program.people.find((one) => one.userName === gridWorker)
  await openScreen(page, '责任网格')
  await expect(page.getByRole('heading', { name: '盲区' })).toBeVisible()
  await shoot(page, '03-grid')
  await openScreen(page, '任职名册')
  await expect(page.getByRole('row').nth(5)).toBeVisible()
  await shoot(page, '03-appointments')
  await openScreen(page, '盲区清单')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await shoot(page, '03-blind-spots')
  await page.goto(`/grid/appointments?text=${encodeURIComponent(worker?.name ?? '')}`)
  await expect(page.getByRole('row', { name: firm.villageName }).first()).toContainText(worker?.name ?? '')
})

test('the county imports enterprises: bad rows are named, good rows are taken', async ({ people }) => {
  const page = await people.as(county)
  await openScreen(page, '批量导入')
  await attach(page, ledgerFile(firm))
  await button(page, '开始预检').click()
  await expect(page.getByText('预检完成，待导入')).toBeVisible({ timeout: 60_000 })
  const bad = page.getByRole('row', { name: '第 3 行' })
  await expect(bad).toContainText('统一社会信用代码校验不通过')
  await expect(bad).toContainText('区划代码不存在')
  await shoot(page, '04-preview')
  await button(page, '只导入合格的 1 行').click()
  await button(dialogOf(page), '只导入合格的 1 行').click()
  await expect(page.getByRole('heading', { name: '写入结果' })).toBeVisible({ timeout: 60_000 })
  await shoot(page, '04-applied')
  await openScreen(page, '场所台账')
  await page.locator('.search-field input').fill(firm.name)
  await page.keyboard.press('Enter')
  await page.getByRole('row', { name: firm.name }).click()
  await expect(page.getByText('1号炉')).toBeVisible()
  await expect(page.getByText(firm.account)).toBeVisible()
  await shoot(page, '04-site')
})

test('the power company hands over readings, and they raise an alarm with reasons', async ({ people }) => {
  const page = await people.as('power')
  await openScreen(page, '数据交付')
  await button(page, '交付读数').click()
  const dialog = dialogOf(page)
  await attach(dialog, readingsFile(firm))
  await dialog.getByLabel('共享协议').fill('用电数据共享协议（演示）第2号')
  await dialog.getByLabel('使用目的').fill('防范“地条钢”用电监测')
  await dialog.getByLabel('法律依据').fill(noticeNumber)
  await button(dialog, '交付读数').click()
  await expect(page.locator('.ant-drawer').getByText('已生效').first()).toBeVisible({ timeout: 120_000 })
  await shoot(page, '05-delivery')
  const desk = await people.as(county)
  await openScreen(desk, '用电预警')
  // nobody has told the register of a licence: whether it is an honest foundry is asked before anybody is sent
  await desk.getByRole('tab', { name: /^先核对登记/ }).click()
  const row = desk.getByRole('row', { name: firm.name })
  await expect(async () => {
    await desk.reload()
    await expect(row).toBeVisible({ timeout: 5000 })
  }).toPass({ timeout: 120_000 })
  await row.getByText('分', { exact: false }).first().click()
  const drawer = desk.locator('.ant-drawer')
  await expect(drawer.getByRole('heading', { name: '主要依据' })).toBeVisible()
  expect(await drawer.locator('h2:has-text("主要依据") + ul li').count()).toBeGreaterThan(1)
  await shoot(desk, '05-alarm')
})

test('the load curve of the usage point shows the heats', async ({ people }) => {
  const page = await people.as(county)
  await page.locator('.ant-drawer').getByRole('link', { name: '查看负荷曲线' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(firm.account)
  await expect(page.getByText('负荷（kW，15 分钟平均）').first()).toBeVisible({ timeout: 30_000 })
  await expect(
    page
      .getByRole('figure', { name: /负荷（kW/ })
      .locator('canvas')
      .first(),
  ).toBeVisible()
  // as many rows as the line above them says, and some of them beyond what the register allows
  await expect(page.getByText(/：[1-9]\d* 炉，其中超出登记 [1-9]\d* 炉/).first()).toBeVisible()
  await shoot(page, '05-curve')
})

test('where the register explains nothing the alarm becomes a lead, which the county assigns to a department', async ({
  people,
}) => {
  const page = await people.as(county)
  await openScreen(page, '用电预警')
  await page.getByRole('tab', { name: /^先核对登记/ }).click()
  await page.getByRole('row', { name: firm.name }).getByText('分', { exact: false }).first().click()
  await button(page, '核对登记').click()
  await dialogOf(page)
    .getByRole('radio', { name: /登记中没有可以解释的内容/ })
    .check()
  await dialogOf(page).getByLabel('说明').fill('电话核对：该厂登记为塑料制品，没有熔炼许可（演示）')
  await button(dialogOf(page), '核对登记').click()
  await expect(page.locator('.ant-drawer').getByRole('link', { name: /^XS/ })).toBeVisible()
  await shoot(page, '06-checked')
  await openScreen(page, '线索')
  await page.getByRole('row', { name: firm.name }).first().click()
  const drawer = page.locator('.ant-drawer')
  await expect(drawer.getByText('用电预警').first()).toBeVisible()
  leadNumber = /XS\d+-\d+/.exec(await drawer.innerText())?.[0] ?? ''
  expect(leadNumber).not.toBe('')
  await shoot(page, '06-lead')
  await button(drawer, '交办').click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: /市场监督管理局/ }).check()
  await dialog.getByLabel('交办意见（可不填）').fill('请两日内到场核查（演示）')
  await button(dialog, '交办').click()
  await expect(drawer.getByText('待受理').first()).toBeVisible()
  await shoot(page, '06-assigned')
})

test('an officer takes it up and plans the visit with all that the rule of the day demands', async ({ people }) => {
  const page = await people.as(officer, 'phone')
  await openScreen(page, '线索')
  await page.getByText(leadNumber).first().click()
  await confirm(page, '受理核查')
  await expect(page.getByText('核查中').first()).toBeVisible()
  // nobody has been there: the one result that may be stated is that it is somebody else's
  await expect(page.getByText('尚无现场核查记录')).toBeVisible()
  await button(page, '作出结论').click()
  await expect(dialogOf(page).getByRole('radio')).toHaveCount(1)
  await expect(dialogOf(page).getByRole('radio', { name: '不属本地职责' })).toBeVisible()
  await button(dialogOf(page), '取消').click()
  await shoot(page, '07-taken-up')
  await closeDrawer(page)
  await openScreen(page, '现场检查')
  await link(page, '安排检查').click()
  await planVisit(page, firm.name, leadNumber)
  await shoot(page, '07-plan')
  await button(page, '安排检查').click()
  await expect(page.getByText('已安排').first()).toBeVisible()
})

async function closeDrawer(page: Page): Promise<void> {
  await page.locator('.ant-drawer-close:visible').click()
  await expect(page.locator('.ant-drawer-content-wrapper:visible')).toHaveCount(0)
}

test('two officers log in at the gate, judge the furnace by what they see, and hand in the visit', async ({
  people,
}) => {
  const page = await people.as(officer, 'phone')
  await button(page, '开始检查').click()
  await dialogOf(page).getByLabel('入企登记编号').fill(`SM-${chinaDay()}-1`)
  await button(dialogOf(page), '开始检查').click()
  await expect(page.getByText('检查中').first()).toBeVisible()
  await shoot(page, '07-started')
  await page.getByRole('link', { name: '界定', exact: true }).click()
  for (const seen of ['感应炉熔炼', '浇铸钢锭', '无精炼', '无成分控制', '中频炉', '钢锭模', '废钢铁', '普通钢锭']) {
    await page.getByRole('button', { name: seen, exact: true }).click()
  }
  await attach(page, await picture('中频炉与钢锭模'))
  await shoot(page, '07-judging')
  await button(page, '签署界定').click()
  await expect(page.getByRole('heading', { name: '界定结果' })).toBeVisible()
  await expect(page.getByText('禁止').first()).toBeVisible()
  await shoot(page, '07-judged')
  await page.getByRole('link', { name: '返回检查' }).last().click()
  await page.getByLabel('检查发现').fill('现场有中频炉一台，炉内有余温，旁有钢锭模；未见铸件和造型设备（演示）。')
  await attach(page, await picture('现场'))
  await button(page, '提交检查结果').click()
  await expect(page.getByText('待审核').first()).toBeVisible()
  await shoot(page, '07-submitted')
})

test('somebody who was not there accepts the visit, and the officer finds the lead founded', async ({ people }) => {
  const desk = await people.as(county)
  await desk.goto('/inspections/visits')
  await desk.getByRole('row', { name: firm.name }).click()
  await confirmAtOnce(desk, '审核通过')
  await expect(desk.getByText('已通过').first()).toBeVisible()
  await shoot(desk, '07-accepted')
  const page = await people.as(officer)
  await openScreen(page, '线索')
  await page.getByRole('row', { name: leadNumber }).click()
  await expect(page.locator('.ant-drawer').getByRole('link', { name: /现场检查，已审核通过/ })).toBeVisible()
  await button(page, '作出结论').click()
  const dialog = dialogOf(page)
  await dialog.getByRole('radio', { name: '属实', exact: true }).check()
  await dialog.getByLabel('结论说明').fill('现场查实以废钢熔炼钢锭，炉已界定为禁止类（演示）')
  await button(dialog, '作出结论').click()
  await expect(page.locator('.ant-drawer').getByText('属实，请开立案卷')).toBeVisible()
  await shoot(page, '07-founded')
})

/** An act without a question. */
async function confirmAtOnce(page: Page, word: string): Promise<void> {
  await button(page, word).click()
}

test('a grid worker signs on the phone that nothing was seen, and the township leader sees the village covered', async ({
  people,
}) => {
  const page = await people.as(gridWorker, 'phone')
  await shoot(page, '08-doors')
  await openScreen(page, '我的排查')
  await expect(page.getByText(firm.villageName).first()).toBeVisible()
  const nothing = page.getByRole('link', { name: /未见异常/ }).first()
  if (await nothing.isVisible()) await nothing.click()
  else await page.getByRole('link', { name: '记录所见' }).first().click()
  await shoot(page, '08-observe')
  await page.getByRole('button', { name: /签报未见异常/ }).click()
  await expect(page.getByText('系统已收到')).toBeVisible()
  await shoot(page, '08-received')
  const desk = await people.as(`township-${firm.villageCode.slice(0, 9)}000`)
  await openScreen(desk, '巡查记录')
  await expect(desk.getByRole('row', { name: firm.villageName }).first()).toContainText('未见异常')
  await shoot(desk, '08-township')
})

test('the officer opens the case and records the penalty decision with its service', async ({ people }) => {
  const page = await people.as(officer)
  await openScreen(page, '案件')
  await button(page, '立案').click()
  await dialogOf(page)
    .getByRole('radio', { name: new RegExp(leadNumber) })
    .check()
  await button(dialogOf(page), '立案').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('案卷')
  casePath = new URL(page.url()).pathname
  await shoot(page, '09-opened')
  await button(page, '登记处罚决定').click()
  const decision = dialogOf(page)
  await decision.getByLabel('决定文号').fill(decisionNumber())
  await decision.getByLabel('依据法律').fill('《产品质量法》')
  await decision.getByLabel('条款').fill('第五十一条')
  await writeDay(decision, '决定日期', chinaDay())
  await attach(decision, paper('决定书'))
  await button(decision, '登记处罚决定').click()
  await expect(decision).toBeHidden()
  await button(page, '登记送达').click()
  const service = dialogOf(page)
  await writeDay(service, '送达日期', chinaDay())
  await attach(service, paper('送达回证'))
  await button(service, '登记送达').click()
  await expect(page.locator('.decision-rows')).toContainText('直接送达')
  await shoot(page, '09-served')
})

const decisionNumber = () => `武市监罚〔演示〕${firm.account}号`

test('power is cut by the power company on a written request, water by the firm itself', async ({ people }) => {
  const page = await people.as(officer)
  await page.goto(casePath)
  for (const [title, meter] of supplies) {
    await nameSupply(page, title, meter)
    await takeStep(page, title, found)
  }
  await takeStep(page, '供电', powerRequest)
  await takeStep(page, '供水', waterByParty)
  await shoot(page, '09-cut-prepared')
  const power = await people.as('power')
  await openScreen(power, '案件')
  await power.getByRole('row', { name: firm.name }).click()
  await carryOutCut(power)
  await expect(atomCard(power, '供电')).toContainText('已断供')
  await shoot(power, '09-cut')
})

test('equipment is dismantled and destroyed, product confiscated, the rest left to the law', async ({ people }) => {
  test.setTimeout(420_000)
  const page = await people.as(officer)
  await page.goto(casePath)
  const endings = endingsOf(decisionNumber())
  for (const [title] of endings) if (title !== '拆除物去向') await takeStep(page, title, found)
  for (const [title, step] of endings) await takeStep(page, title, step)
  await expect(page.getByText('适用事项均已齐备，可以提交验收。')).toBeVisible()
  await shoot(page, '09-card')
})

test('a second person accepts the card; ledger, lead and revisits follow', async ({ people }) => {
  const page = await people.as(officer)
  await page.goto(casePath)
  await confirm(page, '提交验收')
  await expect(page.getByText('待验收').first()).toBeVisible()
  const desk = await people.as(county)
  await desk.goto(casePath)
  await confirm(desk, '验收并办结', '现场与关停卡一致（演示）')
  await expect(desk.getByText('已办结').first()).toBeVisible()
  await shoot(desk, '09-closed')
  await desk.goto('/ledger/sites')
  await desk.locator('.search-field input').fill(firm.name)
  await desk.keyboard.press('Enter')
  await desk.getByRole('row', { name: firm.name }).click()
  await expect(desk.getByText('已关闭').first()).toBeVisible()
  await expect(desk.getByText('已销毁').first()).toBeVisible()
  await shoot(desk, '09-site-closed')
  await desk.goto('/leads?status=closed')
  await expect(desk.getByText(leadNumber)).toBeVisible()
  const visits = await people.as(colleague)
  await openScreen(visits, '现场检查')
  await visits.locator('.filter-select').click()
  await visits.locator('.ant-select-dropdown:visible').getByText('待安排').click()
  await expect(visits.getByRole('row', { name: firm.name })).toHaveCount(4)
  await shoot(visits, '09-revisits')
})

test('the county’s self-check report comes out in official layout, and the city office accepts it', async ({
  people,
}, info) => {
  const page = await people.as(county)
  await openScreen(page, '自查报告')
  await button(page.getByRole('row', { name: noticeNumber }), '编写报告').click()
  await writeReport(page)
  await button(page, '保存').click()
  await expect(page.getByText('已保存')).toBeVisible()
  await shoot(page, '10-draft')
  await confirm(page, '编号并报送')
  await expect(page.getByText('待审核').first()).toBeVisible()
  const number = await page.locator('.paper-number span').first().innerText()
  expect(number).toMatch(/〔\d{4}〕\d+号/)
  await shoot(page, '10-submitted')
  const word = await download(page, 'Word 文档', info.outputPath('report.docx'))
  const text = await textOfWord(word)
  for (const words of [
    '演示',
    number,
    `（${noticeNumber}）要求`,
    '立案1起',
    firm.name,
    '已彻底',
    '依法另行处理',
    signatory,
  ])
    expect(text).toContain(words)
  for (const words of ['文中数据截至', '附件：1. 分镇（街道）排查情况', '附件2', '印发']) expect(text).toContain(words)
  // the grid worker has signed for it: it is no longer among those that nobody has been to
  expect(text).not.toContain(`${firm.villageName}村（社区）`)
  expect(text).not.toContain('（待填写）')
  const pdf = await download(page, 'PDF', info.outputPath('report.pdf'))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const office = await people.as('city-office')
  await office.goto(new URL(page.url()).pathname)
  await confirmAtOnce(office, '审核通过')
  await expect(office.getByText('已通过').first()).toBeVisible()
  await shoot(office, '10-accepted')
})

test('health is well, every event is sealed, and no page has complained', async ({ people, program }) => {
  const { request } = await people.as('system-admin')
  const lag = async () => (await request.get('/api/health/lag')).json()
  await expect.poll(lag, { timeout: 120_000 }).toMatchObject({ sealer: { unsealed: 0 } })
  await expect
    .poll(async () => (await fetch(`${program.address}/api/health`)).json(), { timeout: 120_000 })
    .toMatchObject({ ok: true, sealer: { ok: true, lagMinutes: 0 } })
  expect(people.complaints).toEqual([])
})
