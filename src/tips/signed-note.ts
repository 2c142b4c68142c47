/**
 * Signed notes of C2SP: a text and, below an empty line, who signed it. A key is written `name+id+base64`. Verification only, the same
 * lines in browser and command line; signing is the server's (note-signer.ts).
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64Of, concatBytes, equalBytes, fromBase64, hexOf, utf8 } from '../platform/shared/bytes.ts'

/** Kinds of signatures by the octet that C2SP gives them; another one (SM2) is a row more here and in note-signer.ts. */
const algorithms = {
  ed25519: {
    type: 1,
    keyLength: 32,
    verify: (key: Uint8Array, text: Uint8Array, signature: Uint8Array) =>
      ed25519.verify(signature, text, key, { zip215: false }),
  },
} as const
export type NoteAlgorithm = keyof typeof algorithms

export type NoteKey = { name: string; algorithm: NoteAlgorithm; publicKey: Uint8Array }
export type NoteSignature = { name: string; id: Uint8Array; signature: Uint8Array }
/** `text` ends with a line end, which the signatures cover. */
export type Note = { text: string; signatures: NoteSignature[] }

const typed = ({ algorithm, publicKey }: NoteKey): Uint8Array =>
  concatBytes([Uint8Array.of(algorithms[algorithm].type), publicKey])

/** The four octets by which a signature names its key. */
export const keyId = (key: NoteKey): Uint8Array =>
  sha256(concatBytes([utf8(`${key.name}\n`), typed(key)])).subarray(0, 4)

export const keyText = (key: NoteKey): string => `${key.name}+${hexOf(keyId(key))}+${base64Of(typed(key))}`

/** @returns undefined for a text that is no key of a kind we can check. */
export function readKey(text: string): NoteKey | undefined {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim())
  const bytes = fromBase64(parts?.[3] ?? '')
  if (!parts?.[1] || !bytes) return undefined
  // keys of a constant object
  const kinds = Object.keys(algorithms) as NoteAlgorithm[]
  const algorithm = kinds.find((kind) => algorithms[kind].type === bytes[0])
  if (!algorithm || bytes.length !== 1 + algorithms[algorithm].keyLength) return undefined
  const key = { name: parts[1], algorithm, publicKey: bytes.subarray(1) }
  return hexOf(keyId(key)) === parts[2] ? key : undefined
}

export const signatureLine = (key: NoteKey, signature: Uint8Array): string =>
  `— ${key.name} ${base64Of(concatBytes([keyId(key), signature]))}\n`

/** Text and signature lines as one note. */
export const noteText = (text: string, lines: readonly string[]): string => `${text}\n${lines.join('')}`

/** @returns undefined for a text that is no signed note. */
export function readNote(note: string): Note | undefined {
  const cut = note.lastIndexOf('\n\n')
  if (cut < 1 || !note.endsWith('\n')) return undefined
  const signatures: NoteSignature[] = []
  for (const line of note.slice(cut + 2, -1).split('\n')) {
    const parts = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line)
    const bytes = fromBase64(parts?.[2] ?? '')
    if (!parts?.[1] || !bytes || bytes.length < 5) return undefined
    signatures.push({ name: parts[1], id: bytes.subarray(0, 4), signature: bytes.subarray(4) })
  }
  return { text: note.slice(0, cut + 1), signatures }
}

/** Whether this key signed the note. Signatures of other keys are passed over. */
export function isSignedBy({ text, signatures }: Note, key: NoteKey): boolean {
  const id = keyId(key)
  const own = signatures.find((one) => one.name === key.name && equalBytes(one.id, id))
  if (!own) return false
  try {
    return algorithms[key.algorithm].verify(key.publicKey, utf8(text), own.signature)
  } catch {
    // octets that are no signature at all
    return false
  }
}

/** The text of a note that this key signed; undefined for every other one. */
export function openNote(note: string, key: NoteKey): string | undefined {
  const read = readNote(note)
  return read && isSignedBy(read, key) ? read.text : undefined
}
