/** One thread of a ranking: judges the meters it is sent. Server code. */
import { parentPort, workerData } from 'node:worker_threads'
import { judgeMeter } from './case-judge.ts'
import { scorerOf } from './detector-model.ts'
import type { RankTask, RankWork } from './rank-workers.ts'

const work = workerData as RankWork // structured clone of what RankWorkers passes
const scorer = scorerOf(work.model)

parentPort?.on('message', ({ meter, series }: RankTask) => {
  parentPort?.postMessage(judgeMeter(meter, series, scorer, work))
})
