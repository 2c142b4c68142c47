/** The operations of the module; what changes a case is an act. */
import type { Context, Handlers } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { covers, scopePaths } from '../platform/shared/permission.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { listRules } from '../rulebook/store.ts'
import { addFurnaceAtom, applyAtom, nameSupply, openCase, recordDecision, serveDecision } from './acts.ts'
import {
  getCaseOfAtom,
  listAtoms,
  listFurnacesOf,
  listSteps,
  listUsagePointsOf,
  listWorkers,
  loadCardRules,
} from './card-store.ts'
import { toCardAtom, viewAtom, viewItems } from './card-view.ts'
import { mayReviewClosure } from './case-file.ts'
import { acceptClosure, returnClosure, submitClosure } from './closing-acts.ts'
import { belongsOnCard } from './closure-card.ts'
import type { CaseDetail, casesContract } from './contract.ts'
import { prolongSealing } from './sealing-acts.ts'
import { carryOutCut, prepareStep, takeStep, withdrawStep } from './step-acts.ts'
import { getCaseRecord, listCases, listDecisions, listLeadsToOpen, listOfficers } from './store.ts'

type Scoped = Pick<Context, 'db' | 'user' | 'now' | 'platform'>

/** The subtrees a list looks in. Refuses `not-found` for an area outside the scope. */
async function pathsOf({ db, user, now, platform }: Scoped, areaId: number | undefined): Promise<string[]> {
  const scope = scopePaths(user)
  if (areaId === undefined) return scope
  const path = await platform.directory.areaPath(db, areaId, dateInChina(now))
  if (!scope.some((mine) => covers(mine, path))) throw new Refusal('not-found', { areaId })
  return [path]
}

async function getCase({ db, user, now }: Context, id: string): Promise<CaseDetail> {
  const record = await getCaseRecord(db, id, dateInChina(now))
  const rules = await loadCardRules(db, record.rulesOn)
  const kept = await listAtoms(db, id)
  const steps = await listSteps(db, id)
  const cards = kept.map((atom) => toCardAtom(atom, steps, rules))
  const atomViews = kept.map((atom) => viewAtom(atom, steps, rules))
  const onCard = new Set(kept.map((atom) => atom.furnaceId))
  const furnaces = await listFurnacesOf(db, record.siteId)
  const forgottenFurnaces = furnaces.filter((one) => belongsOnCard(one) && !onCard.has(one.id))
  const {
    submittedBy,
    submittedAt,
    submittedByName,
    returnedReason,
    acceptedAt,
    acceptedByName,
    acceptanceNote,
    ...row
  } = record
  const workers = [submittedBy, ...(await listWorkers(db, id))]
  return {
    ...row,
    card: { submittedAt, submittedByName, returnedReason, acceptedAt, acceptedByName, acceptanceNote },
    decisions: await listDecisions(db, id),
    items: viewItems(cards, rules),
    atomViews,
    forgottenFurnaces,
    usagePoints: await listUsagePointsOf(db, record.siteId),
    complete:
      forgottenFurnaces.length === 0 &&
      atomViews.some((one) => one.applies) &&
      atomViews.every((one) => one.missing.length === 0),
    mayAccept: mayReviewClosure(user, record) && !workers.includes(user.officialId),
  }
}

export const caseHandlers: Handlers<typeof casesContract> = {
  async listCases(context, { areaId, ...filter }) {
    return listCases(context.db, { ...filter, paths: await pathsOf(context, areaId) }, dateInChina(context.now))
  },
  getCase: (context, { id }) => getCase(context, id),
  getCaseOfAtom: async ({ db }, { id }) => ({ caseFileId: await getCaseOfAtom(db, id) }),

  async listLeadsToOpen({ db, user }) {
    const agencyIds = user.grants.flatMap((g) => (g.role === 'departmentOfficer' && g.agencyId ? [g.agencyId] : []))
    return { rows: await listLeadsToOpen(db, agencyIds) }
  },

  async listStepBases({ db, now }, { id, on }) {
    await getCaseRecord(db, id, dateInChina(now))
    const rules = await listRules(db, 'basis', on)
    return {
      rows: rules.map(({ id: ruleId, key, title, citation, standing, grade, demonstration, note, value }) => ({
        ruleId,
        key,
        title,
        citation,
        standing,
        grade,
        demonstration,
        note,
        step: value.step,
        requires: value.requires,
      })),
    }
  },

  async listCaseOfficers({ db, now }, { id }) {
    const day = dateInChina(now)
    const { areaPath } = await getCaseRecord(db, id, day)
    return { rows: await listOfficers(db, areaPath, day) }
  },

  openCase: (context, { leadId }) => openCase(context, leadId),
  recordDecision: async (context, { id, ...decision }) => ({ id: await recordDecision(context, id, decision) }),

  async serveDecision(context, { id, decisionId, ...service }) {
    await serveDecision(context, id, decisionId, service)
    return { id: decisionId }
  },

  async nameSupply(context, { id, atomId, ...supply }) {
    await nameSupply(context, id, atomId, supply)
    return { id: atomId }
  },

  async applyAtom(context, { id, atomId, ...order }) {
    await applyAtom(context, id, atomId, order)
    return { id: atomId }
  },

  addFurnaceAtom: async (context, { id, furnaceId }) => ({ id: await addFurnaceAtom(context, id, furnaceId) }),
  prepareStep: async (context, { id, atomId, ...plan }) => ({ stepId: await prepareStep(context, id, atomId, plan) }),
  withdrawStep: async (context, { id, atomId, reason }) => ({
    stepId: await withdrawStep(context, id, atomId, reason),
  }),
  takeStep: (context, { id, atomId, ...step }) => takeStep(context, id, atomId, step),
  carryOutCut: (context, { id, atomId, ...execution }) => carryOutCut(context, id, atomId, execution),
  prolongSealing: async (context, { id, atomId, ...approval }) => ({
    dueOn: await prolongSealing(context, id, atomId, approval),
  }),
  submitClosure: async (context, { id }) => ({ status: await submitClosure(context, id) }),
  returnClosure: async (context, { id, reason }) => ({ status: await returnClosure(context, id, reason) }),
  acceptClosure: (context, { id, note }) => acceptClosure(context, id, note),
}
