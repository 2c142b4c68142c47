/**
 * The process of its own in which chDB lives: one session on one folder, requests by message. It ends when the program that started
 * it ends, however that ends.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Session } from 'chdb'
import { engineSettings } from './meter-engine.ts'
import type { MeterReply, MeterRequest } from './meter-messages.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined || !process.send) throw new Error('started by the meter store only, with its folder')

// Ctrl-C reaches the whole group; the program decides when the store closes
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
// the program was killed: nobody waits for an answer, and a query under way would keep the folder locked
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

const reply = (message: MeterReply) => {
  if (process.connected) process.send?.(message)
}

/** The process of a killed program may hold the lock for another moment. */
async function openSession(path: string): Promise<Session> {
  const connectionArgs = Object.entries(engineSettings).map(([name, value]) => `--${name}=${value}`)
  for (let tries = 1; ; tries++) {
    try {
      return new Session(path, { connectionArgs })
    } catch (error) {
      if (tries === 15) throw error
      await sleep(200)
    }
  }
}

async function answer(session: Session, request: Exclude<MeterRequest, { kind: 'close' }>): Promise<string> {
  if (request.kind === 'run') {
    const result = await session.queryAsync(request.sql, { format: request.wantsRows ? 'JSONEachRow' : 'Null' })
    return result.text()
  }
  await session.insert({ table: request.table, format: 'JSONEachRow', values: request.content })
  return ''
}

const session = await openSession(folder)
const underWay = new Set<Promise<void>>()
process.on('message', async (request: MeterRequest) => {
  if (request.kind === 'close') {
    await Promise.all(underWay)
    session.close()
    process.exit(0)
  }
  const { id } = request
  const work = answer(session, request).then(
    (text) => reply({ kind: 'done', id, text }),
    (error) => reply({ kind: 'failed', id, message: String(error?.message ?? error), code: error?.clickhouseCode }),
  )
  underWay.add(work)
  await work
  underWay.delete(work)
})
reply({ kind: 'open' })
