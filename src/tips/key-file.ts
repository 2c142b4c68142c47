/**
 * The file in which a custodian, or whoever asks for an identity, keeps a private key. It is made in the browser, saved on the
 * own disk and never sent. With a passphrase it is an armoured age file; without one it is what age-keygen writes.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import {
  armor,
  Decrypter,
  Encrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from 'age-encryption'
import type { KeyKind } from '../platform/shared/key-kinds.ts'

export type Key = { identity: string; recipient: string }

export async function makeKey(kind: KeyKind): Promise<Key> {
  const identity = await (kind === 'hybrid' ? generateHybridIdentity() : generateX25519Identity())
  return { identity, recipient: await identityToRecipient(identity) }
}

/**
 * @param passphrase '' leaves the key unprotected.
 * @param workFactor binary logarithm of the work that a passphrase costs; 18 is a second of a browser.
 * @returns text of the file.
 */
export async function writeKeyFile({ identity, recipient }: Key, passphrase: string, workFactor = 18): Promise<string> {
  const text = `# public key: ${recipient}\n${identity}\n`
  if (passphrase === '') return text
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return armor.encode(await encrypter.encrypt(text))
}

/** Whether a passphrase has to be asked for. */
export const isProtected = (file: string): boolean => file.includes('-----BEGIN AGE ENCRYPTED FILE-----')

export type KeyFault = 'noKey' | 'wrongPassphrase'

/** The key of a file, or why there is none. */
export async function readKeyFile(file: string, passphrase: string): Promise<Key | KeyFault> {
  const text = isProtected(file) ? await decrypt(file, passphrase) : file
  if (text === null) return 'wrongPassphrase'
  const identity = /AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]+/.exec(text)?.[0]
  if (identity === undefined) return 'noKey'
  return identityToRecipient(identity).then(
    (recipient) => ({ identity, recipient }),
    () => 'noKey',
  )
}

/** Null where the passphrase does not open it: age does not tell that apart from a file that was changed. */
function decrypt(file: string, passphrase: string): Promise<string | null> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  return Promise.resolve()
    .then(() => decrypter.decrypt(armor.decode(file.trim()), 'text'))
    .catch(() => null)
}

/** First sixteen hexadecimal digits of its SHA-256, as the server writes them. */
export const fingerprintOf = (recipient: string): string => bytesToHex(sha256(utf8ToBytes(recipient))).slice(0, 16)
