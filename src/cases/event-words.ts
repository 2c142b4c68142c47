/** Words of the events of cases, for timelines and the audit log. */
import type { Bilingual } from '../platform/shared/text.ts'

export const caseEventWords: Readonly<Record<string, Bilingual>> = {
  'case.opened': { zh: '立案', en: 'Case opened' },
  'case.decisionRecorded': { zh: '登记处罚决定', en: 'Penalty decision recorded' },
  'case.decisionServed': { zh: '处罚决定送达', en: 'Penalty decision served' },
  'case.supplyNamed': { zh: '登记供应点', en: 'Supply named' },
  'case.atomApplied': { zh: '按当地要求增加事项', en: 'Item added by local order' },
  'case.furnaceAdded': { zh: '增列炉', en: 'Furnace put on the card' },
  'case.stepPrepared': { zh: '拟办措施', en: 'Step prepared' },
  'case.stepWithdrawn': { zh: '撤回拟办', en: 'Prepared step withdrawn' },
  'case.stepDone': { zh: '处置登记', en: 'Step done' },
  'case.sealingProlonged': { zh: '延长查封', en: 'Sealing prolonged' },
  'case.submitted': { zh: '提交验收', en: 'Handed in for acceptance' },
  'case.returned': { zh: '验收退回', en: 'Returned' },
  'case.closed': { zh: '验收办结', en: 'Accepted and closed' },
}
