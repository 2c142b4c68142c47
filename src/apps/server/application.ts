/** Puts the parts together: database, stores, queue, sessions, modules. What is mounted where is all that stands here. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { findActor, findActorOf } from '../../grid/actor.ts'
import { clearDeadBatches } from '../../metering/jobs.ts'
import { proposeShippedModel } from '../../metering/model-acts.ts'
import type { Config } from '../../platform/server/config.ts'
import type { Jobs, Platform } from '../../platform/server/context.ts'
import { openSecrets } from '../../platform/server/data-folder.ts'
import { openDatabase, transaction } from '../../platform/server/db.ts'
import { signingKeyOf } from '../../platform/server/event-heads.ts'
import { mountSheets } from '../../platform/server/exports.ts'
import { openFileStore } from '../../platform/server/files.ts'
import { beat } from '../../platform/server/heartbeats.ts'
import { asProgram, buildServer } from '../../platform/server/http.ts'
import { openJobQueue, prepareQueues } from '../../platform/server/jobs.ts'
import type { MeterStore } from '../../platform/server/meter-store.ts'
import { migrate } from '../../platform/server/migrate.ts'
import { type Sealer, startSealer } from '../../platform/server/sealer.ts'
import { type Sender, startSender } from '../../platform/server/sender.ts'
import { openSessions, type Sessions } from '../../platform/server/sessions.ts'
import { dateInChina } from '../../platform/shared/calendar.ts'
import { findPlaces } from '../../publicity/store.ts'
import { firstEdition } from '../../rulebook/rules/first-edition.ts'
import { addRules, getRule } from '../../rulebook/store.ts'
import { listKeptOfficials } from '../../tips/office-store.ts'
import { plainForm } from '../../tips/plain-form.ts'
import { beginRegister } from '../../tips/register-key-acts.ts'
import { listReportPhones } from '../../tips/response-plan-store.ts'
import { directory } from './directory.ts'
import { modules } from './modules.ts'

export type Foundation = {
  config: Config
  /** Where the program connects; and as whom the schema is made, if that is another account. */
  connection: pg.PoolConfig
  ownerConnection: pg.PoolConfig
  meters: MeterStore
  dataFolder: string
  checkout: string
  secret: string
  signingKey: string
  baseUrl: string
  clock: () => Date
  onError: (error: unknown) => void
}

export type Application = {
  platform: Platform
  server: FastifyInstance
  sessions: Sessions
  /** Starts sealing, sending and working off jobs in this process. */
  work(): Promise<void>
  close(): Promise<void>
}

export const allJobs: Jobs = Object.assign({}, ...modules.map((module) => module.jobs ?? {}))

/** Brings schema, queues and the first edition of the rules up to date. @returns the migrations applied now. */
export async function prepareDatabase(connection: pg.PoolConfig, checkout: string): Promise<string[]> {
  const owner = openDatabase(connection, 2)
  try {
    const applied = await migrate(owner.pool, join(checkout, 'migrations'))
    await prepareQueues(owner, allJobs)
    await transaction(owner, 'system', async (db) => {
      await addRules(db, firstEdition)
    })
    return applied
  } finally {
    await owner.close()
  }
}

export async function openApplication(foundation: Foundation): Promise<Application> {
  const { config, clock } = foundation
  const database = openDatabase(foundation.connection, 12, clock)
  const sessionRules = await readSessionRules(database, clock)
  const sessions = openSessions({
    pool: database.pool,
    secret: foundation.secret,
    baseUrl: foundation.baseUrl,
    secure: foundation.baseUrl.startsWith('https:'),
    signInsPerMinute: config.signInsPerMinute,
    rules: sessionRules,
  })
  const jobs = openJobQueue(database, allJobs, foundation.onError)
  const version: unknown = JSON.parse(await readFile(join(foundation.checkout, 'package.json'), 'utf8')).version
  const platform: Platform = {
    config,
    database,
    meters: foundation.meters,
    files: openFileStore(join(foundation.dataFolder, 'files')),
    jobs,
    directory,
    accounts: {
      create: sessions.createAccount,
      resetPassword: sessions.resetPassword,
      endSessions: sessions.endSessions,
    },
    openWork: modules.flatMap((module) => module.openWork ?? []),
    titles: Object.assign({}, ...modules.map((module) => module.titles ?? {})),
    keptFrom: listKeptOfficials,
    reportPhones: listReportPhones,
    exports: {
      folder: join(foundation.dataFolder, 'exports'),
      sheets: mountSheets(modules),
      findActor: (officialId, now) => findActorOf(database.pool, officialId, now),
    },
    signingKey: signingKeyOf(foundation.signingKey),
    secrets: openSecrets(join(foundation.dataFolder, 'secrets')),
    clock,
    version: String(version),
  }
  const server = await buildServer({
    platform,
    modules,
    sessions,
    findActor: (token, now) => findActor(database.pool, token, now, sessionRules),
  })
  await server.register(plainForm(platform, findPlaces))
  let sealer: Sealer | undefined
  let sender: Sender | undefined
  await jobs.start()
  await asProgram(platform, proposeShippedModel)
  await asProgram(platform, beginRegister)
  return {
    platform,
    server,
    sessions,
    async work() {
      sealer = startSealer(database, config.hash, platform.signingKey, clock, foundation.onError)
      sender = startSender(platform, foundation.onError)
      // what nobody reads must not keep the program from starting; the job goes on with it, and health counts that it fails
      await clearDeadBatches(platform).catch(foundation.onError)
      // the scheduler begins now; from here on it has to say so itself
      await transaction(database, 'system', (db) => beat(db, 'scheduler', clock()))
      await jobs.work((run) => asProgram(platform, run))
    },
    async close() {
      await server.close()
      await sealer?.stop()
      await sender?.stop()
      await jobs.stop()
      await database.close()
    },
  }
}

function readSessionRules(database: ReturnType<typeof openDatabase>, clock: () => Date) {
  return transaction(database, 'system', async (db) => {
    const today = dateInChina(clock())
    const lockOut = await getRule(db, 'session.lockOut', today)
    const idle = await getRule(db, 'session.idle', today)
    const absolute = await getRule(db, 'session.absolute', today)
    return {
      failures: lockOut.value.tries,
      lockMinutes: lockOut.value.minutes,
      idleMinutes: idle.value.minutes,
      absoluteHours: absolute.value.hours,
    }
  })
}
