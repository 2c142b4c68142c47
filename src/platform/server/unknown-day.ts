/** A day that is counted into a year without calendar stands at the end of time until that year is entered: lists keep their order by it. */
import { type RawBuilder, sql } from 'kysely'

export const unknownDay = 'infinity'

/** A column of such days as people read it: null while it is not known. */
export const knownDay = (column: string): RawBuilder<string | null> => sql`nullif(${sql.ref(column)}, 'infinity')`
