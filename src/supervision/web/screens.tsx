/** Screens of supervision: progress, the lists behind its figures, reports, summary. */
import {
  AimOutlined,
  AlertOutlined,
  CheckSquareOutlined,
  CommentOutlined,
  DashboardOutlined,
  EnvironmentOutlined,
  FileDoneOutlined,
  FlagOutlined,
  OrderedListOutlined,
  TableOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { supervisionEventWords } from '../event-words.ts'
import { progressReaders } from '../figure.ts'
import { supervisionLimitWords } from '../limit-words.ts'
import { meetingReaders } from '../meeting-contract.ts'
import { onSiteReaders } from '../on-site-contract.ts'
import { pickReaders } from '../pick-contract.ts'
import { rankingReaders } from '../ranking-contract.ts'
import { rectificationReaders } from '../rectification-contract.ts'
import { urgingReaders } from '../urging-contract.ts'
import { DigestPanel } from './DigestPanel.tsx'
import { JointWatchPanel } from './JointWatchPanel.tsx'
import { LimitLadder } from './LimitLadder.tsx'
import { ProgressPanel } from './ProgressPanel.tsx'
import { supervisionStatusWords } from './words.ts'

const reportReaders = ['cityOffice', 'countyOffice', 'superiorInspector', 'legalReviewer'] as const
const summaryReaders = ['cityOffice', 'countyOffice', 'superiorInspector'] as const
const summaryMenu = ['cityOffice', 'superiorInspector'] as const
const watchReaders = ['cityOffice', 'countyOffice'] as const
const watch = { zh: '联合调查预警', en: 'Joint investigation' }
const summonsReaders = ['cityOffice', 'countyOffice', 'townshipLeader', 'superiorInspector', 'legalReviewer'] as const
const summons = { zh: '约谈', en: 'Summons talks' }
const rectifications = { zh: '整改台账', en: 'Rectification ledger' }
const meetings = { zh: '督导会', en: 'Meetings' }
const picks = { zh: '督导对象提示', en: 'Who should be supervised' }
const ranking = { zh: '工作排名', en: 'Ranking' }
const urgings = { zh: '挂牌督办', en: 'Listed matters' }
const onSite = { zh: '督导检查', en: 'On-site supervision' }
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
    {
      path: '/supervision/meetings',
      component: lazy(() => import('./MeetingsPage.tsx')),
      title: meetings,
      roles: meetingReaders,
      menu: { group: 'supervision', order: 44, label: meetings, icon: <TeamOutlined />, roles: meetingReaders },
    },
    {
      path: '/supervision/meetings/$id',
      component: lazy(() => import('./MeetingPage.tsx')),
      title: meetings,
      roles: meetingReaders,
      subjectKind: 'meeting',
    },
    {
      path: '/supervision/picks',
      component: lazy(() => import('./PicksPage.tsx')),
      title: picks,
      roles: pickReaders,
      menu: { group: 'supervision', order: 42, label: picks, icon: <AimOutlined />, roles: pickReaders },
    },
    {
      path: '/supervision/picks/list',
      component: lazy(() => import('./PickedListPage.tsx')),
      title: picks,
      roles: pickReaders,
    },
    {
      path: '/supervision/ranking',
      component: lazy(() => import('./RankingPage.tsx')),
      title: ranking,
      roles: rankingReaders,
      menu: { group: 'supervision', order: 35, label: ranking, icon: <OrderedListOutlined />, roles: rankingReaders },
    },
    {
      path: '/supervision/ranking/list',
      component: lazy(() => import('./RankedListPage.tsx')),
      title: ranking,
      roles: rankingReaders,
    },
    {
      path: '/supervision/on-site',
      component: lazy(() => import('./OnSiteListPage.tsx')),
      title: onSite,
      roles: onSiteReaders,
      menu: { group: 'supervision', order: 46, label: onSite, icon: <EnvironmentOutlined />, roles: onSiteReaders },
    },
    {
      path: '/supervision/on-site/$id',
      component: lazy(() => import('./OnSitePage.tsx')),
      title: onSite,
      roles: onSiteReaders,
      subjectKind: 'onSite',
    },
    {
      path: '/supervision/urgings',
      component: lazy(() => import('./UrgingsPage.tsx')),
      title: urgings,
      roles: urgingReaders,
      menu: { group: 'supervision', order: 50, label: urgings, icon: <FlagOutlined />, roles: urgingReaders },
    },
    {
      path: '/supervision/urgings/$id',
      component: lazy(() => import('./UrgingPage.tsx')),
      title: urgings,
      roles: urgingReaders,
      subjectKind: 'listing',
    },
    {
      path: '/supervision/rectifications',
      component: lazy(() => import('./RectificationsPage.tsx')),
      title: rectifications,
      roles: rectificationReaders,
      menu: {
        group: 'supervision',
        order: 60,
        label: rectifications,
        icon: <CheckSquareOutlined />,
        roles: rectificationReaders,
      },
    },
    {
      path: '/supervision/rectifications/$id',
      component: lazy(() => import('./RectificationPage.tsx')),
      title: rectifications,
      roles: rectificationReaders,
      subjectKind: 'rectification',
    },
  ],
  panels: [
    { slot: 'today', order: 10, component: DigestPanel },
    { slot: 'area', order: 1, roles: watchReaders, component: JointWatchPanel },
    { slot: 'area', order: 30, roles: progressReaders, component: ProgressPanel },
  ],
  parts: [{ slot: 'limitSteps', component: LimitLadder }],
  eventWords: supervisionEventWords,
  limitWords: supervisionLimitWords,
  statusWords: supervisionStatusWords,
}
