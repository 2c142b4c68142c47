/** How pictures and videos of a report arrive in parts, and how the office that holds the tip reads them. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Download, Handlers, Platform } from '../platform/server/context.ts'
import { prepared } from '../platform/server/db.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule } from '../rulebook/store.ts'
import { hashTyped, readSigned, signText } from './code-hash.ts'
import { refuseReader } from './custodian.ts'
import type { Envelope } from './envelope.ts'
import { getMyBody, lockOpening } from './opening-store.ts'
import type { ReceiptStep } from './receipt.ts'
import { cityOf, mayHandle, type TipState } from './tip.ts'
import { recordForCity, refuseUnsealed, takeStep } from './tip-acts.ts'
import {
  fileTokenText,
  type Piece,
  pieceName,
  pieces,
  readFileToken,
  received,
  refuseFull,
  refuseMore,
  refusePart,
  refuseSizes,
  refuseUnfinished,
  type Sizes,
} from './tip-file.ts'
import type { tipFileContract } from './tip-file-contract.ts'
import {
  countFiles,
  type FileRecord,
  findFile,
  findFileStep,
  findLockedFile,
  getDisplay,
  getMyFile,
  getOpenedFile,
  insertFile,
  lockFile,
  saveReceived,
  showTipOfFile,
} from './tip-file-store.ts'
import { getSealingCounty, insertEnvelope, lockTip, type NewEnvelope, showTipOfCode } from './tip-store.ts'

type Anyone = Context<null>

export const tipFileHandlers: Handlers<typeof tipFileContract> = {
  getFileLimits: async ({ db, now }) => (await getRule(db, 'tips.files', dateInChina(now))).value,

  async announceFile(context, { token, id, kind, showsPlace, readingOctets, sealedOctets, envelope }) {
    const { now, platform } = context
    const db = prepared(context.db)
    const tipId = await showTipOfCode(db, await hashTyped(platform.signingKey, 'code', token))
    if (tipId === null) throw new Refusal('code-wrong')
    const answer = { token: signText(platform.signingKey, 'file', fileTokenText(id)) }
    const sizes = { reading: readingOctets, sealed: sealedOctets }
    const [tip, before, { value: limits }, count, free] = await Promise.all([
      lockTip(db, tipId),
      findFile(db, id),
      getRule(db, 'tips.files', dateInChina(now)),
      countFiles(db, tipId),
      platform.files.parts.free(),
    ])
    if (isKnown(before, { kind, sizes })) return answer
    refuseSizes(kind, sizes, limits)
    refuseMore(count, limits)
    refuseFull(sizes, free, limits)
    const key = await keyOf(context, tip, sizes.sealed, envelope)
    await Promise.all([
      key && insertEnvelope(db, key),
      insertFile(db, {
        id,
        tipId,
        kind,
        showsPlace,
        ...sizes,
        state: 'arriving',
        envelopeId: key?.id ?? null,
        still: null,
        at: now,
      }),
    ])
    await noteOfTip(context, tip, 'tip.fileAnnounced', { file: id, kind })
    return answer
  },

  async getFileArrived(context, { token }) {
    return arrivedOf(context.platform, (await showFile(context, token)).id)
  },

  async addFilePart(context, { token, piece, offset }, content) {
    const { parts } = context.platform.files
    const [file] = await Promise.all([
      showFile(context, token, findLockedFile),
      refuseFullDisk(context, { reading: content.length, sealed: null }),
    ])
    const arrived = await arrivedOf(context.platform, file.id)
    checkPart(file, { piece, offset, octets: content.length }, arrived)
    return { ...arrived, [piece]: await parts.append(pieceName(file.id, piece), content) }
  },

  async addLastPart(context, { token, piece, offset }, content) {
    const room = refuseFullDisk(context, { reading: content.length, sealed: null })
    // asked together with the file, and of no matter where the receipt is only given again
    room.catch(() => {})
    const receiving = await lockReceiving(context, token)
    const { file, arrived, before } = receiving
    if (before) return receivedAs(context, file.id, before)
    await room
    const whole = { ...arrived, [piece]: offset + content.length }
    checkPart(file, { piece, offset, octets: content.length }, arrived)
    refuseUnfinished(file, whole)
    await context.platform.files.parts.append(pieceName(file.id, piece), content)
    return receivedAs(context, file.id, await receiveFile(context, { ...receiving, arrived: whole }))
  },

  async finishFile(context, { token }) {
    const receiving = await lockReceiving(context, token)
    return receivedAs(context, receiving.file.id, receiving.before ?? (await receiveFile(context, receiving)))
  },

  async getTipPicture(context, { id, fileId }) {
    const { db, user, platform } = context
    const tip = await lockTip(db, id)
    if (!mayHandle(user, tip)) throw new Refusal('not-permitted')
    const sha256 = await getDisplay(db, id, fileId)
    await noteOfTip(context, tip, 'tip.pictureRead', { file: fileId })
    return { fileName: `${fileId}.webp`, type: 'image/webp', content: platform.files.stream(sha256), inline: true }
  },

  async getOriginal(context, { id, fileId }): Promise<Download> {
    const { parts } = context.platform.files
    const file = await getOpenedOriginal(context, id, fileId)
    await recordForCity(context, file.kind === 'video' ? 'video.originalRead' : 'identity.originalRead', {
      subject: 'identityOpening',
      id,
      changed: { file: file.id },
    })
    const content = parts.stream(pieceName(file.id, 'sealed'))
    return { fileName: `${file.id}.age`, type: 'application/octet-stream', content }
  },

  async addStill(context, { id, fileId, atSecond }, content) {
    const { db, user, now } = context
    const { parts } = context.platform.files
    const video = await getOpenedOriginal(context, id, fileId)
    if (video.kind !== 'video') throw new Refusal('bad-input', { field: 'fileId' })
    const madeAs = await getMyBody(db, id)
    const made = uuidv7()
    const piece = pieceName(made, 'reading')
    await parts.append(piece, content)
    const sha256 = (await parts.settle([piece])).get(piece)?.sha256
    if (sha256 === undefined) throw new Error('a still was not settled')
    await insertFile(db, {
      id: made,
      tipId: video.tipId,
      kind: 'still',
      state: 'preparing',
      showsPlace: video.showsPlace,
      reading: content.length,
      sealed: null,
      envelopeId: null,
      at: now,
      still: { ofFile: fileId, madeBy: user.officialId, madeAs, atSecond, sha256 },
    })
    await recordForCity(context, 'video.stillMade', {
      subject: 'identityOpening',
      id,
      changed: { file: made, sha256, ofFile: fileId, atSecond },
    })
    return { id: made }
  },
}

/** Asked again of every part: many files may have been announced into the same room. Refuses `disk-full`. */
async function refuseFullDisk({ db, now, platform }: Anyone, octets: Sizes): Promise<void> {
  const [{ value: limits }, free] = await Promise.all([
    getRule(prepared(db), 'tips.files', dateInChina(now)),
    platform.files.parts.free(),
  ])
  refuseFull(octets, free, limits)
}

