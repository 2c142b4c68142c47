/** Words of supervision's limits and states, for timelines and lists of limits. */
import type { Bilingual } from '../../platform/shared/text.ts'

export const supervisionStatusWords: Readonly<Record<string, Bilingual>> = {
  submitted: { zh: '待审核', en: 'Under review' },
  proposed: { zh: '待批准', en: 'To be approved' },
  approved: { zh: '已批准', en: 'Approved' },
  declined: { zh: '未批准', en: 'Declined' },
  notified: { zh: '已通知', en: 'Told' },
  minuted: { zh: '已形成纪要', en: 'Minuted' },
  answered: { zh: '待核实', en: 'To be verified' },
  verified: { zh: '已核实', en: 'Verified' },
  listed: { zh: '督办中', en: 'Listed' },
  // of a meeting, a supervision, a visit
  planned: { zh: '计划中', en: 'Planned' },
  underway: { zh: '检查中', en: 'Under way' },
  fedBack: { zh: '已反馈', en: 'Fed back' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  open: { zh: '整改中', en: 'Being put right' },
  publicised: { zh: '公示中', en: 'Public' },
  struckOff: { zh: '已销号', en: 'Struck off' },
}
