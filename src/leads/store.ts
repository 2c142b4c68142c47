/** The SQL of a lead. Lists are in register-store.ts, assignments in assignment-store.ts. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type ChainHolder, chainPosts } from './chain.ts'
import type { LeadDetail, LeadRow } from './contract.ts'
import type { LeadFacts, LeadOutcome, LeadSource, LeadState, LeadStatus, NationalOrigin } from './lead.ts'
import type { Survey } from './survey.ts'

/** The next number of the year. Openings of one year wait here for each other until the transaction ends. */
export async function takeNumber(db: Db, year: number): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into lead_counters (year, last) values (${year}, 1)
    on conflict (year) do update set last = lead_counters.last + 1 returning last`.execute(db)
  return rows[0]?.last ?? 1
}

/** Waits for every opening of the year under way, so that a site is compared with all leads that came before. */
export async function lockRegister(db: Db, year: number): Promise<void> {
  await sql`select last from lead_counters where year = ${year} for update`.execute(db)
}

/** The assigned agency, and those that took over from it by `day`. */
const actingAgencies = (day: string) => sql`(
  with recursive acting as (
    select l.assigned_agency_id as id where l.assigned_agency_id is not null
    union select s.successor_id from agency_successions s join acting on acting.id = s.predecessor_id where s.happened_on <= ${day}
  ) select coalesce(jsonb_agg(id), '[]') from acting)`

const raised =
  sql.raw(`(select t.raised_area_id from time_limits t where t.subject_id = l.id and t.kind = 'limit.leadVerification'
  and t.state in ('running', 'suspended') order by t.due_on limit 1) as raised_area_id`)
const stateColumns = sql`l.id, l.number, l.status, l.opened_at, l.area_id, l.area_path, l.site_id, l.assigned_agency_id, l.outcome, l.decided_by, l.joined_to,
  l.confined, l.visit_id, l.visited_on, l.survey, ${raised}`

/** The lead itself, or the earlier one it has joined. Refuses `not-found`. */
export async function lockLead(db: Db, id: string, day: string): Promise<LeadState> {
  const { rows } = await sql<LeadState>`
    select ${stateColumns}, ${actingAgencies(day)} as acting_agency_ids from leads l
     where l.id = (select coalesce(joined_to, id) from leads where id = ${id}) for update of l`.execute(db)
  const lead = rows[0]
  if (!lead) throw new Refusal('not-found', { leadId: id })
  // it joined another while we waited for it
  if (lead.joinedTo !== null) throw new Refusal('changed-meanwhile')
  return lead
}

export type VisitedLead = { id: string; confined: boolean; siteId: string | null; status: LeadStatus }

/** As much of a lead as a visit for it looks at: whether only its handlers see it, where it is and how far. Refuses `not-found`. */
export async function getVisited(db: Db, id: string): Promise<VisitedLead> {
  const { rows } = await sql<VisitedLead>`
    select l.id, l.confined, coalesce(head.site_id, l.site_id) as site_id, coalesce(head.status, l.status) as status from leads l left join leads head on head.id = l.joined_to
     where l.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { leadId: id })
  return rows[0]
}

export type LeadVisited = { id: string; areaPath: string; status: LeadStatus }

/** Puts an accepted visit behind the leads it bears out, whoever sees them. @returns those that had another one, or none, before. */
export async function saveVisitBehind(db: Db, visitId: string): Promise<LeadVisited[]> {
  const { rows } = await sql<LeadVisited>`
    select lead_id as id, lead_path as area_path, lead_status as status from put_visit_behind_leads(${visitId})`.execute(
    db,
  )
  return rows
}

export type LeadOrigin = { siteId: string | null; source: LeadSource; sourceId: string; areaId: number }
/** What an open lead may have in common with another; no source: the site alone counts. */
export type LeadLikeness = Pick<LeadOrigin, 'siteId' | 'areaId'> & {
  source: LeadSource | null
  sourceId: string | null
}
export type OpenLead = { id: string; status: LeadStatus; siteId: string | null; assignedAgencyId: string | null }

/** The open lead that a new one of this origin belongs to: of the same site, else of the same source and place. */
export async function lockOpenLead(db: Db, likeness: LeadLikeness): Promise<OpenLead | undefined> {
  const { siteId, source, sourceId, areaId } = likeness
  const { rows } = await sql<OpenLead>`
    select l.id, l.status, l.site_id, l.assigned_agency_id from leads l
     where l.joined_to is null and l.status <> 'closed' and not l.confined
       and (l.site_id = ${siteId}::uuid
         or (l.source_id = ${sourceId} and l.source = ${source} and l.area_id = ${areaId} and (l.site_id is null or ${siteId}::uuid is null)))
     order by l.site_id = ${siteId}::uuid desc nulls last, l.opened_at, l.id limit 1 for update`.execute(db)
  return rows[0]
}

