import { lazy } from 'react'
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
      path: '/account',
      component: lazy(() => import('./AccountPage.tsx')),
      title: { zh: '账号与安全', en: 'Account and security' },
    },
  ],
}
