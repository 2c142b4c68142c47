/** Screens of the ledger. */
import { BankOutlined, EnvironmentOutlined, FireOutlined, ImportOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { ledgerKeepers, ledgerReaders } from '../enterprise.ts'
import { ledgerEventWords } from '../event-words.ts'
import { furnaceStateWords, judgementWords, siteStatusWords } from '../words.ts'

const words = {
  sites: { zh: '场所台账', en: 'Sites' },
  enterprises: { zh: '企业', en: 'Enterprises' },
  furnaces: { zh: '炉子登记册', en: 'Furnace register' },
  imports: { zh: '批量导入', en: 'Import' },
} as const

export const enterprisesScreens: Screens = {
  screens: [
    {
      path: '/ledger/sites',
      component: lazy(() => import('./SitesPage.tsx')),
      title: words.sites,
      menu: { group: 'ledger', order: 10, label: words.sites, icon: <EnvironmentOutlined />, roles: ledgerReaders },
      roles: ledgerReaders,
    },
    {
      path: '/ledger/enterprises',
      component: lazy(() => import('./EnterprisesPage.tsx')),
      title: words.enterprises,
      menu: { group: 'ledger', order: 20, label: words.enterprises, icon: <BankOutlined />, roles: ledgerReaders },
      roles: ledgerReaders,
    },
    {
      path: '/ledger/furnaces',
      component: lazy(() => import('./FurnacesPage.tsx')),
      title: words.furnaces,
      menu: { group: 'ledger', order: 30, label: words.furnaces, icon: <FireOutlined />, roles: ledgerReaders },
      roles: ledgerReaders,
    },
    {
      path: '/ledger/imports',
      component: lazy(() => import('./ImportsPage.tsx')),
      title: words.imports,
      menu: { group: 'ledger', order: 40, label: words.imports, icon: <ImportOutlined />, roles: ledgerKeepers },
      roles: ledgerKeepers,
    },
    {
      path: '/ledger/imports/$id',
      component: lazy(() => import('./ImportPage.tsx')),
      title: words.imports,
      roles: ledgerKeepers,
      subjectKind: 'ledgerImport',
    },
    {
      path: '/ledger/sites/$id',
      component: lazy(() => import('./SitePage.tsx')),
      title: { zh: '场所', en: 'Site' },
      roles: ledgerReaders,
      subjectKind: 'site',
    },
    {
      path: '/ledger/enterprises/$id',
      component: lazy(() => import('./EnterprisePage.tsx')),
      title: { zh: '企业', en: 'Enterprise' },
      roles: ledgerReaders,
      subjectKind: 'enterprise',
    },
  ],
  parts: [{ slot: 'villageSplit', roles: ['cityOffice'], component: lazy(() => import('./SplitVillage.tsx')) }],
  eventWords: ledgerEventWords,
  statusWords: {
    ...siteStatusWords,
    ...furnaceStateWords,
    ...judgementWords,
    reading: { zh: '正在预检', en: 'Checking' },
    previewed: { zh: '预检完成', en: 'Checked' },
    unreadable: { zh: '无法读取', en: 'Not readable' },
    applying: { zh: '正在导入', en: 'Importing' },
    applied: { zh: '已导入', en: 'Imported' },
    failed: { zh: '未导入', en: 'Not imported' },
  },
}