export type LeadOpening = LeadOrigin & {
  id: string
  number: string
  status: LeadStatus
  areaPath: string
  title: string
  facts: LeadFacts
  openedAt: Date
  openedBy: string | null
  assignedAgencyId: string | null
  joinedTo: string | null
  confined: boolean
  nationalOrigin: NationalOrigin | null
  secondLookOf: string | null
}

/** Refuses `changed-meanwhile` where another open lead has taken the site. */
export async function insertLead(db: Db, lead: LeadOpening): Promise<void> {
  await siteTakenOnce(
    sql`insert into leads (id, number, status, source, source_id, site_id, area_id, area_path, title, facts, opened_at, opened_by,
        assigned_agency_id, joined_to, confined, national_origin, second_look_of)
      values (${lead.id}, ${lead.number}, ${lead.status}, ${lead.source}, ${lead.sourceId}, ${lead.siteId}, ${lead.areaId}, ${lead.areaPath},
        ${lead.title}, ${JSON.stringify(lead.facts)}::jsonb, ${lead.openedAt}, ${lead.openedBy}, ${lead.assignedAgencyId}, ${lead.joinedTo}, ${lead.confined}, ${lead.nationalOrigin},
        ${lead.secondLookOf})`.execute(db),
  )
}

async function siteTakenOnce(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (violatedConstraint(error) === 'leads_open_at_site') throw new Refusal('changed-meanwhile')
    throw error
  }
}

/** Refuses `not-found` for a site out of scope. */
export async function getSitePlace(db: Db, siteId: string): Promise<{ id: number; path: string }> {
  const { rows } = await sql<{
    id: number
    path: string
  }>`select area_id as id, area_path as path from sites where id = ${siteId}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { siteId })
  return rows[0]
}

/** What joins a lead makes it a matter of article nine too. */
export const saveNationalOrigin = async (db: Db, id: string, origin: NationalOrigin): Promise<void> =>
  void (await sql`update leads set national_origin = ${origin} where id = ${id}`.execute(db))

/** What a move may change beside the status. */
export type LeadChange = {
  status: LeadStatus
  assignedAgencyId?: string | null
  decision?: { outcome: LeadOutcome; reason: string; survey: Survey | null; at: Date; by: string }
  closing?: { cause: string; note: string | null; at: Date; by: string | null }
}

/** Changes a lead and those that joined it. @returns the ids changed beside its own. */
export async function saveMove(db: Db, id: string, change: LeadChange): Promise<string[]> {
  const { status, assignedAgencyId, decision, closing } = change
  const { rows } = await sql<{ id: string }>`update leads set status = ${status}
      ${assignedAgencyId === undefined ? sql`` : sql`, assigned_agency_id = ${assignedAgencyId}`}
      ${decision ? sql`, outcome = ${decision.outcome}, decision_reason = ${decision.reason}, decided_at = ${decision.at}, decided_by = ${decision.by}, survey = ${decision.survey && JSON.stringify(decision.survey)}::jsonb` : sql``}
      ${closing ? sql`, cause = ${closing.cause}, close_note = ${closing.note}, closed_at = ${closing.at}, closed_by = ${closing.by}` : sql``}
    where id = ${id} or joined_to = ${id} returning id`.execute(db)
  return rows.map((row) => row.id).filter((changed) => changed !== id)
}

/** A confined lead keeps the place of its holder, so that nobody near the site learns of it. */
export async function saveConfinedSite(db: Db, id: string, siteId: string): Promise<void> {
  await sql`update leads set site_id = ${siteId} where id = ${id}`.execute(db)
}

/** A confined lead goes to another holder, with its limits. */
export async function saveConfinedArea(db: Db, id: string, area: { id: number; path: string }): Promise<void> {
  await sql`update leads set area_id = ${area.id}, area_path = ${area.path} where id = ${id} or joined_to = ${id}`.execute(
    db,
  )
  await sql`update lead_assignments set area_path = ${area.path} where lead_id = ${id}`.execute(db)
}

/** The site makes the place of the lead, of its followers and of its assignments exact. */
export async function saveSite(db: Db, id: string, siteId: string, place: { id: number; path: string }): Promise<void> {
  await siteTakenOnce(
    sql`update leads set site_id = ${siteId}, area_id = ${place.id}, area_path = ${place.path} where id = ${id} or joined_to = ${id}`.execute(
      db,
    ),
  )
  await sql`update lead_assignments set area_path = ${place.path} where lead_id = ${id}`.execute(db)
}

/** Joins a lead and its followers to an earlier one; they take its state over. @returns the ids joined. */
export async function saveJoined(db: Db, id: string, head: LeadState): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`update leads set joined_to = ${head.id}, status = ${head.status}, assigned_agency_id = ${head.assignedAgencyId},
      site_id = ${head.siteId}, area_id = ${head.areaId}, area_path = ${head.areaPath}
    where id = ${id} or joined_to = ${id} returning id`.execute(db)
  return rows.map((row) => row.id)
}

/** A row as stored; how its limit stands depends on the day. */
export type ListedLead = Omit<LeadRow, 'dueStatus'>

const likeText = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** What a list shows of a lead `l`, beside `rowJoins`. */
export const rowColumns =
  sql.raw(`l.id, l.number, l.status, l.source, l.title, l.site_id, s.name as site_name, l.area_id, v.name as area_name,
  c.name as county_name, l.opened_at, l.assigned_agency_id, a.name as assigned_agency_name, l.cause, l.joined_to, due.due_on, due.kind as due_kind`)

/** Names of the place, the agency and the site, and the strictest limit that runs, for a few leads `l`. */
export const rowJoins = (day: string) => sql`
  left join area_versions v on v.area_id = l.area_id and ${versionAt(day)}
  left join area_versions c on c.area_id = l.county_id and c.valid_from <= ${day} and (c.valid_to is null or c.valid_to >= ${day})
  left join agencies a on a.id = l.assigned_agency_id
  left join sites s on s.id = l.site_id
  left join lateral (select t.due_on, t.kind from time_limits t where t.subject_id = l.id and t.state = 'running' order by t.due_on limit 1) due on true`

/** The survey of a record `l` with the names of those who were there. */
const surveyWithNames = sql.raw(`case when l.survey is not null then l.survey || jsonb_build_object('officerNames',
  (select coalesce(jsonb_agg(o.name order by o.name), '[]') from officials o where l.survey -> 'officerIds' ? o.id::text)) end as survey`)

export type LeadRecord = Omit<LeadDetail, 'dueStatus' | 'joined' | 'assignments' | 'chain' | 'rules'>

/** Refuses `not-found`. */
export async function getLead(db: Db, id: string, day: string): Promise<LeadRecord> {
  const { rows } = await sql<LeadRecord>`
    select ${rowColumns}, l.area_path, l.outcome, l.decided_by, l.confined, ${raised}, ${actingAgencies(day)} as acting_agency_ids, l.source_id, l.national_origin,
           coalesce(head.visit_id, l.visit_id) as visit_id, coalesce(head.visited_on, l.visited_on) as visited_on, ${surveyWithNames},
           l.second_look_of is not null as second_look, l.facts,
           l.decision_reason, l.decided_at, l.close_note, l.closed_at, head.number as joined_to_number,
           opener.name as opened_by_name, decider.name as decided_by_name, closer.name as closed_by_name
      from leads l ${rowJoins(day)}
      left join leads head on head.id = l.joined_to
      left join officials opener on opener.id = l.opened_by
      left join officials decider on decider.id = l.decided_by
      left join officials closer on closer.id = l.closed_by
     where l.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { leadId: id })
  return rows[0]
}

