/** The operations of the register of leads; what changes a lead is an act. */
import type { Context, Handlers } from '../platform/server/context.ts'
import { withDueStatus } from '../platform/server/due-status.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { covers, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { findRule } from '../rulebook/store.ts'
import {
  assignLead,
  closeLead,
  decideLead,
  keptFromLead,
  nameSite,
  openLead,
  returnLead,
  startVerification,
} from './acts.ts'
import { listAssignments, listCoveringAgencies } from './assignment-store.ts'
import type { LeadDetail, leadsContract } from './contract.ts'
import { listInspectors, listSurveyors } from './inspectors.ts'
import { actingGrant, leadMoves, mayAssignLead, mayBeCharged } from './lead.ts'
import { takeBackOverdue } from './raised-acts.ts'
import { countLeads, listLeads } from './register-store.ts'
import { getLead, listChain, listJoined, listSitesIn, lockLead } from './store.ts'

type Scoped = Pick<Context, 'db' | 'user' | 'now' | 'platform'>

/** The subtrees a list looks in. Refuses `not-found` for an area outside the scope. */
async function pathsOf({ db, user, now, platform }: Scoped, areaId: number | undefined): Promise<string[]> {
  const scope = scopePaths(user)
  if (areaId === undefined) return scope
  const path = await platform.directory.areaPath(db, areaId, dateInChina(now))
  if (!scope.some((mine) => covers(mine, path))) throw new Refusal('not-found', { areaId })
  return [path]
}

export const leadsHandlers: Handlers<typeof leadsContract> = {
  async listLeads(context, { areaId, ...filter }) {
    const day = dateInChina(context.now)
    const { rows, next } = await listLeads(context.db, { ...filter, paths: await pathsOf(context, areaId) }, day)
    return { rows: await withDueStatus(context, rows), next }
  },

  async countLeads(context, { areaId, agencyId }) {
    return { rows: await countLeads(context.db, await pathsOf(context, areaId), agencyId) }
  },

  async getLead(context, { id }) {
    const { db, now } = context
    const [lead] = await withDueStatus(context, [await getLead(db, id, dateInChina(now))])
    if (!lead) throw new Refusal('not-found', { leadId: id })
    const openedOn = dateInChina(new Date(lead.openedAt))
    return {
      ...lead,
      joined: await listJoined(db, id),
      assignments: await listAssignments(db, lead.joinedTo ?? id),
      chain: await listChain(db, lead.areaPath, openedOn),
      rules: await listLimitRules(db, openedOn),
    }
  },

  async openLead(context, { areaId, words, ...opening }) {
    const areaPath = await context.platform.directory.areaPath(context.db, areaId, dateInChina(context.now))
    return openLead(context, { ...opening, areaId, areaPath, facts: { words } })
  },

  async listChargeableAgencies({ db, user, now, platform }, { id }) {
    const day = dateInChina(now)
    const lead = await getLead(db, id, day)
    if (!mayAssignLead(user, lead)) return { rows: [] }
    const inspectors = await listInspectors(db, day)
    const kept = lead.confined ? await platform.keptFrom(db, id) : []
    const agencies = await listCoveringAgencies(db, lead, [...inspectors], day, kept)
    return {
      rows: agencies
        .filter((agency) => mayBeCharged(user, lead, agency, inspectors))
        .map(({ id: agencyId, name, functionKind, areaName, returnedBefore }) => ({
          id: agencyId,
          name,
          functionKind: functionKind ?? '',
          areaName,
          returnedBefore,
        })),
    }
  },

  async listSitesForLead({ db, now }, { id, text = '' }) {
    const day = dateInChina(now)
    return { rows: await listSitesIn(db, (await getLead(db, id, day)).areaPath, text, day) }
  },

  assignLead: async (context, { id, agencyId, note }) => ({ status: await assignLead(context, id, agencyId, note) }),

  async takeUpLead(context, { id }) {
    const { status } = await lockLead(context.db, id, dateInChina(context.now))
    // to visit again leaves the act as it is; a person who takes up twice is told
    move(leadMoves, 'startVerification', status)
    return { status: await startVerification(context, id) }
  },

  returnLead: async (context, { id, reason }) => ({ status: await returnLead(context, id, reason) }),
  takeBackLead: async (context, { id, reason }) => ({ status: await takeBackOverdue(context, id, reason) }),
  nameSite: (context, { id, siteId }) => nameSite(context, id, siteId),

  async listSurveyors(context, { id, on }) {
    const { db, user, now } = context
    const lead = await getLead(db, id, dateInChina(now))
    const agency = actingGrant(user, lead)
    return { rows: agency ? await listSurveyors(db, agency, on, await keptFromLead(context, lead)) : [] }
  },

  decideLead: async (context, { id, outcome, reason, survey }) => ({
    status: await decideLead(context, id, outcome, reason, survey),
  }),
  closeLead: async (context, { id, cause, note }) => ({ status: await closeLead(context, id, cause, note) }),
}

async function listLimitRules(db: Context['db'], day: string): Promise<LeadDetail['rules']> {
  const rules = [await findRule(db, 'limit.leadHandOver', day), await findRule(db, 'limit.leadVerification', day)]
  return rules.flatMap((rule) =>
    rule ? [{ key: rule.key, title: rule.title, citation: rule.citation, standing: rule.standing }] : [],
  )
}
