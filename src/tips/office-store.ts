/** The SQL of what the offices read of tips and change in them. */
import { type RawBuilder, sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { TipDetail, TipRow } from './office-contract.ts'
import { officeSteps, reporterSteps } from './step.ts'
import type { TipState, TipStatus } from './tip.ts'
import { stateColumns } from './tip-store.ts'

const list = (words: readonly string[]): string => `(${words.map((word) => `'${word}'`).join(', ')})`

const openStatuses = sql.raw(`('received', 'handedOver', 'verifying')`)

const rowColumns =
  sql.raw(`t.id, t.code_name, t.channel, t.status, t.holder_level, t.kind, c.name as county_name, v.name as place_name,
  t.county_involved, t.received_at, t.joined_to, t.disputed_at is not null as disputed, t.admitted_at is null as waiting,
  due.due_on, due.kind as due_kind,
  coalesce((select s.kind in ${list(reporterSteps)} from tip_steps s where s.tip_id = t.id and s.kind in ${list([...reporterSteps, ...officeSteps])}
             order by s.seq desc limit 1), false) as awaits_reading`)

const rowJoins = (day: string) => sql`
  left join area_versions c on c.area_id = t.county_id and c.valid_from <= ${day} and (c.valid_to is null or c.valid_to >= ${day})
  left join area_versions v on v.area_id = t.place_area_id and ${versionAt(day)}
  left join lateral (select l.due_on, l.kind from time_limits l where l.subject_id = t.id and l.state = 'running' order by l.due_on limit 1) due on true`

export type TipFilter = {
  after?: string | undefined
  limit: number
  status?: TipStatus | undefined
  open?: 'true' | 'false' | undefined
  countyId?: number | undefined
  recheck?: 'open' | undefined
  waiting?: 'true' | undefined
  text?: string | undefined
}

/** Tips taken into the register that the caller may see, or those that wait for it. */
export async function listTips(db: Db, filter: TipFilter, day: string) {
  const after = readCursor(filter.after, 2)
  const conditions: RawBuilder<unknown>[] = [
    filter.waiting ? sql`t.admitted_at is null` : sql`t.admitted_at is not null`,
    ...(after ? [sql`(t.received_at, t.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
    ...(filter.status ? [sql`t.status = ${filter.status}`] : []),
    ...(filter.open
      ? [filter.open === 'true' ? sql`t.status in ${openStatuses}` : sql`t.status not in ${openStatuses}`]
      : []),
    ...(filter.countyId ? [sql`t.county_id = ${filter.countyId}`] : []),
    ...(filter.recheck
      ? [sql`exists (select from tip_rechecks r where r.tip_id = t.id and r.decided_at is null)`]
      : []),
    ...(filter.text ? [sql`starts_with(t.code_name, ${filter.text.toUpperCase()})`] : []),
  ]
  const { rows } = await sql<ListedTip>`
    select ${rowColumns} from tips t ${rowJoins(day)} where ${sql.join(conditions, sql` and `)}
     order by t.received_at desc, t.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.receivedAt, row.id])
}

type ListedTip = Omit<TipRow, 'dueStatus'>

export type TipRecord = ListedTip &
  TipState &
  Pick<
    TipDetail,
    | 'sourceNumber'
    | 'nationalOrigin'
    | 'placeWords'
    | 'position'
    | 'runs'
    | 'signs'
    | 'words'
    | 'answer'
    | 'leadNumber'
    | 'leadStatus'
    | 'joinedToName'
  > & {
    placeAreaId: number
    admittedAt: string | null
  }

/** Refuses `not-found`. */
export async function getTip(db: Db, id: string, day: string): Promise<TipRecord> {
  const { rows } = await sql<TipRecord>`
    select ${rowColumns}, ${stateColumns}, t.source_number, t.national_origin, t.place_area_id, t.place_words, t.runs, t.signs, t.words, t.answer, t.admitted_at,
           case when t.place_lat is not null then jsonb_build_object('lat', t.place_lat, 'lon', t.place_lon) end as position,
           (select l.number from leads l where l.id = t.lead_id) as lead_number, (select l.status from leads l where l.id = t.lead_id) as lead_status,
           (select h.code_name from tips h where h.id = t.joined_to) as joined_to_name
      from tips t ${rowJoins(day)} where t.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { tipId: id })
  return rows[0]
}

/** What the reporters of a tip and of those that joined it wrote, on the first day and later. */
export async function getSaid(db: Db, id: string): Promise<{ places: string; words: string }> {
  const { rows } = await sql<{ places: string; words: string }>`
    with matter as (select t.id, t.place_words, t.words from tips t where t.id = ${id} or t.joined_to = ${id})
    select coalesce((select string_agg(place_words, chr(10)) from matter), '') as places,
           concat_ws(chr(10), (select string_agg(words, chr(10)) from matter),
             (select string_agg(m.words, chr(10)) from tip_messages m where m.tip_id in (select id from matter) and m.sender = 'reporter')) as words`.execute(
    db,
  )
  return rows[0] ?? { places: '', words: '' }
}

/** Tips that joined this one, in order of arrival, the first 200. */
export const listJoinedTips = async (db: Db, id: string): Promise<TipDetail['joined']> =>
  (
    await sql<TipDetail['joined'][number]>`
      select id, code_name, received_at from tips where joined_to = ${id} order by arrival limit 200`.execute(db)
  ).rows

/** Other open tips of the same place that are no part of this one. */
export const listNearby = async (db: Db, tip: TipRecord): Promise<TipDetail['nearby']> =>
  (
    await sql<TipDetail['nearby'][number]>`
      select id, code_name, received_at, kind from tips where place_area_id = ${tip.placeAreaId} and id <> ${tip.id} and joined_to is null
         and status in ${openStatuses} and admitted_at is not null order by arrival limit 20`.execute(db)
  ).rows

export const listOfficeMessages = async (db: Db, id: string): Promise<TipDetail['messages']> =>
  (
    await sql<TipDetail['messages'][number]>`
      select m.id, m.sender, m.words, m.at, o.name as by_name from tip_messages m left join officials o on o.id = m.by
       where m.tip_id = ${id} order by m.at, m.id limit 500`.execute(db)
  ).rows

export const listStepKinds = async (db: Db, id: string): Promise<TipDetail['steps']> =>
  (
    await sql<
      TipDetail['steps'][number]
    >`select kind, at from tip_steps where tip_id = ${id} order by seq limit 500`.execute(db)
  ).rows

export const listWithheld = async (db: Db, id: string): Promise<TipDetail['withheldFrom']> =>
  (
    await sql<TipDetail['withheldFrom'][number]>`
      select o.id, o.name from tip_withholdings w join officials o on o.id = w.official_id where w.tip_id = ${id} order by o.name limit 100`.execute(
      db,
    )
  ).rows

export async function replaceWithheld(
  db: Db,
  id: string,
  officialIds: readonly string[],
  by: string,
  at: Date,
): Promise<void> {
  await sql`delete from tip_withholdings where tip_id = ${id}`.execute(db)
  await sql`insert into tip_withholdings (tip_id, official_id, set_by, set_at)
    select ${id}, o.id, ${by}, ${at} from officials o where o.id = any (${[...officialIds]}::uuid[])`.execute(db)
}

/** Officials from whom the matter of a lead is kept. */
export async function listKeptOfficials(db: Db, leadId: string): Promise<string[]> {
  const { rows } = await sql<{ officialIds: string[] }>`select officials_kept_from(${leadId}) as official_ids`.execute(
    db,
  )
  return rows[0]?.officialIds ?? []
}

export const findOpenRecheck = async (db: Db, id: string): Promise<TipDetail['recheck']> =>
  (
    await sql<NonNullable<TipDetail['recheck']>>`
      select id, reason, opened_at from tip_rechecks where tip_id = ${id} and decided_at is null`.execute(db)
  ).rows[0] ?? null

export type RecheckDecision = { outcome: 'upheld' | 'changed'; words: string | null; by: string | null; at: Date }
export const saveRecheck = async (db: Db, id: string, { outcome, words, by, at }: RecheckDecision): Promise<void> =>
  void (await sql`update tip_rechecks set outcome = ${outcome}, words = ${words}, decided_by = ${by}, decided_at = ${at} where id = ${id}`.execute(
    db,
  ))

export type TipChange = {
  status: TipStatus
  holder?: { level: 'city' | 'county'; areaId: number; areaPath: string }
  conclusion?: { at: Date; by: string | null; answer: string | null }
  leadId?: string | null
  formerLeadId?: string | null
}

/** Changes a tip and those that joined it. @returns the states of those, so that each takes its step. */
export async function saveTip(db: Db, id: string, change: TipChange): Promise<TipState[]> {
  const { status, holder, conclusion, leadId, formerLeadId } = change
  const { rows } = await sql<TipState>`update tips t set status = ${status}
      ${holder ? sql`, holder_level = ${holder.level}, area_id = ${holder.areaId}, area_path = ${holder.areaPath}` : sql``}
      ${conclusion ? sql`, concluded_at = ${conclusion.at}, concluded_by = ${conclusion.by}, answer = ${conclusion.answer}` : sql``}
      ${leadId === undefined ? sql`` : sql`, lead_id = ${leadId}`}
      ${formerLeadId === undefined ? sql`` : sql`, former_lead_id = ${formerLeadId}`}
    where t.id = ${id} or t.joined_to = ${id} returning ${stateColumns}`.execute(db)
  return rows.filter((row) => row.id !== id)
}

/** A locked tip and those that joined it, in order of arrival; locked too. */
export async function withJoined(db: Db, tip: TipState): Promise<TipState[]> {
  const { rows } =
    await sql<TipState>`select ${stateColumns} from tips t where t.joined_to = ${tip.id} order by t.arrival for update`.execute(
      db,
    )
  return [tip, ...rows]
}

/** Whether one tip arrived before another. */
export async function cameBefore(db: Db, id: string, other: string): Promise<boolean> {
  const { rows } = await sql<{ before: boolean }>`
    select (select arrival from tips where id = ${id}) < (select arrival from tips where id = ${other}) as before`.execute(
    db,
  )
  return rows[0]?.before ?? false
}

/** A tip, and what joined it, shares from now on what the earlier one has come to and what was said of it. */
export async function saveJoinedTip(db: Db, id: string, headId: string): Promise<void> {
  // what joins a tip makes it a matter of article nine too
  await sql`update tips h set national_origin = coalesce(h.national_origin, t.national_origin) from tips t
     where h.id = ${headId} and t.id = ${id} and h.national_origin is null and t.national_origin is not null`.execute(
    db,
  )
  await sql`update tips t set joined_to = h.id, status = h.status, holder_level = h.holder_level, area_id = h.area_id, area_path = h.area_path,
      lead_id = h.lead_id, former_lead_id = h.former_lead_id, concluded_at = h.concluded_at, concluded_by = h.concluded_by, answer = h.answer
     from tips h where h.id = ${headId} and (t.id = ${id} or t.joined_to = ${id})`.execute(db)
}

/** A lead that stays part of the matter without being that of the tip any more. */
export const saveLeadLeft = async (db: Db, tipId: string, leadId: string): Promise<void> =>
  void (await sql`insert into tip_leads_left (lead_id, tip_id) values (${leadId}, ${tipId}) on conflict do nothing`.execute(
    db,
  ))

export async function savePlace(
  db: Db,
  id: string,
  place: { placeAreaId: number; countyId: number; countyCode: string },
): Promise<void> {
  await sql`update tips set place_area_id = ${place.placeAreaId}, county_id = ${place.countyId}, county_code = ${place.countyCode}
    where id = ${id} or joined_to = ${id}`.execute(db)
}

/** As the owner: the row leaves the county's eyes with this write. */
export const giveTipBack = async (db: Db, id: string, city: { areaId: number; areaPath: string }): Promise<void> =>
  void (await sql`select give_tip_back(${id}, ${city.areaId}, ${city.areaPath})`.execute(db))

/** The area of a county and the name of its office, for whoever receives a hand-over form. Refuses `not-found`. */
export async function getReceiver(db: Db, areaId: number, day: string) {
  const { rows } = await sql<{
    areaId: number
    areaPath: string
    name: string
    officeName: { zh: string; en: string } | null
    officeId: string | null
  }>`
    select v.area_id, v.path as area_path, v.name, a.name as office_name, a.id as office_id
      from area_versions v
      left join lateral (select a.id, a.name from agencies a where a.area_id = v.area_id and a.kind = 'office'
         and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day}) order by a.code limit 1) a on true
     where v.area_id = ${areaId} and ${versionAt(day)}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { areaId })
  return rows[0]
}
