/** Words of the events of the grid and its areas, for timelines and the audit log. */
import type { Bilingual } from '../platform/shared/text.ts'

export const gridEventWords: Readonly<Record<string, Bilingual>> = {
  'appointment.made': { zh: '任命', en: 'Appointed' },
  'appointment.ended': { zh: '结束任职', en: 'Appointment ended' },
  'appointment.leaveEntered': { zh: '登记离岗', en: 'Leave entered' },
  'appointment.leaveEnded': { zh: '返岗', en: 'Back from leave' },
  'appointment.phoneChanged': { zh: '更改联系电话', en: 'Phone changed' },
  'appointment.pledgeFiled': { zh: '归档责任书', en: 'Pledge filed' },
  'roster.applied': { zh: '导入名册', en: 'Roster imported' },
  'area.imported': { zh: '导入区划', en: 'Areas imported' },
  'area.renamed': { zh: '区域更名', en: 'Area renamed' },
  'area.moved': { zh: '区域划转', en: 'Area moved' },
  'area.opened': { zh: '新设区域', en: 'Area opened' },
  'area.merged': { zh: '区域合并', en: 'Area merged' },
  'area.closed': { zh: '区域撤销', en: 'Area closed' },
  'area.split': { zh: '区域拆分', en: 'Area divided' },
  'blindSpot.chased': { zh: '催办盲区', en: 'Blind spot chased' },
  'pledge.drawnUp': { zh: '生成责任书', en: 'Pledge drawn up' },
  'pledge.confirmed': { zh: '确认责任书', en: 'Pledge confirmed' },
  'board.printed': { zh: '印制公示牌', en: 'Board printed' },
  'board.removed': { zh: '撤除公示牌', en: 'Board removed' },
  'handOver.ordered': { zh: '办理交接', en: 'Hand-over ordered' },
  'handOver.carriedOut': { zh: '交接生效', en: 'Hand-over carried out' },
  'handOver.confirmed': { zh: '确认接收', en: 'Hand-over confirmed' },
  'orphans.checked': { zh: '检查无主事项', en: 'Orphans looked for' },
  'area.recordsFollowed': { zh: '记录随区域划转', en: 'Records followed the area' },
}
