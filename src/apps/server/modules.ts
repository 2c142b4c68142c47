/** The modules, in the order of the house. */
import { noticesContract } from '../../notices/contract.ts'
import { noticeHandlers } from '../../notices/handlers.ts'
import { noticeRefusals } from '../../notices/refusals.ts'
import type { Module } from '../../platform/server/context.ts'
import { platformHandlers } from '../../platform/server/platform-handlers.ts'
import { platformContract } from '../../platform/shared/platform-contract.ts'

export const modules: readonly Module[] = [
  { name: 'platform', contract: platformContract, handlers: platformHandlers },
  { name: 'notices', contract: noticesContract, handlers: noticeHandlers, refusals: noticeRefusals },
]