/** @param token what was given when the file was announced. Refuses `code-wrong`. */
function fileIdOf({ signingKey }: Platform, token: string): string {
  const id = readFileToken(readSigned(signingKey, 'file', token) ?? '')
  if (id === null) throw new Refusal('code-wrong')
  return id
}

/** The file of a token; it and its tip are what the rest of the request sees. Refuses `code-wrong`. */
async function showFile(context: Anyone, token: string, find = findFile): Promise<FileRecord> {
  const db = prepared(context.db)
  const id = fileIdOf(context.platform, token)
  // sent together, answered in this order: the tip is shown before the file is looked for
  const [tipId, file] = await Promise.all([showTipOfFile(db, id), find(db, id)])
  if (tipId === null || !file) throw new Refusal('code-wrong')
  return file
}

type Announced = { kind: FileRecord['kind']; sizes: Pick<FileRecord, Piece> }

/** Announced before, because the answer was lost. Refuses `same-id-other-content`. */
function isKnown(before: FileRecord | undefined, { kind, sizes }: Announced): boolean {
  if (!before) return false
  if (before.kind !== kind || before.reading !== sizes.reading || before.sealed !== sizes.sealed)
    throw new Refusal('same-id-other-content')
  return true
}

/** The envelope with the key of an original. Null where nobody is named to keep it. Refuses `envelope-missing`, `bad-input`. */
async function keyOf(
  { db, now }: Anyone,
  tip: TipState,
  sealedOctets: number | null,
  sealed: Envelope | null,
): Promise<NewEnvelope | null> {
  if ((sealed === null) !== (sealedOctets === null)) throw new Refusal('bad-input', { field: 'envelope' })
  const countyId = await getSealingCounty(db, tip, dateInChina(now))
  if (sealed !== null) return { id: uuidv7(), tipId: tip.id, messageId: null, sealed, countyId }
  await refuseUnsealed(db, countyId, cityOf(tip.areaPath).areaId, tip.countyInvolved)
  return null
}