/** Leads that joined this one, oldest first, the first 200. */
export async function listJoined(db: Db, id: string): Promise<LeadDetail['joined']> {
  const { rows } = await sql<LeadDetail['joined'][number]>`
    select id, number, source, title, opened_at from leads where joined_to = ${id} order by opened_at, id limit 200`.execute(
    db,
  )
  return rows
}

/** Sites in the lead's area whose name or address holds the text, the first 20 by name. */
export async function listSitesIn(db: Db, path: string, text: string, day: string): Promise<SiteChoice[]> {
  const like = `%${likeText(text)}%`
  const { rows } = await sql<SiteChoice>`
    select s.id, s.name, s.address, v.name as area_name, l.number as open_lead
      from sites s join area_versions v on v.area_id = s.area_id and ${versionAt(day)}
      left join leads l on l.site_id = s.id and l.joined_to is null and l.status <> 'closed'
     where s.area_path >= ${path} and s.area_path < ${`${path}~`} and (s.name ilike ${like} or s.address ilike ${like})
     order by s.name, s.id limit 20`.execute(db)
  return rows
}
export type SiteChoice = { id: string; name: string; address: string; areaName: string; openLead: string | null }

/** Who answered for the place on a day, from the village up; an empty post is a row without a person. */
export async function listChain(db: Db, path: string, day: string): Promise<ChainHolder[]> {
  const ids = path.split('/').filter(Boolean).map(Number)
  const { rows } = await sql<ChainHolder>`
    select v.area_id, v.name as area_name, v.level, chain.post, p.official_id, o.name, p.phone, office.name as office_name
      from area_versions v
      join jsonb_each_text(${JSON.stringify(chainPosts)}::jsonb) chain(level, post) on chain.level = v.level
      left join appointments p on p.area_id = v.area_id and p.post = chain.post
        and p.valid_from <= ${day} and (p.valid_to is null or p.valid_to >= ${day})
      left join officials o on o.id = p.official_id
      left join lateral (
        select a.name from agencies a where v.level = 'city' and a.area_id = v.area_id and a.kind = 'office'
           and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day}) order by a.code limit 1) office on true
     where v.area_id = any (${ids}::int[]) and ${versionAt(day)}
     order by length(v.path) desc, p.valid_from, p.id limit 40`.execute(db)
  return rows
}
