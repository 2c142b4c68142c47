/** Signs notes with a key of the server. */
import { createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto'
import { utf8 } from '../platform/shared/bytes.ts'
import { type NoteKey, noteText, signatureLine } from './signed-note.ts'
import { type Sm2Key, sm2KeyOf, sm2Sign } from './sm2.ts'

/** `line` is the signature alone, for a note that several sign. */
export type NoteSigner = { key: NoteKey; line(text: string): string; sign(text: string): string }

const signer = (key: NoteKey, signed: (text: Uint8Array) => Uint8Array): NoteSigner => {
  const line = (text: string) => signatureLine(key, signed(utf8(text)))
  return { key, line, sign: (text) => noteText(text, [line(text)]) }
}

/** @param name of the log, which stands before its signatures. @param privateKey Ed25519. */
export function noteSigner(name: string, privateKey: KeyObject): NoteSigner {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  const key: NoteKey = { name, algorithm: 'ed25519', publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')) }
  return signer(key, (text) => sign(null, text, privateKey))
}

/** The SM2 key made of a secret of 32 octets in base64url, as the data folder keeps it. */
export const sm2KeyOfSecret = (secret: string): Sm2Key =>
  sm2KeyOf(new Uint8Array(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', 'gangshao register sm2', 48)))

export const sm2NoteSigner = (name: string, own: Sm2Key): NoteSigner =>
  signer({ name, algorithm: 'sm2', publicKey: own.publicKey }, (text) => sm2Sign(own, text))