type Arrived = { [P in Piece]: number }

async function arrivedOf({ files: { parts } }: Platform, id: string): Promise<Arrived> {
  const [reading, sealed] = await Promise.all([
    parts.size(pieceName(id, 'reading')),
    parts.size(pieceName(id, 'sealed')),
  ])
  return { reading, sealed }
}

/** Refuses `wrong-state`, and as `refusePart` does. */
function checkPart(
  file: FileRecord,
  { piece, ...part }: { piece: Piece; offset: number; octets: number },
  arrived: Arrived,
) {
  if (file.state !== 'arriving') throw new Refusal('wrong-state', { move: 'addFilePart', status: file.state })
  refusePart(file, piece, part, arrived[piece])
}

/** A file that may be whole, with its tip. `before`: its receipt, where it was given already. */
type Receiving = { tip: TipState; file: FileRecord; before: ReceiptStep | undefined; arrived: Arrived }

/** Refuses `code-wrong`. */
async function lockReceiving(context: Anyone, token: string): Promise<Receiving> {
  const db = prepared(context.db)
  const id = fileIdOf(context.platform, token)
  const tipId = await showTipOfFile(db, id)
  if (tipId === null) throw new Refusal('code-wrong')
  const [tip, file, before, arrived] = await Promise.all([
    // the tip first, as every step does, so that no two wait for each other
    lockTip(db, tipId),
    lockFile(db, id),
    findFileStep(db, tipId, id),
    arrivedOf(context.platform, id),
  ])
  return { tip, file, before, arrived }
}

const receivedAs = async ({ db }: Anyone, id: string, step: ReceiptStep) => ({
  file: await getMyFile(prepared(db), id),
  step,
})

/** A file is whole: it is put on the disk for good, and its receipt is a step of the tip. Refuses `wrong-state`, `file-not-whole`. */
async function receiveFile(context: Anyone, { tip, file, arrived }: Receiving): Promise<ReceiptStep> {
  const { now, platform } = context
  const state = received(file.kind, file.state)
  refuseUnfinished(file, arrived)
  const whole = pieces.filter((piece) => file[piece] !== null).map((piece) => pieceName(file.id, piece))
  const settled = await platform.files.parts.settle(whole)
  const settledAs = (piece: Piece) => settled.get(pieceName(file.id, piece)) ?? null
  const [reading, sealed] = [settledAs('reading'), settledAs('sealed')]
  const [step] = await Promise.all([
    takeStep(context, tip, 'evidenceAdded', { file: { id: file.id, kind: file.kind, reading, sealed } }),
    saveReceived(prepared(context.db), file.id, {
      state,
      at: now,
      sha256: { reading: reading?.sha256 ?? null, sealed: sealed?.sha256 ?? null },
    }),
  ])
  await noteOfTip(context, tip, 'tip.fileReceived', { file: file.id, kind: file.kind })
  return step
}

/** An original that was opened for the caller. Refuses as `refuseReader` does, `not-found`. */
async function getOpenedOriginal({ db, user }: Context, openingId: string, fileId: string): Promise<FileRecord> {
  refuseReader(await lockOpening(db, openingId), user.officialId)
  return getOpenedFile(db, openingId, fileId)
}

/** What happened around a file is an event of its tip. */
const noteOfTip = (
  { record }: Pick<Context<unknown>, 'record'>,
  tip: TipState,
  kind: string,
  changed: Record<string, unknown>,
): Promise<void> => record(kind, { subject: 'tip', id: tip.id, areaPath: tip.areaPath, changed })
