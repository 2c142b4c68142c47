/** All SQL of the detector's models. */
import { sql } from 'kysely'
import type { Db } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { ModelRow } from './detector-contract.ts'
import { type DetectorModel, detectorModel, type Scorer, scorerOf } from './detector-model.ts'
import type { ModelState } from './model-life.ts'

/** @returns false where the version, or the same model under another one, is there already. */
export async function insertModel(
  db: Db,
  proposed: { model: DetectorModel; digest: string; by: string | null; at: Date },
): Promise<boolean> {
  const { model, digest, by, at } = proposed
  const { rows } = await sql`insert into detector_models (version, model, digest, status, proposed_at, proposed_by)
    values (${model.version}, ${JSON.stringify(model)}::jsonb, ${digest}, 'proposed', ${at}, ${by})
    on conflict do nothing returning version`.execute(db)
  return rows.length > 0
}

/** Refuses `not-found`. */
export async function lockModel(db: Db, version: string): Promise<ModelState & { version: string; digest: string }> {
  const { rows } = await sql<ModelState & { version: string; digest: string }>`
    select version, digest, status, proposed_by from detector_models where version = ${version} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { version })
  return rows[0]
}

/** @param demonstration the person is a fictional one. */
export async function saveApproved(
  db: Db,
  version: string,
  approved: { status: ModelState['status']; by: string; at: Date; demonstration: boolean },
): Promise<void> {
  const { status, by, at, demonstration } = approved
  await sql`update detector_models set status = ${status}, approved_at = ${at}, approved_by = ${by}, demonstration = ${demonstration}
    where version = ${version}`.execute(db)
}

export async function saveModelWithdrawn(
  db: Db,
  version: string,
  withdrawn: { status: ModelState['status']; by: string; at: Date; reason: string },
): Promise<void> {
  const { status, by, at, reason } = withdrawn
  await sql`update detector_models set status = ${status}, withdrawn_at = ${at}, withdrawn_by = ${by}, withdrawn_reason = ${reason}
    where version = ${version}`.execute(db)
}

/** The model in use: the newest approved. Null: nobody has approved one, and melting is not looked for. */
export async function findModelInUse(db: Db): Promise<DetectorModel | null> {
  const { rows } = await sql<{ model: unknown }>`
    select model from detector_models where status = 'approved' order by approved_at desc, version desc limit 1`.execute(
    db,
  )
  return rows[0] ? detectorModel.parse(rows[0].model) : null
}

export async function findScorerInUse(db: Db): Promise<Scorer | null> {
  const model = await findModelInUse(db)
  return model && scorerOf(model)
}

/** Refuses `not-found`. */
export async function getModel(db: Db, version: string): Promise<DetectorModel> {
  const { rows } = await sql<{ model: unknown }>`select model from detector_models where version = ${version}`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found', { version })
  return detectorModel.parse(rows[0].model)
}

/** The newest proposals first. */
export async function listModels(db: Db, limit: number): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`
    select m.version, m.digest, m.status, m.proposed_at, m.proposed_by, proposer.name as proposed_by_name, m.approved_at,
           approver.name as approved_by_name, m.withdrawn_at, withdrawer.name as withdrawn_by_name, m.withdrawn_reason, m.demonstration,
           m.model -> 'training' ->> 'kind' as training_kind,
           m.status = 'approved' and not exists (select 1 from detector_models n where n.status = 'approved'
             and (n.approved_at, n.version) > (m.approved_at, m.version)) as in_use
      from detector_models m
      left join officials proposer on proposer.id = m.proposed_by left join officials approver on approver.id = m.approved_by
      left join officials withdrawer on withdrawer.id = m.withdrawn_by
     order by m.proposed_at desc, m.version desc limit ${limit}`.execute(db)
  return rows
}
