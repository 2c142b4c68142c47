/** What the health page says: each part on its own, so that one that is dead does not hide the others. */
import { sql } from 'kysely'
import { addDays, dateInChina } from '../shared/calendar.ts'
import type { Output } from '../shared/contract.ts'
import type { platformContract } from '../shared/platform-contract.ts'
import type { Platform } from './context.ts'
import { transaction } from './db.ts'
import { listHeartbeats, tipQueueBeat } from './heartbeats.ts'
import { isDemonstration } from './platform-store.ts'

type Health = Output<(typeof platformContract)['getHealth']>
const longestLagSeconds = 30
/** The scheduler beats every minute. */
const longestHoldMs = 60 * 60_000
const longestSilenceMs = 5 * 60_000

const underWay = new WeakMap<Platform, Promise<Health>>()

/** However many ask at once, the parts are asked once. */
export function readHealth(platform: Platform): Promise<Health> {
  const reading = underWay.get(platform) ?? readParts(platform).finally(() => underWay.delete(platform))
  underWay.set(platform, reading)
  return reading
}

async function readParts(platform: Platform): Promise<Health> {
  const [database, meterStore, jobs, scheduler, sealer] = await Promise.all([
    tryPart(() => databaseVersion(platform)),
    tryPart(() => platform.meters.ping().then(() => (platform.config.clickhouseUrl ? 'ClickHouse' : 'chDB'))),
    jobsPart(platform),
    schedulerPart(platform),
    sealerPart(platform),
  ])
  const demonstration = await transaction(platform.database, 'system', isDemonstration).catch(() => false)
  const ok = [database, meterStore, jobs, scheduler, sealer].every((part) => part.ok)
  return { ok, version: platform.version, demonstration, database, meterStore, jobs, scheduler, sealer }
}

async function tryPart(ask: () => Promise<string>): Promise<{ ok: boolean; detail: string }> {
  try {
    return { ok: true, detail: await ask() }
  } catch {
    return { ok: false, detail: 'no answer' }
  }
}

const asSystem = <T>(platform: Platform, query: ReturnType<typeof sql<T>>) =>
  transaction(platform.database, 'system', async (db) => (await query.execute(db)).rows[0], true)

async function databaseVersion(platform: Platform): Promise<string> {
  const row = await asSystem(platform, sql<{ version: string }>`select current_setting('server_version') as version`)
  return `PostgreSQL ${row?.version ?? ''}`
}

async function jobsPart(platform: Platform): Promise<Health['jobs']> {
  try {
    const { oldestSeconds } = await readJobs(platform)
    return { ok: oldestSeconds < longestLagSeconds, detail: 'pg-boss', lagMinutes: Math.floor(oldestSeconds / 60) }
  } catch {
    return { ok: false, detail: 'no answer', lagMinutes: 0 }
  }
}

const readJobs = (platform: Platform) => transaction(platform.database, 'system', (db) => platform.jobs.lag(db), true)

/** The counts behind the public page, for whoever runs the program. */
export async function readLag(platform: Platform): Promise<Output<(typeof platformContract)['getLag']>> {
  const [jobs, sealer] = await Promise.all([readJobs(platform), readSealer(platform)])
  return { jobs, sealer }
}

/** Dead where it has not beaten for minutes, or where the rounds over the time limits are more than a day behind. */
async function schedulerPart(platform: Platform): Promise<Health['scheduler']> {
  try {
    const names = ['scheduler', 'limits']
    const beats = await transaction(platform.database, 'system', (db) => listHeartbeats(db, names), true)
    const last = beats.find(({ name }) => name === 'scheduler')
    const roundDay = beats.find(({ name }) => name === 'limits')?.detail['day'] ?? null
    const now = platform.clock()
    const silent = last === undefined || now.getTime() - new Date(last.beatAt).getTime() > longestSilenceMs
    const behind = roundDay !== null && roundDay < addDays(dateInChina(now), -1)
    const detail = silent ? 'no heartbeat' : behind ? 'rounds behind' : 'beating'
    return { ok: !silent && !behind, detail, beatAt: last?.beatAt ?? null, roundDay }
  } catch {
    return { ok: false, detail: 'no answer', beatAt: null, roundDay: null }
  }
}

/** What the intake said at its last minute. A flood is no failure of the program: it does not make the whole unwell. */
export async function readTipQueue(platform: Platform): Promise<Output<(typeof platformContract)['getTipQueue']>> {
  try {
    const [last] = await transaction(platform.database, 'system', (db) => listHeartbeats(db, [tipQueueBeat]), true)
    const waiting = Number(last?.detail['waiting'] ?? 0)
    const oldestAt = last?.detail['oldestAt'] ?? null
    const ok = oldestAt === null || platform.clock().getTime() - new Date(oldestAt).getTime() <= longestHoldMs
    return { ok, detail: waiting === 0 ? 'none waiting' : 'held back', waiting, oldestAt }
  } catch {
    return { ok: false, detail: 'no answer', waiting: 0, oldestAt: null }
  }
}

async function readSealer(platform: Platform): Promise<{ unsealed: number; oldestSeconds: number }> {
  const row = await asSystem(
    platform,
    sql<{ unsealed: number; oldestSeconds: number }>`
      select count(*) as unsealed, coalesce(extract(epoch from now() - min(e.at)), 0)::float8 as oldest_seconds from events e
       where (e.xid, e.id) > (select l.xid, l.id from event_seals s join events l on l.id = s.event_id order by s.seq desc limit 1)
          or not exists (select 1 from event_seals)`,
  )
  return row ?? { unsealed: 0, oldestSeconds: 0 }
}

async function sealerPart(platform: Platform): Promise<Health['sealer']> {
  try {
    const { oldestSeconds } = await readSealer(platform)
    const lagMinutes = Math.floor(oldestSeconds / 60)
    return { ok: oldestSeconds < longestLagSeconds, detail: platform.config.hash, lagMinutes }
  } catch {
    return { ok: false, detail: 'no answer', lagMinutes: 0 }
  }
}
