/** The handlers of this module. */
import type { Handlers } from '../platform/server/context.ts'
import type { tipsContract } from './contract.ts'
import { custodianHandlers } from './custodian-handlers.ts'
import { intakeHandlers } from './intake-handlers.ts'
import { officeHandlers } from './office-handlers.ts'
import { registerHandlers } from './register-handlers.ts'
import { responsePlanHandlers } from './response-plan-handlers.ts'
import { rewardHandlers } from './reward-handlers.ts'
import { tipFileHandlers } from './tip-file-handlers.ts'

export const tipsHandlers: Handlers<typeof tipsContract> = {
  ...intakeHandlers,
  ...tipFileHandlers,
  ...officeHandlers,
  ...custodianHandlers,
  ...rewardHandlers,
  ...responsePlanHandlers,
  ...registerHandlers,
}
