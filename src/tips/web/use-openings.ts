/** Requests for identities and videos, page by page. */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { openingFilters } from '../custodian.ts'
import { custodians } from './office-client.ts'

const first: string | undefined = undefined

type Asking = { tipId?: string; mine?: (typeof openingFilters)[number]; waitMs?: number }

/** @param waitMs after how long those that wait are asked for again. */
export function useOpenings({ tipId, mine, waitMs }: Asking) {
  const query = useInfiniteQuery({
    queryKey: ['openings', tipId ?? null, mine ?? null],
    queryFn: ({ pageParam }) => custodians.listOpenings({ tipId, mine, after: pageParam }),
    initialPageParam: first,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: ({ state }) =>
      waitMs !== undefined && state.data?.pages.some(({ rows }) => rows.some((row) => row.state === 'requested'))
        ? waitMs
        : false,
  })
  return { ...query, rows: query.data?.pages.flatMap((page) => page.rows) }
}
