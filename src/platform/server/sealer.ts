/** Runs the sealer beside the requests: twice a second, and the head of the day once a day. Its heartbeat is on the health page. */
import type { KeyObject } from 'node:crypto'
import type { HashAlgorithm } from './config.ts'
import { type Database, transaction } from './db.ts'
import { publishHead } from './event-heads.ts'
import { sealEvents } from './event-seals.ts'
import { beat } from './heartbeats.ts'

const everyMs = 400
const beatEveryMs = 10_000

export type Sealer = { stop(): Promise<void> }

export function startSealer(
  database: Database,
  algorithm: HashAlgorithm,
  key: KeyObject,
  clock: () => Date,
  onError: (error: unknown) => void,
): Sealer {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let headOf = ''
  let beatAt = 0
  const round = async () => {
    while (!stopped && (await sealEvents(database, algorithm)) > 0);
    const now = clock()
    const yesterday = new Date(now.getTime() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10)
    if (yesterday !== headOf) {
      await publishHead(database, key, yesterday)
      headOf = yesterday
    }
    if (now.getTime() - beatAt > beatEveryMs) {
      await transaction(database, 'system', (db) => beat(db, 'sealer', now))
      beatAt = now.getTime()
    }
  }
  let running: Promise<void> = Promise.resolve()
  const loop = () => {
    running = round().catch(onError)
    void running.then(() => {
      if (!stopped) timer = setTimeout(loop, everyMs)
    })
  }
  loop()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
