/** What the register of leads offers. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { dueStatuses } from '../platform/shared/time-limit.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import {
  assigningRoles,
  chosenCauses,
  leadFacts,
  leadOutcomes,
  leadSources,
  leadState,
  leadStatuses,
  nationalOrigins,
  readingRoles,
  writtenSources,
} from './lead.ts'
import { survey, surveyShown } from './survey.ts'

const leadRow = z.object({
  id: z.uuid(),
  number: z.string(),
  status: z.enum(leadStatuses),
  source: z.enum(leadSources),
  title: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  areaId: z.number(),
  areaName: z.string(),
  countyName: z.string().nullable(),
  openedAt: instant,
  assignedAgencyId: z.uuid().nullable(),
  assignedAgencyName: bilingual.nullable(),
  cause: z.string().nullable(),
  joinedTo: z.uuid().nullable(),
  /** Last day of the strictest limit that runs. */
  dueOn: date.nullable(),
  dueKind: z.string().nullable(),
  dueStatus: z.enum(dueStatuses).nullable(),
})
export type LeadRow = z.infer<typeof leadRow>

const assignmentRow = z.object({
  id: z.uuid(),
  agencyId: z.uuid(),
  agencyName: bilingual,
  assignedByName: z.string().nullable(),
  assignedAt: instant,
  note: z.string().nullable(),
  takenUpByName: z.string().nullable(),
  takenUpAt: instant.nullable(),
  returnedByName: z.string().nullable(),
  returnedAt: instant.nullable(),
  returnReason: z.string().nullable(),
})

const chainRow = z.object({
  areaId: z.number(),
  areaName: z.string(),
  level: z.enum(areaLevels),
  post: z.string(),
  officialId: z.uuid().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  officeName: bilingual.nullable(),
})

const leadDetail = leadRow.extend(leadState.shape).extend({
  survey: surveyShown.nullable(),
  sourceId: z.string(),
  nationalOrigin: z.enum(nationalOrigins).nullable(),
  /** A result that was disputed is looked into again, by another agency. */
  secondLook: z.boolean(),
  facts: leadFacts,
  openedByName: z.string().nullable(),
  decisionReason: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  closeNote: z.string().nullable(),
  closedAt: instant.nullable(),
  closedByName: z.string().nullable(),
  joinedToNumber: z.string().nullable(),
  /** Leads that joined this one, oldest first. */
  joined: z.array(leadRow.pick({ id: true, number: true, source: true, title: true, openedAt: true })),
  assignments: z.array(assignmentRow),
  /** Who answered for the place on the day the lead was opened, from the village up. */
  chain: z.array(chainRow),
  /** The rules its limits follow, with how sure they are. */
  rules: z.array(z.object({ key: z.string(), title: bilingual, citation: bilingual, standing: z.enum(standings) })),
})
export type LeadDetail = z.infer<typeof leadDetail>

const agencyRow = z.object({
  id: z.uuid(),
  name: bilingual,
  functionKind: z.string(),
  areaName: z.string(),
  returnedBefore: z.boolean(),
})

const siteRow = z.object({
  id: z.uuid(),
  name: z.string(),
  address: z.string(),
  areaName: z.string(),
  /** The open lead there, which this one would join. */
  openLead: z.string().nullable(),
})

export const surveyor = z.object({ id: z.uuid(), name: z.string(), card: z.string() })

const leadId = { id: z.uuid() }
const done = z.object({ status: z.enum(leadStatuses) })

