/** Numbers that do not count: where a gap would tell somebody that something is kept from him. */
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Six digits, so that it is read out and written down like any other. */
const [first, end] = [100_000, 1_000_000]
const mostDraws = 100

/** @param numberOf the number of what is drawn, with its year. @returns one that was never given before. */
export async function drawNumber(db: Db, numberOf: (drawn: number) => string): Promise<string> {
  for (let draw = 0; draw < mostDraws; draw += 1) {
    const number = numberOf(randomInt(first, end))
    const { numAffectedRows } =
      await sql`insert into drawn_numbers (number) values (${number}) on conflict do nothing`.execute(db)
    if (numAffectedRows === 1n) return number
  }
  throw new Error('the numbers of the year are spent')
}
