/** Screens of agencies, officials and administration. */
import { AuditOutlined, BankOutlined, HeartOutlined, TeamOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { ContactPart } from './ContactPart.tsx'

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
  eventWords: {
    'agency.founded': { zh: '载入机构名录', en: 'Registry of agencies loaded' },
    'agency.documentCodeChanged': { zh: '更改机关代字', en: 'Document code changed' },
    'official.created': { zh: '登记人员', en: 'Person entered' },
    'official.changed': { zh: '更改人员', en: 'Person changed' },
    'account.created': { zh: '建立账号', en: 'Account made' },
    'account.passwordReset': { zh: '重置密码', en: 'Password reset' },
    'account.signedOut': { zh: '强制退出', en: 'Signed out everywhere' },
    'administrator.created': { zh: '设立管理员', en: 'Administrator made' },
    'role.granted': { zh: '授予角色', en: 'Role granted' },
    'role.ended': { zh: '结束角色', en: 'Role ended' },
    'official.contactChanged': { zh: '更改本人联系方式', en: 'Own addresses changed' },
  },
  parts: [{ slot: 'account', component: ContactPart }],
}
