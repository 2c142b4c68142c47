/** All SQL of the closing card: atoms, steps, and what they are judged by. */
import { sql } from 'kysely'
import type { SiteKind } from '../enterprises/site.ts'
import type { Db } from '../platform/server/db.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import type { Standing } from '../rulebook/rule.ts'
import { listRules } from '../rulebook/store.ts'
import type { ClosureAtom, RuleValue } from '../rulebook/values.ts'
import { readRuleValue } from '../rulebook/values.ts'
import type { AtomMove, AtomStatus, Evidence, ForcedStep, Whereabouts } from './atom.ts'
import type { CardRules } from './card-view.ts'
import type { CaseState } from './case-file.ts'
import type { Basis, Paper } from './coercion.ts'
import type { StepView } from './step.ts'

export type Atom = {
  id: string
  caseFileId: string
  atom: ClosureAtom
  furnaceId: string | null
  applies: boolean
  ruleId: string
  localOrder: string | null
  state: AtomStatus
  confiscated: boolean
  usagePointIds: string[]
  meter: string | null
  servesNoDwelling: boolean
}
export type AtomRow = Atom & { furnaceLabel: string | null }

const atomColumns =
  sql.raw(`x.id, x.case_file_id, x.atom, x.furnace_id, x.applies, x.rule_id, x.local_order, x.state, x.confiscated,
  x.usage_point_ids, x.meter, x.serves_no_dwelling`)

export type NewAtom = Pick<Atom, 'id' | 'atom' | 'furnaceId' | 'applies' | 'ruleId'> & { position: number }

export async function insertAtoms(
  db: Db,
  caseFile: Pick<CaseState, 'id' | 'areaId' | 'areaPath'>,
  atoms: readonly NewAtom[],
): Promise<void> {
  await sql`insert into closure_atoms (id, case_file_id, area_id, area_path, atom, furnace_id, position, applies, rule_id)
    select id, ${caseFile.id}, ${caseFile.areaId}, ${caseFile.areaPath}, atom, "furnaceId", position, applies, "ruleId"
      from jsonb_to_recordset(${JSON.stringify(atoms)}::jsonb)
        as t(id uuid, atom text, "furnaceId" uuid, position int, applies boolean, "ruleId" uuid)`.execute(db)
}

/** An atom of this case. Refuses `not-found`. */
export async function lockAtom(db: Db, caseFileId: string, id: string): Promise<Atom> {
  const { rows } = await sql<Atom>`select ${atomColumns} from closure_atoms x
    where x.id = ${id} and x.case_file_id = ${caseFileId} for update`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { atomId: id })
  return rows[0]
}

export async function listAtoms(db: Db, caseFileId: string): Promise<AtomRow[]> {
  const { rows } = await sql<AtomRow>`select ${atomColumns}, f.label as furnace_label
    from closure_atoms x left join furnaces f on f.id = x.furnace_id
    where x.case_file_id = ${caseFileId} order by x.position, f.label, x.id limit 200`.execute(db)
  return rows
}

/** Refuses `not-found`. */
export async function getCaseOfAtom(db: Db, id: string): Promise<string> {
  const { rows } = await sql<{ caseFileId: string }>`select case_file_id from closure_atoms where id = ${id}`.execute(
    db,
  )
  if (!rows[0]) throw new Refusal('not-found')
  return rows[0].caseFileId
}

export async function saveAtomState(db: Db, id: string, state: AtomStatus, confiscated: boolean): Promise<void> {
  await sql`update closure_atoms set state = ${state}, confiscated = ${confiscated} where id = ${id}`.execute(db)
}

export async function saveSupply(
  db: Db,
  id: string,
  usagePointIds: readonly string[],
  meter: string | null,
): Promise<void> {
  await sql`update closure_atoms set usage_point_ids = ${[...usagePointIds]}::uuid[], meter = ${meter}, serves_no_dwelling = true
    where id = ${id}`.execute(db)
}

export async function saveApplied(db: Db, id: string, localOrder: string, fileId: string): Promise<void> {
  await sql`update closure_atoms set applies = true, local_order = ${localOrder}, local_order_file_id = ${fileId}
    where id = ${id}`.execute(db)
}

