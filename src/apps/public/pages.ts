/** What is mounted in the public pages: one line per page. */
import type { PublicPage } from '../../platform/web/public-page.ts'

export const pages: readonly PublicPage[] = []
