/** The query part of the address: plain `name=value`, so that addresses can be read, sent and gone back to. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { z } from 'zod'
import { otherDay, pastDay } from './day-shown.ts'

export type SearchValues = Record<string, string | string[]>

/** A name that is there twice becomes a list. */
export function parseSearch(text: string): SearchValues {
  const values: SearchValues = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  }
  return values
}

export function stringifySearch(values: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}

/** Splits `/leads?status=overdue` for the router. */
export function splitAddress(address: string): { to: string; search: SearchValues } {
  const [to = '/', query = ''] = address.split('?', 2)
  return { to, search: parseSearch(query) }
}

/** A part of the path: `/notices/$id` → `useParam('id')`. */
export function useParam(name: string): string {
  const found: Record<string, unknown> = useParams({ strict: false })
  return String(found[name] ?? '')
}

export function useSearchValues(): SearchValues {
  const found: Record<string, unknown> = useSearch({ strict: false })
  // parseSearch above is the router's only source of search values
  return found as SearchValues
}

/**
 * Writes some values into the address, others stay; undefined or '' takes one out. A step for Back unless `replace`.
 * The promise ends when the page of that address is shown.
 */
export function useSetSearch(): (patch: Record<string, unknown>, how?: { replace?: boolean }) => Promise<void> {
  const navigate = useNavigate()
  return (patch, how) => {
    const search = (before: Record<string, unknown>) => withoutEmpty({ ...before, ...patch })
    return navigate({ to: '.', search, replace: how?.replace ?? false })
  }
}

const withoutEmpty = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  )

/** One field of the address; what does not fit the schema counts as not given. */
function readField(field: z.core.$ZodType, value: string | string[] | undefined): unknown {
  const asked = z.safeParse(field, value)
  if (asked.success) return asked.data
  const asList = typeof value === 'string' ? z.safeParse(field, [value]) : undefined
  return asList?.success ? asList.data : z.safeParse(field, undefined).data
}

export type Filters<S extends z.ZodObject> = {
  filters: z.output<S>
  /** `replace` while typing, so that Back does not go letter by letter. */
  setFilters: (patch: Partial<z.input<S>>, how?: { replace?: boolean }) => void
  clearFilters: () => void
  /** Whether any filter stands in the address: the empty state says so. */
  filtered: boolean
}

/** Filters live in the address. @param schema a constant of the module; every field optional or with a default. */
export function useFilters<S extends z.ZodObject>(schema: S): Filters<S> {
  const values = useSearchValues()
  const set = useSetSearch()
  const names = Object.keys(schema.shape)
  const filters = useMemo(() => {
    const fields = Object.entries(schema.shape).map(([name, field]) => [name, readField(field, values[name])])
    return Object.fromEntries(fields) as z.output<S> // each field was read by its own schema
  }, [schema, values])
  return {
    filters,
    setFilters: (patch, how) => set(patch, how),
    clearFilters: () => set(Object.fromEntries(names.map((name) => [name, undefined]))),
    filtered: names.some((name) => values[name] !== undefined),
  }
}

/** The record open in the drawer: `?open=…`, so that the address can be sent and Back closes it. */
export function useOpenRecord(): { openId: string | undefined; open: (id: string) => void; close: () => void } {
  const value = useSearchValues()['open']
  const set = useSetSearch()
  return {
    openId: typeof value === 'string' ? value : undefined,
    open: (id) => set({ open: id }),
    close: () => set({ open: undefined }),
  }
}

/** The past day that is looked at: what a component offers to write is not offered then. */
export function usePastDay(): string | undefined {
  const asked = useSearchValues()['asOf']
  return typeof asked === 'string' ? pastDay(otherDay(asked)) : undefined
}

/** Splits an address for the router; a past day that is looked at stays, one to come is for the screen that was asked for it. */
export function useDayKept(): (address: string) => { to: string; search: SearchValues } {
  const asOf = usePastDay()
  return (address) => {
    const { to, search } = splitAddress(address)
    return { to, search: { ...(asOf !== undefined && { asOf }), ...search } }
  }
}

/** Goes to a screen by its whole address. */
export function useNavigateTo(): (address: string) => void {
  const navigate = useNavigate()
  const keep = useDayKept()
  return (address) => void navigate(keep(address))
}
