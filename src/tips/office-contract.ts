/** What the offices do with tips. Departments work on the lead with its paraphrase and never see a tip. */
import { z } from 'zod'
import { leadStatuses, nationalOrigins } from '../leads/lead.ts'
import { areaIdInput, contract, date, instant, line, page, pageInput, words } from '../platform/shared/contract.ts'
import { dueStatuses } from '../platform/shared/time-limit.ts'
import { entryRoles } from './clerk.ts'
import { clueCheck, clueKinds } from './clue.ts'
import { envelope } from './envelope-shape.ts'
import { runningTimes, signs, tipKinds } from './report-choices.ts'
import { stepKinds } from './step.ts'
import { channels, clerkChannels, overseeingRoles, report, tipRoles, tipState, tipStatuses } from './tip.ts'
import { tipReceipt } from './tip-contract.ts'
import { tipFile } from './tip-file-contract.ts'

const tipRow = z.object({
  id: z.uuid(),
  codeName: z.string(),
  channel: z.enum(channels),
  status: z.enum(tipStatuses),
  holderLevel: z.enum(['city', 'county']),
  kind: z.enum(tipKinds),
  countyName: z.string(),
  placeName: z.string(),
  countyInvolved: z.boolean(),
  receivedAt: instant,
  joinedTo: z.uuid().nullable(),
  disputed: z.boolean(),
  /** Held back until the hour’s budget lets it in; its limits begin then, counted from the day it came. */
  waiting: z.boolean(),
  /** Words, a picture or a video of the reporter came after the last step of the office. */
  awaitsReading: z.boolean(),
  dueOn: date.nullable(),
  dueKind: z.string().nullable(),
  dueStatus: z.enum(dueStatuses).nullable(),
})
export type TipRow = z.infer<typeof tipRow>

const person = z.object({ id: z.uuid(), name: z.string() })

const handOver = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  status: z.enum(['drafted', 'issued', 'discarded']),
  receiverAreaId: z.number(),
  receiverName: z.string(),
  paraphrase: z.string(),
  purpose: z.string(),
  /** What the machine found when it was written. */
  clues: z.array(z.object({ kind: z.enum(clueKinds), passage: z.string() })),
  copies: z.array(z.object({ number: z.number(), receiver: z.string() })),
  draftedBy: z.uuid(),
  draftedByName: z.string(),
  draftedAt: instant,
  checkedByName: z.string().nullable(),
  issuedAt: instant.nullable(),
})
export type HandOver = z.infer<typeof handOver>

const tipDetail = tipRow.extend(tipState.shape).extend({
  /** Null for whoever does not oversee: with the number of a work order one asks the hotline who called. */
  sourceNumber: z.string().nullable(),
  nationalOrigin: z.enum(nationalOrigins).nullable(),
  placeWords: z.string(),
  position: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  runs: z.enum(runningTimes),
  signs: z.array(z.enum(signs)),
  words: z.string(),
  answer: z.string().nullable(),
  leadNumber: z.string().nullable(),
  leadStatus: z.enum(leadStatuses).nullable(),
  joinedToName: z.string().nullable(),
  /** Tips that joined this one, in order of arrival. */
  joined: z.array(z.object({ id: z.uuid(), codeName: z.string(), receivedAt: instant })),
  /** Other open tips of the same place, in order of arrival. */
  nearby: z.array(z.object({ id: z.uuid(), codeName: z.string(), receivedAt: instant, kind: z.enum(tipKinds) })),
  steps: z.array(z.object({ kind: z.enum(stepKinds), at: instant })),
  messages: z.array(
    z.object({
      id: z.uuid(),
      sender: z.enum(['reporter', 'office']),
      words: z.string(),
      at: instant,
      byName: z.string().nullable(),
    }),
  ),
  files: z.array(tipFile),
  handOvers: z.array(handOver),
  withheldFrom: z.array(person),
  recheck: z.object({ id: z.uuid(), reason: z.enum(['sample', 'dispute']), openedAt: instant }).nullable(),
  /** More time that is asked for and not decided yet. */
  extension: z
    .object({
      id: z.uuid(),
      days: z.number().int(),
      reason: z.string(),
      askedBy: z.uuid(),
      askedByName: z.string(),
      askedAt: instant,
    })
    .nullable(),
})
export type TipDetail = z.infer<typeof tipDetail>

const tipId = { id: z.uuid() }
const done = z.object({ status: z.enum(tipStatuses) })

