/** Time limits of many records at once, in one statement: a notice to a whole nation starts tens of thousands. */
import { type RawBuilder, sql } from 'kysely'
import { limitMoves } from '../shared/time-limit.ts'
import type { Db } from './db.ts'

export type LimitsStart = {
  subjectKind: string
  /** Key of the rule they follow. */
  kind: string
  startedOn: string
}

/**
 * Where the last day is not known yet the limit waits for the working days of its year.
 * @param subjects a select of `subject_id, area_id, area_path, holder_agency_id, days, day_kind, due_on`.
 */
export async function openLimitsFor(db: Db, start: LimitsStart, subjects: RawBuilder<unknown>): Promise<void> {
  await sql`insert into time_limits (id, subject_kind, subject_id, kind, area_id, area_path, holder_agency_id, started_on, days, day_kind, due_on, state)
    select gen_random_uuid(), ${start.subjectKind}, s.subject_id, ${start.kind}, s.area_id, s.area_path, s.holder_agency_id, ${start.startedOn}::date,
           s.days, s.day_kind, s.due_on, 'running' from (${subjects}) s where s.due_on is not null`.execute(db)
  await sql`insert into time_limits_waiting (id, subject_kind, subject_id, kind, area_id, area_path, holder_agency_id, started_on, days, day_kind, confined)
    select gen_random_uuid(), ${start.subjectKind}, s.subject_id, ${start.kind}, s.area_id, s.area_path, s.holder_agency_id, ${start.startedOn}::date,
           s.days, s.day_kind, false from (${subjects}) s where s.due_on is null`.execute(db)
}

/** Their object is gone. @param subjects a select of `subject_id`. */
export async function endLimitsFor(db: Db, subjects: RawBuilder<unknown>, on: string, reason: string): Promise<void> {
  const { from, to } = limitMoves.end
  await sql`update time_limits set state = ${to}, met_on = ${on}, ended_reason = ${reason}
    where state = any (${[...from]}::text[]) and subject_id in (${subjects})`.execute(db)
  await sql`delete from time_limits_waiting where subject_id in (${subjects})`.execute(db)
}
