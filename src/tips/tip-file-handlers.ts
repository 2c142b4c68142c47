/** How pictures and videos of a report arrive in parts, and how the office that holds the tip reads them. */
import { v7 as uuidv7 } from 'uuid'
import type { Context, Download, Handlers, Platform } from '../platform/server/context.ts'
import { dateInChina } from '../platform/shared/calendar.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { getRule } from '../rulebook/store.ts'
import { hashTyped, readSigned, signText } from './code-hash.ts'
import { lockOpening } from './custodian-store.ts'
import type { Envelope } from './envelope.ts'
import { cityOf, mayHandle, type TipState } from './tip.ts'
import { recordForCity, refuseUnsealed, takeStep } from './tip-acts.ts'
import {
  fileTokenText,
  type Piece,
  pieceName,
  readFileToken,
  received,
  refuseFull,
  refuseMore,
  refusePart,
  refuseSizes,
  refuseUnfinished,
} from './tip-file.ts'
import type { tipFileContract } from './tip-file-contract.ts'
import {
  countFiles,
  type FileRecord,
  findFile,
  findFileStep,
  getDisplay,
  getMyFile,
  getOpenedFile,
  insertFile,
  lockFile,
  saveReceived,
  showTipOfFile,
} from './tip-file-store.ts'
import { insertEnvelope, lockTip, showTipOfCode } from './tip-store.ts'

type Anyone = Context<null>

