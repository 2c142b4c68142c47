/** Every figure opens its list: exactly the rows that it counts. */
import { expect, type Page } from '@playwright/test'
import { button } from './fields.ts'
import { test } from './people.ts'
import { addressOf, follow, settled } from './screens.ts'

test.describe.configure({ timeout: 420_000 })

type Figure = { value: number; address: string }

/** Figures of the page that open something: the large ones, and links that say little more than a number. */
async function figuresOn(page: Page): Promise<Figure[]> {
  const links = await page.locator('main a').evaluateAll((all) =>
    all.map((one) => ({
      address: one.getAttribute('href') ?? '',
      words: (one.querySelector('b') ?? one).textContent?.trim() ?? '',
    })),
  )
  return links.flatMap(({ words, address }) => {
    const [, figure] = /^(?:盲区 )?(\d{1,3}(?:,\d{3})*)(?:（.*）| 处)?$/.exec(words) ?? []
    return figure ? [{ address, value: Number(figure.replaceAll(',', '')) }] : []
  })
}

/** A list asks the same of each place: the first two of each. */
function twoOfEachList(figures: readonly Figure[]): Figure[] {
  const seen = new Map<string, number>()
  return figures.filter(({ address }) => {
    const list = address.replace(/=[\da-f-]+(?=&|$)/g, '=')
    const times = (seen.get(list) ?? 0) + 1
    seen.set(list, times)
    return times <= 2
  })
}

/** How many rows the list has, all pages of it. */
async function countRows(page: Page, address: string): Promise<number> {
  await follow(page, address)
  const more = button(page, '载入更多')
  while (await more.isVisible()) {
    await more.click()
    await settled(page)
  }
  const end = page.locator('.list-end')
  if (!(await end.isVisible())) return (await page.locator('.record-list .quiet-panel').count()) === 1 ? 0 : Number.NaN
  return Number(((await end.textContent()) ?? '').replace(/\D/g, ''))
}

const screens = [
  '/metering/detector',
  '/metering/usage-points',
  '/workbench',
  '/supervision/progress',
  '/supervision/ranking',
  '/supervision/picks',
  '/grid',
  '/inspections/sweeps/$id',
  '/supervision/summary',
] as const
for (const screen of screens) {
  test(`${screen}: each figure is the number of rows of its list`, async ({ people }) => {
    const page = await people.as('city-office')
    await follow(page, await addressOf(page, screen))
    const figures = twoOfEachList(await figuresOn(page))
    expect(figures.length).toBeGreaterThan(2)
    const wrong: string[] = []
    for (const { value, address } of figures) {
      const rows = await countRows(page, address)
      if (rows !== value) wrong.push(`${value} → ${address}: ${rows} rows`)
    }
    expect(wrong).toEqual([])
  })
}
