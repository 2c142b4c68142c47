/** Where the shell gets areas from: the module of areas comes later, so `apps/` fills this slot. */
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { AreaLevel } from '../shared/permission.ts'
import { otherDay } from './day-shown.ts'
import { useSearchValues, useSetSearch } from './search.ts'
import { readStored, store } from './text.tsx'

export type AreaChild = {
  readonly id: number
  readonly name: string
  readonly level: AreaLevel
  /** `zone`: a functional zone. */
  readonly kind: string
  readonly childCount: number
}

export type AreaSource = {
  /** Children of an area on a date; with null the topmost areas of my scope. */
  children: (parentId: number | null, asOf: string | undefined) => Promise<readonly AreaChild[]>
  /** The area itself, for the name of one that came by address. */
  find?: (id: number, asOf: string | undefined) => Promise<Pick<AreaChild, 'id' | 'name'>>
}

const none: AreaSource = { children: async () => [] }
export const AreaSourceContext = createContext<AreaSource>(none)

/** @param enabled false while the branch is shut. */
export function useAreaChildren(parentId: number | null, enabled = true) {
  const source = useContext(AreaSourceContext)
  const { asOf } = useAsOf()
  return useQuery({
    queryKey: ['areaChildren', parentId, asOf ?? null],
    queryFn: () => source.children(parentId, asOf),
    staleTime: 300_000,
    enabled,
  })
}

const storageKey = 'gangshao.area'
/** Chosen on purpose: everything. Otherwise nothing was chosen yet, which looks the same. */
const everything = 'all'

export type AreaChoice = {
  /** Undefined: all of my scope. */
  areaId: number | undefined
  choose: (areaId: number | undefined) => void
}

/** The area chosen as scope: from `?area=`, else the one chosen last on this device. */
export function useAreaChoice(): AreaChoice {
  const asked = useSearchValues()['area']
  const set = useSetSearch()
  const text = typeof asked === 'string' ? asked : (readStored(storageKey) ?? everything)
  return {
    areaId: /^\d{1,9}$/.test(text) ? Number(text) : undefined,
    choose: (areaId) => {
      const next = areaId === undefined ? everything : String(areaId)
      store(storageKey, next)
      void set({ area: next })
    },
  }
}

/** Name of an area, where the source can tell. */
export function useAreaName(areaId: number | undefined): string | undefined {
  const source = useContext(AreaSourceContext)
  const { asOf } = useAsOf()
  const found = useQuery({
    queryKey: ['areaName', areaId ?? null, asOf ?? null],
    // enabled only when both are there
    queryFn: async () => (areaId !== undefined && source.find ? (await source.find(areaId, asOf)).name : null),
    enabled: areaId !== undefined && source.find !== undefined,
    staleTime: 300_000,
  })
  return found.data ?? undefined
}

/** The day on which the data are looked at: `?asOf=`; undefined is today. */
export function useAsOf(): { asOf: string | undefined; setAsOf: (date: string | undefined) => void } {
  const asked = useSearchValues()['asOf']
  const set = useSetSearch()
  return {
    asOf: otherDay(asked),
    setAsOf: (date) => set({ asOf: otherDay(date) }),
  }
}
