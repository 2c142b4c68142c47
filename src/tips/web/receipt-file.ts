import { receiptFile, receiptFileName } from '../receipt.ts'
import type { TipReceipt } from '../tip-contract.ts'

/** Saves what proves that a tip was received. */
export function saveReceipt(given: Pick<TipReceipt, 'receivedOn' | 'key' | 'changes' | 'steps'>): void {
  const blob = new Blob([receiptFile(given)], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = receiptFileName(given.receivedOn)
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
