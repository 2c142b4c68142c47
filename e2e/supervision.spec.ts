/** From a meeting over its demands to a closed item in public, and a listed matter struck off with proof. */
import { expect } from '@playwright/test'
import { attach, button, chinaClock, chinaDay, choose, dialogOf, link, part, writeDay } from './fields.ts'
import { picture } from './papers.ts'
import { openScreen, shoot, test } from './people.ts'

test.describe.configure({ mode: 'serial', timeout: 300_000 })

const county = 'county-320412'
const problem = '两个镇网格员空缺（演示）'
let meeting = ''
let item = ''

test('a meeting is planned and told, the county says who will come, and the minutes demand', async ({ people }) => {
  const office = await people.as('city-office')
  await openScreen(office, '督导会')
  await shoot(office, 'supervision-meetings')
  await button(office, '筹备督导会').click()
  const plan = dialogOf(office)
  await plan.getByLabel('会议名称').fill('“地条钢”排查工作督导会（演示）')
  await plan.getByLabel('会议事由').fill('排查进度不平衡。')
  await plan.getByLabel('会议议程').fill('武进区汇报\n市化解办通报情况')
  await plan.getByRole('checkbox', { name: '武进区' }).check()
  await plan.getByRole('checkbox', { name: '引用督导对象提示的数字作为依据' }).check()
  await button(plan, '筹备督导会').click()
  await expect(office.getByText('筹备中').first()).toBeVisible()
  await expect(office.getByRole('heading', { name: '选为督导对象的依据' })).toBeVisible()
  meeting = new URL(office.url()).pathname
  await button(office, '发出会议通知').click()
  await dialogOf(office).getByLabel('会议时间').fill(chinaClock())
  await dialogOf(office).getByLabel('地点').fill('市政府二号会议室')
  await button(dialogOf(office), '发出会议通知').click()
  await expect(office.getByText('已通知，待开会').first()).toBeVisible()

  const answering = await people.as(county)
  await openScreen(answering, '督导会')
  await answering.getByRole('row', { name: '排查工作督导会' }).first().click()
  await button(answering, '回复参会人员').click()
  await dialogOf(answering).getByLabel('参会人员').fill('武进区分管负责人')
  await button(dialogOf(answering), '回复参会人员').click()
  await expect(answering.getByText('武进区分管负责人').first()).toBeVisible()

  await office.reload()
  await button(office, '形成纪要').click()
  const minutes = dialogOf(office)
  await writeDay(minutes, '开会日期', chinaDay())
  await minutes.getByLabel('主持人').fill('市化解办主任')
  await minutes.getByLabel('会议情况').fill('武进区汇报了排查进度。')
  await button(minutes, '增加要求').click()
  await choose(minutes, '责任地区', '武进区')
  await writeDay(minutes, '期限', chinaDay(20))
  await minutes.locator('.meeting-demand').getByLabel('问题').fill(problem)
  await minutes.locator('.meeting-demand').getByLabel('要求', { exact: true }).fill('补齐网格员')
  await button(minutes, '形成纪要').click()
  await expect(office.getByText('已形成纪要').first()).toBeVisible()
  await expect(link(office, '纪要 PDF')).toBeVisible()
  await shoot(office, 'supervision-meeting-minuted')
})

test('the county answers with evidence, the city accepts and makes the closure public', async ({ people }) => {
  const answering = await people.as(county)
  await openScreen(answering, '整改台账')
  await answering.getByRole('row', { name: problem }).first().click()
  item = new URL(answering.url()).pathname
  await button(answering, '上报整改结果').click()
  await dialogOf(answering).locator('textarea').fill('两镇网格员已补齐（演示）。')
  await attach(dialogOf(answering), await picture('网格员名单'))
  await button(dialogOf(answering), '上报整改结果').click()
  await expect(answering.getByText('待验收').first()).toBeVisible()
  await shoot(answering, 'supervision-item-answered')

  const office = await people.as('city-office')
  await office.goto(item)
  await button(office, '验收通过').click()
  await dialogOf(office).locator('textarea').fill('抽查两镇，名单属实。')
  await button(dialogOf(office), '验收通过').click()
  await expect(office.getByText('已验收，待公示').first()).toBeVisible()
  await button(office, '公示').click()
  await dialogOf(office).getByLabel('公示的问题').fill('部分村网格员空缺')
  await dialogOf(office).getByLabel('公示的整改结果').fill('网格员已全部补齐')
  await button(dialogOf(office), '公示').click()
  await expect(office.getByText('公示中').first()).toBeVisible()
  // the days have not passed: striking off is not offered
  await expect(button(office, '销号')).toHaveCount(0)

  const page = await office.context().newPage()
  await page.goto('/public/rectifications')
  await expect(page.getByText('网格员已全部补齐')).toBeVisible()
  await shoot(page, 'supervision-public')
  await page.close()
})

test('a matter is listed, reported and struck off with proof', async ({ people }) => {
  const office = await people.as('city-office')
  await openScreen(office, '挂牌督办')
  await button(office, '挂牌督办').click()
  const list = dialogOf(office)
  await part(list, '督办事项').locator('.ant-select').click()
  await part(list, '督办事项').locator('input').fill('XS')
  await office.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await list.getByLabel('挂牌理由').fill('久拖未核查（演示）。')
  await list.getByLabel('向社会公开的文字').fill('一条线索逾期未核查')
  await button(list, '挂牌督办').click()
  await expect(office.getByText('督办中').first()).toBeVisible()
  await shoot(office, 'supervision-listed')
  await button(office, '核实摘牌').click()
  await dialogOf(office).locator('textarea').fill('现场核实已办结。')
  await attach(dialogOf(office), await picture('现场照片'))
  await button(dialogOf(office), '核实摘牌').click()
  await expect(office.getByText('已摘牌').first()).toBeVisible()
})

test('why a county was picked and how counties are ranked is open to the office, at a desk and on a phone', async ({
  people,
}) => {
  const office = await people.as('city-office')
  await openScreen(office, '督导对象提示')
  await expect(office.getByRole('heading', { name: '武进区' })).toBeVisible()
  await shoot(office, 'supervision-picks')
  await openScreen(office, '工作排名')
  await expect(office.getByRole('heading', { name: '计算办法' })).toBeVisible()
  await shoot(office, 'supervision-ranking')
  const figure = office.locator('.term-parts a').first()
  const counted = Number(await figure.innerText())
  await figure.click()
  await expect(office.locator('tbody tr.ant-table-row')).toHaveCount(counted)
  const phone = await people.as('city-office', 'phone')
  for (const [name, path] of [
    ['picks', '/supervision/picks'],
    ['ranking', '/supervision/ranking'],
    ['meeting', meeting],
    ['item', item],
    ['ledger', '/supervision/rectifications'],
    ['urgings', '/supervision/urgings'],
  ] as const) {
    await phone.goto(path)
    await expect(phone.getByRole('heading', { level: 1 })).toBeVisible()
    await shoot(phone, `supervision-phone-${name}`)
  }
  expect(people.complaints).toEqual([])
})
