/** Work on readings in a process of its own, which can be killed: by itself behind a step, or from outside at any moment. */
import { type ChildProcess, spawn } from 'node:child_process'
import type pg from 'pg'

export type MeteringWork = {
  connection: pg.PoolConfig
  folder: string
  /** A file to import. */
  path?: string
  /** End the months whose years are over. */
  endReadings?: boolean
  /** Clear what dead batches have left, as a start does. */
  clear?: boolean
  /** Kills itself after one step more than this. */
  dieAfter?: number | null
  now?: string
}
export type Ended = { killed: boolean; out: string; problems: string }

const script = new URL('metering-child.ts', import.meta.url).pathname

export function startMetering(work: MeteringWork) {
  const process_ = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  return { kill: () => process_.kill('SIGKILL'), ...watch(process_) }
}

function watch(child: ChildProcess) {
  const said = { out: '', problems: '' }
  const waiting: (() => void)[] = []
  child.stdout?.on('data', (chunk) => {
    said.out += chunk
    for (const look of waiting) look()
  })
  child.stderr?.on('data', (chunk) => (said.problems += chunk))
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (_code, signal) => resolve({ killed: signal === 'SIGKILL', ...said })),
  )
  return {
    ended,
    /** Until it is ready and has said so many steps, or is over. */
    steps: (count: number): Promise<unknown> =>
      Promise.race([
        ended,
        new Promise<void>((resolve) => {
          const look = () => {
            if (said.out.includes('ready\n') && said.out.split('step ').length > count) resolve()
          }
          waiting.push(look)
          look()
        }),
      ]),
  }
}

/** Where a test's database is, for a process of its own. */
export function connectionOf({ options }: pg.Pool): pg.PoolConfig {
  const { host, port, user, password, database } = options
  return { host, port, user, password, database }
}
