/**
 * The process in which pictures from outside are decoded: what a forged one might do, it does here, without the program's connections,
 * memory and environment; and whoever reports goes first, since this process has the lowest priority.
 */
import { constants, setPriority } from 'node:os'
import sharp from 'sharp'
import { type Picture, readPictureFromOutside } from './picture.ts'

/** `id` is the number of the request. */
export type PictureRequest = { id: number; path: string; maxEdgePx: number }
export type PictureReply = { id: number; picture: Picture | null } | { id: number; error: string }

if (!process.send) throw new Error('started by the program only')
setPriority(constants.priority.PRIORITY_LOW)
sharp.concurrency(1)
// Ctrl-C reaches the whole group; the program decides when this process ends
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('disconnect', () => process.exit(0))

const reply = (message: PictureReply) => {
  if (process.connected) process.send?.(message)
}
process.on('message', ({ id, path, maxEdgePx }: PictureRequest) => {
  readPictureFromOutside(path, maxEdgePx).then(
    (picture) => reply({ id, picture }),
    (error: unknown) => reply({ id, error: String(error) }),
  )
})
