/**
 * Brings a file of readings into the meter store by the batch protocol of the house: batch arriving (committed), parts written,
 * batch in force (committed, with its event). Nobody sees anything of it before the last step. Server code.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Context, JobContext, Platform } from '../platform/server/context.ts'
import { asProgram } from '../platform/server/http.ts'
import {
  clearParts,
  clearPartsAfter,
  countDays,
  createReadingTables,
  writeReadingPart,
} from '../platform/server/reading-parts.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import {
  type BatchState,
  batchMoves,
  type DeliveryFailure,
  type DeliveryStatus,
  type DeliveryTerms,
  deliveryMoves,
} from './delivery.ts'
import { DeliveryFile, type DeliveryPart, readerVersion, UnreadableDelivery } from './delivery-file.ts'
import {
  type Batch,
  type DeliveryRow,
  findDeliveryOf,
  getDelivery,
  getDeliveryPlace,
  insertBatch,
  insertDelivery,
  insertRejects,
  insertUnknownAccounts,
  lockImport,
  lockUnfinishedBatches,
  type ReceivedDelivery,
  saveBatchesCleared,
  saveBatchesDead,
  saveBatchInForce,
  saveBatchWritten,
  saveBegun,
  saveFailed,
  saveInForce,
  saveProgress,
} from './delivery-store.ts'
import type { TimeMark } from './long-days.ts'

/** `written`: in the meter store, not yet noted; `part`: noted too, so that another attempt continues behind it. */
export type ImportStep = 'arriving' | 'cleared' | 'written' | 'part' | 'inForce'
export type ImportProgress = { step: ImportStep; share: number; days: number; rejectedRows: number }
export type ImportResult = {
  deliveryId: string
  /** unchanged: this content is in force already; elsewhere: another process is importing it; failed: `failure` says why. */
  outcome: 'inForce' | 'unchanged' | 'elsewhere' | 'failed'
  days: number
  accounts: number
  unknownAccounts: number
  rejectedRows: number
  failure: DeliveryFailure | null
}
type OnProgress = (progress: ImportProgress) => void | Promise<void>

/** Refuses `agreement-missing`, `purpose-missing`, `basis-missing`: no reading is looked at without them. */
export function checkTerms<T extends DeliveryTerms>(terms: T): T {
  if (terms.agreement.trim() === '') throw new Refusal('agreement-missing')
  if (terms.purpose.trim() === '') throw new Refusal('purpose-missing')
  if (terms.basis.trim() === '') throw new Refusal('basis-missing')
  return terms
}

/**
 * Imports a file of readings, wide or long, packed or not, from a path, in this process. The same content twice changes nothing;
 * after a kill at any moment the same call continues behind the last part that was written. @param areaId the place delivered for; the city if not given.
 * Refuses `agreement-missing`, `purpose-missing`, `basis-missing`, `file-unreadable`, `not-found` (the area).
 */
export async function importReadings(
  platform: Platform,
  path: string,
  options: DeliveryTerms & {
    areaId?: number
    timeMark?: TimeMark
    channel?: 'commandLine' | 'folder'
    onProgress?: OnProgress
  },
): Promise<ImportResult> {
  checkTerms(options)
  const { sha256, size } = await hashFile(path)
  const delivery = await asProgram(platform, async (context) => {
    const place = await getDeliveryPlace(context.db, options.areaId, dateInChina(context.now))
    return receiveDelivery(context, {
      agreement: options.agreement,
      purpose: options.purpose,
      basis: options.basis,
      file: { id: null, name: basename(path), sha256, size },
      by: null,
      channel: options.channel ?? 'commandLine',
      timeMark: options.timeMark ?? 'start',
      tokenId: null,
      areaId: place.id,
      areaPath: place.path,
    })
  })
  return asProgram(platform, (context) => importDelivery(context, delivery.id, path, options.onProgress))
}

/** Notes a delivery with its event, or gives the one of the same content that is under way or in force. */
export async function receiveDelivery(
  { db, now, record }: Pick<Context<null>, 'db' | 'now' | 'record'>,
  given: Omit<ReceivedDelivery, 'id' | 'at'>,
): Promise<{ id: string; known: boolean }> {
  const id = uuidv7()
  if (await insertDelivery(db, { ...given, id, at: now })) {
    const { agreement, purpose, basis, channel, timeMark, tokenId, file, areaPath } = given
    await record('delivery.received', {
      subject: 'delivery',
      id,
      areaPath,
      to: 'received',
      changed: { agreement, purpose, basis, channel, timeMark, tokenId, sha256: file.sha256, size: file.size },
    })
    return { id, known: false }
  }
  const known = await findDeliveryOf(db, given.file.sha256)
  // it was withdrawn between the two statements: whoever delivers may simply try again
  if (!known) throw new Refusal('changed-meanwhile')
  return { id: known.id, known: true }
}

