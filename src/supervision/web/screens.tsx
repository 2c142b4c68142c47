/** Screens of supervision: progress, the lists behind its figures, reports, summary. */
import { AlertOutlined, CommentOutlined, DashboardOutlined, FileDoneOutlined, TableOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { progressReaders } from '../figure.ts'
import { DigestPanel } from './DigestPanel.tsx'
import { JointWatchPanel } from './JointWatchPanel.tsx'
import { LimitLadder } from './LimitLadder.tsx'
import { ProgressPanel } from './ProgressPanel.tsx'

const reportReaders = ['cityOffice', 'countyOffice', 'superiorInspector', 'legalReviewer'] as const
const summaryReaders = ['cityOffice', 'countyOffice', 'superiorInspector'] as const
const summaryMenu = ['cityOffice', 'superiorInspector'] as const
const watchReaders = ['cityOffice', 'countyOffice'] as const
const watch = { zh: '联合调查预警', en: 'Joint investigation' }
const raised = { zh: '时限逾期，上报', en: 'Overdue limit rose' }
const summonsReaders = ['cityOffice', 'countyOffice', 'townshipLeader', 'superiorInspector', 'legalReviewer'] as const
const summons = { zh: '约谈', en: 'Summons talks' }
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
    {
      path: '/supervision/joint-watch',
      component: lazy(() => import('./JointWatchPage.tsx')),
      title: watch,
      roles: watchReaders,
      menu: { group: 'supervision', order: 40, label: watch, icon: <AlertOutlined />, roles: watchReaders },
    },
    {
      path: '/supervision/summons',
      component: lazy(() => import('./SummonsListPage.tsx')),
      title: summons,
      roles: summonsReaders,
      menu: { group: 'supervision', order: 45, label: summons, icon: <CommentOutlined />, roles: summonsReaders },
    },
    {
      path: '/supervision/summons/$id',
      component: lazy(() => import('./SummonsPage.tsx')),
      title: summons,
      roles: summonsReaders,
      subjectKind: 'summons',
    },
  ],
  panels: [
    { slot: 'today', order: 10, component: DigestPanel },
    { slot: 'area', order: 1, roles: watchReaders, component: JointWatchPanel },
    { slot: 'area', order: 30, roles: progressReaders, component: ProgressPanel },
  ],
  parts: [{ slot: 'limitSteps', component: LimitLadder }],
  eventWords: {
    'report.drafted': { zh: '编写自查报告', en: 'Report drafted' },
    'report.written': { zh: '填写报告内容', en: 'Report written' },
    'report.refreshed': { zh: '重新取数', en: 'Figures taken anew' },
    'report.submitted': { zh: '编号报送', en: 'Report submitted' },
    'report.accepted': { zh: '报告审核通过', en: 'Report accepted' },
    'report.returned': { zh: '报告退回', en: 'Report returned' },
    'limit.reminded': { zh: '时限提醒', en: 'Reminder of a limit' },
    'limit.raised': raised,
    'tip.limitRaised': raised,
    'digest.made': { zh: '每日提醒汇总', en: 'Digest of the day' },
    'summons.proposed': { zh: '提出约谈', en: 'Summons proposed' },
    'summons.approved': { zh: '批准约谈', en: 'Summons approved' },
    'summons.declined': { zh: '不予批准', en: 'Summons declined' },
    'summons.notified': { zh: '发出约谈通知书', en: 'Notice of summons issued' },
    'summons.minuted': { zh: '形成约谈纪要', en: 'Minutes recorded' },
    'summons.answered': { zh: '书面报告', en: 'Answered in writing' },
    'summons.returned': { zh: '退回报告', en: 'Answer returned' },
    'summons.verified': { zh: '核实办结', en: 'Verified and closed' },
    'documentNumber.taken': { zh: '取得发文字号', en: 'Document number taken' },
  },
  limitWords: {
    'limit.summonsMinutes': { zh: '形成约谈纪要', en: 'Minutes of the summons' },
    'limit.summonsReport': { zh: '约谈书面报告', en: 'Answer to the summons' },
    'limit.summonsVerification': { zh: '核实约谈整改', en: 'Verification of the answer' },
  },
  statusWords: {
    submitted: { zh: '待审核', en: 'Under review' },
    proposed: { zh: '待批准', en: 'To be approved' },
    approved: { zh: '已批准', en: 'Approved' },
    declined: { zh: '未批准', en: 'Declined' },
    notified: { zh: '已通知', en: 'Told' },
    minuted: { zh: '待书面报告', en: 'Answer awaited' },
    answered: { zh: '待核实', en: 'To be verified' },
    verified: { zh: '已核实', en: 'Verified' },
  },
}
