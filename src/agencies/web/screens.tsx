/** Screens of agencies, officials and administration. */
import { AuditOutlined, BankOutlined, HeartOutlined, TeamOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { agencyEventWords } from '../event-words.ts'
import { ContactPart } from './ContactPart.tsx'
import { FirstSteps } from './FirstSteps.tsx'

const keepers = ['cityOffice', 'countyOffice', 'systemAdmin', 'securityAdmin'] as const

export const agenciesScreens: Screens = {
  screens: [
    {
      path: '/agencies',
      component: lazy(() => import('./AgenciesPage.tsx')),
      title: { zh: '机构名录', en: 'Agencies' },
      menu: { group: 'grid', order: 50, label: { zh: '机构名录', en: 'Agencies' }, icon: <BankOutlined /> },
    },
    {
      path: '/officials',
      component: lazy(() => import('./OfficialsPage.tsx')),
      title: { zh: '人员与账号', en: 'People and accounts' },
      roles: keepers,
      menu: {
        group: 'admin',
        order: 10,
        label: { zh: '人员与账号', en: 'People and accounts' },
        icon: <TeamOutlined />,
        roles: keepers,
      },
    },
    {
      path: '/audit',
      component: lazy(() => import('./AuditPage.tsx')),
      title: { zh: '审计日志', en: 'Audit log' },
      roles: ['auditAdmin'],
      menu: {
        group: 'admin',
        order: 20,
        label: { zh: '审计日志', en: 'Audit log' },
        icon: <AuditOutlined />,
        roles: ['auditAdmin'],
      },
    },
    {
      path: '/health',
      component: lazy(() => import('./HealthPage.tsx')),
      title: { zh: '运行状态', en: 'Health' },
      menu: {
        group: 'admin',
        order: 30,
        label: { zh: '运行状态', en: 'Health' },
        icon: <HeartOutlined />,
        roles: ['systemAdmin', 'auditAdmin', 'cityOffice'],
      },
    },
  ],
  panels: [{ slot: 'today', order: 1, roles: ['systemAdmin', 'securityAdmin', 'auditAdmin'], component: FirstSteps }],
  eventWords: agencyEventWords,
  parts: [{ slot: 'account', component: ContactPart }],
}