export const leadsContract = contract({
  listLeads: {
    method: 'GET',
    path: '/api/leads',
    needs: readingRoles,
    title: 'Leads of my scope, newest first',
    input: z.object({
      ...pageInput,
      status: z.enum(leadStatuses).optional(),
      /** `true`: everything that is not closed. */
      open: z.enum(['true', 'false']).optional(),
      source: z.enum(leadSources).optional(),
      areaId: areaIdInput.optional(),
      agencyId: z.uuid().optional(),
      siteId: z.uuid().optional(),
      openedSince: instant.optional(),
      /** Part of a title, or of a number from its beginning. */
      text: z.string().trim().max(100).optional(),
    }),
    output: page(leadRow),
  },
  countLeads: {
    method: 'GET',
    path: '/api/leads/counts',
    needs: readingRoles,
    title: 'How many leads of my scope are in each state short of closed',
    input: z.object({ areaId: areaIdInput.optional(), agencyId: z.uuid().optional() }),
    output: z.object({ rows: z.array(z.object({ status: z.enum(leadStatuses), count: z.number() })) }),
  },
  getLead: {
    method: 'GET',
    path: '/api/leads/:id',
    needs: readingRoles,
    title: 'One lead with its chain, its assignments and those that joined it',
    input: z.object(leadId),
    output: leadDetail,
  },
  openLead: {
    method: 'POST',
    path: '/api/leads',
    needs: assigningRoles,
    title: 'Write down a lead from a superior body or the media',
    input: z.object({
      source: z.enum(writtenSources),
      /** Reported to the national conference, or found in its check: watched under article nine. */
      nationalOrigin: z.enum(nationalOrigins).nullable().default(null),
      /** Number of the document, or where and when it was published. */
      sourceId: line,
      areaId: areaIdInput,
      siteId: z.uuid().nullable().default(null),
      title: line,
      words,
    }),
    output: z.object({ id: z.uuid(), number: z.string(), joinedTo: z.uuid().nullable() }),
  },
  listChargeableAgencies: {
    method: 'GET',
    path: '/api/leads/:id/agencies',
    needs: assigningRoles,
    title: 'Agencies competent for the place of the lead that I may charge',
    input: z.object(leadId),
    output: z.object({ rows: z.array(agencyRow) }),
  },
  assignLead: {
    method: 'POST',
    path: '/api/leads/:id/assign',
    needs: assigningRoles,
    title: 'Charge a competent agency with the verification',
    input: z.object({ ...leadId, agencyId: z.uuid(), note: words.nullable().default(null) }),
    output: done,
  },
  takeUpLead: {
    method: 'POST',
    path: '/api/leads/:id/take-up',
    needs: ['departmentOfficer'],
    title: 'Begin the verification',
    input: z.object(leadId),
    output: done,
  },
  returnLead: {
    method: 'POST',
    path: '/api/leads/:id/return',
    needs: ['departmentOfficer'],
    title: 'Give an assignment back that is not ours, with the reason',
    input: z.object({ ...leadId, reason: words }),
    output: done,
  },
  takeBackLead: {
    method: 'POST',
    path: '/api/leads/:id/take-back',
    needs: assigningRoles,
    title: 'Take a lead back from an agency whose verification ran over and has risen to me',
    input: z.object({ ...leadId, reason: words }),
    output: done,
  },
  nameSite: {
    method: 'POST',
    path: '/api/leads/:id/site',
    needs: [...assigningRoles, 'departmentOfficer'],
    title: 'Name the site the lead is about; joins an earlier open lead there',
    input: z.object({ ...leadId, siteId: z.uuid() }),
    output: z.object({ joinedTo: z.uuid().nullable() }),
  },
  listSitesForLead: {
    method: 'GET',
    path: '/api/leads/:id/sites',
    needs: [...assigningRoles, 'departmentOfficer'],
    title: 'Sites in the area of the lead, to name one of them',
    input: z.object({ ...leadId, text: z.string().trim().max(100).optional() }),
    output: z.object({ rows: z.array(siteRow) }),
  },
  listSurveyors: {
    method: 'GET',
    path: '/api/leads/:id/surveyors',
    needs: ['departmentOfficer'],
    title: 'Officers of the agency charged with a valid card who may survey the place of a lead',
    input: z.object({ ...leadId, on: date }),
    output: z.object({ rows: z.array(surveyor) }),
  },
  decideLead: {
    method: 'POST',
    path: '/api/leads/:id/decide',
    needs: ['departmentOfficer'],
    title: 'Say what the verification found, with the reason',
    /** The survey only for a place that is nobody's premises; else an accepted visit must stand behind the lead. */
    input: z.object({
      ...leadId,
      outcome: z.enum(leadOutcomes),
      reason: words,
      survey: survey.nullable().default(null),
    }),
    output: done,
  },
  closeLead: {
    method: 'POST',
    path: '/api/leads/:id/close',
    needs: assigningRoles,
    title: 'Close a lead that is not founded, with its cause',
    input: z.object({ ...leadId, cause: z.enum(chosenCauses), note: words.nullable().default(null) }),
    output: done,
  },
})
