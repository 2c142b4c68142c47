/** Persons of the demo city, each in a browser of their own, and a watch over what their consoles say. */
import { mkdirSync } from 'node:fs'
import { type Browser, test as base, devices, expect, type Page } from '@playwright/test'
import { button, link } from './fields.ts'
import { type Program, password, startingMs, startProgram } from './program.ts'

export type Device = 'desk' | 'phone'

export type People = {
  /** The page of a person, signed in once. */
  as(userName: string, device?: Device): Promise<Page>
  /** Errors that any page has written to its console so far, in all files of the worker. */
  complaints: string[]
  /** Takes back what a test has provoked itself: the complaints with these words. */
  forgive(words: string): void
}

const screens = {
  desk: { viewport: { width: 1440, height: 900 } },
  phone: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1 },
} as const

/** Pictures of the way, to be looked at by a person. */
export const shots = '.tmp/shots'
mkdirSync(shots, { recursive: true })
export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

async function openPeople(browser: Browser, program: Program): Promise<People> {
  const pages = new Map<string, Page>()
  const complaints: string[] = []
  const open = async (userName: string, device: Device) => {
    const context = await browser.newContext({
      ...screens[device],
      baseURL: program.address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      // a list that slides while the mouse button goes down and up is not the one that was aimed at
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await signIn(page, userName)
    watch(page, userName, complaints)
    return page
  }
  return {
    complaints,
    forgive(words) {
      const others = complaints.filter((one) => !one.includes(words))
      complaints.splice(0, complaints.length, ...others)
    },
    async as(userName, device = 'desk') {
      const key = `${userName} ${device}`
      const page = pages.get(key) ?? (await open(userName, device))
      pages.set(key, page)
      return page
    },
  }
}

async function signIn(page: Page, userName: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('密码').fill(password)
  await button(page, '登录').click()
  await expect(page.locator('.top-bar')).toBeVisible()
}

/** From the sign-in on: before it the browser reports the 401 by which the page learns that nobody is signed in. */
export function watch(page: Page, name: string, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`${name} ${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${name} ${page.url()}: ${message.text()} ${message.location().url}`)
    }
  })
}

/** One program for all tests of a worker, and the persons of a file. */
export const test = base.extend<Record<never, never>, { program: Program; people: People }>({
  program: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which fixtures are asked for
    async ({}, use) => {
      const program = await startProgram()
      await use(program)
      await program.stop()
    },
    { scope: 'worker', timeout: startingMs },
  ],
  people: [async ({ browser, program }, use) => use(await openPeople(browser, program)), { scope: 'worker' }],
})

/** Opens a screen by its menu entry, as a person does. */
export async function openScreen(page: Page, label: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: '菜单' })
  const isPhone = (page.viewportSize()?.width ?? 0) < 600
  if (isPhone) await menu.getByRole('button', { name: '菜单' }).click()
  const place = isPhone ? page.getByRole('dialog').getByRole('navigation', { name: '菜单' }) : menu
  await link(place, label).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
