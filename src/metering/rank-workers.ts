/** Threads that judge meters while the main one reads them. Results come in any order. Server code. */
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { JudgedMeter, RankTarget } from './case-judge.ts'
import type { CaseMeter } from './case-reader.ts'
import type { DetectorModel } from './detector-model.ts'
import type { LoadSeries } from './reading.ts'

export type RankWork = { readonly model: DetectorModel; readonly target: RankTarget; readonly explain: boolean }
export type RankTask = { readonly meter: CaseMeter; readonly series: LoadSeries }

/** Meters a thread may have before it: enough to keep it busy, few enough to hold in memory. */
const aheadOfThread = 20

type Thread = { worker: Worker; waiting: number }

export class RankWorkers {
  private readonly threads: Thread[]
  private failure: Error | null = null
  private wake: () => void = () => {}

  constructor(
    { model, target, explainTo, workers }: Omit<RankWork, 'explain'> & { explainTo: string | null; workers: number },
    onJudged: (meter: JudgedMeter) => void,
  ) {
    const work: RankWork = { model, target, explain: explainTo !== null }
    this.threads = Array.from({ length: workers }, () => {
      const thread: Thread = { worker: startThread(work), waiting: 0 }
      thread.worker.on('message', (meter: JudgedMeter) => {
        thread.waiting--
        onJudged(meter)
        this.wake()
      })
      thread.worker.on('error', (error) => {
        this.failure = error instanceof Error ? error : new Error(String(error))
        this.wake()
      })
      return thread
    })
  }

  /** Hands a meter to the thread that has least to do; waits while all have enough. */
  async judge(meter: CaseMeter, series: LoadSeries): Promise<void> {
    const least = () => this.threads.reduce((a, b) => (b.waiting < a.waiting ? b : a))
    await this.until(() => least().waiting < aheadOfThread)
    const thread = least()
    thread.waiting++
    const task: RankTask = { meter, series }
    thread.worker.postMessage(task, [series.loadKw.buffer as ArrayBuffer]) // joinDays makes each series its own buffer
  }

  /** Until every meter handed over is judged. Throws what broke a thread. */
  finish(): Promise<void> {
    return this.until(() => this.threads.every(({ waiting }) => waiting === 0))
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()))
  }

  private async until(holds: () => boolean): Promise<void> {
    while (!this.failure && !holds())
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    if (this.failure) throw this.failure
  }
}

/** The thread's file beside this one: TypeScript under tsx and in tests, JavaScript when built. */
function startThread(work: RankWork): Worker {
  const file = fileURLToPath(import.meta.url)
  const url = new URL(`./rank-thread${extname(file)}`, import.meta.url)
  if (!url.pathname.endsWith('.ts')) return new Worker(url, { workerData: work })
  // a thread takes no loader by --import before Node 22, so it registers the loader itself
  const loader = import.meta.resolve('tsx/esm/api')
  const start = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(url.href)}) })`
  return new Worker(start, { eval: true, workerData: work })
}
