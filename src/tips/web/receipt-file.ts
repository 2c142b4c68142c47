import type { Receipt } from '../receipt.ts'
import type { TipReceipt } from '../tip-contract.ts'

/** Saves what proves that a tip was received: neither the code nor anything of the reporter stands in it. */
export function saveReceipt(given: Pick<TipReceipt, 'receivedOn' | 'key' | 'changes' | 'steps'>): void {
  const { receivedOn, key, changes, steps } = given
  const receipt: Receipt = { format: 'gangshao receipt 1', key, ...(changes.length > 0 && { changes }), steps }
  const blob = new Blob([`${JSON.stringify(receipt, null, 1)}\n`], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `gangshao-receipt-${receivedOn}.json`
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
