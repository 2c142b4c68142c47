/** Tasks in my scope, due first. */
import { z } from 'zod'
import { areaIdInput } from '../../platform/shared/contract.ts'
import { useAreaChoice } from '../../platform/web/area-source.ts'
import { FilterSelect } from '../../platform/web/FilterSelect.tsx'
import { PageFrame } from '../../platform/web/PageFrame.tsx'
import { RecordList } from '../../platform/web/RecordList.tsx'
import { ScreenLink } from '../../platform/web/ScreenLink.tsx'
import { useFilters, useNavigateTo } from '../../platform/web/search.ts'
import { useText } from '../../platform/web/text.tsx'
import { ownerPosts, products } from '../notice.ts'
import { taskStatuses } from '../task.ts'
import { noticesText } from '../text.ts'
import { notices } from './notices-client.ts'
import { useTaskColumns } from './task-columns.tsx'

const taskFilters = z.object({
  status: z.enum(taskStatuses).optional(),
  product: z.enum(products).optional(),
  notice: z.uuid().optional(),
  ownerArea: areaIdInput.optional(),
  agency: z.uuid().optional(),
  post: z.enum(ownerPosts).optional(),
  vacant: z.enum(['true']).optional(),
})

export default function TasksPage() {
  const t = useText(noticesText)
  const { areaId } = useAreaChoice()
  const navigate = useNavigateTo()
  const { filters, setFilters, clearFilters, filtered } = useFilters(taskFilters)
  const { notice, ownerArea, agency, post, ...others } = filters
  const question = {
    ...others,
    noticeId: notice,
    areaId,
    ownerAreaId: ownerArea,
    ownerAgencyId: agency,
    ownerPost: post,
  }
  const columns = useTaskColumns()
  return (
    <PageFrame title={t('tasks')} scope>
      <RecordList
        name="tasks"
        queryKey={['tasks', filters, areaId]}
        load={(after) => notices.listTasks({ ...question, after })}
        sheet={{ list: 'notices.listTasks', question }}
        rowKey={(task) => task.id}
        columns={columns}
        onOpen={(task) => navigate(`/tasks/${task.id}`)}
        filters={
          <>
            <FilterSelect
              label={t('status')}
              value={filters.status}
              choices={taskStatuses}
              wordOf={(value) => t(`task.${value}`)}
              onChange={(status) => setFilters({ status })}
            />
            <FilterSelect
              label={t('product')}
              value={filters.product}
              choices={products}
              wordOf={(value) => t(`product.${value}`)}
              onChange={(product) => setFilters({ product })}
            />
            <FilterSelect
              label={t('owner')}
              value={filters.vacant}
              choices={['true']}
              wordOf={() => t('onlyVacant')}
              onChange={(vacant) => setFilters({ vacant })}
            />
            {(ownerArea || agency) && <span>{t('ofOneOwner')}</span>}
            {notice && (
              <span className="acts">
                {t('ofOneNotice')} <ScreenLink to={`/notices/${notice}`}>{t('notice')}</ScreenLink>
              </span>
            )}
          </>
        }
        filtered={filtered}
        onClearFilters={clearFilters}
        emptyWords={t('tasks.none')}
      />
    </PageFrame>
  )
}
