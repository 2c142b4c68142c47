/** What the module of cases offers. */
import { z } from 'zod'
import { siteKinds, siteStatuses } from '../enterprises/site.ts'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { bilingual } from '../rulebook/rule.ts'
import { closureAtoms } from '../rulebook/values.ts'
import { atomStatuses } from './atom.ts'
import { caseReaders, caseState, caseStatuses, serviceKinds } from './case-file.ts'
import { atomView, basisRow, decisionView, itemView, stepExecution, stepPlan } from './step.ts'

const caseRow = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.enum(caseStatuses),
  /** Null where only its handlers see the lead: the case is open, what led to it is not. */
  leadId: z.uuid().nullable(),
  leadNumber: z.string().nullable(),
  siteId: z.uuid(),
  siteName: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  countyName: z.string().nullable(),
  agencyId: z.uuid(),
  agencyName: bilingual,
  openedOn: date,
  openedAt: instant,
  closedOn: date.nullable(),
  /** Atoms that apply, and those of them in a state other than unrecorded, intact or sealed. */
  atoms: z.number(),
  settled: z.number(),
  /** Last day of the strictest limit that runs on the case or on one of its sealings. */
  dueOn: date.nullable(),
})
export type CaseRow = z.infer<typeof caseRow>

const caseDetail = caseRow.extend(caseState.shape).extend({
  title: z.string(),
  openedByName: z.string().nullable(),
  siteKind: z.enum(siteKinds),
  siteStatus: z.enum(siteStatuses),
  siteAddress: z.string(),
  /** The day whose rulebook the card follows. */
  rulesOn: date,
  card: z.object({
    submittedAt: instant.nullable(),
    submittedByName: z.string().nullable(),
    returnedReason: z.string().nullable(),
    acceptedAt: instant.nullable(),
    acceptedByName: z.string().nullable(),
    acceptanceNote: z.string().nullable(),
  }),
  decisions: z.array(decisionView),
  items: z.array(itemView),
  atomViews: z.array(atomView),
  /** Furnaces of the site judged forbidden that are no atom of the card. */
  forgottenFurnaces: z.array(z.object({ id: z.uuid(), label: z.string() })),
  usagePoints: z.array(z.object({ id: z.uuid(), account: z.string(), feeder: z.string().nullable() })),
  /** Whether nothing is missing: the card may be handed in. */
  complete: z.boolean(),
  /** Whether the person who asks may accept: never somebody who has worked on it. */
  mayAccept: z.boolean(),
})
export type CaseDetail = z.infer<typeof caseDetail>

const officerRow = z.object({
  id: z.uuid(),
  name: z.string(),
  agencyId: z.uuid().nullable(),
  agencyName: bilingual.nullable(),
  card: z.boolean(),
})

const ofCase = { id: z.uuid() }
const ofAtom = { id: z.uuid(), atomId: z.uuid() }
const officers = ['departmentOfficer'] as const
const atomDone = z.object({ stepId: z.uuid(), state: z.enum(atomStatuses) })
const caseDone = z.object({ status: z.enum(caseStatuses) })

const reading = contract({
  listCases: {
    method: 'GET',
    path: '/api/cases',
    needs: caseReaders,
    title: 'Cases of my scope, newest first',
    input: z.object({
      ...pageInput,
      status: z.enum(caseStatuses).optional(),
      areaId: areaIdInput.optional(),
      agencyId: z.uuid().optional(),
      siteId: z.uuid().optional(),
      leadId: z.uuid().optional(),
      /** Cases with an atom of this kind and state: the list behind a figure. */
      atom: z.enum(closureAtoms).optional(),
      state: z.enum(atomStatuses).optional(),
      /** Part of a site’s name, or of a number from its beginning. */
      text: z.string().trim().max(100).optional(),
    }),
    output: page(caseRow),
  },
  getCase: {
    method: 'GET',
    path: '/api/cases/:id',
    needs: caseReaders,
    title: 'One case with its decisions and its closing card',
    input: z.object(ofCase),
    output: caseDetail,
  },
  getCaseOfAtom: {
    method: 'GET',
    path: '/api/cases/of-atom/:id',
    needs: caseReaders,
    title: 'The case an atom belongs to',
    input: z.object(ofCase),
    output: z.object({ caseFileId: z.uuid() }),
  },
  listLeadsToOpen: {
    method: 'GET',
    path: '/api/cases/leads-to-open',
    needs: officers,
    title: 'Founded leads of my agencies that have no case yet, oldest first',
    input: z.object({}),
    output: z.object({
      rows: z.array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          title: z.string(),
          siteName: z.string().nullable(),
          decidedAt: instant.nullable(),
        }),
      ),
    }),
  },
  listStepBases: {
    method: 'GET',
    path: '/api/cases/:id/bases',
    needs: caseReaders,
    title: 'Legal bases of steps by force that hold on a day, with their standing',
    input: z.object({ ...ofCase, on: date }),
    output: z.object({ rows: z.array(basisRow) }),
  },
  listCaseOfficers: {
    method: 'GET',
    path: '/api/cases/:id/officers',
    needs: caseReaders,
    title: 'Officials who may be the second person of a step',
    input: z.object(ofCase),
    output: z.object({ rows: z.array(officerRow) }),
  },
})

