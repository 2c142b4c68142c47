/** `gangshao serve` and `gangshao worker`. */
import { Command } from 'commander'
import { openApplication } from '../server/application.ts'
import { openGround } from '../server/foundation.ts'
import { serveWeb } from '../server/web.ts'
import { readConfig } from '../../platform/server/config.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Waits for SIGINT or SIGTERM. */
const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

async function serve(options: { worker: boolean }): Promise<void> {
  const stopped = untilStopped()
  const config = readConfig()
  const ground = await openGround(config, say)
  const app = await openApplication(ground)
  await serveWeb(app.server)
  if (options.worker) await app.work()
  const address = await app.server.listen({ port: config.port, host: config.host })
  say(`钢哨 ${app.platform.version}: ${config.publicUrl ?? address}`)
  await stopped
  say('stopping / 正在停止')
  await app.close()
  await ground.leave()
}

async function work(): Promise<void> {
  const stopped = untilStopped()
  const ground = await openGround(readConfig(), say)
  const app = await openApplication(ground)
  await app.work()
  say('worker / 后台任务')
  await stopped
  await app.close()
  await ground.leave()
}

export const serveCommand = new Command('serve')
  .description('serve pages and API, with jobs in the same process / 启动服务')
  .option('--no-worker', 'leave jobs and sealing to `gangshao worker`')
  .action(serve)

export const workerCommand = new Command('worker').description('work off jobs and seal events / 后台任务与封存').action(work)
