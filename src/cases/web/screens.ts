/** What the cases add to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { atomStates } from '../../rulebook/values.ts'
import { cardText } from '../card-text.ts'
import { caseReaders } from '../case-file.ts'
import { caseEventWords } from '../event-words.ts'
import { caseLimitWords } from '../limit-words.ts'
import { casesText } from '../text.ts'
import { CasesPanel } from './CasesPanel.tsx'

const title = { zh: '案件', en: 'Cases' }

const stateWords: Record<string, Bilingual> = Object.fromEntries(
  ['unrecorded' as const, ...atomStates].map((state) => [
    state,
    { zh: cardText.zh[`state.${state}`], en: cardText.en[`state.${state}`] },
  ]),
)
const closing = { zh: casesText.zh['status.closing'], en: casesText.en['status.closing'] }

export const casesScreens: Screens = {
  screens: [
    {
      path: '/cases',
      component: lazy(() => import('./CasesPage.tsx')),
      title,
      roles: caseReaders,
      menu: { group: 'cases', order: 10, label: title, roles: caseReaders },
    },
    {
      path: '/cases/$id',
      component: lazy(() => import('./CasePage.tsx')),
      title: { zh: '案卷', en: 'Case' },
      roles: caseReaders,
      subjectKind: 'caseFile',
    },
    {
      path: '/closure-atoms/$id',
      component: lazy(() => import('./AtomPage.tsx')),
      title: { zh: '处置项', en: 'Closure item' },
      roles: caseReaders,
      subjectKind: 'closureAtom',
    },
  ],
  panels: [
    { slot: 'area', order: 40, roles: ['cityOffice', 'countyOffice', 'departmentOfficer'], component: CasesPanel },
  ],
  eventWords: caseEventWords,
  limitWords: caseLimitWords,
  statusWords: { ...stateWords, closing },
}
