import { lazy } from 'react'
import { platformEventWords } from '../shared/event-words.ts'
import type { Screens } from './screen.ts'

/** The shell's own screens. */
export const shellScreens: Screens = {
  screens: [
    {
      path: '/workbench',
      component: lazy(() => import('./WorkbenchPage.tsx')),
      title: { zh: '工作台', en: 'Workbench' },
      menu: { group: 'today', order: 0, label: { zh: '工作台', en: 'Workbench' } },
    },
    {
      path: '/exports',
      component: lazy(() => import('./ExportsPage.tsx')),
      title: { zh: '导出文件', en: 'Exports' },
      menu: { group: 'today', order: 90, label: { zh: '导出文件', en: 'Exports' } },
    },
    {
      path: '/account',
      component: lazy(() => import('./AccountPage.tsx')),
      title: { zh: '账号与安全', en: 'Account and security' },
    },
  ],
  eventWords: platformEventWords,
}
