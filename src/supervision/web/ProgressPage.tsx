/** How far each area is: the counties on a schematic, then a table in which every figure opens its list. */
import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { z } from 'zod'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { useFormat } from '../../platform/web/format.ts'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useFilters } from '../../platform/web/search.ts'
import { usePunctuation, useText } from '../../platform/web/text.tsx'
import { supervisionText } from '../text.ts'
import { AreaStateMark } from './marks.tsx'
import { NoticeChoice } from './NoticeChoice.tsx'
import { ProgressTable } from './ProgressTable.tsx'
import { supervision } from './supervision-client.ts'
import { TileMap } from './TileMap.tsx'
import './supervision.css'

const progressFilters = z.object({ notice: z.uuid().optional() })

export default function ProgressPage() {
  const t = useText(supervisionText)
  const { inBrackets } = usePunctuation()
  const format = useFormat()
  const { areaId } = useAreaChoice()
  const { filters, setFilters } = useFilters(progressFilters)
  const progress = useQuery({
    queryKey: ['progress', areaId, filters.notice],
    queryFn: () => supervision.getProgress({ areaId, noticeId: filters.notice }),
  })
  const data = progress.data
  const below = data?.rows.filter((row) => !row.own) ?? []
  return (
    <PageFrame
      title={data ? t('progress.of', { name: data.area.name }) : t('progress')}
      status={data && <AreaStateMark figures={data.total} />}
      lead={t('progress.lead')}
      scope
      actions={
        <>
          <NoticeChoice value={filters.notice} onChange={(notice) => setFilters({ notice })} />
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('print')}
          </Button>
        </>
      }
    >
      {progress.isPending && <PageSkeleton />}
      {progress.error && <PageError error={progress.error} onRetry={() => void progress.refetch()} />}
      {data && (
        <>
          <p className="soft">
            {t('asOf')} {format.instant(data.asOf)} ·{' '}
            {data.sweep
              ? `${t('sweep')} ${data.sweep.name}${inBrackets(`${data.sweep.startsOn} — ${data.sweep.dueOn}`)}`
              : t('sweep.none')}
          </p>
          {below.length > 0 && <TileMap rows={below} query={filters.notice ? `&notice=${filters.notice}` : ''} />}
          <ProgressTable progress={data} />
        </>
      )}
    </PageFrame>
  )
}
