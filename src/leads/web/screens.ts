/** What the leads add to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { leadStatuses, readingRoles } from '../lead.ts'
import { leadLimitWords } from '../limit-words.ts'
import { leadsText } from '../text.ts'
import { LeadPanel, NewLeadsPanel } from './LeadPanel.tsx'

const title = { zh: '线索', en: 'Leads' }

const statusWords: Record<string, Bilingual> = Object.fromEntries(
  leadStatuses.map((status) => [
    status,
    { zh: leadsText.zh[`status.${status}`], en: leadsText.en[`status.${status}`] },
  ]),
)

export const leadsScreens: Screens = {
  screens: [
    {
      path: '/leads',
      component: lazy(() => import('./LeadsPage.tsx')),
      title,
      roles: readingRoles,
      menu: { group: 'watch', order: 20, label: title, roles: readingRoles },
    },
    {
      path: '/leads/$id',
      component: lazy(() => import('./LeadPage.tsx')),
      title: { zh: '线索', en: 'Lead' },
      roles: readingRoles,
      subjectKind: 'lead',
    },
  ],
  panels: [
    { slot: 'area', order: 20, roles: readingRoles, component: LeadPanel },
    { slot: 'since', order: 20, roles: readingRoles, component: NewLeadsPanel },
  ],
  eventWords: {
    'lead.opened': { zh: '登记线索', en: 'Lead opened' },
    'lead.joined': { zh: '并入新线索', en: 'Another lead joined' },
    'lead.siteNamed': { zh: '确定场所', en: 'Site named' },
    'lead.assigned': { zh: '交办', en: 'Assigned' },
    'lead.returned': { zh: '退回交办', en: 'Returned' },
    'lead.verificationStarted': { zh: '受理核查', en: 'Verification begun' },
    'lead.decided': { zh: '作出结论', en: 'Result stated' },
    'lead.takenBack': { zh: '收回改办', en: 'Taken back' },
    'lead.closed': { zh: '办结', en: 'Lead closed' },
  },
  limitWords: leadLimitWords,
  statusWords,
}
