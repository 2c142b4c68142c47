/** The operations of this module. */
import { custodianContract } from './custodian-contract.ts'
import { tipOfficeContract } from './office-contract.ts'
import { registerContract } from './register-contract.ts'
import { responsePlanContract } from './response-plan-contract.ts'
import { rewardContract } from './reward-contract.ts'
import { tipIntakeContract } from './tip-contract.ts'
import { tipFileContract } from './tip-file-contract.ts'

export const tipsContract = {
  ...tipIntakeContract,
  ...tipFileContract,
  ...tipOfficeContract,
  ...custodianContract,
  ...rewardContract,
  ...responsePlanContract,
  ...registerContract,
}
