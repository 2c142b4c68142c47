/** The public pages of this module. */
import type { PublicPage } from '../../platform/web/public-page.ts'
import { AnswersPage } from './AnswersPage.tsx'
import { RectificationsPage } from './RectificationsPage.tsx'

const title = { zh: '谁负责、怎样举报', en: 'Who answers, how to report' }

const rectifications = { zh: '整改公示', en: 'Put right' }

export const publicityPages: readonly PublicPage[] = [
  { path: '', title, menu: title, component: AnswersPage },
  { path: 'rectifications', title: rectifications, menu: rectifications, component: RectificationsPage },
]
