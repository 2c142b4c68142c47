/** The server of a benchmark in a process of its own, and 8 keep-alive clients that ask it from this one. */
import { fork } from 'node:child_process'
import { Agent } from 'node:http'
import type pg from 'pg'
import { figure, median, note } from './report.ts'

const clients = 8
const runs = 5

type Ready = { url: string; cookie: string; connection: pg.PoolConfig; settings: { name: string; setting: string }[] }
export type BenchServer = Omit<Ready, 'settings'> & { agent: Agent; stop(): Promise<void> }

/** Starts it. Throws where a setting that makes writes durable is off. */
export async function startServer(): Promise<BenchServer> {
  const server = fork(new URL('./api-server.ts', import.meta.url).pathname, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: process.execArgv,
  })
  // the first message of the server is what it says it is
  const { settings, ...ready } = await new Promise<Ready>((resolve, reject) => {
    server.once('message', (message) => resolve(message as Ready))
    server.once('exit', () => reject(new Error('the server did not start')))
  })
  for (const { name, setting } of settings) if (setting !== 'on') throw new Error(`${name} is ${setting}`)
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  return {
    ...ready,
    agent,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.send('stop')
      await ended
      agent.destroy()
    },
  }
}

/** How many times a second all clients together do `once`, for a while. */
async function rateFor(ms: number, once: () => Promise<void>): Promise<number> {
  const began = performance.now()
  let done = 0
  const client = async () => {
    while (performance.now() < began + ms) {
      await once()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (done / (performance.now() - began)) * 1000
}

/** Warms up, then reports the median and the slowest of five runs. */
export async function measureRate(
  what: string,
  atLeast: number,
  span: { warmUpMs: number; runMs: number },
  once: () => Promise<void>,
): Promise<void> {
  await rateFor(span.warmUpMs, once)
  const rates: number[] = []
  for (let run = 0; run < runs; run += 1) rates.push(await rateFor(span.runMs, once))
  figure(`${what}, median of ${runs}`, median(rates), '1/s', atLeast, true)
  note(`${what}, slowest of ${runs}`, Math.min(...rates), '1/s')
}
