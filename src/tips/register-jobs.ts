/** The register takes in what waits when its plan says so. */
import type { JobContext, Jobs } from '../platform/server/context.ts'
import { beat } from '../platform/server/heartbeats.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { getRule } from '../rulebook/store.ts'
import { isBatchDue } from './batch-plan.ts'
import { appendWaiting } from './register-acts.ts'
import { findHead, firstPromise } from './register-store.ts'

async function appendWhenDue(context: JobContext): Promise<void> {
  const { db, now } = context
  const { hours } = (await getRule(db, 'register.batches', dateInChina(now))).value
  const head = await findHead(db)
  if (isBatchDue(now, hours, head && new Date(head.signedAt), await firstPromise(db))) await appendWaiting(context)
  await beat(db, 'register', now)
}

export const registerJobs: Jobs = {
  'register.append': { cron: '*/5 * * * *', run: appendWhenDue },
}
