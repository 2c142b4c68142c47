/** Screens of the grid. */
import {
  ApartmentOutlined,
  BranchesOutlined,
  IdcardOutlined,
  ImportOutlined,
  ProfileOutlined,
  PushpinOutlined,
  SwapOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { gridEventWords } from '../event-words.ts'
import { BlindSpotPanel } from './BlindSpotPanel.tsx'
import { MyChasesPanel } from './MyChasesPanel.tsx'

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const
const readers = [...offices, 'gridWorker', 'departmentOfficer', 'superiorInspector', 'legalReviewer'] as const

export const gridScreens: Screens = {
  screens: [
    {
      path: '/grid',
      component: lazy(() => import('./GridPage.tsx')),
      title: { zh: '责任网格', en: 'Grid' },
      menu: {
        group: 'grid',
        order: 10,
        label: { zh: '责任网格', en: 'Grid' },
        icon: <ApartmentOutlined />,
        roles: readers,
      },
    },
    {
      path: '/grid/blind-spots',
      component: lazy(() => import('./BlindSpotsPage.tsx')),
      title: { zh: '盲区清单', en: 'Blind spots' },
      menu: {
        group: 'grid',
        order: 20,
        label: { zh: '盲区清单', en: 'Blind spots' },
        icon: <WarningOutlined />,
        roles: readers,
      },
    },
    {
      path: '/grid/chases',
      component: lazy(() => import('./ChasesPage.tsx')),
      title: { zh: '催办记录', en: 'Chases' },
    },
    {
      path: '/grid/appointments',
      component: lazy(() => import('./AppointmentsPage.tsx')),
      title: { zh: '任职名册', en: 'Roster' },
      menu: {
        group: 'grid',
        order: 30,
        label: { zh: '任职名册', en: 'Roster' },
        icon: <IdcardOutlined />,
        roles: readers,
      },
    },
    {
      path: '/grid/roster',
      component: lazy(() => import('./RosterPage.tsx')),
      title: { zh: '导入名册', en: 'Import roster' },
      roles: offices,
      menu: {
        group: 'grid',
        order: 40,
        label: { zh: '导入名册', en: 'Import roster' },
        icon: <ImportOutlined />,
        roles: offices,
      },
    },
    {
      path: '/grid/duties',
      component: lazy(() => import('./DutiesPage.tsx')),
      title: { zh: '部门职责', en: 'Duties of departments' },
      menu: {
        group: 'grid',
        order: 42,
        label: { zh: '部门职责', en: 'Duties' },
        icon: <ProfileOutlined />,
        roles: readers,
      },
    },
    {
      path: '/grid/boards',
      component: lazy(() => import('./BoardsPage.tsx')),
      title: { zh: '责任公示牌', en: 'Responsibility boards' },
      menu: {
        group: 'grid',
        order: 45,
        label: { zh: '责任公示牌', en: 'Boards' },
        icon: <PushpinOutlined />,
        roles: readers,
      },
    },
    {
      path: '/grid/hand-overs',
      component: lazy(() => import('./HandOversPage.tsx')),
      title: { zh: '工作交接', en: 'Hand-overs' },
      menu: {
        group: 'grid',
        order: 50,
        label: { zh: '工作交接', en: 'Hand-overs' },
        icon: <SwapOutlined />,
        roles: readers,
      },
    },
    {
      path: '/grid/changes',
      component: lazy(() => import('./ChangesPage.tsx')),
      title: { zh: '区划变更', en: 'Area changes' },
      menu: {
        group: 'grid',
        order: 60,
        label: { zh: '区划变更', en: 'Area changes' },
        icon: <BranchesOutlined />,
        roles: readers,
      },
    },
  ],
  panels: [
    { slot: 'today', order: 20, roles: readers, component: MyChasesPanel },
    { slot: 'area', order: 10, roles: [...offices, 'superiorInspector'], component: BlindSpotPanel },
  ],
  eventWords: gridEventWords,
}
