/** The public pages of this module. */
import type { PublicPage } from '../../platform/web/public-page.ts'
import { AnswersPage } from './AnswersPage.tsx'

const title = { zh: '谁负责、怎样举报', en: 'Who answers, how to report' }

export const publicityPages: readonly PublicPage[] = [{ path: '', title, menu: title, component: AnswersPage }]
