/** Operations of the rectification ledger. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import {
  evidenceFiles,
  objectionChannels,
  publicWords,
  rectificationSources,
  rectificationStatuses,
} from './rectification.ts'
import { answeringOffices, callingOffices } from './superior.ts'

const readers = ['cityOffice', 'countyOffice', 'townshipLeader', 'superiorInspector', 'legalReviewer'] as const
export const rectificationReaders = readers
const byId = z.object({ id: z.uuid() })

export const rectificationRow = z.object({
  id: z.uuid(),
  number: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  areaLevel: z.enum(areaLevels),
  source: z.enum(rectificationSources),
  sourceId: z.uuid().nullable(),
  sourceNumber: z.string().nullable(),
  problem: z.string(),
  status: z.enum(rectificationStatuses),
  raisedAt: instant,
  dueOn: date,
  /** Open after its last day, or answered after it: stays visible for good. */
  late: z.boolean(),
  publicFrom: date.nullable(),
  publicUntil: date.nullable(),
})
export type RectificationRow = z.infer<typeof rectificationRow>

const file = z.object({ id: z.uuid(), name: z.string(), size: z.number(), sha256: z.string() })
const answer = z.object({
  id: z.uuid(),
  round: z.number(),
  answer: z.string(),
  files: z.array(file),
  answererName: z.string(),
  answeredOn: date,
  late: z.boolean(),
  outcome: z.enum(['accepted', 'returned']).nullable(),
  reviewerName: z.string().nullable(),
  reviewedOn: date.nullable(),
  findings: z.string().nullable(),
})
export type RectificationAnswer = z.infer<typeof answer>
const objection = z.object({
  id: z.uuid(),
  channel: z.enum(objectionChannels),
  objection: z.string(),
  publicFrom: date,
  recordedOn: date,
})

export const rectificationRecord = rectificationRow.extend({
  demand: z.string(),
  raiserName: z.string(),
  raiserLevel: z.enum(areaLevels),
  superiorName: z.string(),
  publicProblem: z.string().nullable(),
  publicResult: z.string().nullable(),
  endedOn: date.nullable(),
  withdrawnReason: z.string().nullable(),
  /** Ids of those who have answered: none of them accepts. */
  answeredBy: z.array(z.uuid()),
  answers: z.array(answer),
  objections: z.array(objection),
})
export type RectificationRecord = z.infer<typeof rectificationRecord>

export const rectificationFilters = {
  status: z.enum(rectificationStatuses).optional(),
  source: z.enum(rectificationSources).optional(),
  areaId: areaIdInput.optional(),
}

export const rectificationContract = contract({
  listRectifications: {
    method: 'GET',
    path: '/api/supervision/rectifications',
    needs: readers,
    title: 'The rectification ledger as far as I may see it, newest first',
    input: z.object({ ...pageInput, ...rectificationFilters, sourceId: z.uuid().optional() }),
    output: page(rectificationRow),
  },
  getRectification: {
    method: 'GET',
    path: '/api/supervision/rectifications/:id',
    needs: readers,
    title: 'One item with every answer, what was said to it, and objections',
    input: byId,
    output: rectificationRecord,
  },
  raiseRectification: {
    method: 'POST',
    path: '/api/supervision/rectifications',
    needs: callingOffices,
    title: 'Enter what an inspection from above has found; items of meetings, talks and visits enter themselves',
    input: z.object({ areaId: areaIdInput, sourceNumber: line, problem: words, demand: words, dueOn: date.nullable() }),
    output: byId,
  },
  answerRectification: {
    method: 'POST',
    path: '/api/supervision/rectifications/:id/answer',
    needs: answeringOffices,
    title: 'Say what was put right, with evidence',
    input: z.object({ id: z.uuid(), answer: words, fileIds: evidenceFiles }),
    output: byId,
  },
  returnRectification: {
    method: 'POST',
    path: '/api/supervision/rectifications/:id/return',
    needs: callingOffices,
    title: 'Send the answer back with reasons; the first last day counts on',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  acceptRectification: {
    method: 'POST',
    path: '/api/supervision/rectifications/:id/accept',
    needs: callingOffices,
    title: 'Accept, as the level directly above, and say how it was verified',
    input: z.object({ id: z.uuid(), findings: words }),
    output: byId,
  },
  publiciseRectification: {
    method: 'POST',
    path: '/api/supervision/rectifications/:id/publicise',
    needs: callingOffices,
    title: 'Make the closure public for ten working days, in words written for the public',
    input: publicWords.extend({ id: z.uuid() }),
    output: z.object({ publicUntil: date }),
  },
  recordObjection: {
    method: 'POST',
    path: '/api/supervision/rectifications/:id/objection',
    needs: callingOffices,
    title: 'Record what was said against a closure; the item is open again and public no more',
    input: z.object({
      id: z.uuid(),
      channel: z.enum(objectionChannels),
      objection: words,
      /** A day that is named wins over the rule. */
      dueOn: date.nullable().default(null),
    }),
    output: byId,
  },
  strikeOffRectification: {
    method: 'POST',
    path: '/api/supervision/rectifications/:id/strike-off',
    needs: callingOffices,
    title: 'Strike the item off after its publicity',
    input: byId,
    output: byId,
  },
  downloadRectification: {
    method: 'GET',
    path: '/api/supervision/rectifications/:id/document',
    needs: readers,
    title: 'The order to rectify with what was answered and accepted so far, Word or PDF',
    body: 'download',
    input: z.object({ id: z.uuid(), format: z.enum(['docx', 'pdf']) }),
    output: z.unknown(),
  },
  withdrawRectification: {
    method: 'POST',
    path: '/api/supervision/rectifications/:id/withdraw',
    needs: callingOffices,
    title: 'Withdraw an item that was entered in error',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
})
