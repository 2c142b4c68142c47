import { Button } from 'antd'
import { platformText } from '../../platform/web/platform-text.ts'
import { useText } from '../../platform/web/text.tsx'
import type { useOpenings } from './use-openings.ts'

/** The next page of requests, where there is one. */
export function MoreOpenings({ openings }: { openings: ReturnType<typeof useOpenings> }) {
  const t = useText(platformText)
  if (!openings.hasNextPage) return null
  return (
    <Button loading={openings.isFetchingNextPage} onClick={() => void openings.fetchNextPage()}>
      {t('loadMore')}
    </Button>
  )
}
