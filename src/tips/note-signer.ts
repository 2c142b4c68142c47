/** Signs notes with the key of the server. */
import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { type NoteKey, noteText, signatureLine } from './signed-note.ts'

export type NoteSigner = { key: NoteKey; sign(text: string): string }

/** @param name of the log, which stands before its signatures. @param privateKey Ed25519. */
export function noteSigner(name: string, privateKey: KeyObject): NoteSigner {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  const key: NoteKey = { name, algorithm: 'ed25519', publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')) }
  return { key, sign: (text) => noteText(text, [signatureLine(key, sign(null, Buffer.from(text), privateKey))]) }
}
