/** What the electricity watch adds to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { alarmStatuses } from '../alarm.ts'
import { deliveryStatuses, seeingRoles } from '../delivery.ts'
import { deliveryText } from '../delivery-text.ts'
import { detectorText } from '../detector-text.ts'
import { meteringEventWords } from '../event-words.ts'
import { modelStatuses } from '../model-life.ts'
import { meteringText } from '../text.ts'
import { MeteringPanel } from './MeteringPanel.tsx'
import { readingsInScreens } from './readings-in-screens.ts'

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
  eventWords: meteringEventWords,
  statusWords,
}
