/**
 * Signed notes of C2SP: a text and, below an empty line, who signed it. A key is written `name+id+base64`. The same lines in browser and
 * command line; what checks a kind of signature is an argument (signature-check.ts, sm2.ts), signing is the server's (note-signer.ts).
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { base64Of, concatBytes, equalBytes, fromBase64, hexOf, utf8 } from '../platform/shared/bytes.ts'

/**
 * Kinds of signatures by the octets that stand before the public key. C2SP has a number for Ed25519 and none for SM2: for what has none
 * it keeps 0xff, followed by a longer name. Ours is the object identifier of "SM2 with SM3", 1.2.156.10197.1.501 (GM/T 0006), in DER.
 */
const algorithms = {
  ed25519: { type: Uint8Array.of(1), keyLength: 32 },
  /** Compressed point: 0x02 or 0x03 and X. */
  sm2: {
    type: Uint8Array.of(0xff, 0x06, 0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x83, 0x75),
    keyLength: 33,
  },
} as const
export type NoteAlgorithm = keyof typeof algorithms

/** Whether the signature is that of the text by the key; may throw for octets that are no signature. */
export type SignatureCheck = (publicKey: Uint8Array, text: Uint8Array, signature: Uint8Array) => boolean
/** The check of a kind of signature. Throws where this machine does not have it. */
export type CheckOf = (algorithm: NoteAlgorithm) => SignatureCheck

export type NoteKey = { name: string; algorithm: NoteAlgorithm; publicKey: Uint8Array }
export type NoteSignature = { name: string; id: Uint8Array; signature: Uint8Array }
/** `text` ends with a line end, which the signatures cover. */
export type Note = { text: string; signatures: NoteSignature[] }

const typed = ({ algorithm, publicKey }: NoteKey): Uint8Array => concatBytes([algorithms[algorithm].type, publicKey])

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
  const algorithm = kinds.find((kind) =>
    equalBytes(bytes.subarray(0, algorithms[kind].type.length), algorithms[kind].type),
  )
  const begins = algorithm ? algorithms[algorithm].type.length : 0
  if (!algorithm || bytes.length !== begins + algorithms[algorithm].keyLength) return undefined
  const key = { name: parts[1], algorithm, publicKey: bytes.subarray(begins) }
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

/** Whether the note has a signature that names this key, good or not. */
export const names = ({ signatures }: Note, key: NoteKey): boolean => signatureOf(signatures, key) !== undefined

function signatureOf(signatures: readonly NoteSignature[], key: NoteKey): NoteSignature | undefined {
  const id = keyId(key)
  return signatures.find((one) => one.name === key.name && equalBytes(one.id, id))
}

/** Whether this key signed the note. Signatures of other keys are passed over. Throws where the kind cannot be checked here. */
export function isSignedBy({ text, signatures }: Note, key: NoteKey, checkOf: CheckOf): boolean {
  const own = signatureOf(signatures, key)
  if (!own) return false
  const check = checkOf(key.algorithm)
  try {
    return check(key.publicKey, utf8(text), own.signature)
  } catch {
    // octets that are no signature at all
    return false
  }
}

/** The text of a note that this key signed; undefined for every other one. */
export function openNote(note: string, key: NoteKey, checkOf: CheckOf): string | undefined {
  const read = readNote(note)
  return read && isSignedBy(read, key, checkOf) ? read.text : undefined
}
