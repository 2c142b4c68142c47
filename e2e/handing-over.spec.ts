/** A township leader is replaced and nothing is orphaned; a village is merged and another one moves, and history still reads right. */
import { expect, type Page } from '@playwright/test'
import { button, chinaDay, choose, dialogOf, link, part } from './fields.ts'
import { openScreen, shoot, test } from './people.ts'

test.describe.configure({ mode: 'serial', timeout: 120_000 })

type Area = { id: number; name: string; level: string }

/** Areas directly below one, as the tree of the page reads them. */
async function below(page: Page, parentId: number): Promise<Area[]> {
  const answer = await page.request.get(`/api/areas/children?parentId=${parentId}`)
  return (await answer.json()).rows
}
async function countyNamed(page: Page, name: string): Promise<Area> {
  const answer = await page.request.get(`/api/areas/search?text=${encodeURIComponent(name)}`)
  const found = (await answer.json()).rows.find((row: Area) => row.level === 'county')
  if (!found) throw new Error(`no county ${name}`)
  return found
}
/** A township of the county with at least so many villages. */
async function townshipOf(page: Page, county: string, villages: number): Promise<{ township: Area; villages: Area[] }> {
  for (const township of await below(page, (await countyNamed(page, county)).id)) {
    const rows = await below(page, township.id)
    if (rows.length >= villages) return { township, villages: rows }
  }
  throw new Error(`no township of ${county} with ${villages} villages`)
}

test('a township leader is replaced: what is open is shown, goes to the successor, and is confirmed by nobody else', async ({
  people,
}) => {
  const page = await people.as('county-320402')
  const { township } = await townshipOf(page, '天宁区', 3)
  await page.goto(`/grid/appointments?area=${township.id}&post=gridLeader`)
  const row = page.getByRole('row').nth(1)
  const before = (await row.getByRole('cell').first().textContent()) ?? ''
  await row.click()
  await button(page, '结束任职').click()
  const dialog = dialogOf(page)
  await expect(dialog.getByRole('region', { name: '尚未办结' })).toBeVisible()
  await shoot(page, '30-end-appointment')
  await button(dialog, '结束任职并交接').click()
  // nobody named yet
  await expect(dialog.getByText('请填写').first()).toBeVisible()
  await dialog.getByLabel('理由').fill('任期届满')
  await dialog.getByLabel('继任者姓名').fill('顾继任')
  await dialog.getByLabel('继任者联系电话').fill('0519-80009999')
  await dialog.getByLabel('任职文件').fill('天政发〔2026〕9号')
  await button(dialog, '结束任职并交接').click()
  await expect(dialog).toBeHidden()
  // from the next day the post is the successor's, and nobody else's
  await page.goto(`/grid/appointments?area=${township.id}&post=gridLeader&asOf=${chinaDay(1)}`)
  await expect(page.getByText('顾继任')).toBeVisible()
  await expect(page.getByText(before, { exact: true })).toHaveCount(0)
  await page.goto(`/grid/blind-spots?area=${township.id}&kind=vacancy&level=township&asOf=${chinaDay(1)}`)
  await expect(page.getByText('没有符合筛选条件的记录')).toBeVisible()
  await openScreen(page, '工作交接')
  await page.getByText('顾继任').first().click()
  await expect(page.getByText('待确认接收').first()).toBeVisible()
  await expect(button(page, '确认接收')).toHaveCount(0)
  await shoot(page, '30-hand-over')
})

test('a village is merged into another one: it is gone today, and stands as it was for yesterday', async ({
  people,
}) => {
  const page = await people.as('city-office')
  const { township, villages } = await townshipOf(page, '天宁区', 3)
  const [going, staying] = villages
  if (!going || !staying) throw new Error('two villages are needed')
  await page.goto(`/grid?area=${going.id}`)
  await expect(page.getByText('网格员').first()).toBeVisible()
  const holder = (await page.locator('.holder a').first().textContent()) ?? ''
  await page.goto(`/grid/changes?area=${going.id}`)
  await button(page, '合并或撤销').click()
  const dialog = dialogOf(page)
  await choose(dialog, '归入', staying.name)
  await expect(dialog.getByRole('region', { name: '尚未办结' })).toBeVisible()
  await dialog.getByLabel('依据').fill('苏民〔2026〕5号')
  await part(dialog, '由谁接手').locator('.ant-select').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await shoot(page, '31-merge')
  await button(dialog, '合并或撤销').click()
  await expect(dialog).toBeHidden()
  await page.goto(`/grid/changes?area=${township.id}`)
  await expect(page.getByText(`${going.name}并入${staying.name}`)).toBeVisible()
  await shoot(page, '31-changes')
  await page.goto(`/grid?area=${township.id}`)
  await expect(link(page, staying.name).first()).toBeVisible()
  await expect(page.locator('table').getByText(going.name, { exact: true })).toHaveCount(0)
  await page.goto(`/grid?area=${township.id}&asOf=${chinaDay(-1)}`)
  await expect(page.locator('table').getByText(going.name, { exact: true })).toBeVisible()
  await page.goto(`/grid?area=${going.id}&asOf=${chinaDay(-1)}`)
  await expect(page.getByText(holder).first()).toBeVisible()
  await shoot(page, '31-as-of-yesterday')
})

test('a village moves to another township by the form, and its history names both', async ({ people }) => {
  const page = await people.as('city-office')
  const { villages } = await townshipOf(page, '钟楼区', 3)
  const county = await countyNamed(page, '钟楼区')
  const village = villages[0]
  const other = (await below(page, county.id)).at(-1)
  if (!village || !other) throw new Error('a village and another township are needed')
  await page.goto(`/grid/changes?area=${village.id}`)
  await button(page, `划转${village.name}`).click()
  const dialog = dialogOf(page)
  await choose(dialog, '新的上级', other.name)
  await dialog.getByLabel('依据').fill('苏民〔2026〕6号')
  await button(dialog, `划转${village.name}`).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(new RegExp(`${village.name}由.+划归${other.name}`))).toBeVisible()
  await shoot(page, '32-moved')
})

test('a village is divided by its sites: those chosen go over to the new one, the old one goes on', async ({
  people,
}) => {
  const page = await people.as('city-office')
  const answer = await page.request.get('/api/enterprises/sites?limit=50')
  const rows: { id: string; name: string; areaId: number; areaPath: string }[] = (await answer.json()).rows
  const site = rows.find(({ areaPath }) => areaPath.split('/').length === 6)
  if (!site) throw new Error('no site lies in a village')
  await page.goto(`/grid/changes?area=${site.areaId}`)
  await button(page, '拆分').click()
  const dialog = dialogOf(page)
  await dialog.getByLabel('名称').fill('析出新村')
  await dialog.getByRole('checkbox', { name: site.name }).check()
  await dialog.getByLabel('依据').fill('苏民〔2026〕7号')
  await shoot(page, '33-split')
  await button(dialog, '拆分').click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/析出/).first()).toBeVisible()
  await shoot(page, '33-split-done')
  await page.goto(`/ledger/sites/${site.id}`)
  await expect(page.getByText('析出新村').first()).toBeVisible()
})

test('no page has complained', ({ people }) => {
  expect(people.complaints).toEqual([])
})
