/** What the time limits of supervision demand, in both languages, by the rule that sets them. */
import type { Bilingual } from '../platform/shared/text.ts'

export const supervisionLimitWords: Readonly<Record<string, Bilingual>> = {
  'limit.summonsMinutes': { zh: '形成约谈纪要', en: 'Minutes of the summons' },
  'limit.summonsReport': { zh: '约谈书面报告', en: 'Answer to the summons' },
  'limit.summonsVerification': { zh: '核实约谈整改', en: 'Verification of the answer' },
  'limit.listedUrging': { zh: '挂牌督办', en: 'Listed matter' },
  'limit.onSiteFeedback': { zh: '督导检查反馈', en: 'Feedback after on-site supervision' },
  'limit.meetingMinutes': { zh: '形成督导会纪要', en: 'Minutes of the meeting' },
  'limit.rectification': { zh: '整改', en: 'Rectification' },
  'limit.rectificationAcceptance': { zh: '整改验收', en: 'Acceptance' },
  'limit.ruleEntry': { zh: '录入规则', en: 'Enter rules' },
  'limit.rectificationStrikeOff': { zh: '公示期满销号', en: 'Striking off after publicity' },
}