const keeping = contract({
  openCase: {
    method: 'POST',
    path: '/api/cases',
    needs: officers,
    title: 'Open a case file from a founded lead',
    input: z.object({ leadId: z.uuid() }),
    output: z.object({ id: z.uuid(), number: z.string() }),
  },
  recordDecision: {
    method: 'POST',
    path: '/api/cases/:id/decisions',
    needs: officers,
    title: 'Record a penalty decision of one of my agencies',
    input: z.object({
      ...ofCase,
      agencyId: z.uuid(),
      number: line,
      law: line,
      article: line,
      decidedOn: date,
      fileId: z.uuid(),
    }),
    output: z.object({ id: z.uuid() }),
  },
  serveDecision: {
    method: 'POST',
    path: '/api/cases/:id/decisions/:decisionId/service',
    needs: officers,
    title: 'Record when and how a penalty decision was served',
    input: z.object({
      ...ofCase,
      decisionId: z.uuid(),
      servedOn: date,
      servedHow: z.enum(serviceKinds),
      fileId: z.uuid(),
    }),
    output: z.object({ id: z.uuid() }),
  },
  nameSupply: {
    method: 'POST',
    path: '/api/cases/:id/atoms/:atomId/supply',
    needs: officers,
    title: 'Name the supply to be cut, and declare that no dwelling hangs on it',
    input: z.object({
      ...ofAtom,
      usagePointIds: z.array(z.uuid()).max(20).default([]),
      meter: line.nullable().default(null),
      servesNoDwelling: z.boolean(),
    }),
    output: z.object({ id: z.uuid() }),
  },
  applyAtom: {
    method: 'POST',
    path: '/api/cases/:id/atoms/:atomId/apply',
    needs: officers,
    title: 'Add an atom that a local order asks for beyond the rulebook',
    input: z.object({ ...ofAtom, localOrder: line, fileId: z.uuid() }),
    output: z.object({ id: z.uuid() }),
  },
  addFurnaceAtom: {
    method: 'POST',
    path: '/api/cases/:id/furnaces',
    needs: officers,
    title: 'Put a furnace judged forbidden later on the card',
    input: z.object({ ...ofCase, furnaceId: z.uuid() }),
    output: z.object({ id: z.uuid() }),
  },
})

const stepping = contract({
  prepareStep: {
    method: 'POST',
    path: '/api/cases/:id/atoms/:atomId/prepare',
    needs: officers,
    title: 'Prepare a step; it changes nothing until it is done',
    input: z.object({ ...ofAtom, ...stepPlan.shape }),
    output: z.object({ stepId: z.uuid() }),
  },
  withdrawStep: {
    method: 'POST',
    path: '/api/cases/:id/atoms/:atomId/withdraw',
    needs: officers,
    title: 'Withdraw a prepared step, with the reason',
    input: z.object({ ...ofAtom, reason: words }),
    output: z.object({ stepId: z.uuid() }),
  },
  takeStep: {
    method: 'POST',
    path: '/api/cases/:id/atoms/:atomId/steps',
    needs: officers,
    title: 'Record a step that was done on an atom, with its evidence and basis',
    input: z.object({ ...ofAtom, ...stepPlan.shape, ...stepExecution.shape }),
    output: atomDone,
  },
  carryOutCut: {
    method: 'POST',
    path: '/api/cases/:id/atoms/:atomId/cut',
    needs: ['powerLiaison'],
    title: 'Carry out the cut of power that an authority has formally requested',
    input: z.object({ ...ofAtom, ...stepExecution.shape }),
    output: atomDone,
  },
  prolongSealing: {
    method: 'POST',
    path: '/api/cases/:id/atoms/:atomId/prolong',
    needs: officers,
    title: 'Prolong a sealing once, before it expires, with approval',
    input: z.object({ ...ofAtom, approvedBy: z.uuid(), fileId: z.uuid(), reason: words }),
    output: z.object({ dueOn: date.nullable() }),
  },
  submitClosure: {
    method: 'POST',
    path: '/api/cases/:id/submit',
    needs: officers,
    title: 'Hand the finished card in for acceptance',
    input: z.object(ofCase),
    output: caseDone,
  },
  returnClosure: {
    method: 'POST',
    path: '/api/cases/:id/return',
    needs: ['countyOffice', 'departmentOfficer'],
    title: 'Return the card with the reason',
    input: z.object({ ...ofCase, reason: words }),
    output: caseDone,
  },
  acceptClosure: {
    method: 'POST',
    path: '/api/cases/:id/accept',
    needs: ['countyOffice', 'departmentOfficer'],
    title: 'Accept the card as a second person and close the case',
    input: z.object({ ...ofCase, note: words.nullable().default(null) }),
    output: caseDone.extend({ revisits: z.array(date) }),
  },
})

export const casesContract = { ...reading, ...keeping, ...stepping }
