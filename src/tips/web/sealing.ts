/** What makes keys, seals and opens: loaded when it is needed, and nothing of it leaves this browser but what is sealed. */

import { fillIn } from '../../platform/shared/text.ts'
import { ClientError } from '../../platform/web/client.ts'
import { custodianText } from '../custodian-text.ts'
import type { Key } from '../key-file.ts'
import { custodians } from './office-client.ts'

export const loadEnvelope = () => import('../envelope.ts')
export const loadKeyFile = () => import('../key-file.ts')

/** What is said where this browser itself cannot go on, in the place of a refusal. */
export function fault(word: keyof typeof custodianText.zh, values: Record<string, string> = {}): ClientError {
  const message = { zh: fillIn(custodianText.zh[word], values), en: fillIn(custodianText.en[word], values) }
  return new ClientError(0, { code: word, message, details: {} })
}

/** A key of the kind that is set, made in this browser. */
export async function makeOwnKey(): Promise<Key> {
  const [{ kind }, { makeKey }] = await Promise.all([custodians.getKeyKind({}), loadKeyFile()])
  return makeKey(kind)
}

export type KeyValues = { file?: string; passphrase?: string }

/** The key of the chosen file. Throws what is to be said where there is none. */
export async function readKey({ file, passphrase }: KeyValues): Promise<Key> {
  const { readKeyFile } = await loadKeyFile()
  const key = await readKeyFile(file ?? '', passphrase ?? '')
  if (typeof key === 'string') throw fault(key)
  return key
}

/** Saves text on the user's own disk. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Keys of requests made in this page, by the id of the request; gone with the page. */
export const keptKeys = new Map<string, Key>()
