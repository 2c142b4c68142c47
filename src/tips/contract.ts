/** The operations of this module. */
import { registerContract } from './register-contract.ts'

export const tipsContract = { ...registerContract }
