/** What is mounted in the public pages: one line per page. */
import type { PublicPage } from '../../platform/web/public-page.ts'
import { publicityPages } from '../../publicity/web/pages.ts'
import { tipsPages } from '../../tips/web/pages.tsx'

export const pages: readonly PublicPage[] = [...publicityPages, ...tipsPages]
