/** Opaque marks for keyset paging: the sort values of the last row of a page. */
import { z } from 'zod'
import { Refusal } from './refusal.ts'

const values = z
  .array(z.union([z.string().max(300), z.number(), z.null()]))
  .min(1)
  .max(4)
export type CursorValues = z.infer<typeof values>

export const writeCursor = (sortValues: CursorValues): string => encodeURIComponent(JSON.stringify(sortValues))

/** @returns the sort values, or null at the start. Refuses `bad-input` for a mark that we did not write. */
export function readCursor(mark: string | undefined, length: number): CursorValues | null {
  if (mark === undefined) return null
  try {
    const parsed = values.parse(JSON.parse(decodeURIComponent(mark)))
    if (parsed.length === length) return parsed
  } catch {
    // An unreadable mark is refused below like one of the wrong length.
  }
  throw new Refusal('bad-input', { field: 'after' })
}

/** Every row of a list, read page by page. @param load the page after a mark; the first one without. */
export async function allRows<T>(
  load: (after: string | undefined) => Promise<{ rows: readonly T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = []
  let after: string | undefined
  do {
    const { rows, next } = await load(after)
    all.push(...rows)
    after = next ?? undefined
  } while (after !== undefined)
  return all
}

/** Cuts `limit + 1` fetched rows into a page. */
export function toPage<T>(
  rows: T[],
  limit: number,
  sortValues: (row: T) => CursorValues,
): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? writeCursor(sortValues(last)) : null }
}
