/** What the tips add to the officials' pages. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { entryRoles } from '../clerk.ts'
import { custodianRoles } from '../custodian.ts'
import { custodianText } from '../custodian-text.ts'
import { entryText } from '../entry-text.ts'
import { tipEventWords } from '../event-words.ts'
import { tipLimitWords } from '../limit-words.ts'
import { officeText } from '../office-text.ts'
import { publishingRoles } from '../response-plan.ts'
import { responsePlanText } from '../response-plan-text.ts'
import { rewardText } from '../reward-text.ts'
import { overseeingRoles, tipRoles, tipStatuses } from '../tip.ts'
import { rewardStatuses } from '../tip-contract.ts'
import { HeldPanel } from './HeldPanel.tsx'
import { ReadyPanel } from './ReadyPanel.tsx'

const title = { zh: officeText.zh.title, en: officeText.en.title }
const entry = { zh: entryText.zh.title, en: entryText.en.title }
const keepers = { zh: custodianText.zh.title, en: custodianText.en.title }
const counter = { zh: rewardText.zh.title, en: rewardText.en.title }

const plans = { zh: responsePlanText.zh.plans, en: responsePlanText.en.plans }

const statusWords: Record<string, Bilingual> = Object.fromEntries([
  ...tipStatuses.map((status) => [
    status,
    { zh: officeText.zh[`status.${status}`], en: officeText.en[`status.${status}`] },
  ]),
  ...rewardStatuses.map((status) => [
    status,
    { zh: rewardText.zh[`status.${status}`], en: rewardText.en[`status.${status}`] },
  ]),
])

export const tipsScreens: Screens = {
  screens: [
    {
      path: '/tips',
      component: lazy(() => import('./TipsPage.tsx')),
      title,
      roles: tipRoles,
      menu: { group: 'tips', order: 30, label: title, roles: tipRoles },
    },
    {
      path: '/tips/enter',
      component: lazy(() => import('./EnterTipPage.tsx')),
      title: entry,
      roles: entryRoles,
      menu: { group: 'tips', order: 31, label: entry, roles: entryRoles },
    },
    {
      path: '/tips/custodians',
      component: lazy(() => import('./CustodiansPage.tsx')),
      title: keepers,
      roles: custodianRoles,
      // what waits for a custodian is done on this one page
      subjectKind: 'custodian',
      menu: { group: 'tips', order: 32, label: keepers, roles: custodianRoles },
    },
    {
      path: '/tips/rewards',
      component: lazy(() => import('./RewardsPage.tsx')),
      title: counter,
      roles: ['departmentOfficer'],
      menu: { group: 'tips', order: 33, label: counter, roles: ['departmentOfficer'] },
    },
    {
      path: '/tips/response-plans',
      component: lazy(() => import('./ResponsePlansPage.tsx')),
      title: plans,
      roles: tipRoles,
      menu: { group: 'tips', order: 34, label: plans, roles: tipRoles },
    },
    {
      path: '/tips/$id',
      component: lazy(() => import('./TipPage.tsx')),
      title: { zh: '举报', en: 'Tip' },
      roles: tipRoles,
      subjectKind: 'tip',
    },
  ],
  panels: [
    { slot: 'today', order: 15, roles: overseeingRoles, component: HeldPanel },
    { slot: 'today', order: 20, roles: publishingRoles, component: ReadyPanel },
  ],
  eventWords: tipEventWords,
  limitWords: tipLimitWords,
  statusWords,
}
