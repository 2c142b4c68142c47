/** Days go by in a program that runs: as owner of its own embedded database, a test moves the days of one matter back. */
import { join } from 'node:path'
import pg from 'pg'
import type { Program } from './program.ts'

/** Matters whose days go by, each found by what a person reads of it. */
const mattersOf = {
  /** The code name of a tip, `JB-7K2M9Q`: its limits and those of its lead. */
  tip: 'select id from tips where code_name = $1 union all select lead_id from tips where code_name = $1',
  /** The number of a notice: its receipts and tasks. */
  notice: `select a.id from notice_addressees a join notices n on n.id = a.notice_id where n.number = $1
           union all select t.id from tasks t join notices n on n.id = t.notice_id where n.number = $1`,
} as const

/**
 * Lets days go by for the limits of a matter. The books of the daily round go back with them, so that the program's own job finds the
 * days between and takes what they bring; nothing else is touched. It is asked for at once, as the clock does every five minutes.
 */
export async function letDaysPass(
  program: Program,
  matter: keyof typeof mattersOf,
  name: string,
  days: number,
): Promise<void> {
  const client = new pg.Client({ host: join(program.folder, 'socket'), user: 'gangshao', database: 'gangshao' })
  await client.connect()
  try {
    await client.query('begin')
    const gone = await client.query(
      `update time_limits set started_on = started_on - $2::int, due_on = due_on - $2::int
        where state = 'running' and subject_id in (${mattersOf[matter]})`,
      [name, days],
    )
    if (!gone.rowCount) throw new Error(`nothing is due of ${matter} ${name}`)
    await client.query(`update tasks set due_on = due_on - $2::int where id in (${mattersOf[matter]})`, [name, days])
    for (const [table, day] of [
      ['limit_rounds', 'day'],
      ['limit_steps', 'for_day'],
      ['limit_tellings', 'for_day'],
      ['digests', 'day'],
    ] as const)
      await client.query(`update ${table} set ${day} = ${day} - $1::int`, [days])
    // a program that was started in the small hours has not had its first round yet, and would take it for today's, which waits for morning
    await client.query(
      `insert into limit_rounds (day, started_at, limits_done, finished_at)
       select (now() at time zone 'Asia/Shanghai')::date - $1::int, now(), true, now() where not exists (select from limit_rounds)`,
      [days],
    )
    await client.query(`insert into pgboss.job (name, data, policy) values ('supervision.limits', '{}', 'standard')`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
