/** The job queue: pg-boss on our pool, so that a job is enqueued in the transaction of its event. Payloads carry ids only. */
import { sql } from 'kysely'
import PgBoss from 'pg-boss'
import type { Job, JobContext, Jobs } from './context.ts'
import { type Database, type Db, executeRaw } from './db.ts'

export type JobIds = Record<string, string | number>

export type JobQueue = {
  /** Opens the queue for putting jobs in. */
  start(): Promise<void>
  /** Enqueues in the caller's transaction. */
  enqueue(db: Db, name: string, ids: JobIds): Promise<void>
  /** Names of the jobs that an event of this kind starts. */
  startedBy(eventKind: string): readonly string[]
  /** Starts working off the queues in this process. */
  work(inContext: RunInContext): Promise<void>
  lag(db: Db): Promise<{ waiting: number; oldestSeconds: number; failed: number }>
  stop(): Promise<void>
}

type RunInContext = (run: (context: JobContext) => Promise<void>) => Promise<void>

/** What an event has started is tried for about eight hours: a disk that is full over night must not lose what follows from it. */
const retry = { retryLimit: 14, retryBackoff: true, retryDelay: 2 }
/** From so many vain tries on, in about two minutes, it counts as failed for whoever keeps the program. */
const failing = 5

const onPool = (database: Database) => ({
  executeSql: (text: string, values: unknown[]) => database.pool.query(text, values),
})

/** Makes the queue's tables and one queue per job; runs as the owner of the schema, any number of times. */
export async function prepareQueues(owner: Database, jobs: Jobs): Promise<void> {
  const boss = new PgBoss({ db: onPool(owner), supervise: false, schedule: false })
  await boss.start()
  for (const name of Object.keys(jobs)) await boss.createQueue(name, { name, policy: 'standard', ...retry })
  await boss.stop({ graceful: false, close: false })
  // A signed-in user's transaction may put a job in, nothing else; the program itself works the queues off.
  await owner.pool.query(`grant usage on schema pgboss to gangshao_app, gangshao_system, gangshao_public;
    grant select on pgboss.queue to gangshao_app, gangshao_public;
    grant insert, select on pgboss.job to gangshao_app, gangshao_public;
    grant all on all tables in schema pgboss to gangshao_system;
    grant execute on all functions in schema pgboss to gangshao_system`)
}

export function openJobQueue(database: Database, jobs: Jobs, onError: (error: unknown) => void): JobQueue {
  const boss = new PgBoss({ db: onPool(database), migrate: false })
  boss.on('error', onError)
  const subscribers = new Map<string, string[]>()
  for (const [name, job] of Object.entries(jobs)) {
    for (const kind of job.on ?? []) subscribers.set(kind, [...(subscribers.get(kind) ?? []), name])
  }
  return {
    start: async () => void (await boss.start()),
    async enqueue(db, name, ids) {
      await boss.send(name, ids, { ...retry, db: { executeSql: (text, values) => executeRaw(db, text, values) } })
    },
    startedBy: (kind) => subscribers.get(kind) ?? [],
    async work(inContext) {
      for (const [name, job] of Object.entries(jobs)) {
        if (job.cron) await boss.schedule(name, job.cron, {}, { tz: 'Asia/Shanghai' })
        const pollingIntervalSeconds = job.cron && !job.on ? 5 : 1 // a clock’s job may start some seconds late, nobody’s act waits for it
        await boss.work(name, { pollingIntervalSeconds }, (batch) => runBatch(job, batch, inContext))
      }
    },
    lag: queueLag,
    stop: () => boss.stop({ graceful: true, wait: true, timeout: 10_000, close: false }),
  }
}

async function runBatch(job: Job, batch: PgBoss.Job<unknown>[], inContext: RunInContext): Promise<void> {
  for (const { data } of batch) {
    // payloads are written by enqueue above: ids only
    await inContext((context) => job.run(context, (data ?? {}) as JobIds))
  }
}

async function queueLag(db: Db): Promise<{ waiting: number; oldestSeconds: number; failed: number }> {
  const { rows } = await sql<{ waiting: number; oldestSeconds: number; failed: number }>`
    select count(*) filter (where state in ('created', 'retry') and start_after <= now()) as waiting,
           coalesce(extract(epoch from now() - min(created_on) filter (where state in ('created', 'retry') and start_after <= now())), 0)::float8 as oldest_seconds,
           count(*) filter (where state = 'failed' or (state in ('retry', 'active') and retry_count >= ${failing})) as failed
      from pgboss.job where name not like '\\_\\_pgboss%'`.execute(db)
  return rows[0] ?? { waiting: 0, oldestSeconds: 0, failed: 0 }
}
