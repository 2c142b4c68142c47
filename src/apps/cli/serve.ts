/** `gangshao serve` and `gangshao worker`. */
import { Command } from 'commander'
import { type Config, readConfig } from '../../platform/server/config.ts'
import { type Application, openApplication } from '../server/application.ts'
import { type Ground, openGround } from '../server/foundation.ts'
import { serveWeb } from '../server/web.ts'
import { demoAtStart, openWholeGround } from './demo.ts'
import { outliveLostNotes } from './lost-notes.ts'
import { say } from './print.ts'
import { checkPort, checkSharedStore, warnOfName, withDiskChecked } from './start-checks.ts'

/** A second signal within this time is the same Ctrl-C, passed on by npm as well; a later one means it. */
const sameSignalMs = 2000

/** Longest time that stopping may take: what hangs is left behind, the next start makes it good. */
const longestStopMs = 30_000

/** Waits for SIGINT or SIGTERM. Signals while stopping do not cut it short, unless somebody insists. */
function untilStopped(): Promise<'stopped'> {
  return new Promise((resolve) => {
    let first: number | undefined
    const onSignal = () => {
      first ??= performance.now()
      if (performance.now() - first > sameSignalMs) process.exit(1)
      setTimeout(() => process.exit(1), longestStopMs).unref()
      resolve('stopped')
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

/** Runs `work` on an open ground until it is stopped, and leaves the ground in any case, with its database. */
async function onGround(
  config: Config,
  open: () => Promise<Ground>,
  work: (ground: Ground, stopped: Promise<'stopped'>) => Promise<void>,
): Promise<void> {
  const stopped = untilStopped()
  outliveLostNotes(stopped)
  try {
    const ground = await open()
    await work(ground, stopped).finally(() => ground.leave())
  } catch (error) {
    throw await withDiskChecked(error, config)
  }
}

async function runUntil(
  stopped: Promise<'stopped'>,
  ground: Ground,
  run: (app: Application) => Promise<void>,
): Promise<void> {
  const app = await openApplication(ground)
  try {
    await run(app)
    await stopped
    say('stopping / 正在停止')
  } finally {
    await app.close()
  }
}

/** The demo city that is not told to its end complains when its database goes: nobody needs to read that. */
function mute(): void {
  for (const name of ['log', 'info', 'warn', 'error'] as const) console[name] = () => {}
}

async function serve({ worker }: { worker: boolean }): Promise<void> {
  const config = readConfig()
  if (!worker) checkSharedStore(config)
  await checkPort(config)
  warnOfName(config, say)
  await onGround(
    config,
    () => openWholeGround(config, say),
    async (ground, stopped) => {
      const signIns = await Promise.race([demoAtStart(ground, say), stopped])
      if (signIns === 'stopped') {
        // the next start makes the city anew
        mute()
        return say('stopping / 正在停止')
      }
      await runUntil(stopped, ground, async (app) => {
        await serveWeb(app.server)
        // before anybody is answered: a database that goes in the middle of this ends the start, and never a server that has acknowledged
        if (worker) await app.work()
        const address = await app.server.listen({ port: config.port, host: config.host })
        for (const line of signIns) say(line)
        say(`钢哨 ${app.platform.version}: ${config.publicUrl ?? address}`)
      })
    },
  )
}

async function work(): Promise<void> {
  const config = readConfig()
  checkSharedStore(config)
  await onGround(
    config,
    () => openGround(config, say),
    (ground, stopped) =>
      runUntil(stopped, ground, async (app) => {
        await app.work()
        say('worker / 后台任务')
      }),
  )
}

export const serveCommand = new Command('serve')
  .description('serve pages and API, with jobs in the same process / 启动服务')
  .option(
    '--no-worker',
    'leave jobs and sealing to `gangshao worker`; needs CLICKHOUSE_URL / 后台任务另行启动，须设 CLICKHOUSE_URL',
  )
  .action(serve)

export const workerCommand = new Command('worker')
  .description(
    'work off jobs and seal events beside `serve --no-worker`; needs CLICKHOUSE_URL / 后台任务与封存，须设 CLICKHOUSE_URL',
  )
  .action(work)
