/** Screens of the grid. */
import { ApartmentOutlined, IdcardOutlined, ImportOutlined, WarningOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { BlindSpotPanel } from './BlindSpotPanel.tsx'

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
  ],
  panels: [{ slot: 'area', order: 10, roles: [...offices, 'superiorInspector'], component: BlindSpotPanel }],
  eventWords: {
    'appointment.made': { zh: '任命', en: 'Appointed' },
    'appointment.ended': { zh: '结束任职', en: 'Appointment ended' },
    'appointment.phoneChanged': { zh: '更改联系电话', en: 'Phone changed' },
    'appointment.pledgeFiled': { zh: '归档责任书', en: 'Pledge filed' },
    'roster.applied': { zh: '导入名册', en: 'Roster imported' },
    'area.imported': { zh: '导入区划', en: 'Areas imported' },
    'area.renamed': { zh: '区域更名', en: 'Area renamed' },
    'area.moved': { zh: '区域划转', en: 'Area moved' },
    'area.recordsFollowed': { zh: '记录随区域划转', en: 'Records followed the area' },
  },
}
