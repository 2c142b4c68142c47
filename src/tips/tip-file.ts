/** Pictures and videos of a report: what arrives of each, in which states it can be, how much is taken. Pure. */
import { type Moves, move } from '../platform/shared/moves.ts'
import { Refusal } from '../platform/shared/refusal.ts'

/** What a reporter sends. A still is made of a video by the custodian who opened it. */
export const sentKinds = ['photo', 'video'] as const
export const fileKinds = [...sentKinds, 'still'] as const
export type FileKind = (typeof fileKinds)[number]

export const fileStates = ['arriving', 'preparing', 'ready', 'sealed', 'unreadable', 'notWhole'] as const
export type FileState = (typeof fileStates)[number]

/** The whole life of a file. `sealed` is a video: there is nothing to be read of it before it is opened. */
export const fileMoves = {
  receivePicture: { from: ['arriving'], to: 'preparing' },
  receiveVideo: { from: ['arriving'], to: 'sealed' },
  prepare: { from: ['preparing'], to: 'ready' },
  fail: { from: ['preparing'], to: 'unreadable' },
  giveUp: { from: ['arriving'], to: 'notWhole' },
} as const satisfies Moves<FileState>

export const received = (kind: FileKind, state: FileState): FileState =>
  move<FileState>(fileMoves, kind === 'video' ? 'receiveVideo' : 'receivePicture', state)

/** What a device sends of a file: a copy to be read, and the original, sealed. */
export const pieces = ['reading', 'sealed'] as const
export type Piece = (typeof pieces)[number]
export type Sizes = { readonly [P in Piece]: number | null }

/** The name of a piece among the files that come in parts. */
export const pieceName = (fileId: string, piece: Piece): string => `${fileId}-${piece}`

export type FileLimits = {
  most: number
  photoMegabytes: number
  videoMegabytes: number
  readingMegabytes: number
  keepFreeMegabytes: number
}
const megabyte = 1_048_576
/** What sealing adds at most: a head, and sixteen octets for every 65,536. */
const sealedAdds = (octets: number): number => 1024 + Math.ceil(octets / 65_536) * 16

/**
 * A photo has a copy to be read, a video has none. Refuses `bad-input` where a piece is missing or one too many, `too-large` {piece,
 * maxBytes}, `video-not-sealed`.
 */
export function refuseSizes(kind: FileKind, sizes: Sizes, limits: FileLimits): void {
  if ((kind === 'video') !== (sizes.reading === null)) throw new Refusal('bad-input', { field: 'readingOctets' })
  if (kind === 'video' && sizes.sealed === null) throw new Refusal('video-not-sealed')
  const original = (kind === 'video' ? limits.videoMegabytes : limits.photoMegabytes) * megabyte
  const most = { reading: limits.readingMegabytes * megabyte, sealed: original + sealedAdds(original) }
  for (const piece of pieces)
    if ((sizes[piece] ?? 0) > most[piece]) throw new Refusal('too-large', { piece, maxBytes: most[piece] })
}

/** Refuses `files-enough` {most}. @param count files of the tip that arrive or have arrived. */
export function refuseMore(count: number, { most }: Pick<FileLimits, 'most'>): void {
  if (count >= most) throw new Refusal('files-enough', { most })
}

/** The last room on a disk is for reports themselves. Refuses `disk-full`. @param free octets. */
export function refuseFull(sizes: Sizes, free: number, { keepFreeMegabytes }: FileLimits): void {
  if (free - (sizes.reading ?? 0) - (sizes.sealed ?? 0) < keepFreeMegabytes * megabyte) throw new Refusal('disk-full')
}

/**
 * A part goes behind what has arrived, and no further than was announced. Refuses `part-misplaced` {arrived}, from where to go on,
 * `bad-input` for a piece that was not announced, `too-large`.
 */
export function refusePart(
  sizes: Sizes,
  piece: Piece,
  part: { offset: number; octets: number },
  arrived: number,
): void {
  const whole = sizes[piece]
  if (whole === null || part.octets === 0) throw new Refusal('bad-input', { field: 'piece' })
  if (part.offset !== arrived) throw new Refusal('part-misplaced', { arrived })
  if (arrived + part.octets > whole) throw new Refusal('too-large', { piece, maxBytes: whole })
}

/** Refuses `file-not-whole` {piece, arrived}. */
export function refuseUnfinished(sizes: Sizes, arrived: { readonly [P in Piece]: number }): void {
  for (const piece of pieces)
    if (sizes[piece] !== null && arrived[piece] !== sizes[piece])
      throw new Refusal('file-not-whole', { piece, arrived: arrived[piece] })
}

/** What the token of a file says; signed by the program, so that parts are taken from whoever announced it and nobody else. */
export const fileTokenText = (fileId: string): string => `gangshao-file-${fileId}`
export const readFileToken = (text: string): string | null => /^gangshao-file-([0-9a-f-]{36})$/.exec(text)?.[1] ?? null
