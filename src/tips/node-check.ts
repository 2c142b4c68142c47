/** Every kind of signature of the register, as server and command line check them. */
import { ed25519Check } from './signature-check.ts'
import type { CheckOf } from './signed-note.ts'
import { sm2Check } from './sm2.ts'

export const nodeCheckOf: CheckOf = (algorithm) => (algorithm === 'sm2' ? sm2Check : ed25519Check)