export const tipFileHandlers: Handlers<typeof tipFileContract> = {
  getFileLimits: async ({ db, now }) => (await getRule(db, 'tips.files', dateInChina(now))).value,

  async announceFile(context, { token, id, kind, showsPlace, readingOctets, sealedOctets, envelope }) {
    const { db, now, platform } = context
    const tipId = await showTipOfCode(db, await hashTyped(platform.signingKey, 'code', token))
    if (tipId === null) throw new Refusal('code-wrong')
    const answer = { token: signText(platform.signingKey, 'file', fileTokenText(id)) }
    const sizes = { reading: readingOctets, sealed: sealedOctets }
    const tip = await lockTip(db, tipId)
    if (await isKnown(context, { id, kind, sizes })) return answer
    const limits = (await getRule(db, 'tips.files', dateInChina(now))).value
    refuseSizes(kind, sizes, limits)
    refuseMore(await countFiles(db, tipId), limits)
    refuseFull(sizes, await platform.files.parts.free(), limits)
    const envelopeId = await keepKey(context, tip, sizes.sealed, envelope)
    await insertFile(db, { id, tipId, kind, state: 'arriving', showsPlace, ...sizes, envelopeId, still: null, at: now })
    await noteOfTip(context, tip, 'tip.fileAnnounced', { file: id, kind })
    return answer
  },

  async getFileArrived(context, { token }) {
    return arrivedOf(context.platform, await showFile(context, token))
  },

  async addFilePart(context, { token, piece, offset }, content) {
    const { files } = context.platform
    const file = await lockFile(context.db, (await showFile(context, token)).id)
    if (file.state !== 'arriving') throw new Refusal('wrong-state', { move: 'addFilePart', status: file.state })
    const arrived = await arrivedOf(context.platform, file)
    refusePart(file, piece, { offset, octets: content.length }, arrived[piece])
    return { ...arrived, [piece]: await files.parts.append(pieceName(file.id, piece), content) }
  },

  async finishFile(context, { token }) {
    const { db } = context
    const { id, tipId } = await showFile(context, token)
    // the tip first, as every step does, so that no two wait for each other
    const tip = await lockTip(db, tipId)
    const file = await lockFile(db, id)
    const step = (await findFileStep(db, tipId, id)) ?? (await receiveFile(context, tip, file))
    return { file: await getMyFile(db, id), step }
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
    await recordForCity(context, 'identity.originalRead', {
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
    const tip = await lockTip(db, video.tipId)
    const made = uuidv7()
    const piece = pieceName(made, 'reading')
    await parts.append(piece, content)
    const { sha256 } = await parts.settle(piece)
    const still = { ofFile: fileId, madeBy: user.officialId, atSecond, sha256 }
    const facts = {
      tipId: tip.id,
      kind: 'still',
      state: 'preparing',
      showsPlace: video.showsPlace,
      sealed: null,
    } as const
    await insertFile(db, { ...facts, id: made, reading: content.length, envelopeId: null, still, at: now })
    await noteOfTip(context, tip, 'tip.stillMade', { file: made, sha256, ofFile: fileId, atSecond })
    return { id: made }
  },
}

/** The file of a token, and its tip, are what the rest of the request sees. Refuses `code-wrong`. */
async function showFile({ db, platform }: Anyone, token: string): Promise<FileRecord> {
  const id = readFileToken(readSigned(platform.signingKey, 'file', token) ?? '')
  if (id === null || (await showTipOfFile(db, id)) === null) throw new Refusal('code-wrong')
  const file = await findFile(db, id)
  if (!file) throw new Refusal('code-wrong')
  return file
}

type Announced = { id: string; kind: FileRecord['kind']; sizes: Pick<FileRecord, Piece> }

/** Announced before, because the answer was lost. Refuses `same-id-other-content`. */
async function isKnown({ db }: Anyone, { id, kind, sizes }: Announced): Promise<boolean> {
  const tipId = await findFile(db, id)
  if (!tipId) return false
  const { kind: before, reading, sealed } = tipId
  if (before !== kind || reading !== sizes.reading || sealed !== sizes.sealed)
    throw new Refusal('same-id-other-content')
  return true
}

/** The envelope with the key of an original. Null where nobody is named to keep it. Refuses `envelope-missing`, `bad-input`. */
async function keepKey(
  { db }: Anyone,
  tip: TipState,
  sealedOctets: number | null,
  sealed: Envelope | null,
): Promise<string | null> {
  if ((sealed === null) !== (sealedOctets === null)) throw new Refusal('bad-input', { field: 'envelope' })
  if (sealed === null) {
    await refuseUnsealed(db, tip.countyId, cityOf(tip.areaPath).areaId, tip.countyInvolved)
    return null
  }
  const id = uuidv7()
  await insertEnvelope(db, { id, tipId: tip.id, messageId: null, sealed })
  return id
}

const arrivedOf = async ({ files }: Platform, { id }: FileRecord): Promise<{ [P in Piece]: number }> => ({
  reading: await files.parts.size(pieceName(id, 'reading')),
  sealed: await files.parts.size(pieceName(id, 'sealed')),
})

/** A file is whole: it is put on the disk for good, and its receipt is a step of the tip. Refuses `wrong-state`, `file-not-whole`. */
async function receiveFile(context: Anyone, tip: TipState, file: FileRecord) {
  const { db, now, platform } = context
  const state = received(file.kind, file.state)
  refuseUnfinished(file, await arrivedOf(platform, file))
  const settle = async (piece: Piece) =>
    file[piece] === null ? null : await platform.files.parts.settle(pieceName(file.id, piece))
  const [reading, sealed] = await Promise.all([settle('reading'), settle('sealed')])
  await saveReceived(db, file.id, {
    state,
    at: now,
    sha256: { reading: reading?.sha256 ?? null, sealed: sealed?.sha256 ?? null },
  })
  const step = await takeStep(context, tip, 'evidenceAdded', {
    file: { id: file.id, kind: file.kind, reading, sealed },
  })
  await noteOfTip(context, tip, 'tip.fileReceived', { file: file.id, kind: file.kind })
  return step
}

/** An original of a tip whose opening the caller asked for and two custodians answered. Refuses as `getOpened` does. */
async function getOpenedOriginal({ db, user }: Context, openingId: string, fileId: string): Promise<FileRecord> {
  const opening = await lockOpening(db, openingId)
  if (opening.requestedBy !== user.officialId) throw new Refusal('not-permitted')
  if (opening.state !== 'opened') throw new Refusal('wrong-state', { move: 'getOriginal', status: opening.state })
  return getOpenedFile(db, openingId, fileId)
}

/** What happened around a file is an event of its tip. */
const noteOfTip = (
  { record }: Pick<Context<unknown>, 'record'>,
  tip: TipState,
  kind: string,
  changed: Record<string, unknown>,
): Promise<void> => record(kind, { subject: 'tip', id: tip.id, areaPath: tip.areaPath, changed })
