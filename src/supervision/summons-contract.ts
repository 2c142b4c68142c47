/** Operations of summons talks. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { figureCounts } from './figure.ts'
import { pick } from './pick.ts'
import { grounds, minutes, summonsStatuses } from './summons.ts'

const offices = ['cityOffice', 'countyOffice'] as const
const readers = ['cityOffice', 'countyOffice', 'townshipLeader', 'superiorInspector', 'legalReviewer'] as const
const byId = z.object({ id: z.uuid() })

export const summonsRow = z.object({
  id: z.uuid(),
  areaId: z.number(),
  areaName: z.string(),
  areaPath: z.string(),
  status: z.enum(summonsStatuses),
  grounds: z.enum(grounds),
  number: z.string().nullable(),
  proposedAt: instant,
  proposedBy: z.uuid(),
  talkAt: instant.nullable(),
  heldOn: date.nullable(),
  answeredOn: date.nullable(),
})
export type SummonsRow = z.infer<typeof summonsRow>

export const summonsRecord = summonsRow.extend({
  issuerName: z.object({ zh: z.string(), en: z.string() }),
  facts: z.string(),
  picks: z.array(pick),
  figures: figureCounts,
  asOf: instant,
  digest: z.string(),
  /** Whether the figures are still those of the digest. */
  intact: z.boolean(),
  proposerName: z.string(),
  deciderName: z.string().nullable(),
  decidedAt: instant.nullable(),
  declineReason: z.string().nullable(),
  place: z.string().nullable(),
  attendees: z.string().nullable(),
  minutesNumber: z.string().nullable(),
  minutes: minutes.nullable(),
  answer: z.string().nullable(),
  answerFileId: z.uuid().nullable(),
  answererName: z.string().nullable(),
  answers: z.number(),
  returnReason: z.string().nullable(),
  findings: z.string().nullable(),
  verifierName: z.string().nullable(),
  verifiedOn: date.nullable(),
})
export type SummonsRecord = z.infer<typeof summonsRecord>

export const summonsContract = contract({
  listSummons: {
    method: 'GET',
    path: '/api/supervision/summons',
    needs: readers,
    title: 'Summons talks that I may see, newest first',
    input: z.object({ ...pageInput, status: z.enum(summonsStatuses).optional() }),
    output: page(summonsRow),
  },
  getSummons: {
    method: 'GET',
    path: '/api/supervision/summons/:id',
    needs: readers,
    title: 'One summons from proposal to verification',
    input: byId,
    output: summonsRecord,
  },
  proposeSummons: {
    method: 'POST',
    path: '/api/supervision/summons',
    needs: offices,
    title: 'Propose to summon a government below; its figures of the moment are kept with the proposal',
    input: z.object({
      areaId: areaIdInput,
      grounds: z.enum(grounds),
      facts: words,
      /** Keep what the picking rule says of the place with the proposal. */
      citePick: z.boolean().default(false),
    }),
    output: byId,
  },
  approveSummons: {
    method: 'POST',
    path: '/api/supervision/summons/:id/approve',
    needs: offices,
    title: 'Approve a summons that another has proposed',
    input: byId,
    output: byId,
  },
  declineSummons: {
    method: 'POST',
    path: '/api/supervision/summons/:id/decline',
    needs: offices,
    title: 'Decline a summons that another has proposed',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  notifySummons: {
    method: 'POST',
    path: '/api/supervision/summons/:id/notify',
    needs: offices,
    title: 'Issue the notice of summons under the next number and tell the summoned',
    input: z.object({ id: z.uuid(), talkAt: instant, place: line, attendees: words }),
    output: z.object({ number: z.string() }),
  },
  recordMinutes: {
    method: 'POST',
    path: '/api/supervision/summons/:id/minutes',
    needs: offices,
    title: 'Record the minutes of the talk under a number; the limit of the written answer begins',
    input: minutes.extend({ id: z.uuid() }),
    output: z.object({ number: z.string() }),
  },
  answerSummons: {
    method: 'POST',
    path: '/api/supervision/summons/:id/answer',
    needs: ['countyOffice', 'townshipLeader'],
    title: 'Answer in writing',
    input: z.object({ id: z.uuid(), answer: words, fileId: z.uuid().nullable() }),
    output: byId,
  },
  returnAnswer: {
    method: 'POST',
    path: '/api/supervision/summons/:id/return',
    needs: offices,
    title: 'Send the answer back with reasons',
    input: z.object({ id: z.uuid(), reason: words }),
    output: byId,
  },
  verifySummons: {
    method: 'POST',
    path: '/api/supervision/summons/:id/verify',
    needs: offices,
    title: 'Record what the verification found, and close',
    input: z.object({ id: z.uuid(), findings: words }),
    output: byId,
  },
  downloadSummons: {
    method: 'GET',
    path: '/api/supervision/summons/:id/document',
    needs: readers,
    title: 'The notice of summons or the minutes, Word or PDF',
    body: 'download',
    input: z.object({ id: z.uuid(), paper: z.enum(['notice', 'minutes']), format: z.enum(['docx', 'pdf']) }),
    output: z.unknown(),
  },
})
