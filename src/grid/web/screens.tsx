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
      title: { zh: '区划变更', en: 'Changes of areas' },
      menu: {
        group: 'grid',
        order: 60,
        label: { zh: '区划变更', en: 'Changes of areas' },
        icon: <BranchesOutlined />,
        roles: readers,
      },
    },
  ],
  panels: [
    { slot: 'today', order: 20, roles: readers, component: MyChasesPanel },
    { slot: 'area', order: 10, roles: [...offices, 'superiorInspector'], component: BlindSpotPanel },
  ],
  eventWords: {
    'appointment.made': { zh: '任命', en: 'Appointed' },
    'appointment.ended': { zh: '结束任职', en: 'Appointment ended' },
    'appointment.phoneChanged': { zh: '更改联系电话', en: 'Phone changed' },
    'appointment.pledgeFiled': { zh: '归档责任书', en: 'Pledge filed' },
    'roster.applied': { zh: '导入名册', en: 'Roster imported' },
    'area.imported': { zh: '导入区划', en: 'Areas imported' },
    'area.renamed': { zh: '区域更名', en: 'Area renamed' },
    'area.moved': { zh: '区域划转', en: 'Area moved' },
    'area.opened': { zh: '新设区域', en: 'Area opened' },
    'area.merged': { zh: '区域合并', en: 'Area merged' },
    'area.closed': { zh: '区域撤销', en: 'Area closed' },
    'area.split': { zh: '区域拆分', en: 'Area divided' },
    'blindSpot.chased': { zh: '催办盲区', en: 'Blind spot chased' },
    'pledge.drawnUp': { zh: '生成责任书', en: 'Pledge drawn up' },
    'pledge.confirmed': { zh: '确认责任书', en: 'Pledge confirmed' },
    'board.printed': { zh: '印制公示牌', en: 'Board printed' },
    'board.removed': { zh: '撤除公示牌', en: 'Board removed' },
    'handOver.ordered': { zh: '办理交接', en: 'Hand-over ordered' },
    'handOver.carriedOut': { zh: '交接生效', en: 'Hand-over carried out' },
    'handOver.confirmed': { zh: '确认接收', en: 'Hand-over confirmed' },
    'orphans.checked': { zh: '检查无主事项', en: 'Orphans looked for' },
    'area.recordsFollowed': { zh: '记录随区域划转', en: 'Records followed the area' },
  },
}
