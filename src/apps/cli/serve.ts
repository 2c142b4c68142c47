/** `gangshao serve` and `gangshao worker`. */
import { Command } from 'commander'
import { clearDeadBatches } from '../../metering/jobs.ts'
import { readConfig } from '../../platform/server/config.ts'
import { type Application, openApplication } from '../server/application.ts'
import { type Ground, openGround } from '../server/foundation.ts'
import { serveWeb } from '../server/web.ts'
import { demoAtStart, openWholeGround } from './demo.ts'
import { say } from './print.ts'

/** A second signal within this time is the same Ctrl-C, passed on by npm as well; a later one means it. */
const sameSignalMs = 2000

/** Waits for SIGINT or SIGTERM. Signals while stopping do not cut it short, unless somebody insists. */
function untilStopped(): Promise<'stopped'> {
  return new Promise((resolve) => {
    let first: number | undefined
    const onSignal = () => {
      first ??= performance.now()
      if (performance.now() - first > sameSignalMs) process.exit(1)
      resolve('stopped')
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}

/** Runs `work` on an open ground until it is stopped, and leaves the ground in any case, with its database. */
async function onGround(
  open: () => Promise<Ground>,
  work: (ground: Ground, stopped: Promise<'stopped'>) => Promise<void>,
): Promise<void> {
  const stopped = untilStopped()
  const ground = await open()
  try {
    await work(ground, stopped)
  } finally {
    await ground.leave()
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

/** Jobs and sealing; what a kill has left in the meter store is cleared first thing. */
async function workIn(app: Application): Promise<void> {
  await app.work()
  await clearDeadBatches(app.platform)
}

const serve = ({ worker }: { worker: boolean }): Promise<void> => {
  const config = readConfig()
  return onGround(
    () => openWholeGround(config, say),
    async (ground, stopped) => {
      const signIns = await Promise.race([demoAtStart(ground, say), stopped])
      // stopped while the demo city was loading: the next start makes it anew
      if (signIns === 'stopped') return say('stopping / 正在停止')
      await runUntil(stopped, ground, async (app) => {
        await serveWeb(app.server)
        const address = await app.server.listen({ port: config.port, host: config.host })
        if (worker) await workIn(app)
        for (const line of signIns) say(line)
        say(`钢哨 ${app.platform.version}: ${config.publicUrl ?? address}`)
      })
    },
  )
}

const work = (): Promise<void> =>
  onGround(
    () => openGround(readConfig(), say),
    (ground, stopped) =>
      runUntil(stopped, ground, async (app) => {
        await workIn(app)
        say('worker / 后台任务')
      }),
  )

export const serveCommand = new Command('serve')
  .description('serve pages and API, with jobs in the same process / 启动服务')
  .option('--no-worker', 'leave jobs and sealing to `gangshao worker`')
  .action(serve)

export const workerCommand = new Command('worker')
  .description('work off jobs and seal events / 后台任务与封存')
  .action(work)
