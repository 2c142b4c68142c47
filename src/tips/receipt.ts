/** The receipt of a tip as a file. Its check is receipt-check.ts; format: docs/register.md. */
import { hexOf, textOf } from '../platform/shared/bytes.ts'
import type { Claim } from './register-leaf.ts'

export const receiptFormat = 'gangshao receipt 1'

/** Where the leaf stands under the head of the receipt; hashes in hexadecimal. */
export type PlacedStep = { index: number; proof: string[] }
export type ReceiptStep = { leaf: string; salt: string; claim: Claim; promise: string; inclusion?: PlacedStep }
/**
 * `key` as C2SP writes it, `changes` the announcements of every change of the register's key, `checkpoint` the signed head that the
 * proofs lead to.
 */
export type Receipt = {
  format: typeof receiptFormat
  key: string
  changes?: readonly string[] | undefined
  steps: ReceiptStep[]
  checkpoint?: string
}

export const writeStep = (step: {
  leaf: Uint8Array
  salt: Uint8Array
  claim: Claim
  promise: string
}): ReceiptStep => ({
  leaf: textOf(step.leaf) ?? '',
  salt: hexOf(step.salt),
  claim: step.claim,
  promise: step.promise,
})

/** The text of a receipt file: neither the code nor anything of the reporter stands in it. */
export function receiptFile({
  key,
  changes,
  steps,
}: Pick<Receipt, 'key' | 'steps'> & { changes: readonly string[] }): string {
  const receipt: Receipt = { format: receiptFormat, key, ...(changes.length > 0 && { changes }), steps }
  return `${JSON.stringify(receipt, null, 1)}\n`
}

export const receiptFileName = (receivedOn: string): string => `gangshao-receipt-${receivedOn}.json`

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readStep(value: unknown): ReceiptStep | undefined {
  if (!isRecord(value)) return undefined
  const { leaf, salt, claim, promise, inclusion } = value
  if (typeof leaf !== 'string' || typeof salt !== 'string' || !isRecord(claim) || typeof promise !== 'string')
    return undefined
  const step = { leaf, salt, claim, promise }
  if (inclusion === undefined) return step
  if (!isRecord(inclusion) || typeof inclusion['index'] !== 'number' || !Array.isArray(inclusion['proof']))
    return undefined
  return { ...step, inclusion: { index: inclusion['index'], proof: inclusion['proof'].map(String) } }
}

/** @returns undefined for a text that is no receipt. */
export function readReceipt(text: string): Receipt | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value) || value['format'] !== receiptFormat || typeof value['key'] !== 'string') return undefined
  if (!Array.isArray(value['steps'])) return undefined
  const steps = value['steps'].map(readStep)
  const known = steps.filter((step) => step !== undefined)
  if (known.length !== steps.length) return undefined
  const [checkpoint, changes] = [value['checkpoint'], value['changes']]
  return {
    format: receiptFormat,
    key: value['key'],
    ...(Array.isArray(changes) && changes.length > 0 && { changes: changes.map(String) }),
    steps: known,
    ...(typeof checkpoint === 'string' && { checkpoint }),
  }
}
