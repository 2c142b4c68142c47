/** SQL of the judgements. */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '../platform/server/db.ts'
import { type CursorValues, readCursor, toPage } from '../platform/shared/cursor.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { JudgementOutcome } from '../rulebook/values.ts'
import type { JudgementRow } from './contract.ts'
import type { judging, settling } from './judgement.ts'

export type NewJudgement = z.infer<typeof judging> & {
  id: string
  siteId: string
  areaPath: string
  outcome: JudgementOutcome
  keys: readonly string[]
  judgedOn: string
  judgedBy: string
}

export async function insertJudgement(db: Db, j: NewJudgement): Promise<void> {
  await sql`insert into judgements (id, visit_id, site_id, furnace_id, area_path, evidence, proposed, outcome, rule_keys, photo_ids, note, judged_on, judged_by)
    values (${j.id}, ${j.visitId}, ${j.siteId}, ${j.furnaceId}, ${j.areaPath}, ${JSON.stringify(j.evidence)}::jsonb, ${j.outcome}, ${j.outcome},
      ${[...j.keys]}::text[], ${j.photoIds}::uuid[], ${j.note}, ${j.judgedOn}, ${j.judgedBy})`.execute(db)
}

export type Judgement = {
  id: string
  visitId: string
  siteId: string
  furnaceId: string | null
  areaPath: string
  outcome: JudgementOutcome
}

/** Refuses `not-found`. */
export async function lockJudgement(db: Db, id: string): Promise<Judgement> {
  const { rows } =
    await sql<Judgement>`select id, visit_id, site_id, furnace_id, area_path, outcome from judgements where id = ${id} for update`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

export async function saveSettled(db: Db, id: string, settled: z.infer<typeof settling>): Promise<void> {
  await sql`update judgements set outcome = ${settled.outcome}, experts = ${JSON.stringify(settled.experts)}::jsonb,
    opinion_file_id = ${settled.opinionFileId} where id = ${id}`.execute(db)
}

/** Refuses `furnace-elsewhere` for a furnace of another site. */
export async function checkFurnacePlace(db: Db, furnaceId: string, siteId: string): Promise<void> {
  const { rows } = await sql`select 1 from furnaces where id = ${furnaceId} and site_id = ${siteId}`.execute(db)
  if (rows.length === 0) throw new Refusal('furnace-elsewhere')
}

const columns =
  sql.raw(`j.id, j.visit_id, j.site_id, j.furnace_id, f.label as furnace_label, j.evidence, j.proposed, j.outcome, j.photo_ids, j.note,
  j.judged_on, o.name as judged_by_name, j.experts, j.opinion_file_id,
  (select coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'title', r.title, 'citation', r.citation, 'standing', r.standing) order by r.key), '[]')
     from rules r where r.key = any (j.rule_keys) and r.valid_from <= j.judged_on and (r.valid_to is null or r.valid_to >= j.judged_on)) as rules
  from judgements j left join furnaces f on f.id = j.furnace_id join officials o on o.id = j.judged_by`)

export async function listJudgementsOfVisit(db: Db, visitId: string): Promise<JudgementRow[]> {
  const { rows } =
    await sql<JudgementRow>`select ${columns} where j.visit_id = ${visitId} order by j.id limit 200`.execute(db)
  return rows
}

export type JudgementFilter = {
  after?: string | undefined
  limit: number
  siteId?: string | undefined
  outcome?: JudgementOutcome | undefined
}

export async function listJudgements(db: Db, filter: JudgementFilter) {
  const after = readCursor(filter.after, 2)
  const { rows } = await sql<JudgementRow>`select ${columns}
    where ${filter.siteId ? sql`j.site_id = ${filter.siteId}` : sql`true`} and ${filter.outcome ? sql`j.outcome = ${filter.outcome}` : sql`true`}
      and ${after ? sql`(j.judged_on, j.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql`true`}
    order by j.judged_on desc, j.id desc limit ${filter.limit + 1}`.execute(db)
  return toPage(rows, filter.limit, (row): CursorValues => [row.judgedOn, row.id])
}
