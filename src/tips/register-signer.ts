/** Which key signs for the register at an instant, and its secret, which lies in the data folder and nowhere else. */
import type { Context, Platform } from '../platform/server/context.ts'
import { signingKeyOf } from '../platform/server/event-heads.ts'
import { equalBytes } from '../platform/shared/bytes.ts'
import { Refusal } from '../platform/shared/refusal.ts'
import { type NoteSigner, noteSigner, sm2KeyOfSecret, sm2NoteSigner } from './note-signer.ts'
import { type KeyRow, listKeys } from './register-key-store.ts'
import { keyText, type NoteAlgorithm, type NoteKey } from './signed-note.ts'

type Signing = Pick<Context<unknown>, 'db' | 'platform'>

/** The key of a row under the name of the log. */
export const keyOfRow = ({ config }: Platform, { algorithm, publicKey }: KeyRow): NoteKey => ({
  name: config.registerOrigin,
  algorithm,
  publicKey: new Uint8Array(publicKey),
})

/** The secret of a key; the first Ed25519 key is that of the program itself, as it was before keys could change. */
const secretName = (number: number, algorithm: NoteAlgorithm): string => `register-key-${number}-${algorithm}`
const isOwn = (number: number, algorithm: NoteAlgorithm): boolean => number === 1 && algorithm === 'ed25519'

function signerOf({ config }: Platform, algorithm: NoteAlgorithm, secret: string): NoteSigner {
  const name = config.registerOrigin
  return algorithm === 'sm2' ? sm2NoteSigner(name, sm2KeyOfSecret(secret)) : noteSigner(name, signingKeyOf(secret))
}

/** The signer of a new key; its secret is made unless an attempt that failed has left one. */
export async function makeSigner(platform: Platform, number: number, algorithm: NoteAlgorithm): Promise<NoteSigner> {
  if (isOwn(number, algorithm)) return noteSigner(platform.config.registerOrigin, platform.signingKey)
  return signerOf(platform, algorithm, await platform.secrets.findOrMake(secretName(number, algorithm)))
}

const signers = new WeakMap<Platform, Map<string, NoteSigner>>()

/** The signer of a key of the register; undefined where its secret is gone or is another one. Read once per process. */
export async function findSigner(platform: Platform, row: KeyRow): Promise<NoteSigner | undefined> {
  const kept = signers.get(platform) ?? new Map<string, NoteSigner>()
  signers.set(platform, kept)
  const text = keyText(keyOfRow(platform, row))
  const known = kept.get(text)
  if (known) return known
  const found = await readSigner(platform, row)
  if (!found || !equalBytes(found.key.publicKey, row.publicKey)) return undefined
  kept.set(text, found)
  return found
}

async function readSigner(platform: Platform, { number, algorithm }: KeyRow): Promise<NoteSigner | undefined> {
  if (isOwn(number, algorithm)) return noteSigner(platform.config.registerOrigin, platform.signingKey)
  const secret = await platform.secrets.find(secretName(number, algorithm))
  return secret === null ? undefined : signerOf(platform, algorithm, secret)
}

/** The key that signs at an instant. */
export const rowAt = (rows: readonly KeyRow[], at: Date): KeyRow | undefined =>
  rows.findLast(({ fromAt }) => fromAt === null || Date.parse(fromAt) <= at.getTime())

/** Signs for the register at that instant. Refuses `register-key-gone` where the secret of the key is not there. */
export async function registerSigner({ db, platform }: Signing, at: Date): Promise<NoteSigner> {
  const row = rowAt(await listKeys(db), at)
  const signer = row && (await findSigner(platform, row))
  if (!signer) throw new Refusal('register-key-gone')
  return signer
}

/** What a receipt names: the key of today, and the announcements that lead from the first one to it. */
export async function publishedKeys({ db, platform, now }: Signing & Pick<Context<unknown>, 'now'>) {
  const rows = await listKeys(db)
  const row = rowAt(rows, now)
  if (!row) throw new Error('the register has no key')
  return {
    key: keyText(keyOfRow(platform, row)),
    changes: rows.flatMap(({ announcement }) => announcement ?? []),
  }
}
