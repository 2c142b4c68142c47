/** SQL of the summons talks. */
import { sql } from 'kysely'
import { lastVersionAt } from '../areas/store.ts'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import type { AreaLevel } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { FigureCounts } from './figure.ts'
import type { PlacePick } from './pick.ts'
import type { Minutes, SummonsStatus } from './summons.ts'
import type { SummonsRecord, SummonsRow } from './summons-contract.ts'
import type { MinutesPaper, SummonsNoticePaper } from './summons-document.ts'

export type Summons = {
  id: string
  agencyId: string
  areaId: number
  areaPath: string
  summonerPath: string
  status: SummonsStatus
  facts: string
  figures: FigureCounts
  asOf: string
  proposedBy: string
  number: string | null
  notifiedOn: string | null
  noticePaper: SummonsNoticePaper | null
  minutesPaper: MinutesPaper | null
}

/** Refuses `not-found`. */
export async function getSummons(db: Db, id: string, forUpdate = false): Promise<Summons> {
  const { rows } =
    await sql<Summons>`select id, agency_id, area_id, area_path, summoner_path, status, facts, figures, as_of, proposed_by, number,
    notified_on, notice_paper, minutes_paper from summons where id = ${id} ${forUpdate ? sql`for update` : sql``}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export type Proposal = Pick<Summons, 'id' | 'agencyId' | 'areaId' | 'areaPath' | 'facts' | 'figures' | 'proposedBy'> & {
  /** City or county: who stands above the place. */
  summonerLevel: AreaLevel
  grounds: string
  digest: string
  picks: readonly PlacePick[] | null
  at: Date
}

export async function insertSummons(db: Db, p: Proposal): Promise<void> {
  await sql`insert into summons (id, agency_id, summoner_level, area_id, area_path, status, grounds, facts, figures, as_of, digest, picks, proposed_by, proposed_at)
    values (${p.id}, ${p.agencyId}, ${p.summonerLevel}, ${p.areaId}, ${p.areaPath}, 'proposed', ${p.grounds}, ${p.facts}, ${JSON.stringify(p.figures)}::jsonb,
      ${p.at}, ${p.digest}, ${p.picks === null ? null : JSON.stringify(p.picks)}::jsonb, ${p.proposedBy}, ${p.at})`.execute(
    db,
  )
}

export async function saveDecided(
  db: Db,
  id: string,
  status: SummonsStatus,
  { by, at, reason }: { by: string; at: Date; reason: string | null },
): Promise<void> {
  await sql`update summons set status = ${status}, decided_by = ${by}, decided_at = ${at}, decline_reason = ${reason} where id = ${id}`.execute(
    db,
  )
}

export async function saveNotified(
  db: Db,
  id: string,
  status: SummonsStatus,
  paper: SummonsNoticePaper,
): Promise<void> {
  await sql`update summons set status = ${status}, number = ${paper.number}, talk_at = ${paper.talkAt}, place = ${paper.place}, attendees = ${paper.attendees},
    notice_paper = ${JSON.stringify(paper)}::jsonb, notified_on = ${paper.date} where id = ${id}`.execute(db)
}

export async function saveMinuted(
  db: Db,
  id: string,
  status: SummonsStatus,
  minutes: Minutes,
  paper: MinutesPaper,
): Promise<void> {
  await sql`update summons set status = ${status}, minutes_number = ${paper.number}, minutes = ${JSON.stringify(minutes)}::jsonb,
    minutes_paper = ${JSON.stringify(paper)}::jsonb, held_on = ${minutes.heldOn} where id = ${id}`.execute(db)
}

export async function saveAnswered(
  db: Db,
  id: string,
  status: SummonsStatus,
  answer: { text: string; fileId: string | null; by: string; on: string },
): Promise<void> {
  await sql`update summons set status = ${status}, answer = ${answer.text}, answer_file_id = ${answer.fileId}, answered_by = ${answer.by},
    answered_on = ${answer.on}, answers = answers + 1, return_reason = null where id = ${id}`.execute(db)
}

export async function saveReturned(db: Db, id: string, status: SummonsStatus, reason: string): Promise<void> {
  await sql`update summons set status = ${status}, return_reason = ${reason} where id = ${id}`.execute(db)
}

export async function saveVerified(
  db: Db,
  id: string,
  status: SummonsStatus,
  { findings, by, on }: { findings: string; by: string; on: string },
): Promise<void> {
  await sql`update summons set status = ${status}, findings = ${findings}, verified_by = ${by}, verified_on = ${on} where id = ${id}`.execute(
    db,
  )
}

const rowColumns =
  sql.raw(`s.id, s.area_id, v.name as area_name, s.area_path, s.status, s.grounds, s.number, s.proposed_at, s.proposed_by, s.talk_at,
  s.held_on, s.answered_on`)

export async function listSummons(
  db: Db,
  input: { after?: string | undefined; limit: number; status?: SummonsStatus | undefined },
  day: string,
) {
  const after = readCursor(input.after, 2)
  const { rows } = await sql<SummonsRow>`
    select ${rowColumns} from summons s join area_versions v on v.area_id = s.area_id and ${lastVersionAt(day)}
     where ${input.status ? sql`s.status = ${input.status}` : sql`true`}
       and ${after ? sql`(s.proposed_at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`}
     order by s.proposed_at desc, s.id desc limit ${input.limit + 1}`.execute(db)
  return toPage(rows, input.limit, (row): CursorValues => [row.proposedAt, row.id])
}

/** Refuses `not-found`. */
export async function getSummonsRecord(db: Db, id: string, day: string): Promise<Omit<SummonsRecord, 'intact'>> {
  const { rows } = await sql<Omit<SummonsRecord, 'intact'>>`
    select ${rowColumns}, g.name as issuer_name, s.facts, coalesce(s.picks, '[]') as picks, s.figures, s.as_of, s.digest, p.name as proposer_name, d.name as decider_name, s.decided_at,
           s.decline_reason, s.place, s.attendees, s.minutes_number, s.minutes, s.answer, s.answer_file_id, a.name as answerer_name, s.answers,
           s.return_reason, s.findings, w.name as verifier_name, s.verified_on
      from summons s join area_versions v on v.area_id = s.area_id and ${lastVersionAt(day)} join agencies g on g.id = s.agency_id
      join officials p on p.id = s.proposed_by left join officials d on d.id = s.decided_by left join officials a on a.id = s.answered_by
      left join officials w on w.id = s.verified_by
     where s.id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}
