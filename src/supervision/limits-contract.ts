/** What supervision offers about time limits: my digest of today, what was done to have a record's limits kept, the watch of article nine. */
import { z } from 'zod'
import { areaIdInput, contract, date, instant, page, pageInput } from '../platform/shared/contract.ts'
import { areaLevels } from '../platform/shared/permission.ts'
import { dueLimitRow } from '../platform/shared/platform-contract.ts'
import { rungs } from '../rulebook/ladder-values.ts'
import { watchedRow } from './joint-watch.ts'
import { stepKinds } from './ladder.ts'

const digestItem = dueLimitRow.extend({
  /** The reason: a reminder, or a rung on which the limit rose to me. */
  reason: z.enum(stepKinds),
  rung: z.enum(rungs).nullable(),
  forDay: date,
})
export type DigestItem = z.infer<typeof digestItem>

const limitStep = z.object({
  id: z.uuid(),
  limitId: z.uuid(),
  limitKind: z.string(),
  kind: z.enum(stepKinds),
  rung: z.enum(rungs).nullable(),
  /** Why the ladder went on without telling anybody. */
  passed: z.enum(['vacant', 'withheld']).nullable(),
  forDay: date,
  dueOn: date,
  madeAt: instant,
  /** Names of those who were told. */
  told: z.array(z.string()),
})
export type LimitStep = z.infer<typeof limitStep>

const limitHolder = z.object({
  limitId: z.uuid(),
  limitKind: z.string(),
  /** Null: whoever held it from the start. */
  raisedLevel: z.enum(areaLevels).nullable(),
  areaName: z.string(),
  /** Null where the matter is confined, or above the reader's scope: then the post or the place is named and no person. */
  names: z.array(z.string()).nullable(),
})
export type LimitHolder = z.infer<typeof limitHolder>

export const limitsContract = contract({
  getMyDigest: {
    method: 'GET',
    path: '/api/supervision/digest',
    needs: 'signedIn',
    title: 'What I was told today about time limits that are still open, strictest first',
    input: z.object({}),
    output: z.object({
      day: date,
      /** Null: nothing was told to me today. */
      madeAt: instant.nullable(),
      rows: z.array(digestItem),
    }),
  },
  listLimitSteps: {
    method: 'GET',
    path: '/api/supervision/limit-steps/:subjectId',
    needs: 'signedIn',
    title: 'Who was told when about the time limits of a record, and who holds them now',
    input: z.object({ subjectId: z.uuid() }),
    output: z.object({ steps: z.array(limitStep), holders: z.array(limitHolder) }),
  },
  listJointWatch: {
    method: 'GET',
    path: '/api/supervision/joint-watch',
    needs: ['cityOffice', 'countyOffice'],
    title: 'Matters of the national conference, with the days left before their local handling runs late',
    input: z.object({ ...pageInput, areaId: areaIdInput.optional() }),
    output: page(watchedRow).extend({ pressingWithinWorkingDays: z.number() }),
  },
})