export async function saveFurnaceOfAtom(db: Db, id: string, furnaceId: string): Promise<void> {
  await sql`update closure_atoms set furnace_id = ${furnaceId} where id = ${id}`.execute(db)
}

/** A step as it is written; `prepared` ones lack what only the doing shows. */
export type Step = {
  id: string
  atomId: string
  move: AtomMove
  fromState: AtomStatus
  toState: AtomStatus
  status: 'prepared' | 'done'
  byParty: boolean
  coerciveStep: ForcedStep | null
  basisRuleId: string | null
  authorityAgencyId: string
  executingAgencyId: string | null
  decisionNumber: string | null
  evidence: Evidence
  documents: Paper[]
  whereabouts: Whereabouts | null
  statement: string | null
  reason: string | null
  emergencyReason: string | null
  secondOfficialId: string | null
  preparedBy: string | null
  preparedAt: string | Date | null
  startedAt: string | null
  endedAt: string | null
  executedBy: string | null
  recordedAt: Date | null
}

/** Writes a step, or completes the one that was prepared. */
export async function saveStep(db: Db, caseFile: CaseState, step: Step): Promise<void> {
  const { evidence, whereabouts } = step
  await sql`insert into closure_steps (id, atom_id, case_file_id, area_path, move, from_state, to_state, status, by_party, coercive_step,
      basis_rule_id, authority_agency_id, executing_agency_id, decision_number, before_ids, during_ids, after_ids, documents, whereabouts,
      statement, reason, emergency_reason, second_official_id, prepared_by, prepared_at, started_at, ended_at, executed_by, recorded_at)
    values (${step.id}, ${step.atomId}, ${caseFile.id}, ${caseFile.areaPath}, ${step.move}, ${step.fromState}, ${step.toState}, ${step.status},
      ${step.byParty}, ${step.coerciveStep}, ${step.basisRuleId}, ${step.authorityAgencyId}, ${step.executingAgencyId}, ${step.decisionNumber},
      ${evidence.before}::uuid[], ${evidence.during}::uuid[], ${evidence.after}::uuid[], ${JSON.stringify(step.documents)}::jsonb,
      ${whereabouts && JSON.stringify(whereabouts)}::jsonb, ${step.statement}, ${step.reason}, ${step.emergencyReason}, ${step.secondOfficialId},
      ${step.preparedBy}, ${step.preparedAt}, ${step.startedAt}, ${step.endedAt}, ${step.executedBy}, ${step.recordedAt})
    on conflict (id) do update set status = excluded.status, by_party = excluded.by_party, coercive_step = excluded.coercive_step,
      from_state = excluded.from_state, basis_rule_id = excluded.basis_rule_id, authority_agency_id = excluded.authority_agency_id,
      executing_agency_id = excluded.executing_agency_id, decision_number = excluded.decision_number, before_ids = excluded.before_ids,
      during_ids = excluded.during_ids, after_ids = excluded.after_ids, documents = excluded.documents, whereabouts = excluded.whereabouts,
      statement = excluded.statement, reason = excluded.reason, emergency_reason = excluded.emergency_reason,
      second_official_id = excluded.second_official_id, started_at = excluded.started_at, ended_at = excluded.ended_at,
      executed_by = excluded.executed_by, recorded_at = excluded.recorded_at
    where closure_steps.status = 'prepared'`.execute(db)
}

export async function saveWithdrawn(db: Db, id: string, reason: string): Promise<void> {
  await sql`update closure_steps set status = 'withdrawn', withdrawn_reason = ${reason} where id = ${id} and status = 'prepared'`.execute(
    db,
  )
}

type Prepared = Omit<Step, 'evidence' | 'status'>

export async function findPrepared(db: Db, atomId: string): Promise<Prepared | undefined> {
  const { rows } = await sql<Prepared>`
    select id, atom_id, move, from_state, to_state, by_party, coercive_step, basis_rule_id, authority_agency_id, executing_agency_id,
           decision_number, documents, whereabouts, statement, reason, emergency_reason, second_official_id, prepared_by, prepared_at,
           started_at, ended_at, executed_by, recorded_at
      from closure_steps where atom_id = ${atomId} and status = 'prepared'`.execute(db)
  return rows[0]
}

