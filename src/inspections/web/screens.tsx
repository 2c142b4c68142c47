/** Screens of sweeps, observations and visits. */
import {
  CompassOutlined,
  EyeOutlined,
  FileSearchOutlined,
  FlagOutlined,
  IdcardOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { inspectionEventWords } from '../event-words.ts'
import { MySweepPanel } from './MySweeps.tsx'
import { LeadVisits, SiteVisits } from './SiteVisits.tsx'
import { SweepsPanel } from './SweepsPanel.tsx'
import { VisitsPanel } from './VisitsPanel.tsx'
import './inspections.css'
import { inspectionLimitWords } from '../limit-words.ts'

const observers = ['gridWorker', 'townshipLeader', 'countyOffice', 'cityOffice', 'departmentOfficer'] as const
const offices = ['cityOffice', 'countyOffice'] as const
const officers = ['departmentOfficer'] as const
const visit = { zh: '现场检查', en: 'Visit' }

/** Administrators have no business here. */
const readers = [
  'cityOffice',
  'countyOffice',
  'townshipLeader',
  'gridWorker',
  'departmentOfficer',
  'powerLiaison',
  'superiorInspector',
  'legalReviewer',
] as const

export const inspectionsScreens: Screens = {
  screens: [
    {
      path: '/field/observe',
      component: lazy(() => import('./ObservePage.tsx')),
      title: { zh: '记录所见', en: 'Record what I saw' },
      roles: observers,
    },
    {
      path: '/field/report',
      component: lazy(() => import('./ReportPage.tsx')),
      title: { zh: '上报线索', en: 'Report a lead' },
      roles: observers,
    },
    {
      path: '/field/sweep',
      component: lazy(() => import('./MySweepPage.tsx')),
      title: { zh: '我的排查', en: 'My sweep' },
      menu: {
        group: 'field',
        order: 5,
        label: { zh: '我的排查', en: 'My sweep' },
        icon: <FlagOutlined />,
        roles: ['gridWorker'],
      },
    },
    {
      path: '/inspections/sweeps',
      component: lazy(() => import('./SweepsPage.tsx')),
      title: { zh: '大排查', en: 'Sweeps' },
      menu: {
        group: 'field',
        order: 10,
        label: { zh: '大排查', en: 'Sweeps' },
        icon: <CompassOutlined />,
        roles: readers,
      },
    },
    {
      path: '/inspections/sweeps/open',
      component: lazy(() => import('./OpenSweepPage.tsx')),
      title: { zh: '开展大排查', en: 'Open a sweep' },
      roles: offices,
    },
    {
      path: '/inspections/sweeps/$id',
      component: lazy(() => import('./SweepPage.tsx')),
      title: { zh: '大排查', en: 'Sweep' },
      subjectKind: 'sweep',
    },
    {
      path: '/inspections/targets',
      component: lazy(() => import('./TargetsPage.tsx')),
      title: { zh: '排查对象', en: 'Targets' },
      menu: {
        group: 'field',
        order: 15,
        label: { zh: '排查对象', en: 'Targets' },
        icon: <UnorderedListOutlined />,
        roles: readers,
      },
    },
    {
      path: '/inspections/observations',
      component: lazy(() => import('./ObservationsPage.tsx')),
      title: { zh: '巡查记录', en: 'Observations' },
      menu: {
        group: 'field',
        order: 20,
        label: { zh: '巡查记录', en: 'Observations' },
        icon: <EyeOutlined />,
        roles: readers,
      },
    },
    {
      path: '/inspections/flags',
      component: lazy(() => import('./FlagsPage.tsx')),
      title: { zh: '作假迹象', en: 'Signs of faked work' },
      roles: offices,
      menu: {
        group: 'field',
        order: 60,
        label: { zh: '作假迹象', en: 'Signs of faked work' },
        icon: <FileSearchOutlined />,
        roles: offices,
      },
    },
    {
      path: '/inspections/observations/$id',
      component: lazy(() => import('./ObservationPage.tsx')),
      title: { zh: '巡查记录', en: 'Observation' },
      subjectKind: 'observation',
    },
    {
      path: '/inspections/visits',
      component: lazy(() => import('./VisitsPage.tsx')),
      title: { zh: '现场检查', en: 'Visits' },
      menu: {
        group: 'field',
        order: 30,
        label: { zh: '现场检查', en: 'Visits' },
        icon: <IdcardOutlined />,
        roles: readers,
      },
    },
    {
      path: '/inspections/visits/plan',
      component: lazy(() => import('./PlanVisitPage.tsx')),
      title: { zh: '安排检查', en: 'Plan a visit' },
      roles: officers,
    },
    {
      path: '/inspections/visits/$id',
      component: lazy(() => import('./VisitPage.tsx')),
      title: visit,
      subjectKind: 'visit',
    },
    {
      path: '/inspections/visits/$id/judge',
      component: lazy(() => import('./JudgePage.tsx')),
      title: { zh: '界定', en: 'Judge' },
      roles: officers,
    },
  ],
  parts: [
    { slot: 'siteVisits', roles: readers, component: SiteVisits },
    { slot: 'leadVisits', roles: readers, component: LeadVisits },
  ],
  panels: [
    { slot: 'area', order: 5, roles: ['gridWorker'], component: MySweepPanel },
    { slot: 'area', order: 30, roles: ['cityOffice', 'countyOffice', 'townshipLeader'], component: SweepsPanel },
    { slot: 'area', order: 32, roles: officers, component: VisitsPanel },
  ],
  eventWords: inspectionEventWords,
  limitWords: inspectionLimitWords,
  statusWords: {
    running: { zh: '进行中', en: 'Running' },
    finished: { zh: '已结束', en: 'Finished' },
    unvisited: { zh: '未到', en: 'Unvisited' },
    nothingSeen: { zh: '未见异常', en: 'Nothing seen' },
    reported: { zh: '已报告情况', en: 'Reported' },
    observed: { zh: '仅外围查看', en: 'Seen from outside only' },
    visited: { zh: '已检查', en: 'Visited' },
    proposed: { zh: '待安排', en: 'Proposed' },
    planned: { zh: '已安排', en: 'Planned' },
    underway: { zh: '检查中', en: 'Underway' },
    submitted: { zh: '待审核', en: 'Under review' },
    permitted: { zh: '允许', en: 'Permitted' },
    forbidden: { zh: '禁止', en: 'Forbidden' },
    expertNeeded: { zh: '须专家认定', en: 'Experts needed' },
  },
}
