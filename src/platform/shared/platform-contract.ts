/** What the platform itself offers: who am I, health, files, timelines, the published head of the event chain, running limits. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, line, page, pageInput } from './contract.ts'
import { exportContract } from './export-contract.ts'
import { outboxContract } from './outbox-contract.ts'
import { actor, type Role } from './permission.ts'

/** Not the city office: the counts move with each report, also with one that is kept from one of its people. */
export const lagRoles = ['systemAdmin', 'auditAdmin'] as const satisfies readonly Role[]
/** Who is told how many reports are held back: it would show anybody else whether a flood works. */
export const tipQueueRoles = ['cityOffice', 'systemAdmin'] as const satisfies readonly Role[]

export const filePurposes = ['evidence', 'document', 'import', 'scan'] as const
export type FilePurpose = (typeof filePurposes)[number]

export const fileRecord = z.object({
  id: z.uuid(),
  sha256: z.string(),
  size: z.number(),
  type: z.string(),
  name: z.string(),
  purpose: z.enum(filePurposes),
  uploadedAt: instant,
  /** Whether there is a re-encoded picture to show. */
  display: z.boolean(),
  takenAt: instant.nullable(),
})
export type FileRecord = z.infer<typeof fileRecord>

export const eventRow = z.object({
  id: z.number(),
  at: instant,
  actorName: z.string().nullable(),
  kind: z.string(),
  fromStatus: z.string().nullable(),
  toStatus: z.string().nullable(),
  changed: z.record(z.string(), z.unknown()),
  /** Whether the event is already part of the sealed chain. */
  sealed: z.boolean(),
})

export const limitStatuses = ['done', 'doneLate', 'due', 'soon', 'overdue', 'suspended', 'ended'] as const

export const limitRow = z.object({
  id: z.uuid(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  kind: z.string(),
  areaId: z.number(),
  areaName: z.string(),
  startedOn: date,
  dueOn: date,
  dayKind: z.enum(['working', 'calendar']),
  days: z.number().nullable(),
  status: z.enum(limitStatuses),
})

export const dueLimitRow = limitRow.extend({
  /** The record it is about, as its own list calls it; null where that may not be seen. */
  title: z.string().nullable(),
})

const part = z.object({ ok: z.boolean(), detail: z.string() })
/** In whole minutes and without a count: whoever asks every second must not see that somebody is sending a report just now. */
const lagging = part.extend({ lagMinutes: z.int() })

export const platformContract = contract({
  ...outboxContract,
  ...exportContract,
  getMe: {
    method: 'GET',
    path: '/api/me',
    needs: 'signedIn',
    title: 'Who is signed in, with the grants of today',
    past: 'same',
    input: z.object({}),
    output: actor,
  },
  getHealth: {
    method: 'GET',
    path: '/api/health',
    needs: 'anyone',
    title: 'Version, database, meter store, job queue, scheduler and sealer with their lag',
    input: z.object({}),
    output: z.object({
      ok: z.boolean(),
      version: z.string(),
      demonstration: z.boolean(),
      database: part,
      meterStore: part,
      jobs: lagging,
      /** What starts the timed work: its last heartbeat, and the day of the last finished round over the time limits. */
      scheduler: part.extend({ beatAt: instant.nullable(), roundDay: date.nullable() }),
      sealer: lagging,
    }),
  },
  getLag: {
    method: 'GET',
    path: '/api/health/lag',
    needs: lagRoles,
    title: 'How many jobs and events wait, and since when',
    past: 'same',
    input: z.object({}),
    output: z.object({
      jobs: z.object({ waiting: z.number(), oldestSeconds: z.number(), failed: z.number() }),
      sealer: z.object({ unsealed: z.number(), oldestSeconds: z.number() }),
    }),
  },
  getTipQueue: {
    method: 'GET',
    path: '/api/health/tip-queue',
    needs: tipQueueRoles,
    title: 'Reports held back by the hour’s budget; not ok where one waits for more than an hour',
    input: z.object({}),
    output: part.extend({ waiting: z.number(), oldestAt: instant.nullable() }),
  },
  getEventHead: {
    method: 'GET',
    path: '/api/events/head',
    needs: 'anyone',
    title: 'The newest signed head of the event chain',
    input: z.object({}),
    output: z
      .object({
        day: date,
        seq: z.number(),
        hash: z.string(),
        algorithm: z.string(),
        publicKey: z.string(),
        signature: z.string(),
      })
      .nullable(),
  },
  listEventsOf: {
    method: 'GET',
    path: '/api/events/of/:subjectId',
    needs: 'signedIn',
    title: 'The timeline of one record',
    input: z.object({ subjectId: z.string().max(64) }),
    output: z.object({ rows: z.array(eventRow) }),
  },
  listAudit: {
    method: 'GET',
    path: '/api/events',
    needs: ['auditAdmin'],
    title: 'All events, newest first, for the audit administrator',
    input: z.object({ ...pageInput, kind: line.optional() }),
    output: page(eventRow.extend({ subjectKind: z.string(), subjectId: z.string() })),
  },
  uploadFile: {
    method: 'POST',
    path: '/api/files',
    needs: 'signedIn',
    title: 'Take a file in; its real type is sniffed',
    body: 'upload',
    input: z.object({ areaId: areaIdInput, purpose: z.enum(filePurposes) }),
    output: fileRecord,
  },
  getFile: {
    method: 'GET',
    path: '/api/files/:id',
    needs: 'signedIn',
    title: 'The original, always as a download',
    body: 'download',
    input: z.object({ id: z.uuid() }),
    output: z.unknown(),
  },
  getPicture: {
    method: 'GET',
    path: '/api/files/:id/picture',
    needs: 'signedIn',
    title: 'The re-encoded picture for display',
    body: 'download',
    input: z.object({ id: z.uuid() }),
    output: z.unknown(),
  },
  listDueLimits: {
    method: 'GET',
    path: '/api/time-limits/due',
    needs: 'signedIn',
    title: 'Open time limits in my scope, strictest first',
    input: z.object({ ...pageInput, mine: z.enum(['true', 'false']).default('false'), subjectKind: line.optional() }),
    output: page(dueLimitRow),
  },
  listLimitsOf: {
    method: 'GET',
    path: '/api/time-limits/of/:subjectId',
    needs: 'signedIn',
    title: 'Time limits of one record',
    input: z.object({ subjectId: z.uuid() }),
    output: z.object({
      rows: z.array(limitRow),
      /** Those whose last day lies in a year of which nobody has entered the working days. */
      waiting: z.array(limitRow.pick({ id: true, kind: true, dayKind: true }).extend({ days: z.number() })),
    }),
  },
})
