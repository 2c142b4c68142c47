/** Words of the events of leads, for timelines and the audit log. */
import type { Bilingual } from '../platform/shared/text.ts'

export const leadEventWords: Readonly<Record<string, Bilingual>> = {
  'lead.opened': { zh: '登记线索', en: 'Lead opened' },
  'lead.joined': { zh: '并入新线索', en: 'Another lead joined' },
  'lead.siteNamed': { zh: '确定场所', en: 'Site named' },
  'lead.assigned': { zh: '交办', en: 'Assigned' },
  'lead.returned': { zh: '退回交办', en: 'Returned' },
  'lead.verificationStarted': { zh: '受理核查', en: 'Verification begun' },
  'lead.visited': { zh: '现场检查已确认', en: 'Visit on site accepted' },
  'lead.decided': { zh: '作出结论', en: 'Result stated' },
  'lead.takenBack': { zh: '收回改办', en: 'Taken back' },
  'lead.closed': { zh: '办结', en: 'Lead closed' },
}
