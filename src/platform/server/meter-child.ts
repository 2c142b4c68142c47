/** The program's end of the meter store's own process: starts it, matches answers to questions, notices its death. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { forkBeside } from './fork-beside.ts'
import { type BinaryColumns, type MeterEngine, MeterStoreError } from './meter-engine.ts'
import type { MeterReply, MeterRequest } from './meter-messages.ts'
import { sqlString } from './meter-sql.ts'

type Waiting = { resolve: (text: string) => void; reject: (error: Error) => void }
type Call = Extract<MeterRequest, { kind: 'run' }> | Extract<MeterRequest, { kind: 'insert' }>
/** Omit over each member of the union. */
type Unnumbered<T> = T extends Call ? Omit<T, 'id'> : never

type Child = { call(request: Unnumbered<Call>): Promise<string>; close(): Promise<void>; alive(): boolean }

/**
 * chDB on a folder, in a process of its own. Its death is not silent: what was under way is rejected, and only the next call starts
 * it again.
 * @throws MeterStoreError where another process has the folder.
 */
export async function openMeterProcess(folder: string): Promise<MeterEngine> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let child: Promise<Child> = startChild(folder)
  let closed = false
  await child
  const handOver = openHandOver(`${folder}-arriving`)
  await handOver.clear()
  const living = async (): Promise<Child> => {
    if (closed) throw new MeterStoreError('the meter store is closed / 用电数据库已关闭')
    const present = child
    const alive = await present.then(
      (c) => c.alive(),
      () => false,
    )
    // another caller may have started it while we looked
    if (!alive && child === present) child = startChild(folder)
    return child
  }
  return {
    kind: 'embedded',
    run: async (sql, wantsRows) => (await living()).call({ kind: 'run', sql, wantsRows }),
    insertLines: async (table, content) => {
      await (await living()).call({ kind: 'insert', table, content })
    },
    insertBinary: (table, columns, content) =>
      handOver.through(columns, content, async (source) => {
        const names = Object.keys(columns).join(', ')
        const sql = `insert into ${table} (${names}) select ${names} from ${source}`
        await (await living()).call({ kind: 'run', sql, wantsRows: false })
      }),
    close: async () => {
      if (closed) return
      closed = true
      await child.then(
        (c) => c.close(),
        () => undefined,
      )
    },
  }
}

/** chDB takes RowBinary from a file only: each insert has one beside the store, which is gone when the insert is done. */
function openHandOver(folder: string) {
  let number = 0
  return {
    /** What a killed program has left behind. */
    clear: () => rm(folder, { recursive: true, force: true }),
    async through(columns: BinaryColumns, content: Uint8Array, insert: (source: string) => Promise<void>) {
      number++
      const path = join(folder, `${number}.bin`)
      const structure = Object.entries(columns).map(([name, type]) => `${name} ${type}`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(path, content, { mode: 0o600 })
      try {
        await insert(`file(${sqlString(path)}, 'RowBinary', ${sqlString(structure.join(', '))})`)
      } finally {
        await rm(path, { force: true })
      }
    },
  }
}

function startChild(folder: string): Promise<Child> {
  const child = forkBeside(import.meta.url, 'meter-store-process', { args: [folder] })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let complaints = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-2000)
  })
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  void ended.then((how) => {
    const error = new MeterStoreError(
      `the meter store's process ended (${how}), the call was not answered / 用电数据库进程已中断 ${complaints}`,
    )
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
  })
  const send = (message: MeterRequest) => {
    // a failed send means that the process is gone: `ended` tells every caller
    child.send(message, () => {})
  }
  const api: Child = {
    alive: () => child.connected && child.exitCode === null && child.signalCode === null,
    call: (request) =>
      new Promise((resolve, reject) => {
        lastId++
        waiting.set(lastId, { resolve, reject })
        if (!api.alive())
          return void ended.then(() =>
            reject(new MeterStoreError("the meter store's process has ended / 用电数据库进程已中断")),
          )
        send({ ...request, id: lastId })
      }),
    close: async () => {
      if (api.alive()) send({ kind: 'close' })
      await ended
    },
  }
  return new Promise((resolve, reject) => {
    child.on('message', (message: MeterReply) => {
      if (message.kind === 'open') resolve(api)
      else settle(waiting, message)
    })
    void ended.then(() => {
      const locked = complaints.includes('Cannot lock file')
      const reason = locked ? 'another process uses it / 另一进程正在使用' : complaints
      reject(new MeterStoreError(`the meter store in ${folder} does not open / 无法打开用电数据库: ${reason}`))
    })
  })
}

function settle(waiting: Map<number, Waiting>, message: Extract<MeterReply, { kind: 'done' | 'failed' }>): void {
  const call = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.kind === 'done') call?.resolve(message.text)
  else call?.reject(new MeterStoreError(message.message, message.code))
}
