/**
 * The head of the register as a C2SP checkpoint: name of the log, number of leaves, root; then lines of our own: the instant of signing,
 * which the plan of the batches fixes and no tip, and the hash where it is not SHA-256.
 */
import { base64Of, fromBase64 } from '../platform/shared/bytes.ts'
import type { RegisterHash } from './register-leaf.ts'

export type Checkpoint = { origin: string; size: number; root: Uint8Array; at: string; algorithm: RegisterHash }

export function checkpointText({ origin, size, root, at, algorithm }: Checkpoint): string {
  const own = algorithm === 'sha256' ? [`time ${at}`] : [`time ${at}`, `hash ${algorithm}`]
  return [origin, String(size), base64Of(root), ...own].map((line) => `${line}\n`).join('')
}

/** @returns undefined for a text that is no head of this register. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const parts = /^([^\n]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/=]{44})\ntime (\S+)\n(?:hash (sm3)\n)?$/.exec(text)
  const root = fromBase64(parts?.[3] ?? '')
  if (!parts?.[1] || !parts[4] || !root || root.length !== 32 || Number.isNaN(Date.parse(parts[4]))) return undefined
  return { origin: parts[1], size: Number(parts[2]), root, at: parts[4], algorithm: parts[5] ? 'sm3' : 'sha256' }
}
