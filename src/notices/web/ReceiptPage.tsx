/** The address of a limit of receipt: leads to the notice it belongs to. */
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useParam } from '../../platform/web/search.ts'
import { notices } from './notices-client.ts'

export default function ReceiptPage() {
  const id = useParam('id')
  const found = useQuery({ queryKey: ['noticeOfAddressee', id], queryFn: () => notices.getNoticeOfAddressee({ id }) })
  if (found.isPending) return <PageSkeleton />
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  return <Navigate to="/notices/$id" params={{ id: found.data.noticeId }} replace />
}
