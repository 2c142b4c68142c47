/** Asks this program's own register where a leaf stands. */
import { ClientError, client } from '../../platform/web/client.ts'
import type { ProofSource } from '../receipt-proof.ts'
import { registerContract } from '../register-contract.ts'

export const register = client(registerContract)

export const proofClient: ProofSource = {
  checkpoint: async () => (await register.getBooks({})).head?.checkpoint,
  changes: async () => (await register.getKeys({})).changes.map(({ announcement }) => announcement),
  inclusion: (leafHash) =>
    register.proveInclusion({ leafHash }).catch((error) => {
      if (error instanceof ClientError && error.answer.code === 'leaf-unknown') return undefined
      throw error
    }),
}
