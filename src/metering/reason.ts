/** Facts that carry no points but are read with every alarm. Sentences are in reason-text.ts. Pure. */
import { windowLimits } from './detector.ts'
import type { DetectorModel } from './detector-model.ts'

/** Most important first. */
export const caveatCodes = ['no-licence-on-file', 'gaps', 'short-window', 'same-curve', 'semi-synthetic'] as const
export type CaveatCode = (typeof caveatCodes)[number]
/** `value`: share of filled readings for gaps, days for short-window, else 0. */
export type Caveat = { readonly code: CaveatCode; readonly value: number }

/** From this share of filled readings on, gaps are named. */
const gapsWorthNaming = 0.02

/** What must be said beside the reasons of a window. `days` is the length of the window. */
export function caveatsOf(
  window: { filledShare: number; days: number },
  licensed: boolean,
  { training }: Pick<DetectorModel, 'training'>,
): Caveat[] {
  const holds: Record<CaveatCode, number | null> = {
    'no-licence-on-file': licensed ? null : 0,
    gaps: window.filledShare >= gapsWorthNaming ? window.filledShare : null,
    'short-window': window.days < Math.max(...windowLimits.lengths) ? window.days : null,
    'same-curve': 0,
    'semi-synthetic': training.kind === 'siteChecks' ? null : 0,
  }
  return caveatCodes.flatMap((code) => {
    const value = holds[code]
    return value === null ? [] : [{ code, value }]
  })
}
