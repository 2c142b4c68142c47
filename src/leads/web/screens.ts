/** What the leads add to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { leadEventWords } from '../event-words.ts'
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
  eventWords: leadEventWords,
  limitWords: leadLimitWords,
  statusWords,
}
