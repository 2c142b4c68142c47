/** The electricity watch as the pages read it. */
import { useQuery } from '@tanstack/react-query'
import { client } from '../../platform/web/client.ts'
import { queryClient } from '../../platform/web/session.ts'
import type { AlarmRow } from '../alarm-contract.ts'
import { meteringContract } from '../contract.ts'

export const metering = client(meteringContract)

export const useAlarm = (id: string | undefined) =>
  useQuery({
    queryKey: ['alarm', id ?? null],
    // enabled only where there is an id
    queryFn: () => metering.getAlarm({ id: id ?? '' }),
    enabled: id !== undefined,
  })

/** Asks again every two seconds while detection runs. */
export const useDetector = () =>
  useQuery({
    queryKey: ['detector'],
    queryFn: () => metering.getDetector({}),
    refetchInterval: ({ state }) => (state.data?.run && state.data.run.finishedAt === null ? 2000 : false),
  })

const running = new Set(['received', 'importing'])

/** Asks again every second while the import runs. */
export const useDelivery = (id: string | undefined) =>
  useQuery({
    queryKey: ['delivery', id ?? null],
    queryFn: () => metering.getDelivery({ id: id ?? '' }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data && running.has(state.data.status) ? 1000 : false),
  })

/** Every reading of the curve is recorded, so it is asked for once and kept. */
export const useLoadCurve = (id: string, from: string, to: string) =>
  useQuery({
    queryKey: ['loadCurve', id, from, to],
    queryFn: async () => {
      const curve = await metering.getLoadCurve({ id, from, to })
      // the record of having looked stands in the timeline at once
      void queryClient.invalidateQueries({ queryKey: ['events', id] })
      return curve
    },
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** The page of what an alarm hangs on. */
export const placeOfAlarm = ({ usagePointId, feederId }: Pick<AlarmRow, 'usagePointId' | 'feederId'>): string =>
  feederId === null ? `/metering/usage-points/${usagePointId}` : `/metering/feeders/${feederId}`
