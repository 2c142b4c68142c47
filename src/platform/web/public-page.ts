/** How a module puts a page into the public part. */
import type { ComponentType } from 'react'
import type { Bilingual } from '../shared/text.ts'

export type PublicPage = {
  /** Below `/public/`: '' is the first page, `report` is `/public/report`. */
  readonly path: string
  /** Heading of the page and of its tab. */
  readonly title: Bilingual
  /** In the navigation above, in the list's order; absent: reached by links only. */
  readonly menu?: Bilingual
  readonly component: ComponentType
}

/** `/public/report/` → `report`. */
export const publicPathOf = (pathname: string): string => pathname.replace(/^\/public\/?/, '').replace(/\/$/, '')
