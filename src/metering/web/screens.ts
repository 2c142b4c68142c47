/** What the electricity watch adds to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { alarmStatuses } from '../alarm.ts'
import { deliveryStatuses, seeingRoles } from '../delivery.ts'
import { deliveryText } from '../delivery-text.ts'
import { detectorText } from '../detector-text.ts'
import { modelStatuses } from '../model-life.ts'
import { meteringText } from '../text.ts'
import { MeteringPanel } from './MeteringPanel.tsx'
import { readingsInEventWords, readingsInScreens } from './readings-in-screens.ts'

type Key = keyof typeof meteringText.zh
const both = (key: Key): Bilingual => ({ zh: meteringText.zh[key], en: meteringText.en[key] })
const deliveryWords = (key: keyof typeof deliveryText.zh): Bilingual => ({
  zh: deliveryText.zh[key],
  en: deliveryText.en[key],
})
const detectorWords = (key: keyof typeof detectorText.zh): Bilingual => ({
  zh: detectorText.zh[key],
  en: detectorText.en[key],
})
const roles = seeingRoles

const statusWords: Record<string, Bilingual> = Object.fromEntries([
  ...alarmStatuses.map((status) => [status, both(`status.${status}`)]),
  ...modelStatuses.map((status) => [status, detectorWords(`model.${status}`)]),
  ...deliveryStatuses.map((status) => [status, deliveryWords(`delivery.${status}`)]),
])

export const meteringScreens: Screens = {
  screens: [
    {
      path: '/metering/alarms',
      component: lazy(() => import('./AlarmsPage.tsx')),
      title: both('alarms'),
      roles,
      menu: { group: 'watch', order: 10, label: both('alarms'), roles },
    },
    {
      path: '/metering/alarms/$id',
      component: lazy(() => import('./AlarmPage.tsx')),
      title: both('alarms'),
      roles,
      subjectKind: 'alarm',
    },
    {
      path: '/metering/usage-points',
      component: lazy(() => import('./MetersPage.tsx')),
      title: both('meters'),
      roles,
      menu: { group: 'watch', order: 12, label: both('meters'), roles },
    },
    {
      path: '/metering/usage-points/$id',
      component: lazy(() => import('./UsagePointPage.tsx')),
      title: both('meters'),
      roles,
    },
    {
      path: '/metering/deliveries',
      component: lazy(() => import('./DeliveriesPage.tsx')),
      title: deliveryWords('deliveries'),
      roles,
      menu: { group: 'watch', order: 14, label: deliveryWords('deliveries'), roles },
    },
    {
      path: '/metering/detector',
      component: lazy(() => import('./DetectorPage.tsx')),
      title: detectorWords('detector'),
      roles,
      menu: { group: 'watch', order: 16, label: detectorWords('detector'), roles },
    },
    {
      path: '/metering/deliveries/$id',
      component: lazy(() => import('./DeliveryPage.tsx')),
      title: deliveryWords('deliveries'),
      roles,
      subjectKind: 'delivery',
    },
    ...readingsInScreens,
  ],
  panels: [{ slot: 'area', order: 15, roles, component: MeteringPanel }],
  eventWords: {
    'alarm.raised': { zh: '发出预警', en: 'Alarm raised' },
    'alarm.rescored': { zh: '按新读数重新计分', en: 'Scored anew on new readings' },
    'alarm.registerChecked': { zh: '核对登记', en: 'Register checked' },
    'alarm.leadOpened': { zh: '形成线索', en: 'Lead opened' },
    'alarm.assigned': { zh: '交办预警', en: 'Alarm assigned' },
    'alarm.verified': { zh: '核实预警', en: 'Alarm verified' },
    'alarm.closed': { zh: '办结预警', en: 'Alarm closed' },
    'alarm.sheetFetched': { zh: '下载核查单', en: 'Sheet for the visit fetched' },
    'curve.taken': { zh: '负荷曲线随核查单下载', en: 'Load curve taken along in a sheet' },
    'trade.compared': { zh: '与同行比较', en: 'Compared with its trade' },
    'heats.exported': { zh: '导出炉次', en: 'Heats exported' },
    'detectorModel.proposed': { zh: '提出识别模型', en: 'Detector model proposed' },
    'detectorModel.approved': { zh: '批准识别模型', en: 'Detector model approved' },
    'detectorModel.withdrawn': { zh: '撤回识别模型', en: 'Detector model withdrawn' },
    'readings.endOrdered': { zh: '到期读数待删除', en: 'Readings past their time to be dropped' },
    'readings.ended': { zh: '到期读数已删除', en: 'Readings past their time dropped' },
    'curve.viewed': { zh: '查看负荷曲线', en: 'Load curve looked at' },
    ...readingsInEventWords,
    'delivery.received': { zh: '收到交付', en: 'Delivery received' },
    'readings.arriving': { zh: '开始导入', en: 'Import begun' },
    'readings.inForce': { zh: '读数生效', en: 'Readings in force' },
    'delivery.failed': { zh: '未能导入', en: 'Not imported' },
    'delivery.withdrawn': { zh: '撤回交付', en: 'Delivery withdrawn' },
  },
  statusWords,
}
