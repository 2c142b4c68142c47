/**
 * A file from the device to its receipt: sealed as it is read, part by part, so that a long video never stands in memory; sent in parts
 * that go on where they stopped.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { hexOf } from '../../platform/shared/bytes.ts'
import { keyLetter } from '../letter.ts'
import type { Piece } from '../tip-file.ts'
import { random } from './random.ts'
import {
  type Arrived,
  addFilePart,
  addLastPart,
  announceFile,
  finishFile,
  getFileArrived,
  getSealingKeys,
  type ReceivedFile,
  Refused,
} from './report-client.ts'
import { loadSealing, sealAndSend, sealFor } from './sending.ts'

export type FileToSend = {
  /** The reporter's code. */
  code: string
  placeAreaId: number
  countyInvolved: boolean
  kind: 'photo' | 'video'
  original: Blob
  /** What is to be read of a photo. */
  reading: Blob | null
  showsPlace: boolean
}
export type FilePhase = { name: 'seal' | 'send' | 'finish'; share: number }

const partOctets = 524_288

/** What was received is not what was sent. */
export class Differs extends Error {}

/** A piece as it is sent: only the part that is under way is held. */
type Source = { size: number; from(offset: number): Promise<Uint8Array<ArrayBuffer>>; digest(): string }

/** @returns what sends it, to be called again after a failure: it goes on where it stopped. */
export function sendingOf(file: FileToSend): (onPhase: (phase: FilePhase) => void) => Promise<ReceivedFile> {
  const id = newId()
  let ready: Promise<{ token: () => Promise<string>; sources: Record<Piece, Source | null> }> | undefined
  let token = ''
  /** Something may have arrived before. */
  let begun = false
  return async (onPhase) => {
    onPhase({ name: 'seal', share: 0 })
    ready = ready ?? makeReady(file, id)
    const { token: announce, sources } = await ready.catch((error: unknown) => {
      ready = undefined
      throw error
    })
    token = token || (await announce())
    const arrived = begun ? await getFileArrived(token) : { reading: 0, sealed: 0 }
    begun = true
    const received = await sendParts(token, sources, arrived, onPhase)
    if (!isSame(received, sources)) throw new Differs('the digest differs')
    return received
  }
}

async function makeReady(
  { code, placeAreaId, countyInvolved, kind, original, reading, showsPlace }: FileToSend,
  id: string,
) {
  const { keys } = await getSealingKeys(placeAreaId, countyInvolved)
  const { sealOriginal } = await loadSealing()
  const sealed = keys && (await sealOriginal(streamOf(original), original.size, keys))
  const type = /^[a-z]+\/[a-z0-9.+-]+$/.test(original.type) ? original.type : 'application/octet-stream'
  const seal = async () => sealed && sealFor(placeAreaId, countyInvolved, keyLetter(sealed.key, type))
  const sources = {
    reading: reading && sourceOf(streamOf(reading), reading.size),
    sealed: sealed && sourceOf(sealed.stream, sealed.size),
  }
  const sizes = {
    readingOctets: sources.reading?.size ?? null,
    sealedOctets: sources.sealed?.size ?? null,
  }
  const announce = async () =>
    (await sealAndSend(seal, (envelope) => announceFile(code, { id, kind, showsPlace, ...sizes, envelope }))).token
  return { token: announce, sources }
}

/** Goes on behind what has arrived. @returns the receipt, which the last part brings. */
async function sendParts(
  token: string,
  sources: Record<Piece, Source | null>,
  before: Arrived,
  onPhase: (phase: FilePhase) => void,
): Promise<ReceivedFile> {
  const whole = (sources.reading?.size ?? 0) + (sources.sealed?.size ?? 0)
  let arrived = before
  for (const piece of ['reading', 'sealed'] as const) {
    const source = sources[piece]
    while (source && arrived[piece] < source.size) {
      const octets = arrived.reading + arrived.sealed
      onPhase({ name: 'send', share: octets / whole })
      const part = await source.from(arrived[piece])
      if (octets + part.length === whole)
        return addLastPart(token, piece, arrived[piece], part).catch(ifArrived(() => finishFile(token)))
      arrived = await addFilePart(token, piece, arrived[piece], part).catch(ifArrived(() => getFileArrived(token)))
    }
  }
  onPhase({ name: 'finish', share: 1 })
  return finishFile(token)
}

/** The answer to a part was lost and it had arrived. */
const ifArrived =
  <T>(goOn: () => Promise<T>) =>
  (error: unknown): Promise<T> => {
    if (error instanceof Refused && error.code === 'part-misplaced') return goOn()
    throw error
  }

/** Reads a stream part by part and holds the last one, as it may have to go again. */
function sourceOf(stream: ReadableStream<Uint8Array>, size: number): Source {
  const reader = stream.getReader()
  const tally = sha256.create()
  let held = new Uint8Array(0)
  let heldFrom = 0
  const readOn = async (): Promise<void> => {
    const parts: Uint8Array[] = []
    let length = 0
    while (length < partOctets) {
      const { done, value } = await reader.read()
      if (done) break
      parts.push(value)
      length += value.length
    }
    heldFrom += held.length
    held = joined(parts, length)
    tally.update(held)
  }
  return {
    size,
    async from(offset) {
      if (offset === heldFrom + held.length) await readOn()
      // what was acknowledged and is gone on both sides cannot be read again
      if (offset < heldFrom || offset >= heldFrom + held.length) throw new Differs('the part is gone')
      return held.subarray(offset - heldFrom)
    },
    digest: () => hexOf(tally.clone().digest()),
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** What the receipt says was received, against what left this device. */
function isSame({ step }: ReceivedFile, sources: Record<Piece, Source | null>): boolean {
  // the server writes digest and size of each piece into the step's claim
  const said = step.claim['file'] as Record<Piece, { sha256: string; size: number } | null> | undefined
  return (['reading', 'sealed'] as const).every((piece) => {
    const source = sources[piece]
    const received = said ? said[piece] : undefined
    if (!source) return !received
    return !!received && received.size === source.size && received.sha256 === source.digest()
  })
}

/** A file as a stream, read in slices: browsers of 2018 have no `stream()` of a file. */
function streamOf(file: Blob): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at >= file.size) return controller.close()
      const octets = await new Response(file.slice(at, at + 262_144)).arrayBuffer()
      at += octets.byteLength
      controller.enqueue(new Uint8Array(octets))
    },
  })
}

/** A random UUID of version 4. */
function newId(): string {
  const octets = random(16)
  octets[6] = ((octets[6] ?? 0) & 15) | 64
  octets[8] = ((octets[8] ?? 0) & 63) | 128
  return hexOf(octets).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
