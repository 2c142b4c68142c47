/** What a record with a life is to a test: the states it can be put into, and in which of them each operation is lawful. */
import type { Given } from './county-ground.ts'

export type Lawful = {
  operation: string
  /** States in which it may happen; in all others it is refused. */
  in: readonly string[]
  /** Inputs taken from the record, as SQL on its row `t`; its key as `id` where nothing is said. */
  ids?: Readonly<Record<string, string>>
  /** What a good input needs beyond a sample of its schema. */
  input?: Readonly<Record<string, unknown>> | ((given: Given) => Readonly<Record<string, unknown>>)
  /** States in which whoever acts does not see the record at all, and is told `not-found`. */
  unseen?: readonly string[]
  /** What those are told who would be allowed in another state, where that is not `wrong-state`. */
  codes?: readonly string[]
}

export type Life = {
  table: string
  /** Its key, where that is no `id`. */
  key?: string
  /** The state's column; a record that only ends has none, and is put into its end by `put` alone. */
  column?: 'status' | 'state'
  states: readonly string[]
  /** What the constraints of the table want to go with a state. */
  put?: (state: string) => string
  /** What else a state brings with it, as a statement on the record's key. */
  beside?: (state: string) => string | undefined
  /** Which row of county A, where not any will do. */
  row?: string
  operations: readonly Lawful[]
}

export const nullUnless = (column: string, wanted: boolean, value: string) => `${column} = ${wanted ? value : 'null'}`
/** Somebody to have done it. */
export const somebody = "(select id from officials where name = 'countyOfficeA')"
