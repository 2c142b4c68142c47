/** Brings a receipt up to date with what the register proves today. */
import { hexOf, utf8 } from '../platform/shared/bytes.ts'
import { readCheckpoint } from './checkpoint.ts'
import { leafHash } from './merkle-tree.ts'
import type { PlacedStep, Receipt, ReceiptStep } from './receipt.ts'
import type { HashOf } from './register-leaf.ts'
import { readNote } from './signed-note.ts'

/** What the register answers when it is asked for a leaf. */
export type ProofSource = {
  checkpoint(): Promise<string | undefined>
  /** The announcements of every change of the key. */
  changes(): Promise<readonly string[]>
  /** Undefined where the register has no such leaf. */
  inclusion(leafHash: string): Promise<(PlacedStep & { checkpoint: string }) | undefined>
}

/**
 * The receipt with the newest head and, for each step that the register has, its place; a step it has not stands without one. A batch
 * that comes in between is waited out.
 */
export async function placeReceipt(source: ProofSource, receipt: Receipt, hashOf: HashOf): Promise<Receipt> {
  for (let tries = 0; ; tries += 1) {
    const [checkpoint, changes] = [await source.checkpoint(), await source.changes()]
    const known = { ...receipt, ...(changes.length > 0 && { changes }) }
    if (checkpoint === undefined) return known
    const head = readCheckpoint(readNote(checkpoint)?.text ?? '')
    if (!head) return { ...known, checkpoint }
    const hash = hashOf(head.algorithm)
    const steps: ReceiptStep[] = []
    let same = true
    for (const { leaf, salt, claim, promise } of receipt.steps) {
      const found = await source.inclusion(hexOf(leafHash(hash, utf8(leaf))))
      if (found && found.checkpoint !== checkpoint) same = false
      const inclusion = found && { index: found.index, proof: found.proof }
      steps.push({ leaf, salt, claim, promise, ...(inclusion && { inclusion }) })
    }
    if (same || tries === 3) return { ...known, steps, checkpoint }
  }
}
