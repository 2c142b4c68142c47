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
async function fillExecution(dialog: Locator, title: string, step: Step): Promise<void> {
  const now = chinaClock()
  await dialog.getByLabel('开始时间（北京时间）').fill(now)
  await dialog.getByLabel('结束时间（北京时间）').fill(now)
  const reason = dialog.getByLabel('情况紧急的理由')
  if (await reason.isVisible()) await reason.fill(emergency)
  for (const phase of step.evidence ?? ['前', '中', '后']) {
    await attach(part(dialog, `现场照片 · ${phase}`), await picture(`${title}${phase}`))
  }
}

/** Power by its account, which the ledger knows; water by a meter that is written down. */
export const supplies = [
  ['供电', null],
  ['供水', '水表 W-100（演示）'],
] as const

export async function nameSupply(page: Page, title: string, meter: string | null): Promise<void> {
  await button(atomCard(page, title), '登记供应点').click()
  const dialog = dialogOf(page)
  if (meter) await dialog.getByLabel('水表编号').fill(meter)
  await dialog.getByLabel('已核实：不供居民生活使用').check()
  await button(dialog, '登记供应点').click()
  await expect(dialog).toBeHidden()
}

/** What was seen to stand there. */
export const found: Step = { move: '登记现存', evidence: ['前'] }

/** An authority can only ask: the power company cuts. */
export const powerRequest: Step = {
  move: '断供',
  basis: '中断供电须事先通知',
  decisionNumber: '武市监协〔演示〕1号',
  papers: ['事先通知', '书面协助请求'],
  prepare: true,
}

export async function carryOutCut(page: Page): Promise<void> {
  await button(atomCard(page, '供电'), '执行断电').click()
  const dialog = dialogOf(page)
  await fillExecution(dialog, '断电', { move: '执行断电' })
  await button(dialog, '执行断电').click()
  await expect(dialog).toBeHidden()
}

/** No law was found on which water could be cut by force. */
export const waterByParty: Step = {
  move: '断供',
  byParty: true,
  decisionNumber: '自行停水说明〔演示〕1号',
  papers: ['当事人书面说明'],
}

const byParty = (move: string): Step => ({
  move,
  byParty: true,
  decisionNumber: '责令拆除〔演示〕1号',
  papers: ['当事人书面说明'],
})

/**
 * How each atom of a melting site ends where the market regulator acts: equipment by the firm's own hand, product confiscated, raw
 * material left to the body that may take it.
 */
export const endingsOf = (decisionNumber: string): readonly (readonly [title: string, Step])[] => [
  ['变压器', byParty('拆除')],
  ['炉体', byParty('捣毁')],
  ['钢模、连铸机或轧机', byParty('捣毁')],
  ['除尘罩', byParty('拆除')],
  ['操作平台', byParty('拆除')],
  ['轨道', byParty('拆除')],
  ['产品', { move: '没收', basis: '没收国家明令淘汰的产品', decisionNumber, servedDecision: true }],
  [
    '生产原材料',
    {
      move: '依法另行处理',
      decisionNumber: '武市监移〔演示〕1号',
      reason: '没收原材料的职权属能源主管部门，移送处理（演示）',
      papers: ['另行处理的决定'],
      evidence: ['前'],
    },
  ],
  [
    '拆除物去向',
    {
      move: '登记已毁形处置',
      decisionNumber: '处置单〔演示〕1号',
      whereabouts: ['交钢铁企业回炉', '某钢铁企业回炉，过磅单 1 号（演示）'],
    },
  ],
]
