/** The modules, in the order of the house. */
import type { Module } from '../../platform/server/context.ts'
import { platformHandlers } from '../../platform/server/platform-handlers.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'

export const modules: readonly Module[] = [{ name: 'platform', contract: platformContract, handlers: platformHandlers }]
