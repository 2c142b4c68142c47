/** The SQL of hand-over forms. */
import { sql } from 'kysely'
import { versionAt } from '../areas/store.ts'
import { type Db, violatedConstraint } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Clue } from './clue.ts'
import type { HandOver } from './office-contract.ts'

export type HandOverDraft = {
  id: string
  tipId: string
  receiverAreaId: number
  paraphrase: string
  purpose: string
  clues: readonly Clue[]
  by: string
  at: Date
}

/** Refuses `wrong-state` where a draft waits already. */
export async function insertHandOver(db: Db, draft: HandOverDraft): Promise<void> {
  try {
    await sql`insert into tip_hand_overs (id, tip_id, status, receiver_area_id, paraphrase, purpose, clues, drafted_by, drafted_at)
      values (${draft.id}, ${draft.tipId}, 'drafted', ${draft.receiverAreaId}, ${draft.paraphrase}, ${draft.purpose},
        ${JSON.stringify(draft.clues)}::jsonb, ${draft.by}, ${draft.at})`.execute(db)
  } catch (error) {
    if (violatedConstraint(error) === 'tip_hand_overs_one_draft')
      throw new Refusal('wrong-state', { move: 'draftHandOver' })
    throw error
  }
}

const columns =
  sql.raw(`h.id, h.number, h.status, h.receiver_area_id, v.name as receiver_name, h.paraphrase, h.purpose, h.clues, h.copies,
  h.drafted_by, d.name as drafted_by_name, h.drafted_at, c.name as checked_by_name, h.issued_at`)
const joins = (day: string) => sql`
  join officials d on d.id = h.drafted_by left join officials c on c.id = h.checked_by
  left join area_versions v on v.area_id = h.receiver_area_id and ${versionAt(day)}`

/** Newest first. */
export const listHandOvers = async (db: Db, tipId: string, day: string): Promise<HandOver[]> =>
  (
    await sql<HandOver>`select ${columns} from tip_hand_overs h ${joins(day)} where h.tip_id = ${tipId} order by h.drafted_at desc limit 50`.execute(
      db,
    )
  ).rows

export type HandOverRecord = HandOver & { tipId: string }

/** Refuses `not-found`. */
export async function getHandOver(db: Db, id: string, day: string): Promise<HandOverRecord> {
  const { rows } =
    await sql<HandOverRecord>`select ${columns}, h.tip_id from tip_hand_overs h ${joins(day)} where h.id = ${id}`.execute(
      db,
    )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0]
}

/** The draft that waits for its second person. Refuses `wrong-state`. */
export async function lockDraft(
  db: Db,
  tipId: string,
): Promise<Pick<HandOver, 'id' | 'receiverAreaId' | 'paraphrase' | 'purpose' | 'draftedBy'>> {
  const { rows } = await sql<Pick<HandOver, 'id' | 'receiverAreaId' | 'paraphrase' | 'purpose' | 'draftedBy'>>`
    select id, receiver_area_id, paraphrase, purpose, drafted_by from tip_hand_overs where tip_id = ${tipId} and status = 'drafted' for update`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('wrong-state', { move: 'issueHandOver' })
  return rows[0]
}

export type Issued = { number: string; copies: HandOver['copies']; by: string; at: Date }
export const saveIssued = async (db: Db, id: string, { number, copies, by, at }: Issued): Promise<void> =>
  void (await sql`update tip_hand_overs set status = 'issued', number = ${number}, copies = ${JSON.stringify(copies)}::jsonb, checked_by = ${by},
    issued_at = ${at} where id = ${id}`.execute(db))

export const saveDiscarded = async (db: Db, id: string): Promise<void> =>
  void (await sql`update tip_hand_overs set status = 'discarded' where id = ${id}`.execute(db))

/** Drafts of tips that will not be handed over by them any more. */
export const discardDrafts = async (db: Db, tipIds: readonly string[]): Promise<void> =>
  void (await sql`update tip_hand_overs set status = 'discarded' where tip_id = any (${[...tipIds]}::uuid[]) and status = 'drafted'`.execute(
    db,
  ))
