/** Measures of what a page is to somebody without a mouse or with weak eyes: the rules of WCAG 2.1 AA by axe, and the keyboard itself. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'

const scripts = [
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  resolve(import.meta.dirname, 'access-in-page.js'),
].map((file) => readFileSync(file, 'utf8'))

/** Puts the measures into the page; what the page's own policy forbids to load is evaluated from outside. */
async function prepare(page: Page): Promise<void> {
  if (await page.evaluate('"access" in window')) return
  for (const script of scripts) await page.evaluate(`{ ${script} }`)
}

const asked = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
  // beside WCAG: one title a page, headings in order, no order of Tab but that of the page
  rules: Object.fromEntries(
    ['page-has-heading-one', 'heading-order', 'empty-heading', 'tabindex'].map((rule) => [rule, { enabled: true }]),
  ),
}

/** What is wrong on the page as it stands: names, labels, alternatives, headings, language, contrast. */
export async function faultsOf(page: Page): Promise<string[]> {
  await prepare(page)
  return page.evaluate<string[]>(`access.axe(${JSON.stringify(asked)})`)
}

/** Text that is too faint: below 4.5:1, large text below 3:1. */
export async function faintOn(page: Page): Promise<string[]> {
  await prepare(page)
  return page.evaluate<string[]>(`access.axe({ runOnly: { type: 'rule', values: ['color-contrast'] } })`)
}

export type Walk = {
  reached: number
  /** Controls that are there and that Tab does not reach. */
  unreached: string[]
  /** Controls on which nothing shows that they have the focus. */
  unmarked: string[]
  /** How often the focus stood on something that is no control of the part that was walked. */
  outside: number
}

/** Presses Tab once round. @param root the part of the page that is walked, the whole where none is given. */
export async function walkByTab(page: Page, root?: string): Promise<Walk> {
  await prepare(page)
  const count = await page.evaluate<number>(`access.begin(${JSON.stringify(root ?? null)})`)
  const reached = new Set<number>()
  const unmarked = new Set<number>()
  let outside = 0
  let first: number | null = null
  for (let press = 0; press < count * 2 + 10; press += 1) {
    await page.keyboard.press('Tab')
    const { at, marked } = await page.evaluate<{ at: number | null; marked: boolean }>('access.where()')
    if (at === null || at < 0) {
      outside += 1
      continue
    }
    if (at === first && reached.size > 1) break
    first ??= at
    reached.add(at)
    if (!marked) unmarked.add(at)
  }
  const nameOf = (at: number) => page.evaluate<string>(`access.name(${at})`)
  const unreached: string[] = []
  for (let at = 0; at < count; at += 1)
    if (!reached.has(at) && (await page.evaluate<boolean>(`access.stands(${at})`))) unreached.push(await nameOf(at))
  return { reached: reached.size, unreached, unmarked: await Promise.all([...unmarked].map(nameOf)), outside }
}
