/**
 * Kinds of keys that halves and originals are sealed to, both of age (C2SP). Which one is a setting: `x25519` is what every age program
 * reads; `hybrid` (ML-KEM-768 with X25519) also holds against who keeps what is sealed today until there are quantum computers.
 */
import type { KeyKind } from '../platform/shared/key-kinds.ts'
import { Refusal } from '../platform/shared/refusal.ts'

/** @param recipient public key, `age1…` or `age1pq1…`. */
export const kindOf = (recipient: string): KeyKind => (recipient.startsWith('age1pq1') ? 'hybrid' : 'x25519')

/** What is sealed to several is as strong as the weakest of them. */
export const weakestOf = (recipients: readonly string[]): KeyKind =>
  recipients.every((one) => kindOf(one) === 'hybrid') ? 'hybrid' : 'x25519'

/** New keys are of the kind the program is set to; those in use stay until they are changed. Refuses `key-kind-other`. */
export function refuseOtherKind(recipient: string, set: KeyKind): void {
  if (kindOf(recipient) !== set) throw new Refusal('key-kind-other', { kind: set })
}
