/** The screens of the rulebook. */
import { BookOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { rulebookEventWords } from '../event-words.ts'

export const rulebookScreens: Screens = {
  screens: [
    {
      path: '/rules',
      component: lazy(() => import('./RulesPage.tsx')),
      title: { zh: '规则库', en: 'Rulebook' },
      menu: { group: 'rules', order: 10, label: { zh: '规则库', en: 'Rulebook' }, icon: <BookOutlined /> },
    },
    {
      path: '/rules/calendar-year',
      component: lazy(() => import('./CalendarYearPage.tsx')),
      title: { zh: '录入放假安排', en: 'Enter holidays' },
      roles: ['legalReviewer'],
    },
    {
      path: '/rules/$id',
      component: lazy(() => import('./RulePage.tsx')),
      title: { zh: '规则', en: 'Rule' },
      subjectKind: 'rule',
    },
  ],
  eventWords: rulebookEventWords,
  statusWords: {
    authentic: { zh: '已核对原文', en: 'authentic' },
    secondary: { zh: '转引', en: 'secondary' },
    inferred: { zh: '推断', en: 'inferred' },
    unverified: { zh: '未核对', en: 'unverified' },
  },
}
