/** Screens of supervision: progress, the lists behind its figures, reports, summary. */
import { DashboardOutlined, FileDoneOutlined, TableOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { progressReaders } from '../figure.ts'
import { ProgressPanel } from './ProgressPanel.tsx'

const reportReaders = ['cityOffice', 'countyOffice', 'superiorInspector', 'legalReviewer'] as const
const summaryReaders = ['cityOffice', 'countyOffice', 'superiorInspector'] as const
const summaryMenu = ['cityOffice', 'superiorInspector'] as const
const progress = { zh: '进展', en: 'Progress' }
const reports = { zh: '自查报告', en: 'Self-check reports' }
const summary = { zh: '全市汇总', en: 'City summary' }

export const supervisionScreens: Screens = {
  screens: [
    {
      path: '/supervision/progress',
      component: lazy(() => import('./ProgressPage.tsx')),
      title: progress,
      roles: progressReaders,
      menu: { group: 'supervision', order: 10, label: progress, icon: <DashboardOutlined />, roles: progressReaders },
    },
    {
      path: '/supervision/list',
      component: lazy(() => import('./FigureListPage.tsx')),
      title: { zh: '清单', en: 'List' },
      roles: progressReaders,
    },
    {
      path: '/supervision/reports',
      component: lazy(() => import('./ReportsPage.tsx')),
      title: reports,
      roles: reportReaders,
      menu: { group: 'supervision', order: 20, label: reports, icon: <FileDoneOutlined />, roles: reportReaders },
    },
    {
      path: '/supervision/reports/$id',
      component: lazy(() => import('./ReportPage.tsx')),
      title: reports,
      roles: reportReaders,
      subjectKind: 'report',
    },
    {
      path: '/supervision/summary',
      component: lazy(() => import('./SummaryPage.tsx')),
      title: summary,
      roles: summaryReaders,
      menu: { group: 'supervision', order: 30, label: summary, icon: <TableOutlined />, roles: summaryMenu },
    },
  ],
  panels: [{ slot: 'area', order: 30, roles: progressReaders, component: ProgressPanel }],
  eventWords: {
    'report.drafted': { zh: '编写自查报告', en: 'Report drafted' },
    'report.written': { zh: '填写报告内容', en: 'Report written' },
    'report.refreshed': { zh: '重新取数', en: 'Figures taken anew' },
    'report.submitted': { zh: '编号报送', en: 'Report submitted' },
    'report.accepted': { zh: '报告审核通过', en: 'Report accepted' },
    'report.returned': { zh: '报告退回', en: 'Report returned' },
    'documentNumber.taken': { zh: '取得发文字号', en: 'Document number taken' },
  },
  statusWords: { submitted: { zh: '待审核', en: 'Under review' } },
}
