/** What a reporter is told beside the steps: a standard sentence where nobody wrote an answer, and what a step says of itself. Pure. */
import type { Claim } from './register-leaf.ts'
import type { TipStatus } from './tip.ts'

/** The sentence of mine-text.ts for a result that has no words of a person. */
export function standardAnswer(status: TipStatus): 'answer.founded' | 'answer.unfounded' | null {
  if (status === 'founded' || status === 'dealtWith') return 'answer.founded'
  return status === 'unfounded' ? 'answer.unfounded' : null
}

/** For what the identity was asked for, how long the time allowed was made, under what another body has accepted it. */
export type Detail = { key: 'purpose' | 'acceptance'; words: string } | { key: 'days'; days: number }

export function detailsOf({ purpose, acceptance, days }: Claim): Detail[] {
  return [
    ...(typeof purpose === 'string' ? [{ key: 'purpose' as const, words: purpose }] : []),
    ...(typeof acceptance === 'string' ? [{ key: 'acceptance' as const, words: acceptance }] : []),
    ...(typeof days === 'number' ? [{ key: 'days' as const, days }] : []),
  ]
}
