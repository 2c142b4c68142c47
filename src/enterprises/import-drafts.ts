/** Records of one kind while an import is planned: what the ledger holds, what earlier rows said, what a row would change. */
import type { ImportColumnKey } from './import-columns.ts'
import type { RowDifference, RowProblem } from './ledger-import.ts'

type Value = string | number | readonly string[] | null

/** What one row would do to one record. Nothing happens before `commit`. */
export type Patch = {
  id: string
  isNew: boolean
  /** Where an earlier row of the same file said otherwise. */
  conflicts(rowNumber: number): RowProblem[]
  differences(): RowDifference[]
  commit(rowNumber: number): void
}

type Draft<T> = { record: T; state: 'kept' | 'added' | 'changed'; saidBy: Map<keyof T, number> }
type Given<T> = { readonly [K in keyof T]?: T[K] | undefined }
type ColumnOf<T> = { readonly [K in keyof T]?: ImportColumnKey }

const sameValue = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((one, i) => one === b[i]) : a === b

export class Drafts<T extends { id: string }> {
  private readonly drafts = new Map<string, Draft<T>>()

  /** @param keysOf every key a record is known by; of two records with one key the first is found by it. */
  constructor(
    records: readonly T[],
    private readonly keysOf: (record: T) => readonly string[],
  ) {
    for (const record of records) this.keep({ record, state: 'kept', saidBy: new Map() })
  }

  find(key: string): T | undefined {
    return this.drafts.get(key)?.record
  }

  private keep(draft: Draft<T>): void {
    for (const key of this.keysOf(draft.record)) if (!this.drafts.has(key)) this.drafts.set(key, draft)
  }

  /** @param given fields of the row; undefined is not given. @param columns where a field came from. @param create the record if there is none. */
  patch(key: string, given: Given<T>, columns: ColumnOf<T>, create: () => T): Patch {
    const known = this.drafts.get(key)
    const draft: Draft<T> = known ?? { record: create(), state: 'added', saidBy: new Map() }
    // the keys of an object of fields of T
    const fields = (Object.keys(given) as (keyof T)[]).filter((field) => given[field] !== undefined)
    const changing = fields.filter((field) => !sameValue(given[field], draft.record[field]))
    return {
      id: draft.record.id,
      isNew: known === undefined,
      conflicts: () =>
        changing.flatMap((field): RowProblem[] => {
          const row = draft.saidBy.get(field)
          const column = columns[field]
          return row === undefined || column === undefined ? [] : [{ column, code: 'contradicts', row }]
        }),
      differences: () =>
        known === undefined || draft.state === 'added'
          ? []
          : changing.flatMap((field): RowDifference[] => {
              const column = columns[field]
              return column ? [{ column, before: shown(draft.record[field]), after: shown(given[field]) }] : []
            }),
      commit: (rowNumber) => {
        for (const field of fields) if (!draft.saidBy.has(field)) draft.saidBy.set(field, rowNumber)
        if (changing.length > 0) {
          const patched = Object.fromEntries(changing.map((field) => [field, given[field]]))
          draft.record = { ...draft.record, ...patched }
          if (draft.state === 'kept') draft.state = 'changed'
        }
        this.keep(draft)
      },
    }
  }

  /** What there is to write. */
  outcome(): { added: T[]; changed: T[] } {
    const drafts = [...new Set(this.drafts.values())]
    return {
      added: drafts.filter((draft) => draft.state === 'added').map((draft) => draft.record),
      changed: drafts.filter((draft) => draft.state === 'changed').map((draft) => draft.record),
    }
  }
}

/** Fields of records here are texts, numbers, lists of words or null. */
const shown = (value: unknown): RowDifference['before'] => {
  const known = value as Value // by the records' types, see import-plan.ts
  return Array.isArray(known) ? [...known] : typeof known === 'string' || typeof known === 'number' ? known : null
}
