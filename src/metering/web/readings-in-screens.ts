/** Screens of the ways in and of the feeders. */
import { lazy } from 'react'
import type { Bilingual } from '../../platform/shared/text.ts'
import type { Screens } from '../../platform/web/screen.ts'
import { seeingRoles } from '../delivery.ts'
import { feederText } from '../feeder-text.ts'
import { issuingRoles, lookingRoles } from '../token.ts'
import { tokenText } from '../token-text.ts'

const feederWords = (key: keyof typeof feederText.zh): Bilingual => ({ zh: feederText.zh[key], en: feederText.en[key] })
const tokenWords = (key: keyof typeof tokenText.zh): Bilingual => ({ zh: tokenText.zh[key], en: tokenText.en[key] })

export const readingsInScreens: NonNullable<Screens['screens']> = [
  {
    path: '/metering/feeders',
    component: lazy(() => import('./FeedersPage.tsx')),
    title: feederWords('feeders'),
    roles: seeingRoles,
    menu: { group: 'watch', order: 13, label: feederWords('feeders'), roles: seeingRoles },
  },
  {
    path: '/metering/feeders/$id',
    component: lazy(() => import('./FeederPage.tsx')),
    title: feederWords('feeders'),
    roles: seeingRoles,
    subjectKind: 'feeder',
  },
  {
    path: '/metering/tokens',
    component: lazy(() => import('./TokensPage.tsx')),
    title: tokenWords('tokens'),
    roles: issuingRoles,
    menu: { group: 'watch', order: 16, label: tokenWords('tokens'), roles: issuingRoles },
  },
  {
    path: '/metering/looks',
    component: lazy(() => import('./LooksPage.tsx')),
    title: tokenWords('looks'),
    roles: lookingRoles,
    menu: { group: 'watch', order: 18, label: tokenWords('looks'), roles: lookingRoles },
  },
  {
    path: '/metering/usage-points/$id/days/$day',
    component: lazy(() => import('./DayVersionsPage.tsx')),
    title: tokenWords('delivery'),
    roles: seeingRoles,
  },
]
