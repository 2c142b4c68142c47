/** Count and content of every table of a test city, so that a test can say: nothing was written. */
import type { Test } from './harness.ts'

/** A question is asked by somebody who is signed in: that alone moves the session and its counters. */
const movedByAsking = ['auth_sessions', 'auth_rate_limits', 'migrations']

export type WholeDatabase = () => Promise<Readonly<Record<string, string>>>

/** @returns what reads `rows:digest` of each table in one statement; jobs that wait are one of the tables. */
export async function readerOfWhole(city: Test): Promise<WholeDatabase> {
  const tables = await city.asOwner<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and (table_schema = 'public' and table_name <> all ($1) or table_schema = 'pgboss' and table_name = 'job')
      order by 1`,
    [movedByAsking],
  )
  const one = ({ name }: { name: string }) =>
    `select '${name}' as name, count(*) || ':' || coalesce(sum(hashtext(t::text)::bigint), 0) as digest from ${name} t`
  const statement = tables.map(one).join(' union all ')
  return async () => {
    const rows = await city.asOwner<{ name: string; digest: string }>(statement)
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
  }
}
