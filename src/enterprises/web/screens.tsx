/** Screens of the ledger. */
import { BankOutlined, EnvironmentOutlined, FireOutlined, ImportOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { ledgerKeepers, ledgerReaders } from '../enterprise.ts'
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
  eventWords: {
    'enterprise.registered': { zh: '登记企业', en: 'Enterprise entered' },
    'enterprise.changed': { zh: '更正企业', en: 'Enterprise corrected' },
    'site.registered': { zh: '登记场所', en: 'Site entered' },
    'site.changed': { zh: '更正场所', en: 'Site corrected' },
    'site.stopped': { zh: '登记停产', en: 'Stop noted' },
    'site.restarted': { zh: '登记复产', en: 'Restart noted' },
    'site.closed': { zh: '关闭场所', en: 'Site closed' },
    'site.reopened': { zh: '重新启用', en: 'Site opened again' },
    'site.occupied': { zh: '企业入驻', en: 'Occupant moved in' },
    'site.vacated': { zh: '企业迁出', en: 'Occupant left' },
    'furnace.registered': { zh: '登记炉子', en: 'Furnace entered' },
    'furnace.changed': { zh: '更正炉子', en: 'Furnace corrected' },
    'furnace.judged': { zh: '作出界定', en: 'Furnace judged' },
    'furnace.stateChanged': { zh: '炉子状态变动', en: 'Furnace state changed' },
    'furnace.transferred': { zh: '炉子转让', en: 'Furnace changed hands' },
    'usagePoint.registered': { zh: '登记户号', en: 'Usage point entered' },
    'usagePoint.changed': { zh: '更正户号', en: 'Usage point corrected' },
    'licence.registered': { zh: '登记许可', en: 'Licence entered' },
    'licence.ended': { zh: '许可失效', en: 'Licence ended' },
    'ledgerImport.started': { zh: '上传导入文件', en: 'Import started' },
    'ledgerImport.previewed': { zh: '完成预检', en: 'File checked' },
    'ledgerImport.refused': { zh: '文件无法读取', en: 'File not readable' },
    'ledgerImport.applying': { zh: '开始导入', en: 'Import begun' },
    'ledgerImport.applied': { zh: '导入台账', en: 'Imported' },
    'ledgerImport.failed': { zh: '未能导入', en: 'Not imported' },
    'ledger.exported': { zh: '导出台账', en: 'Ledger exported' },
  },
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
