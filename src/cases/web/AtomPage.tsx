import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { PageError } from '../../platform/web/ErrorPanel.tsx'
import { PageSkeleton } from '../../platform/web/PageSkeleton.tsx'
import { useNavigateTo, useParam } from '../../platform/web/search.ts'
import { cases } from './cases-client.ts'

/** The address of one atom, as the limit of its sealing knows it: leads on to the case. */
export default function AtomPage() {
  const id = useParam('id')
  const navigate = useNavigateTo()
  const found = useQuery({ queryKey: ['caseOfAtom', id], queryFn: () => cases.getCaseOfAtom({ id }) })
  const caseFileId = found.data?.caseFileId
  useEffect(() => {
    if (caseFileId !== undefined) navigate(`/cases/${caseFileId}`)
  }, [caseFileId, navigate])
  if (found.isError) return <PageError error={found.error} onRetry={() => void found.refetch()} />
  return <PageSkeleton />
}
