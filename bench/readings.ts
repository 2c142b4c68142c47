/**
 * `npm run bench:readings [-- FILE…]`: 57.6 million readings (4,000 accounts × 150 days × 96) from a wide gzip CSV into the meter
 * store, with server and worker running, embedded PostgreSQL and fsync as shipped; then once more with a kill -9 in the midst. FILEs
 * given take the place of the made-up one.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { addDays } from '../src/metering/day.ts'
import { readingColumns } from '../src/metering/reading-columns.ts'
import { figure, note } from './report.ts'

const accounts = 4000
const days = 150
const targetSeconds = 60
const targetMegabytes = 1000

type Message =
  | { kind: 'ready' }
  | { kind: 'progress'; share: number }
  | { kind: 'imported'; result: { outcome: string; days: number; rejectedRows: number } }
  | { kind: 'report'; batches: number; held: number; resumed: number[] }

const root = await mkdtemp(join(tmpdir(), 'gangshao-bench-'))
await chmod(root, 0o755)

/** Loads with two decimals, none like the other: a base, a working day, noise. */
async function* madeUp(): AsyncGenerator<string> {
  yield `${readingColumns.join(',')}\n`
  let state = 1
  const chance = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  for (let account = 0; account < accounts; account++) {
    const [base, top] = [5 + 50 * chance(), 100 + 900 * chance()]
    let text = ''
    for (let day = 0; day < days; day++) {
      text += `P${String(account).padStart(6, '0')},${addDays('2018-01-01', day)}`
      for (let slot = 0; slot < 96; slot++) {
        const kw = slot > 30 && slot < 76 ? top * (0.8 + 0.2 * chance()) : base * (0.9 + 0.1 * chance())
        text += `,${kw.toFixed(2)}`
      }
      text += '\n'
    }
    yield text
  }
}

async function makeFile(): Promise<string> {
  const path = join(root, 'readings.csv.gz')
  await pipeline(Readable.from(madeUp()), createGzip({ level: 1 }), createWriteStream(path))
  return path
}

/** Resident memory in MB of the server and everything under it but PostgreSQL. */
async function residentMegabytes(pid: number): Promise<number> {
  const parents = new Map<number, { parent: number; name: string; kilobytes: number }>()
  for (const entry of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const text = await readFile(`/proc/${entry}/status`, 'utf8').catch(() => '')
    const field = (name: string) => text.match(new RegExp(`^${name}:\\s*(\\S+)`, 'm'))?.[1] ?? ''
    parents.set(Number(entry), {
      parent: Number(field('PPid')),
      name: field('Name'),
      kilobytes: Number(field('VmRSS')),
    })
  }
  let sum = 0
  for (const [id, { name, kilobytes }] of parents) {
    if (name.startsWith('postgres')) continue
    for (let at = id; at > 1; at = parents.get(at)?.parent ?? 0) if (at === pid) sum += kilobytes
  }
  return sum / 1024
}

const server = (folder: string): ChildProcess =>
  fork(new URL('./readings-server.ts', import.meta.url).pathname, [folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: process.execArgv,
  })

function next<K extends Message['kind']>(child: ChildProcess, kind: K): Promise<Extract<Message, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const hear = (message: Message) => {
      if (message.kind !== kind) return
      child.off('message', hear)
      child.off('exit', end)
      resolve(message as Extract<Message, { kind: K }>) // its kind was compared
    }
    const end = () => reject(new Error('the server ended'))
    child.on('message', hear)
    child.once('exit', end)
  })
}

async function ask<K extends Message['kind']>(child: ChildProcess, question: object, kind: K) {
  const answer = next(child, kind)
  child.send(question)
  return answer
}

async function importAll(
  child: ChildProcess,
  files: readonly string[],
): Promise<{ seconds: number; peak: number; days: number }> {
  let peak = 0
  let running = true
  const watching = (async () => {
    while (running) {
      peak = Math.max(peak, await residentMegabytes(child.pid ?? 0))
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  })()
  const began = performance.now()
  let imported = 0
  for (const path of files) {
    const { result } = await ask(child, { kind: 'import', path }, 'imported')
    if (result.outcome !== 'inForce' || result.rejectedRows > 0) throw new Error(JSON.stringify(result))
    imported += result.days
  }
  const seconds = (performance.now() - began) / 1000
  running = false
  await watching
  return { seconds, peak, days: imported }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.send({ kind: 'stop' })
  await ended
}

async function undisturbed(files: readonly string[]): Promise<number> {
  const child = server(join(root, 'whole'))
  await next(child, 'ready')
  note('memory before the import', await residentMegabytes(child.pid ?? 0), 'MB')
  const { seconds, peak, days: imported } = await importAll(child, files)
  const { held } = await ask(child, { kind: 'report' }, 'report')
  note('readings imported', imported * 96, 'readings')
  figure('import', seconds, 's', targetSeconds, false)
  figure('import, readings per second', (imported * 96) / seconds, '1/s', (accounts * days * 96) / targetSeconds, true)
  figure('peak memory of server, worker and meter store', peak, 'MB', targetMegabytes, false)
  figure('days held in the meter store against days imported', held / imported, 'x', 1, true)
  await stop(child)
  return imported
}

async function killed(path: string): Promise<void> {
  const folder = join(root, 'killed')
  const first = server(folder)
  await next(first, 'ready')
  const began = performance.now()
  const half = new Promise<void>((resolve) => {
    first.on('message', (message: Message) => {
      if (message.kind === 'progress' && message.share > 0.5) resolve()
    })
  })
  first.send({ kind: 'import', path })
  await half
  const ended = new Promise((resolve) => first.once('exit', resolve))
  first.kill('SIGKILL')
  await ended
  const lost = (performance.now() - began) / 1000
  const second = server(folder)
  await next(second, 'ready')
  const { seconds, days: imported } = await importAll(second, [path])
  const { held, resumed, batches } = await ask(second, { kind: 'report' }, 'report')
  note('import until the kill -9', lost, 's')
  note('import after it', seconds, 's')
  figure('share of the days that the second attempt found written', (resumed[0] ?? 0) / imported, 'x', 0.4, true)
  figure('days held after the kill against days imported', held / imported, 'x', 1, true)
  figure('days held more than once', held - imported, 'days', 0, false)
  figure('batches in force', batches, 'batches', 1, false)
  await stop(second)
}

try {
  const given = process.argv.slice(2)
  const files = given.length > 0 ? given : [await makeFile()]
  await undisturbed(files)
  await killed(files[0] ?? '')
} finally {
  await rm(root, { recursive: true, force: true })
}
