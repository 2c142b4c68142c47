/** Checks Ed25519 signatures everywhere: telephones of 2018 have no Ed25519 of their own. */
import { ed25519 } from '@noble/curves/ed25519.js'
import type { SignatureCheck } from './signed-note.ts'

export const ed25519Check: SignatureCheck = (publicKey, text, signature) =>
  ed25519.verify(signature, text, publicKey, { zip215: false })
