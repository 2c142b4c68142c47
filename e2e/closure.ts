/** Steps on the atoms of a closing card, through its screen. */
import { expect, type Locator, type Page } from '@playwright/test'
import { attach, button, chinaClock, choose, dialogOf, part } from './fields.ts'
import { paper, picture } from './papers.ts'

/** The card of an atom by its title. */
export const atomCard = (page: Page, title: string): Locator =>
  page.locator('article.atom-card').filter({ has: page.locator('h4', { hasText: title }) })

/**
 * The law keeps coercion out of the night and of holidays save in an emergency, whose reason is written down; these tests run at
 * any hour.
 */
const emergency = '测试在夜间或休息日运行：现场炉内有铁水，不即时处置有危险（演示）'

export type Step = {
  /** The word of the move on its button. */
  move: string
  byParty?: true
  /** Text of the legal basis to choose. */
  basis?: string
  decisionNumber?: string
  /** Chooses a served decision in place of writing a number. */
  servedDecision?: true
  papers?: readonly string[]
  reason?: string
  whereabouts?: readonly [kind: string, words: string]
  evidence?: readonly ('前' | '中' | '后')[]
  /** Only settled beforehand; somebody else does it. */
  prepare?: true
}

export async function takeStep(page: Page, title: string, step: Step): Promise<void> {
  const card = atomCard(page, title)
  await button(card, step.move).click()
  const dialog = dialogOf(page)
  await fillPlan(dialog, step)
  if (!step.prepare) await fillExecution(dialog, title, step)
  await button(dialog, step.move).click()
  await expect(dialog).toBeHidden()
}

async function fillPlan(dialog: Locator, step: Step): Promise<void> {
  if (step.byParty) await dialog.getByLabel('当事人自行完成').check()
  if (step.basis) await dialog.getByRole('radio', { name: step.basis }).first().check()
  if (step.servedDecision) await choose(dialog, '决定（文书）文号', step.decisionNumber ?? '')
  else if (step.decisionNumber) await dialog.getByLabel('决定（文书）文号').fill(step.decisionNumber)
  if (step.reason) await dialog.getByLabel('理由', { exact: true }).fill(step.reason)
  if (step.whereabouts) {
    await choose(dialog, '去向', step.whereabouts[0])
    await dialog.getByLabel('具体去向（单位、地点、凭证）').fill(step.whereabouts[1])
  }
  for (const name of step.papers ?? []) await attach(part(dialog, name), paper(name))
}

/** When it was done and what it looked like. */
export async function fillExecution(dialog: Locator, title: string, step: Step): Promise<void> {
  const now = chinaClock()
  await dialog.getByLabel('开始时间（北京时间）').fill(now)
  await dialog.getByLabel('结束时间（北京时间）').fill(now)
  const reason = dialog.getByLabel('情况紧急的理由')
  if (await reason.isVisible()) await reason.fill(emergency)
  for (const phase of step.evidence ?? ['前', '中', '后']) {
    await attach(part(dialog, `现场照片 · ${phase}`), await picture(`${title}${phase}`))
  }
}
