/** All SQL of the rulebook. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { type Db, prepared } from '../platform/server/db.ts'
import { type WorkCalendar, workCalendar } from '../platform/shared/calendar.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { RuleRecord } from './contract.ts'
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
  const { rows } = await sql<RuleRow>`select * from rules where key = ${key} and ${holdsOn(date)}`.execute(prepared(db))
  const row = rows[0]
  return row && { ...row, value: readRuleValue(key, row.value) }
}

/** Refuses `rule-missing`. */
export async function getRule<K extends string>(db: Db, key: K, date: string): Promise<RuleAt<K>> {
  const found = await findRule(db, key, date)
  if (!found) throw new Refusal('rule-missing', { key, date })
  return found
}

/** Several rules as they held on a day, in one question; one without a version on that day is left out. */
export async function findRules<K extends string>(
  db: Db,
  keys: readonly K[],
  date: string,
): Promise<{ [P in K]?: RuleAt<P> }> {
  const { rows } =
    await sql<RuleRow>`select * from rules where key = any (${[...keys]}::text[]) and ${holdsOn(date)}`.execute(db)
  const found = rows.map((row) => [row.key, { ...row, value: readRuleValue(row.key, row.value) }])
  return Object.fromEntries(found) as { [P in K]?: RuleAt<P> } // each row was read by the family of its own key
}

/** Every rule of one family that holds on a day, by key: `listRules(db, 'closure.atom', date)`. */
export async function listRules<F extends string>(db: Db, prefix: F, date: string): Promise<RuleAt<`${F}.x`>[]> {
  const { rows } = await sql<RuleRow>`
    select * from rules where starts_with(key, ${`${prefix}.`}) and ${holdsOn(date)} order by key`.execute(db)
  return rows.map((row) => ({ ...row, value: readRuleValue(`${prefix}.x` as const, row.value) }))
}

/**
 * The working days of every year the rulebook knows; another year is refused when it is asked for. Make-up days are worked
 * as the rule `counting.makeUpDays` of their own date says.
 */
export async function loadCalendar(db: Db): Promise<WorkCalendar> {
  const { rows } = await sql<Pick<RuleRow, 'key' | 'value' | 'validFrom' | 'validTo'>>`
    select key, value, valid_from, valid_to from rules
     where starts_with(key, 'calendar.') or key = 'counting.makeUpDays' order by key`.execute(db)
  const notWorked = rows.filter(
    ({ key, value }) => key === 'counting.makeUpDays' && !readRuleValue('counting.makeUpDays', value).areWorkingDays,
  )
  const worked = (day: string) =>
    !notWorked.some(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))
  const years = rows
    .filter(({ key }) => key !== 'counting.makeUpDays')
    .map(({ value }) => readRuleValue('calendar.year', value))
  return workCalendar(years.map((year) => ({ ...year, makeUpDays: year.makeUpDays.filter(worked) })))
}

/** Adds rows that are not there yet, by key and first day; existing ones stay as people have changed them. */
export async function addRules(db: Db, seeds: readonly RuleSeed[]): Promise<void> {
  const rows = seeds.map((seed) => ({ ...seed, id: uuidv7() }))
  await sql`
    insert into rules (id, key, title, value, valid_from, valid_to, citation, standing, grade, note, reference_only)
    select id, key, title, value, "validFrom", "validTo", citation, standing, grade, note, "referenceOnly"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
        id uuid, key text, title jsonb, value jsonb, "validFrom" date, "validTo" date, citation jsonb, standing text, grade text, note jsonb,
        "referenceOnly" boolean)
    on conflict (key, valid_from) do nothing`.execute(db)
}

/** A rule as stored; the name of who raised it belongs to a later module. */
export type StoredRule = Omit<RuleRecord, 'raisedByName'>

const recordColumns = sql`r.id, r.key, r.title, r.value, r.valid_from, r.valid_to, r.citation, r.standing, r.grade, r.note, r.reference_only, r.text_file_id,
  r.raised_by, r.raised_at, r.demonstration`

