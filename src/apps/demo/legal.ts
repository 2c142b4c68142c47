/** Legal bases raised by the fictional reviewer, marked as demonstration: without them no step by force could be shown. */
import { rulebookContract } from '../../rulebook/contract.ts'
import type { Hands } from './hands.ts'
import { demoPaper } from './history.ts'

export async function raiseBases(hands: Hands, cityId: number): Promise<void> {
  hands.at(new Date().toISOString())
  const text = await demoPaper('示范文本', '本件不是法律条文原文，仅供演示；由虚构的法制审核员上传。')
  const fileId = await hands.upload('reviewer', cityId, 'document', '示范文本.pdf', text)
  const { rows } = await hands.ok('reviewer', rulebookContract.listRules, { family: 'basis', limit: 200 })
  for (const rule of rows)
    if (rule.standing !== 'authentic') await hands.ok('reviewer', rulebookContract.raiseRule, { id: rule.id, fileId })
}
