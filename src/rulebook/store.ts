/** All SQL of the rulebook. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../platform/server/db.ts'
import { workCalendar, type WorkCalendar } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { RuleSeed, Standing } from './rule.ts'
import { type RuleValue, readRuleValue } from './values.ts'

export type RuleRow = RuleSeed & {
  id: string
  textFileId: string | null
  raisedBy: string | null
  raisedAt: string | null
  demonstration: boolean
}

/** A rule as it held on a day, with its value in the shape of its family. */
export type RuleAt<K extends string> = Omit<RuleRow, 'value'> & { value: RuleValue<K> }

const holdsOn = (date: string) => sql<boolean>`valid_from <= ${date} and (valid_to is null or valid_to >= ${date})`

/** @param date the day of the event that is judged, never simply today. */
export async function findRule<K extends string>(db: Db, key: K, date: string): Promise<RuleAt<K> | undefined> {
  const { rows } = await sql<RuleRow>`select * from rules where key = ${key} and ${holdsOn(date)}`.execute(db)
  const row = rows[0]
  return row && { ...row, value: readRuleValue(key, row.value) }
}

/** Refuses `rule-missing`. */
export async function getRule<K extends string>(db: Db, key: K, date: string): Promise<RuleAt<K>> {
  const found = await findRule(db, key, date)
  if (!found) throw new Refusal('rule-missing', { key, date })
  return found
}

/** Every rule of one family that holds on a day, by key: `listRules(db, 'closure.atom', date)`. */
export async function listRules<F extends string>(db: Db, prefix: F, date: string): Promise<RuleAt<`${F}.x`>[]> {
  const { rows } = await sql<RuleRow>`
    select * from rules where starts_with(key, ${`${prefix}.`}) and ${holdsOn(date)} order by key`.execute(db)
  return rows.map((row) => ({ ...row, value: readRuleValue(`${prefix}.x` as const, row.value) }))
}

/** The working days of every year the rulebook knows; another year is refused when it is asked for. */
export async function loadCalendar(db: Db): Promise<WorkCalendar> {
  const { rows } = await sql<{ key: string; value: unknown }>`
    select key, value from rules where starts_with(key, 'calendar.') order by key`.execute(db)
  return workCalendar(rows.map((row) => readRuleValue('calendar.year', row.value)))
}

/** Adds rows that are not there yet, by key and first day; existing ones stay as people have changed them. */
export async function addRules(db: Db, seeds: readonly RuleSeed[]): Promise<void> {
  const rows = seeds.map((seed) => ({ ...seed, id: uuidv7() }))
  await sql`
    insert into rules (id, key, title, value, valid_from, valid_to, citation, standing, grade, note)
    select id, key, title, value, "validFrom", "validTo", citation, standing, grade, note
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
        id uuid, key text, title jsonb, value jsonb, "validFrom" date, "validTo" date, citation jsonb, standing text, grade text, note jsonb)
    on conflict (key, valid_from) do nothing`.execute(db)
}

/** A legal reviewer attaches the official text: the row becomes authentic. */
export async function saveRaised(db: Db, id: string, to: Standing, textFileId: string, by: string, at: Date, demonstration: boolean): Promise<void> {
  await sql`update rules set standing = ${to}, text_file_id = ${textFileId}, raised_by = ${by}, raised_at = ${at},
    demonstration = ${demonstration} where id = ${id}`.execute(db)
}
