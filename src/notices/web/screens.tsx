/** Screens of the notices and tasks. */
import { DisconnectOutlined, FileTextOutlined, ProfileOutlined, WarningOutlined } from '@ant-design/icons'
import { lazy } from 'react'
import type { Screens } from '../../platform/web/screen.ts'
import { noticeEventWords } from '../event-words.ts'
import { UnconfirmedPanel } from './UnconfirmedPanel.tsx'
import { UndeliveredPanel } from './UndeliveredPanel.tsx'
import { UnsealedPanel } from './UnsealedPanel.tsx'
import './notices.css'
import { noticeLimitWords } from '../limit-words.ts'

const offices = ['cityOffice', 'countyOffice', 'townshipLeader'] as const
const title = { zh: '通知', en: 'Notice' }
const taskTitle = { zh: '任务', en: 'Task' }
const TaskOfPage = lazy(() => import('./TaskOfPage.tsx'))

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

export const noticesScreens: Screens = {
  screens: [
    {
      path: '/notices',
      component: lazy(() => import('./NoticesPage.tsx')),
      title: { zh: '通知公文', en: 'Notices' },
      menu: {
        group: 'notices',
        order: 10,
        label: { zh: '通知公文', en: 'Notices' },
        icon: <FileTextOutlined />,
        roles: readers,
      },
    },
    {
      path: '/notices/unconfirmed',
      component: lazy(() => import('./UnconfirmedPage.tsx')),
      title: { zh: '未签收名单', en: 'Not confirmed' },
      menu: {
        group: 'notices',
        order: 20,
        label: { zh: '未签收名单', en: 'Not confirmed' },
        icon: <WarningOutlined />,
        roles: readers,
      },
    },
    {
      path: '/notices/undelivered',
      component: lazy(() => import('./UndeliveredPage.tsx')),
      title: { zh: '送达异常', en: 'Undelivered' },
      roles: offices,
      menu: {
        group: 'notices',
        order: 25,
        label: { zh: '送达异常', en: 'Undelivered' },
        icon: <DisconnectOutlined />,
        roles: offices,
      },
    },
    {
      path: '/notices/draft',
      component: lazy(() => import('./DraftPage.tsx')),
      title: { zh: '起草通知', en: 'Draft a notice' },
      roles: offices,
    },
    { path: '/notices/receipt/$id', component: lazy(() => import('./ReceiptPage.tsx')), title, subjectKind: 'receipt' },
    {
      path: '/notices/$id/receipts',
      component: lazy(() => import('./ReceiptsPage.tsx')),
      title: { zh: '签收清单', en: 'Receipts' },
    },
    { path: '/notices/$id', component: lazy(() => import('./NoticePage.tsx')), title, subjectKind: 'notice' },
    {
      path: '/tasks',
      component: lazy(() => import('./TasksPage.tsx')),
      title: { zh: '任务', en: 'Tasks' },
      menu: {
        group: 'notices',
        order: 30,
        label: { zh: '任务', en: 'Tasks' },
        icon: <ProfileOutlined />,
        roles: readers,
      },
    },
    { path: '/tasks/extension/$id', component: TaskOfPage, title: taskTitle, subjectKind: 'taskExtension' },
    {
      path: '/tasks/$id',
      component: lazy(() => import('./TaskPage.tsx')),
      title: taskTitle,
      subjectKind: 'task',
    },
  ],
  panels: [
    { slot: 'area', order: 20, roles: offices, component: UnconfirmedPanel },
    { slot: 'area', order: 21, roles: offices, component: UndeliveredPanel },
    { slot: 'area', order: 22, roles: offices, component: UnsealedPanel },
  ],
  eventWords: noticeEventWords,
  limitWords: noticeLimitWords,
  statusWords: {
    draft: { zh: '草稿', en: 'Draft' },
    issued: { zh: '已印发', en: 'Issued' },
    withdrawn: { zh: '已撤回', en: 'Withdrawn' },
    discarded: { zh: '草稿已作废', en: 'Draft discarded' },
    inReview: { zh: '复核中', en: 'In review' },
    approved: { zh: '复核通过', en: 'Approved' },
    superseded: { zh: '已被代替', en: 'Superseded' },
    open: { zh: '待交付', en: 'To be delivered' },
    delivered: { zh: '待审核', en: 'Under review' },
    accepted: { zh: '已通过', en: 'Accepted' },
    returned: { zh: '已退回', en: 'Returned' },
    cancelled: { zh: '已取消', en: 'Cancelled' },
  },
}
