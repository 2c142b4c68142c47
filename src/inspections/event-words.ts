/** Words of the events of sweeps, observations and visits, for timelines and the audit log. */
import type { Bilingual } from '../platform/shared/text.ts'

export const inspectionEventWords: Readonly<Record<string, Bilingual>> = {
  'workFlag.found': { zh: '发现作假迹象', en: 'Sign of faked work found' },
  'workFlag.dismissed': { zh: '排除作假迹象', en: 'Sign dismissed' },
  'workFlag.followedUp': { zh: '跟进作假迹象', en: 'Sign followed up' },
  'sweep.opened': { zh: '开展大排查', en: 'Sweep opened' },
  'sweep.finished': { zh: '结束大排查', en: 'Sweep finished' },
  'sweepTarget.reported': { zh: '报告排查情况', en: 'Target reported' },
  'sweepTarget.visited': { zh: '场所已检查', en: 'Target visited' },
  'observation.recorded': { zh: '登记巡查记录', en: 'Observation recorded' },
  'visit.proposed': { zh: '建议复查', en: 'Visit proposed' },
  'visit.planned': { zh: '安排检查', en: 'Visit planned' },
  'visit.started': { zh: '开始检查', en: 'Visit started' },
  'visit.submitted': { zh: '提交检查结果', en: 'Visit submitted' },
  'visit.returned': { zh: '退回检查结果', en: 'Visit returned' },
  'visit.accepted': { zh: '检查结果通过', en: 'Visit accepted' },
  'visit.cancelled': { zh: '取消检查', en: 'Visit cancelled' },
  'judgement.made': { zh: '作出界定', en: 'Judgement made' },
  'judgement.settled': { zh: '录入专家意见', en: 'Expert opinion entered' },
}