/**
 * Imports one delivery. `holder` is a transaction that writes nothing: it holds the lock of the delivery until this is done or this
 * process is gone. A file that cannot be used fails the delivery; what else goes wrong is thrown, and the next attempt goes on.
 */
export async function importDelivery(
  holder: Pick<JobContext, 'db' | 'platform'>,
  deliveryId: string,
  path: string,
  onProgress: OnProgress = () => {},
): Promise<ImportResult> {
  const { platform } = holder
  if (!(await lockImport(holder.db, deliveryId))) return resultOf(await getDelivery(holder.db, deliveryId), 'elsewhere')
  await createReadingTables(platform.meters)
  const begun = await begin(platform, deliveryId)
  if (begun === null)
    return asProgram(platform, async ({ db }) => resultOf(await getDelivery(db, deliveryId), 'unchanged'))
  await onProgress({ step: 'arriving', share: 0, days: begun.batch.days, rejectedRows: 0 })
  await clearDead(platform, deliveryId)
  await onProgress({ step: 'cleared', share: 0, days: begun.batch.days, rejectedRows: 0 })
  try {
    // the days of an attempt that goes on are judged by the date on which it began
    const file = new DeliveryFile(path, dateInChina(new Date(begun.batch.begunAt)), begun.delivery.timeMark)
    await writeParts(platform, begun, file, onProgress)
    const result = await putInForce(platform, begun, file)
    await onProgress({ step: 'inForce', share: 1, days: result.days, rejectedRows: result.rejectedRows })
    return result
  } catch (error) {
    if (!(error instanceof UnreadableDelivery)) throw error
    return failDelivery(platform, deliveryId, error.failure)
  }
}

type Begun = { delivery: DeliveryRow; batch: Pick<Batch, 'id' | 'parts' | 'days' | 'begunAt'> }

/** The batch that an attempt was cut off in, if all it had written is there; else a new one. @returns null where there is nothing to do. */
async function begin(platform: Platform, deliveryId: string): Promise<Begun | null> {
  const left = await asProgram(platform, ({ db }) => lockUnfinishedBatches(db, deliveryId))
  const arriving = left.filter(({ state, reader }) => state === 'arriving' && reader === readerVersion)
  const [last] = arriving
  const usable = arriving.length === 1 && last !== undefined && (await isWhole(platform, last)) ? last : null
  return asProgram(platform, async ({ db, now, record }) => {
    const delivery = await getDelivery(db, deliveryId, true)
    if (delivery.status !== 'received' && delivery.status !== 'importing') return null
    const status = move<DeliveryStatus>(deliveryMoves, 'begin', delivery.status)
    const facts = {
      subject: 'delivery',
      id: deliveryId,
      areaPath: delivery.areaPath,
      from: delivery.status,
      to: status,
    }
    if (usable) {
      const { id, parts, days } = usable
      await record('readings.resumed', { ...facts, changed: { batch: id, parts, days } })
      return { delivery, batch: usable }
    }
    await abandonBatches(db, deliveryId, now)
    const batch = { id: uuidv7(), parts: 0, days: 0, begunAt: now.toISOString() }
    await saveBegun(db, deliveryId, status)
    await insertBatch(db, { id: batch.id, deliveryId, areaPath: delivery.areaPath, reader: readerVersion, at: now })
    await record('readings.arriving', { ...facts, changed: { batch: batch.id } })
    return { delivery, batch }
  })
}

/** Takes away what was written but not noted; whether all that was noted is there. */
async function isWhole(platform: Platform, { id, parts, days }: Batch): Promise<boolean> {
  await clearPartsAfter(platform.meters, id, parts)
  return (await countDays(platform.meters, id)) === days
}

/** What an attempt that was cut off has left counts for nothing. */
async function abandonBatches(db: Context['db'], deliveryId: string, now: Date): Promise<void> {
  const arriving = (await lockUnfinishedBatches(db, deliveryId)).filter(({ state }) => state === 'arriving')
  const dead = move<BatchState>(batchMoves, 'abandon', 'arriving')
  await saveBatchesDead(
    db,
    arriving.map(({ id }) => id),
    dead,
    now,
  )
}

