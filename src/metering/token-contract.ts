/** Operations of the ways in without a person: tokens and the interface, the watched folder; and who has looked at what came in. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, line, page, pageInput } from '../platform/shared/contract.ts'
import { areaPath } from '../platform/shared/permission.ts'
import { bilingual, standings } from '../rulebook/rule.ts'
import { channels, seeingRoles } from './delivery.ts'
import { timeMarks } from './long-days.ts'
import { issuingRoles, lookingRoles } from './token.ts'

const id = { id: z.uuid() }
const terms = { agreement: line, purpose: line, basis: line, timeMark: z.enum(timeMarks).default('start') }

const tokenRow = z.object({
  ...id,
  name: z.string(),
  agreement: z.string(),
  purpose: z.string(),
  basis: z.string(),
  timeMark: z.enum(timeMarks),
  validTo: date,
  issuedAt: instant,
  issuedByName: z.string(),
  revokedAt: instant.nullable(),
  revokedByName: z.string().nullable(),
  lastUsedAt: instant.nullable(),
  areaId: z.number(),
  areaPath,
  areaName: z.string().nullable(),
})
export type TokenRow = z.infer<typeof tokenRow>

const lookRow = z.object({
  ...id,
  at: instant,
  officialId: z.uuid(),
  officialName: z.string(),
  usagePointId: z.uuid(),
  account: z.string(),
  from: date,
  to: date,
})
export type LookRow = z.infer<typeof lookRow>

const dayVersion = z.object({
  batch: z.uuid(),
  at: instant,
  state: z.enum(['inForce', 'withdrawn']),
  /** Null where the delivery is another area's: then only that and when it came is told. */
  deliveryId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  channel: z.enum(channels).nullable(),
  agreement: z.string().nullable(),
  loadKw: z.array(z.number().nullable()),
  /** Quarter hours whose value in force is this version's. */
  slotsInForce: z.number(),
})
export type DayVersion = z.infer<typeof dayVersion>

export const folderProblems = ['unreadable', 'termsMissing', 'termsWrong'] as const

export const tokenContract = contract({
  listTokens: {
    method: 'GET',
    path: '/api/metering/tokens',
    needs: issuingRoles,
    title: 'Tokens of the power company, newest first; the token itself is nowhere',
    input: z.object(pageInput),
    output: page(tokenRow),
  },
  issueToken: {
    method: 'POST',
    path: '/api/metering/tokens',
    needs: issuingRoles,
    title: 'Issue a token for deliveries by program, under an agreement; it is shown this once',
    input: z.object({ name: line, ...terms, areaId: areaIdInput, validTo: date }),
    output: z.object({ ...id, token: z.string() }),
  },
  revokeToken: {
    method: 'POST',
    path: '/api/metering/tokens/:id/revoke',
    needs: issuingRoles,
    title: 'Revoke a token: from now on it opens nothing',
    input: z.object(id),
    output: z.object({ revokedAt: instant }),
  },
  receiveReadings: {
    method: 'POST',
    path: '/api/metering/readings',
    needs: 'anyone',
    bearer: true,
    body: 'raw',
    title:
      'Deliver readings by program with a bearer token: CSV (text/csv, application/gzip) or JSON {"readings": [{"account", "time", "kW"}]}',
    input: z.object({ token: z.string().max(200).default('') }),
    output: z.object({ ...id, known: z.boolean() }),
  },
  listDayVersions: {
    method: 'GET',
    path: '/api/metering/usage-points/:id/days/:day/versions',
    needs: seeingRoles,
    logged: true,
    title: 'Every version of one day with its delivery, oldest first; who looked is recorded',
    input: z.object({ ...id, day: date }),
    output: z.object({ account: z.string(), day: date, versions: z.array(dayVersion) }),
  },
  listLooks: {
    method: 'GET',
    path: '/api/metering/looks',
    needs: lookingRoles,
    title: 'Who looked at which days of which load curve, newest first, with the rule that ends these rows',
    input: z.object({ ...pageInput, account: z.string().trim().max(64).optional(), officialId: z.uuid().optional() }),
    output: page(lookRow).extend({
      retention: z.object({ years: z.number(), citation: bilingual, standing: z.enum(standings) }).nullable(),
    }),
  },
  getWatchedFolder: {
    method: 'GET',
    path: '/api/metering/watched-folder',
    needs: ['powerLiaison', 'cityOffice'],
    title: 'State of the watched folder: what waits, what was refused and why',
    past: 'none',
    input: z.object({}),
    output: z.object({
      /** Null: no folder is set. */
      path: z.string().nullable(),
      problem: z.enum(folderProblems).nullable(),
      terms: z
        .object({ agreement: z.string(), purpose: z.string(), basis: z.string(), timeMark: z.enum(timeMarks) })
        .nullable(),
      waiting: z.array(z.object({ name: z.string(), size: z.number(), changedAt: instant })),
      refused: z.array(z.object({ name: z.string(), reason: z.string() })),
      done: z.number(),
    }),
  },
})
