/** What the cases add to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { atomStates } from '../../rulebook/values.ts'
import { cardText } from '../card-text.ts'
import { caseReaders } from '../case-file.ts'
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
  eventWords: {
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
  },
  limitWords: caseLimitWords,
  statusWords: { ...stateWords, closing },
}
