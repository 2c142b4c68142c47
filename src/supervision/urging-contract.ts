/** Operations of listed urging. */
import { z } from 'zod'
import { contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { pick } from './pick.ts'
import { evidenceFiles } from './rectification.ts'
import { answeringOffices, callingOffices } from './superior.ts'
import { proofFiles, urgedKinds, urgingStatuses } from './urging.ts'

const readers = ['cityOffice', 'countyOffice', 'townshipLeader', 'superiorInspector', 'legalReviewer'] as const
export const urgingReaders = readers
const byId = z.object({ id: z.uuid() })

export const urgingRow = z.object({
  id: z.uuid(),
  number: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  listerLevel: z.enum(['city', 'county']),
  subjectKind: z.enum(urgedKinds),
  subjectId: z.uuid(),
  title: z.string(),
  status: z.enum(urgingStatuses),
  listedAt: instant,
  dueOn: date,
  /** Open after its last day, or answered after it. */
  late: z.boolean(),
})
export type UrgingRow = z.infer<typeof urgingRow>

const file = z.object({ id: z.uuid(), name: z.string() })
export const urgingRecord = urgingRow.extend({
  /** The area to whose office it has risen after its limit ran over. */
  raisedAreaId: z.number().nullable(),
  listerName: z.object({ zh: z.string(), en: z.string() }),
  listedByName: z.string(),
  reason: z.string(),
  picks: z.array(pick),
  publicWords: z.string().nullable(),
  answer: z.string().nullable(),
  answerFiles: z.array(file),
  answererName: z.string().nullable(),
  answeredOn: date.nullable(),
  returnReason: z.string().nullable(),
  findings: z.string().nullable(),
  proofFiles: z.array(file),
  endedByName: z.string().nullable(),
  endedOn: date.nullable(),
})
export type UrgingRecord = z.infer<typeof urgingRecord>

export const urgingContract = contract({
  listUrgings: {
    method: 'GET',
    path: '/api/supervision/urgings',
    needs: readers,
    title: 'Listed matters that I may see, newest first',
    input: z.object({ ...pageInput, status: z.enum(urgingStatuses).optional(), subjectId: z.uuid().optional() }),
    output: page(urgingRow),
  },
  getUrging: {
    method: 'GET',
    path: '/api/supervision/urgings/:id',
    needs: readers,
    title: 'One listing from its reason to its proof',
    input: byId,
    output: urgingRecord,
  },
  findUrgeable: {
    method: 'GET',
    path: '/api/supervision/urgeable',
    needs: callingOffices,
    title:
      'Open leads, cases and rectification items below me that are not listed yet, by number or part of their title; at most twenty',
    input: z.object({ text: line }),
    output: z.object({
      rows: z.array(
        z.object({ subjectKind: z.enum(urgedKinds), subjectId: z.uuid(), title: z.string(), areaName: z.string() }),
      ),
    }),
  },
  listUrging: {
    method: 'POST',
    path: '/api/supervision/urgings',
    needs: callingOffices,
    title: 'List a matter that drags on: reason, limit, and the words the public reads',
    input: z.object({
      subjectKind: z.enum(urgedKinds),
      subjectId: z.uuid(),
      reason: words,
      /** Null: the days of the rule. */
      dueOn: date.nullable(),
      publicWords: line.nullable(),
      /** What is to be put right besides: an item of the rectification ledger; null: nothing. */
      demand: words.nullable(),
      citePick: z.boolean(),
    }),
    output: byId,
  },
  answerUrging: {
    method: 'POST',
    path: '/api/supervision/urgings/:id/answer',
    needs: answeringOffices,
    title: 'Report how the matter was settled, with evidence',
    input: z.object({ id: z.uuid(), answer: words, fileIds: evidenceFiles }),
    output: byId,
  },
  returnUrging: {
    method: 'POST',
    path: '/api/supervision/urgings/:id/return',
    needs: callingOffices,
    title: 'Send the report back with reasons; the last day counts on',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  strikeOffUrging: {
    method: 'POST',
    path: '/api/supervision/urgings/:id/strike-off',
    needs: callingOffices,
    title: 'Strike the matter off with proof, as the office that listed it',
    input: z.object({ id: z.uuid(), findings: words, fileIds: proofFiles }),
    output: byId,
  },
  withdrawUrging: {
    method: 'POST',
    path: '/api/supervision/urgings/:id/withdraw',
    needs: callingOffices,
    title: 'Withdraw a listing that was made in error',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
})
