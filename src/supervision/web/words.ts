/** Words of supervision's events, limits and states, for timelines and lists of limits. */
import type { Bilingual } from '../../platform/shared/text.ts'

const raised = { zh: '时限逾期，上报', en: 'Overdue limit rose' }

export const supervisionEventWords: Readonly<Record<string, Bilingual>> = {
  'report.drafted': { zh: '编写自查报告', en: 'Report drafted' },
  'report.written': { zh: '填写报告内容', en: 'Report written' },
  'report.refreshed': { zh: '重新取数', en: 'Figures taken anew' },
  'report.submitted': { zh: '编号报送', en: 'Report submitted' },
  'report.accepted': { zh: '报告审核通过', en: 'Report accepted' },
  'report.returned': { zh: '报告退回', en: 'Report returned' },
  'limit.reminded': { zh: '时限提醒', en: 'Reminder of a limit' },
  'limit.raised': raised,
  'tip.limitRaised': raised,
  'digest.made': { zh: '每日提醒汇总', en: 'Digest of the day' },
  'summons.proposed': { zh: '提出约谈', en: 'Summons proposed' },
  'summons.approved': { zh: '批准约谈', en: 'Summons approved' },
  'summons.declined': { zh: '不予批准', en: 'Summons declined' },
  'summons.notified': { zh: '发出约谈通知书', en: 'Notice of summons issued' },
  'summons.minuted': { zh: '形成约谈纪要', en: 'Minutes recorded' },
  'summons.answered': { zh: '书面报告', en: 'Answered in writing' },
  'summons.returned': { zh: '退回报告', en: 'Answer returned' },
  'summons.verified': { zh: '核实办结', en: 'Verified and closed' },
  'documentNumber.taken': { zh: '取得发文字号', en: 'Document number taken' },
  'rectification.raised': { zh: '列入整改台账', en: 'Entered in the ledger' },
  'rectification.answered': { zh: '上报整改结果', en: 'Result handed in' },
  'rectification.returned': { zh: '退回整改', en: 'Returned' },
  'rectification.accepted': { zh: '验收通过', en: 'Accepted' },
  'rectification.publicised': { zh: '整改公示', en: 'Made public' },
  'rectification.objected': { zh: '公示期间有异议', en: 'Objection during publicity' },
  'rectification.struckOff': { zh: '销号', en: 'Struck off' },
  'rectification.withdrawn': { zh: '撤销事项', en: 'Withdrawn' },
}

export const supervisionLimitWords: Readonly<Record<string, Bilingual>> = {
  'limit.summonsMinutes': { zh: '形成约谈纪要', en: 'Minutes of the summons' },
  'limit.summonsReport': { zh: '约谈书面报告', en: 'Answer to the summons' },
  'limit.summonsVerification': { zh: '核实约谈整改', en: 'Verification of the answer' },
  'limit.rectification': { zh: '整改', en: 'Rectification' },
  'limit.rectificationAcceptance': { zh: '整改验收', en: 'Acceptance' },
  'limit.rectificationStrikeOff': { zh: '公示期满销号', en: 'Striking off after publicity' },
}

export const supervisionStatusWords: Readonly<Record<string, Bilingual>> = {
  submitted: { zh: '待审核', en: 'Under review' },
  proposed: { zh: '待批准', en: 'To be approved' },
  approved: { zh: '已批准', en: 'Approved' },
  declined: { zh: '未批准', en: 'Declined' },
  notified: { zh: '已通知', en: 'Told' },
  minuted: { zh: '待书面报告', en: 'Answer awaited' },
  answered: { zh: '待核实', en: 'To be verified' },
  verified: { zh: '已核实', en: 'Verified' },
  open: { zh: '整改中', en: 'Being put right' },
  publicised: { zh: '公示中', en: 'Public' },
  struckOff: { zh: '已销号', en: 'Struck off' },
}
