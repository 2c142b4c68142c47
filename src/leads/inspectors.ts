/** Who may look into a matter on site, by the rulebook of the day. */
import { type CardHolder, listCardHolders } from '../agencies/official-store.ts'
import type { Db } from '../platform/server/db.ts'
import type { Grant } from '../platform/shared/permission.ts'
import { listRules } from '../rulebook/store.ts'

/** Functions of agencies that may look into a lead on site. */
export async function listInspectors(db: Db, day: string): Promise<Set<string>> {
  const rules = await listRules(db, 'competence', day)
  return new Set(rules.filter(({ value }) => value.act === 'inspect' && value.allowed).map(({ value }) => value.actor))
}

/** The agency for which somebody acts. */
export type ActingAgency = Pick<Grant, 'agencyId' | 'functionKind'>

/** Its officers with a card valid on the day; nobody where it may not look into such matters at all. */
export async function listSurveyors(
  db: Db,
  { agencyId, functionKind }: ActingAgency,
  day: string,
  kept: readonly string[],
): Promise<CardHolder[]> {
  if (agencyId === null || functionKind === null || !(await listInspectors(db, day)).has(functionKind)) return []
  return (await listCardHolders(db, agencyId, day, null)).filter(({ id }) => !kept.includes(id))
}