export const tipOfficeContract = contract({
  listTips: {
    method: 'GET',
    path: '/api/tips',
    needs: tipRoles,
    title: 'Tips that I handle or oversee, newest first',
    input: z.object({
      ...pageInput,
      status: z.enum(tipStatuses).optional(),
      open: z.enum(['true', 'false']).optional(),
      countyId: areaIdInput.optional(),
      /** Those that wait for a second look; the city office's question. */
      recheck: z.literal('open').optional(),
      /** Those that are held back, instead of those taken in; the city office's question. */
      waiting: z.literal('true').optional(),
      /** A code name from its beginning. */
      text: z.string().trim().max(20).optional(),
    }),
    output: page(tipRow),
  },
  countWaitingTips: {
    method: 'GET',
    path: '/api/tips/waiting',
    needs: overseeingRoles,
    title: 'How many tips are held back until the hour’s budget lets them in, and since when',
    input: z.object({}),
    output: z.object({ waiting: z.number().int(), oldestAt: instant.nullable() }),
  },
  getTip: {
    method: 'GET',
    path: '/api/tips/:id',
    needs: tipRoles,
    title: 'One tip as its holder sees it; never who sent it',
    logged: true,
    input: z.object(tipId),
    output: tipDetail,
  },
  listEntryChannels: {
    method: 'GET',
    path: '/api/tips/entries/channels',
    needs: entryRoles,
    title: 'Channels whose tips I may write down, by the rulebook',
    input: z.object({}),
    output: z.object({ channels: z.array(z.enum(clerkChannels)) }),
  },
  enterTip: {
    method: 'POST',
    path: '/api/tips/entries',
    needs: entryRoles,
    title:
      'Write down a tip from a hotline, a letter, a visit, a superior body or the media; identity is sealed in this browser',
    input: z.object({
      channel: z.enum(clerkChannels),
      sourceNumber: line.nullable().default(null),
      /** Reported to the national conference, or found in its check: watched under article nine. */
      nationalOrigin: z.enum(nationalOrigins).nullable().default(null),
      code: z.string().max(60),
      report,
      envelope: envelope.nullable(),
    }),
    output: tipReceipt,
  },
  askReporter: {
    method: 'POST',
    path: '/api/tips/:id/messages',
    needs: tipRoles,
    title: 'Ask the reporter, or tell something; it is read under the code',
    input: z.object({ ...tipId, words }),
    output: done,
  },
  joinTip: {
    method: 'POST',
    path: '/api/tips/:id/join',
    needs: overseeingRoles,
    title: 'Link a tip to an earlier one of the same matter',
    input: z.object({ ...tipId, to: z.uuid() }),
    output: done,
  },
  moveTip: {
    method: 'POST',
    path: '/api/tips/:id/move',
    needs: overseeingRoles,
    title: 'Put right where it is, in another county too',
    input: z.object({ ...tipId, placeAreaId: areaIdInput, reason: words }),
    output: done,
  },
  withholdTip: {
    method: 'POST',
    path: '/api/tips/:id/withhold',
    needs: overseeingRoles,
    title: 'Keep a tip from officials named in it or close to who is',
    input: z.object({ ...tipId, officialIds: z.array(z.uuid()).max(50) }),
    output: done,
  },
  draftHandOver: {
    method: 'POST',
    path: '/api/tips/:id/hand-over',
    needs: overseeingRoles,
    title: 'Write the hand-over form: a paraphrase, never the reporter’s words',
    input: z.object({ ...tipId, to: z.enum(['county', 'city']), paraphrase: words, purpose: line }),
    output: handOver,
  },
  issueHandOver: {
    method: 'POST',
    path: '/api/tips/:id/hand-over/issue',
    needs: overseeingRoles,
    title: 'Check the paraphrase for clues as a second person, and issue the form; opens the lead',
    input: z.object({ ...tipId, checks: z.array(clueCheck).max(20), receivers: z.array(line).min(1).max(10) }),
    output: handOver,
  },
  discardHandOver: {
    method: 'POST',
    path: '/api/tips/:id/hand-over/discard',
    needs: overseeingRoles,
    title: 'Send a paraphrase back to be rewritten',
    input: z.object(tipId),
    output: done,
  },
  getHandOverDocument: {
    method: 'GET',
    path: '/api/tips/hand-overs/:id/document',
    needs: tipRoles,
    logged: true,
    title: 'The hand-over form, Word or PDF',
    input: z.object({ ...tipId, format: z.enum(['docx', 'pdf']) }),
    output: z.object({}),
    body: 'download',
  },
  giveTipBack: {
    method: 'POST',
    path: '/api/tips/:id/give-back',
    needs: ['countyOffice'],
    title: 'Give a tip back that is not ours, with the reason',
    input: z.object({ ...tipId, reason: words }),
    output: done,
  },
  askExtension: {
    method: 'POST',
    path: '/api/tips/:id/extension',
    needs: tipRoles,
    title: 'Ask for more time before it expires, within the days of the rule',
    input: z.object({ ...tipId, days: z.int().positive(), reason: words }),
    output: done,
  },
  decideExtension: {
    method: 'POST',
    path: '/api/tips/:id/extension/decide',
    needs: overseeingRoles,
    title: 'Approve or refuse more time as another person; the reporter is told the reason of what is approved',
    input: z.object({ ...tipId, approved: z.boolean() }),
    output: done,
  },
  suspendTip: {
    method: 'POST',
    path: '/api/tips/:id/suspend',
    needs: overseeingRoles,
    title: 'Suspend the limits while something is tested, up to a day on which they run on by themselves',
    input: z.object({ ...tipId, until: date, reason: words }),
    output: done,
  },
  resumeTip: {
    method: 'POST',
    path: '/api/tips/:id/resume',
    needs: overseeingRoles,
    title: 'Let the limits run on',
    input: z.object(tipId),
    output: done,
  },
  concludeTip: {
    method: 'POST',
    path: '/api/tips/:id/conclude',
    needs: tipRoles,
    title:
      'Say what became of a tip that nobody verifies, and what the reporter is told; founded and unfounded follow from a verification alone',
    input: z.object({
      ...tipId,
      result: z.enum(['notVerifiable', 'handedOn']),
      answer: words,
      /** Number or day under which the other body has accepted it. */
      acceptance: line.nullable().default(null),
    }),
    output: done,
  },
  decideRecheck: {
    method: 'POST',
    path: '/api/tips/:id/recheck',
    needs: overseeingRoles,
    title: 'Say what the second look found: as before, not verifiable after all, or that it has to be verified anew',
    input: z.object({
      ...tipId,
      /** `changed`: it cannot be verified; founded and unfounded follow from a verification alone. */
      outcome: z.enum(['upheld', 'changed', 'verifyAgain']),
      /** What the reporter is told; nothing yet where it is verified anew. */
      answer: words.nullable().default(null),
    }),
    output: done,
  },
})