/** Agency whose sealing holds. */
export async function findSealingAgency(db: Db, atomId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select authority_agency_id as id from closure_steps
    where atom_id = ${atomId} and status = 'done' and move = 'seal' order by recorded_at desc, id desc limit 1`.execute(
    db,
  )
  return rows[0]?.id
}

/** Every step of a card, newest first within its atom. */
export async function listSteps(db: Db, caseFileId: string): Promise<StepView[]> {
  const { rows } = await sql<StepView>`
    select t.id, t.atom_id, t.move, t.from_state, t.to_state, t.status, t.by_party, t.coercive_step,
           case when r.id is not null then jsonb_build_object('ruleId', r.id, 'key', r.key, 'title', r.title, 'citation', r.citation,
             'standing', r.standing, 'grade', r.grade, 'demonstration', r.demonstration) end as basis,
           t.authority_agency_id, a.name as authority_name, e.name as executing_name, t.decision_number,
           jsonb_build_object('before', t.before_ids, 'during', t.during_ids, 'after', t.after_ids) as evidence,
           t.documents, t.whereabouts, t.statement, t.reason, t.emergency_reason, second.name as second_name,
           preparer.name as prepared_by_name, t.prepared_at, t.started_at, t.ended_at, executor.name as executed_by_name, t.recorded_at,
           t.withdrawn_reason
      from closure_steps t join agencies a on a.id = t.authority_agency_id
      left join agencies e on e.id = t.executing_agency_id
      left join rules r on r.id = t.basis_rule_id
      left join officials second on second.id = t.second_official_id
      left join officials preparer on preparer.id = t.prepared_by
      left join officials executor on executor.id = t.executed_by
     where t.case_file_id = ${caseFileId}
     order by t.atom_id, coalesce(t.recorded_at, t.prepared_at) desc, t.id desc limit 1000`.execute(db)
  return rows
}

/** Everybody who had a hand in the steps of a case. */
export async function listWorkers(db: Db, caseFileId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select unnest(array[executed_by, prepared_by, second_official_id]) as id from closure_steps
     where case_file_id = ${caseFileId} and status <> 'withdrawn'`.execute(db)
  return rows.map((row) => row.id)
}

export type BasisRow = Basis & { id: string }

/** A row of the rulebook of family `basis.…` as it holds on the day; undefined for any other row or day. */
export async function findBasis(db: Db, ruleId: string, day: string): Promise<BasisRow | undefined> {
  const { rows } = await sql<{ id: string; key: string; standing: Standing; value: unknown }>`
    select id, key, standing, value from rules where id = ${ruleId} and starts_with(key, 'basis.')
       and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})`.execute(db)
  const row = rows[0]
  return row && { ...row, value: readRuleValue('basis.row', row.value) as RuleValue<'basis.row'> } // the key starts with basis.
}

export type SitePlace = { areaId: number; areaPath: string; kind: SiteKind }

/** Refuses `not-found`. */
export async function getSite(db: Db, id: string): Promise<SitePlace> {
  const { rows } = await sql<SitePlace>`select area_id, area_path, kind from sites where id = ${id}`.execute(db)
  if (!rows[0]) throw new Refusal('not-found', { siteId: id })
  return rows[0]
}

export type SiteFurnace = { id: string; label: string; judgement: string | null; state: string }

export async function listFurnacesOf(db: Db, siteId: string): Promise<SiteFurnace[]> {
  const { rows } =
    await sql<SiteFurnace>`select id, label, judgement, state from furnaces where site_id = ${siteId} order by label limit 200`.execute(
      db,
    )
  return rows
}

export async function listUsagePointsOf(db: Db, siteId: string) {
  const { rows } = await sql<{ id: string; account: string; feeder: string | null }>`
    select id, account, feeder from usage_points where site_id = ${siteId} order by account limit 100`.execute(db)
  return rows
}

/** What the rulebook says on a day of atoms, standards and the notice's five. */
export async function loadCardRules(db: Db, day: string): Promise<CardRules> {
  return {
    atoms: await listRules(db, 'closure.atom', day),
    standards: await listRules(db, 'closure.standard', day),
    items: await listRules(db, 'closure.noticeItem', day),
    evidence: await listRules(db, 'closure.evidence', day),
  }
}
