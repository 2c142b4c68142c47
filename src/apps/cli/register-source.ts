/** The public register over HTTP, as anyone reaches it. */
import { z } from 'zod'
import { addressOf, type Question } from '../../platform/shared/address.ts'
import { fromHex } from '../../platform/shared/bytes.ts'
import type { Operation, Output } from '../../platform/shared/contract.ts'
import { tipsContract } from '../../tips/contract.ts'
import type { ProofSource } from '../../tips/receipt-proof.ts'
import type { RegisterSource } from '../../tips/register-audit.ts'
import { tilePath } from '../../tips/tile.ts'

/** @returns undefined where it is refused as unknown. @throws Error where nobody answers as a register does. */
async function ask<O extends Operation>(
  base: string,
  operation: O,
  question: Question<O>,
): Promise<Response | undefined> {
  const url = new URL(addressOf(operation, question), base)
  const response = await fetch(url).catch(() => {
    throw new Error(`no answer from ${url.origin} / ${url.origin} 没有应答`)
  })
  if (response.ok) return response
  if (response.status === 404 && response.headers.get('content-type')?.includes('json')) return undefined
  throw new Error(`${url} answers ${response.status} / 返回 ${response.status}`)
}

async function askJson<O extends Operation>(
  base: string,
  operation: O,
  question: Question<O>,
): Promise<Output<O> | undefined> {
  const response = await ask(base, operation, question)
  if (!response) return undefined
  const parsed = operation.output.safeParse(await response.json())
  if (!parsed.success) throw new Error(`${operation.path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data as Output<O> // parsed by the schema of this operation
}

async function askOctets<O extends Operation>(
  base: string,
  operation: O,
  question: Question<O>,
): Promise<Uint8Array | undefined> {
  const response = await ask(base, operation, question)
  return response && new Uint8Array(await response.arrayBuffer())
}

const hashes = (proof: readonly string[]): Uint8Array[] => proof.map((part) => fromHex(part) ?? new Uint8Array())

/** @param base public address of the program. */
export const registerSource = (base: string): RegisterSource & ProofSource => ({
  checkpoint: async () => (await ask(base, tipsContract.getCheckpoint, {}))?.text(),
  async books() {
    const books = await askJson(base, tipsContract.getBooks, {})
    return books && { key: books.key, checkpoint: books.head?.checkpoint, rows: books.rows }
  },
  async keys() {
    const keys = await askJson(base, tipsContract.getKeys, {})
    return keys && { first: keys.keys[0]?.key ?? '', changes: keys.changes }
  },
  changes: async () =>
    ((await askJson(base, tipsContract.getKeys, {}))?.changes ?? []).map(({ announcement }) => announcement),
  entries: (index, width) => askOctets(base, tipsContract.getEntries, { '*': tilePath(index, width) }),
  tile: (level, index, width) => askOctets(base, tipsContract.getTile, { level, '*': tilePath(index, width) }),
  async consistency(first, second) {
    const answer = await askJson(base, tipsContract.proveConsistency, { first, second })
    return answer && hashes(answer.proof)
  },
  inclusion: (leaf) => askJson(base, tipsContract.proveInclusion, { leafHash: leaf }),
})
