import type { Format } from '../../platform/web/format.ts'
import type { Contract } from '../reading.ts'

/** `800 kW · 1,000 kVA`; null where neither is known. */
export function contractWords({ contractKw, contractKva }: Contract, format: Format): string | null {
  const known = [
    ...(contractKw === null ? [] : [format.quantity(contractKw, 'kW')]),
    ...(contractKva === null ? [] : [format.quantity(contractKva, 'kVA')]),
  ]
  return known.join(' · ') || null
}
