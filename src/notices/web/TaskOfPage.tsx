/** The address of the limit of a request for more time: leads to the task it belongs to. */
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useParam } from '../../platform/web/search.ts'
import { notices } from './notices-client.ts'

export default function TaskOfPage() {
  const id = useParam('id')
  const found = useQuery({ queryKey: ['taskOf', id], queryFn: () => notices.findTaskOf({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  return <Navigate to="/tasks/$id" params={{ id: found.data.taskId }} replace />
}
