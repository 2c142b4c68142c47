/**
 * What checks a receipt in a browser: SHA-256 and Ed25519 at once, SM2 and SM3 when a receipt asks for them. In the page that works from
 * disk all of it stands in the one file.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '../../platform/shared/bytes.ts'
import type { Hash } from '../merkle-tree.ts'
import type { Receipt } from '../receipt.ts'
import { firstKeyOf } from '../register-key.ts'
import type { HashOf } from '../register-leaf.ts'
import { ed25519Check } from '../signature-check.ts'
import { type CheckOf, readKey } from '../signed-note.ts'

export type CheckTools = { hashOf: HashOf; checkOf: CheckOf }

const sha256Hash: Hash = (...parts) => sha256(concatBytes(parts))
const notHere = (name: string): never => {
  throw new Error(`${name} was not loaded`)
}

/** Whether one of the keys is of SM2 or one of the hashes SM3. */
export function needsNational({ key, changes = [], steps, checkpoint = '' }: Receipt): boolean {
  const keys = [key, firstKeyOf(changes) ?? '', ...changes.flatMap((change) => change.split('\n'))]
  const hashed = [checkpoint, ...steps.map(({ leaf }) => leaf)]
  return (
    keys.some((one) => readKey(one)?.algorithm === 'sm2') ||
    hashed.some((text) => /\n(hash sm3|sm3:)/.test(`\n${text}`))
  )
}

export async function toolsFor(receipt: Receipt): Promise<CheckTools> {
  const national = needsNational(receipt) ? await import('../sm2.ts') : undefined
  return {
    hashOf: (name) => (name === 'sha256' ? sha256Hash : (national?.sm3Hash ?? notHere(name))),
    checkOf: (name) => (name === 'ed25519' ? ed25519Check : (national?.sm2Check ?? notHere(name))),
  }
}
