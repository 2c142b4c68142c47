/** Operations of the inspections: sweeps, observations, visits, judgements. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { outcomes, taskSources } from '../rulebook/values.ts'
import { flagContract } from './flag-contract.ts'
import { judgementEvidence, judging, settling } from './judgement.ts'
import { observationContent, position, signs } from './observation.ts'
import { sweepOpening, sweepStatuses, targetKinds, targetStatuses } from './sweep.ts'
import { findings, visitPlan, visitStatuses } from './visit.ts'

const byId = z.object({ id: z.uuid() })
const officers = ['departmentOfficer'] as const
const name = z.object({ zh: z.string(), en: z.string() })
const count = z.number().int()

/** How far a sweep is in one area: of each kind, how many there are and how many are covered. */
export const progressRow = z.object({
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  villages: count,
  villagesReported: count,
  villagesNothingSeen: count,
  villagesUnvisited: count,
  sites: count,
  sitesVisited: count,
  sitesObserved: count,
  sitesUnvisited: count,
})
export type ProgressRow = z.infer<typeof progressRow>

export const sweepRow = z.object({
  id: z.uuid(),
  name: z.string(),
  noticeId: z.uuid(),
  noticeNumber: z.string().nullable(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  startsOn: date,
  dueOn: date,
  planNumber: z.string().nullable(),
  status: z.enum(sweepStatuses),
  openedAt: instant,
  targets: count,
  covered: count,
})
export type SweepRow = z.infer<typeof sweepRow>

export const targetRow = z.object({
  id: z.uuid(),
  sweepId: z.uuid(),
  kind: z.enum(targetKinds),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  status: z.enum(targetStatuses),
  reportedOn: date.nullable(),
})
export type TargetRow = z.infer<typeof targetRow>

export const observationRow = z.object({
  id: z.uuid(),
  areaId: z.number(),
  areaName: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  sweepTargetId: z.uuid().nullable(),
  seen: z.array(z.enum(signs)),
  words: z.string().nullable(),
  photoIds: z.array(z.uuid()),
  position: position.nullable(),
  observedAt: instant,
  receivedAt: instant,
  observerName: z.string(),
  leadId: z.uuid().nullable(),
})
export type ObservationRow = z.infer<typeof observationRow>

export const visitRow = z.object({
  id: z.uuid(),
  siteId: z.uuid(),
  siteName: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  agencyId: z.uuid(),
  agencyName: name,
  taskSource: z.enum(taskSources),
  plannedOn: date,
  status: z.enum(visitStatuses),
  leadId: z.uuid().nullable(),
  sweepTargetId: z.uuid().nullable(),
})
export type VisitRow = z.infer<typeof visitRow>

export const judgementRow = z.object({
  id: z.uuid(),
  visitId: z.uuid(),
  siteId: z.uuid(),
  furnaceId: z.uuid().nullable(),
  furnaceLabel: z.string().nullable(),
  evidence: judgementEvidence,
  proposed: z.enum(outcomes),
  outcome: z.enum(outcomes),
  rules: z.array(z.object({ key: z.string(), title: name, citation: name, standing: z.string() })),
  photoIds: z.array(z.uuid()),
  note: z.string().nullable(),
  judgedOn: date,
  judgedByName: z.string(),
  experts: settling.shape.experts.nullable(),
  opinionFileId: z.uuid().nullable(),
})
export type JudgementRow = z.infer<typeof judgementRow>

export const visitRecord = visitRow.extend({
  basis: z.string(),
  itemCode: z.string().nullable(),
  approval: visitPlan.shape.approval,
  notice: visitPlan.shape.notice,
  exemptReason: z.string().nullable(),
  gateLogIn: z.string().nullable(),
  startedAt: instant.nullable(),
  submittedAt: instant.nullable(),
  findings: findings.nullable(),
  photoIds: z.array(z.uuid()),
  returnedReason: z.string().nullable(),
  caseFileId: z.uuid().nullable(),
  officers: z.array(z.object({ id: z.uuid(), name: z.string(), card: z.string() })),
  furnaces: z.array(z.object({ id: z.uuid(), label: z.string(), judgement: z.enum(outcomes).nullable() })),
  judgements: z.array(judgementRow),
})
export type VisitRecord = z.infer<typeof visitRecord>

/** What the rule of a day demands of a visit, for the form to ask for. */
export const visitDemands = z.object({
  minCardHolders: count,
  publishedItem: z.boolean(),
  approval: z.boolean(),
  noticeOrReasonForNone: z.boolean(),
  gateLogIn: z.boolean(),
  yearlyCap: z.object({ cap: count, visits: count }).nullable(),
  exemptSources: z.array(z.enum(taskSources)),
  taskSources: z.array(z.enum(taskSources)),
  citation: name,
  standing: z.string(),
})

export const inspectionsContract = contract({
  ...flagContract,
  listSweeps: {
    method: 'GET',
    path: '/api/inspections/sweeps',
    needs: 'signedIn',
    title: 'Sweeps that concern my area',
    input: z.object({ ...pageInput }),
    output: page(sweepRow),
  },
  getSweep: {
    method: 'GET',
    path: '/api/inspections/sweeps/:id',
    needs: 'signedIn',
    title: 'A sweep with its progress by the areas directly below one area',
    input: z.object({ id: z.uuid(), areaId: areaIdInput.optional() }),
    output: sweepRow.extend({ children: z.array(progressRow), total: progressRow }),
  },
  openSweep: {
    method: 'POST',
    path: '/api/inspections/sweeps',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Open a sweep over every village and target site of an area',
    input: sweepOpening,
    output: byId,
  },
  finishSweep: {
    method: 'POST',
    path: '/api/inspections/sweeps/:id/finish',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Finish; what is uncovered stays listed with the reason',
    input: z.object({ id: z.uuid(), reasonForGaps: words.nullable() }),
    output: byId,
  },
  listTargets: {
    method: 'GET',
    path: '/api/inspections/sweeps/:id/targets',
    needs: 'signedIn',
    title: 'Targets of a sweep in my scope',
    input: z.object({
      ...pageInput,
      id: z.uuid(),
      areaId: areaIdInput.optional(),
      kind: z.enum(targetKinds).optional(),
      status: z.enum(targetStatuses).optional(),
    }),
    output: page(targetRow),
  },
  recordObservation: {
    method: 'PUT',
    path: '/api/inspections/observations/:id',
    needs: ['gridWorker', 'townshipLeader', 'countyOffice', 'cityOffice', 'departmentOfficer'],
    title: 'Record what was seen from public space; the phone chooses the id, so that sending twice changes nothing',
    input: observationContent.extend({ id: z.uuid() }),
    /** What was stored, so that the phone may forget its draft. */
    output: z.object({
      id: z.uuid(),
      contentHash: z.string(),
      photoIds: z.array(z.uuid()),
      leadId: z.uuid().nullable(),
    }),
  },
  listObservations: {
    method: 'GET',
    path: '/api/inspections/observations',
    needs: 'signedIn',
    title: 'Observations in my scope, newest first',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      siteId: z.uuid().optional(),
      sweepTargetId: z.uuid().optional(),
    }),
    output: page(observationRow),
  },
  getObservation: {
    method: 'GET',
    path: '/api/inspections/observations/:id',
    needs: 'signedIn',
    title: 'One observation',
    input: byId,
    output: observationRow,
  },
  getVisitDemands: {
    method: 'GET',
    path: '/api/inspections/visits/demands',
    needs: officers,
    title: 'What a visit to a site on a day must show',
    input: z.object({ siteId: z.uuid(), agencyId: z.uuid(), on: date }),
    output: visitDemands,
  },
  listCardHolders: {
    method: 'GET',
    path: '/api/inspections/card-holders',
    needs: officers,
    title: 'Officers of an agency with a valid card on a day who may go for a lead',
    input: z.object({ agencyId: z.uuid(), on: date, leadId: z.uuid().optional() }),
    output: z.object({ rows: z.array(z.object({ id: z.uuid(), name: z.string(), card: z.string() })) }),
  },
  planVisit: {
    method: 'POST',
    path: '/api/inspections/visits',
    needs: officers,
    title: 'Plan a visit; refused unless the rule of its day is met',
    input: visitPlan,
    output: byId,
  },
  planProposedVisit: {
    method: 'POST',
    path: '/api/inspections/visits/:id/plan',
    needs: officers,
    title: 'Plan a proposed revisit under the same guard',
    input: visitPlan
      .omit({ siteId: true, agencyId: true, taskSource: true, leadId: true, sweepTargetId: true })
      .extend({ id: z.uuid() }),
    output: byId,
  },
  startVisit: {
    method: 'POST',
    path: '/api/inspections/visits/:id/start',
    needs: officers,
    title: 'Start on site, with the log-in at the gate where the rule demands it',
    input: z.object({ id: z.uuid(), gateLogIn: line.nullable() }),
    output: byId,
  },
  judge: {
    method: 'POST',
    path: '/api/inspections/judgements',
    needs: officers,
    title: 'Judge a furnace, or the site, by the decision table',
    input: judging,
    output: z.object({ id: z.uuid(), outcome: z.enum(outcomes), keys: z.array(z.string()) }),
  },
  settleJudgement: {
    method: 'POST',
    path: '/api/inspections/judgements/:id/settle',
    needs: officers,
    title: 'Settle by a written opinion of at least two experts',
    input: settling.extend({ id: z.uuid() }),
    output: byId,
  },
  listJudgements: {
    method: 'GET',
    path: '/api/inspections/judgements',
    needs: 'signedIn',
    title: 'Judgements in my scope, newest first',
    staysHere:
      'No screen lists them: they are read at their visit, and the register of furnaces has them in its sheet.',
    input: z.object({ ...pageInput, siteId: z.uuid().optional(), outcome: z.enum(outcomes).optional() }),
    output: page(judgementRow),
  },
  submitVisit: {
    method: 'POST',
    path: '/api/inspections/visits/:id/submit',
    needs: officers,
    title: 'Submit findings and photographs',
    input: findings.extend({ id: z.uuid(), photoIds: z.array(z.uuid()).max(40) }),
    output: byId,
  },
  returnVisit: {
    method: 'POST',
    path: '/api/inspections/visits/:id/return',
    needs: ['departmentOfficer', 'countyOffice', 'cityOffice'],
    title: 'Return with reasons',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  acceptVisit: {
    method: 'POST',
    path: '/api/inspections/visits/:id/accept',
    needs: ['departmentOfficer', 'countyOffice', 'cityOffice'],
    title: 'Accept; never by one who went',
    input: byId,
    output: byId,
  },
  cancelVisit: {
    method: 'POST',
    path: '/api/inspections/visits/:id/cancel',
    needs: officers,
    title: 'Cancel before it starts',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  listVisits: {
    method: 'GET',
    path: '/api/inspections/visits',
    needs: 'signedIn',
    title: 'Visits in my scope',
    input: z.object({
      ...pageInput,
      areaId: areaIdInput.optional(),
      siteId: z.uuid().optional(),
      leadId: z.uuid().optional(),
      status: z.enum(visitStatuses).optional(),
    }),
    output: page(visitRow),
  },
  getVisit: {
    method: 'GET',
    path: '/api/inspections/visits/:id',
    needs: 'signedIn',
    title: 'One visit with officers, furnaces and judgements',
    input: byId,
    output: visitRecord,
  },
})