const holds = (date: string) => sql`r.valid_from <= ${date} and (r.valid_to is null or r.valid_to >= ${date})`

type RuleFilter = {
  date: string
  family?: string | undefined
  standing?: Standing | undefined
  text?: string | undefined
  after?: string | undefined
  limit: number
}

/** By key; a family is the beginning of the key up to a dot. */
export async function listRuleRecords(
  db: Db,
  filter: RuleFilter,
): Promise<{ rows: StoredRule[]; next: string | null }> {
  const after = readCursor(filter.after, 1)
  const { rows } = await sql<StoredRule>`select ${recordColumns} from rules r where ${holds(filter.date)}
      and ${filter.family ? sql`starts_with(r.key, ${`${filter.family}.`})` : sql`true`}
      and ${filter.standing ? sql`r.standing = ${filter.standing}` : sql`true`}
      and ${filter.text ? sql`strpos(lower(r.key || ' ' || r.title::text || ' ' || r.citation::text), lower(${filter.text})) > 0` : sql`true`}
      and ${after ? sql`r.key > ${after[0]}` : sql`true`}
    order by r.key limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.key])
}

type FamilyCount = { family: string } & Record<Standing, number>

export async function listFamilies(db: Db, date: string): Promise<FamilyCount[]> {
  const { rows } =
    await sql<FamilyCount>`select split_part(r.key, '.', 1) as family, count(*) filter (where standing = 'authentic') as authentic,
      count(*) filter (where standing = 'secondary') as secondary, count(*) filter (where standing = 'inferred') as inferred,
      count(*) filter (where standing = 'unverified') as unverified
    from rules r where ${holds(date)} group by 1 order by 1 limit 200`.execute(db)
  return rows
}

/** Refuses `not-found`. */
export async function getRuleRecord(db: Db, id: string): Promise<StoredRule> {
  const { rows } = await sql<StoredRule>`select ${recordColumns} from rules r where r.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** All versions of a key, oldest first. */
export async function listVersions(db: Db, key: string): Promise<StoredRule[]> {
  const { rows } =
    await sql<StoredRule>`select ${recordColumns} from rules r where r.key = ${key} order by r.valid_from limit 200`.execute(
      db,
    )
  return rows
}

/** Refuses `not-found`. */
export async function lockRule(db: Db, id: string): Promise<Pick<RuleRow, 'key' | 'standing' | 'validFrom'>> {
  const { rows } = await sql<
    Pick<RuleRow, 'key' | 'standing' | 'validFrom'>
  >`select key, standing, valid_from from rules where id = ${id} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** A legal reviewer attaches the official text: the row becomes authentic. */
export async function saveRaised(
  db: Db,
  id: string,
  to: Standing,
  textFileId: string,
  by: string,
  at: Date,
  demonstration: boolean,
): Promise<void> {
  await sql`update rules set standing = ${to}, text_file_id = ${textFileId}, raised_by = ${by}, raised_at = ${at},
    demonstration = ${demonstration} where id = ${id}`.execute(db)
}

/** A rule entered with its official text. Refuses `calendar-year-known`, the only kind of rule that people enter. */
export async function insertEntered(
  db: Db,
  id: string,
  rule: RuleSeed,
  textFileId: string,
  by: string,
  at: Date,
  demonstration: boolean,
): Promise<void> {
  const { rows } = await sql`
    insert into rules (id, key, title, value, valid_from, valid_to, citation, standing, grade, note, text_file_id, raised_by, raised_at, demonstration)
    values (${id}, ${rule.key}, ${JSON.stringify(rule.title)}::jsonb, ${JSON.stringify(rule.value)}::jsonb, ${rule.validFrom}, ${rule.validTo},
      ${JSON.stringify(rule.citation)}::jsonb, ${rule.standing}, ${rule.grade}, null, ${textFileId}, ${by}, ${at}, ${demonstration})
    on conflict (key, valid_from) do nothing returning id`.execute(db)
  if (rows.length === 0) throw new Refusal('calendar-year-known', { year: rule.validFrom.slice(0, 4) })
}