/** Takes the parts of dead batches out of the meter store; nobody has ever read them. */
export async function clearDead(platform: Platform, deliveryId: string): Promise<void> {
  const dead = await asProgram(platform, async ({ db }) =>
    (await lockUnfinishedBatches(db, deliveryId)).filter(({ state }) => state === 'dead').map(({ id }) => id),
  )
  if (dead.length === 0) return
  await clearParts(platform.meters, dead)
  await asProgram(platform, ({ db }) => saveBatchesCleared(db, dead))
}

/** While one part is written the next is read. */
async function writeParts(
  platform: Platform,
  { delivery, batch }: Begun,
  file: DeliveryFile,
  onProgress: OnProgress,
): Promise<void> {
  let part = batch.parts
  let written = batch.days
  const write = async ({ rows, share, counts, rejects }: DeliveryPart): Promise<void> => {
    const at = { share, days: counts.days, rejectedRows: counts.rejectedRows }
    if (rows.length > 0) {
      part++
      written += await writeReadingPart(platform.meters, { batch: batch.id, part, rows })
      await onProgress({ step: 'written', ...at })
    }
    // Progress and rejects are no event: they tell nothing that the end of the import does not tell again.
    await asProgram(platform, async ({ db }) => {
      await insertRejects(db, delivery, rejects)
      await saveProgress(db, delivery.id, share, counts)
      await saveBatchWritten(db, batch.id, part, written)
    })
    await onProgress({ step: 'part', ...at })
  }
  let writing = Promise.resolve()
  for await (const next of file.parts(batch.days)) {
    await writing
    writing = write(next)
    // it is awaited above or below; a fault of the file in between must not hide behind one of the store
    writing.catch(() => undefined)
  }
  await writing
  if (file.counts().days === 0) throw new UnreadableDelivery({ reason: 'nothingUsable', line: 0 })
}

/** Refuses nothing: where days are missing in the store the next attempt begins anew. */
async function putInForce(platform: Platform, { delivery, batch }: Begun, file: DeliveryFile): Promise<ImportResult> {
  const { days, accounts, rejectedRows, firstDay, lastDay } = file.counts()
  const held = await countDays(platform.meters, batch.id)
  if (held !== days) throw new Error(`the meter store holds ${held} of ${days} days / 用电数据库只有 ${held} 户日`)
  return asProgram(platform, async ({ db, now, record }) => {
    const { status: from } = await getDelivery(db, delivery.id, true)
    const to = move<DeliveryStatus>(deliveryMoves, 'putInForce', from)
    const unknownAccounts = await insertUnknownAccounts(db, delivery, file.accounts())
    await saveBatchInForce(db, batch.id, move<BatchState>(batchMoves, 'putInForce', 'arriving'), now)
    await saveInForce(db, delivery.id, to, unknownAccounts, now)
    await record('readings.inForce', {
      subject: 'delivery',
      id: delivery.id,
      areaPath: delivery.areaPath,
      from,
      to,
      changed: { batch: batch.id, days, accounts, unknownAccounts, rejectedRows, firstDay, lastDay },
    })
    return resultOf(await getDelivery(db, delivery.id), 'inForce')
  })
}

/** The file is of no use: its batch dies, what it has written is cleared, the reason stays. */
export async function failDelivery(
  platform: Platform,
  deliveryId: string,
  failure: DeliveryFailure,
): Promise<ImportResult> {
  const result = await asProgram(platform, async ({ db, now, record }) => {
    const delivery = await getDelivery(db, deliveryId, true)
    const status = move<DeliveryStatus>(deliveryMoves, 'fail', delivery.status)
    await abandonBatches(db, deliveryId, now)
    await saveFailed(db, deliveryId, status, failure, now)
    await record('delivery.failed', {
      subject: 'delivery',
      id: deliveryId,
      areaPath: delivery.areaPath,
      from: delivery.status,
      to: status,
      changed: failure,
    })
    return resultOf(await getDelivery(db, deliveryId), 'failed')
  })
  await clearDead(platform, deliveryId)
  return result
}

const resultOf = (delivery: DeliveryRow, outcome: ImportResult['outcome']): ImportResult => ({
  deliveryId: delivery.id,
  outcome: outcome === 'unchanged' && delivery.status === 'failed' ? 'failed' : outcome,
  days: delivery.days,
  accounts: delivery.accounts,
  unknownAccounts: delivery.unknownAccounts,
  rejectedRows: delivery.rejectedRows,
  failure: delivery.failure,
})

async function hashFile(path: string): Promise<{ sha256: string; size: number }> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new Refusal('file-unreadable')
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path)) digest.update(chunk)
  return { sha256: digest.digest('hex'), size: found.size }
}
